import { useT } from '../../i18n/useT.ts';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { Localized } from './editing.ts';
import styles from './StudioServices.module.css';

/** The same words in both languages, side by side. */
export function Words({
  label,
  path,
  rows,
  required = true,
  autoFocus = false,
  value,
  errors,
  onChange,
}: {
  readonly label: string;
  readonly path: string;
  /** More than one line. */
  readonly rows?: number;
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly value: Localized;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (value: Localized) => void;
}) {
  const t = useT();
  const field = (language: 'fr' | 'en') => ({
    label: t(language === 'fr' ? 'services.editor.inFrench' : 'services.editor.inEnglish', { label }),
    name: `${path}.${language}`,
    required,
    value: value[language],
    onChange: (typed: string) => onChange({ ...value, [language]: typed }),
    error: errors.get(`${path}.${language}`),
  });
  return (
    <div className={styles.two}>
      {rows === undefined ? (
        <TextField autoFocus={autoFocus} {...field('fr')} />
      ) : (
        <TextArea rows={rows} {...field('fr')} />
      )}
      {rows === undefined ? <TextField {...field('en')} /> : <TextArea rows={rows} {...field('en')} />}
    </div>
  );
}
