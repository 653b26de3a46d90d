import { DraftingCompass, User, Users } from 'lucide-react';
import { useT } from '../../i18n/useT.ts';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Icon, type LucideIcon } from '../../ui/Icon.tsx';
import text from '../../ui/text.module.css';
import styles from './SignUp.module.css';

const READERS: readonly { readonly who: 'you' | 'studio' | 'players'; readonly icon: LucideIcon }[] = [
  { who: 'you', icon: User },
  { who: 'studio', icon: DraftingCompass },
  { who: 'players', icon: Users },
];

/** Who will read which of these details. `name` is what others see instead. */
export function WhoSees({ name }: { readonly name: string }) {
  const t = useT();
  return (
    <ScrollArea className={styles.who}>
      <h2 className={text.d4}>{t('clients.signUp.who.title')}</h2>
      <ul>
        {READERS.map(({ who, icon }) => (
          <li key={who} className={styles.reader}>
            <Icon of={icon} size={1.25} />
            <div>
              <b>{t(`clients.signUp.who.${who}`)}</b>
              <p className={`${text.s} ${text.t2}`}>{t(`clients.signUp.who.${who}Text`, { name })}</p>
            </div>
          </li>
        ))}
      </ul>
    </ScrollArea>
  );
}
