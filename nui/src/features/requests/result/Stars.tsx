import { Star } from 'lucide-react';
import { useId } from 'react';
import { useT } from '../../../i18n/useT.ts';
import fields from '../../../ui/Field.module.css';
import { Icon } from '../../../ui/Icon.tsx';
import text from '../../../ui/text.module.css';
import styles from './Result.module.css';

const FIVE = [1, 2, 3, 4, 5] as const;

/** A rating as it was given. */
export function Stars({ rating }: { readonly rating: number }) {
  const t = useT();
  return (
    <span className={styles.stars} role="img" aria-label={t('requests.comment.stars', { rating })}>
      {FIVE.map((place) => (
        <Icon key={place} of={Star} className={place > rating ? styles.off : undefined} />
      ))}
    </span>
  );
}

/** One to five, or none; along it with the arrow keys. */
export function RatingField({
  value,
  onChange,
}: {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const t = useT();
  const name = useId();
  return (
    <fieldset className={fields.field}>
      <legend className={text.sr}>{t('requests.comment.rating')}</legend>
      <div className={styles.rating}>
        {FIVE.map((place) => (
          <label
            key={place}
            className={value !== null && place <= value ? styles.on : undefined}
            title={t('requests.comment.stars', { rating: place })}
          >
            <input
              type="radio"
              name={name}
              checked={value === place}
              onChange={() => onChange(place)}
              aria-label={t('requests.comment.stars', { rating: place })}
            />
            <Icon of={Star} />
          </label>
        ))}
        <label className={styles.none}>
          <input
            type="radio"
            name={name}
            checked={value === null}
            onChange={() => onChange(null)}
            aria-label={t('requests.comment.noRating')}
          />
          <span className={text.t2}>
            {value === null ? t('requests.comment.noRating') : t('requests.comment.stars', { rating: value })}
          </span>
        </label>
      </div>
    </fieldset>
  );
}
