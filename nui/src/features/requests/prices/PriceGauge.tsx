import { useT } from '../../../i18n/useT.ts';
import { useMoney } from '../../../ui/Bits.tsx';
import { cx } from '../../../ui/cx.ts';
import { type GaugePin, gaugeOf } from './gauge.ts';
import styles from './Prices.module.css';

/** The values of a line on a graduated axis; the same is told in words, and the offers stay listed below. */
export function PriceGauge({
  own,
  other,
  listed,
  names,
}: Parameters<typeof gaugeOf>[0] & { readonly names: { readonly own: string; readonly other: string } }) {
  const t = useT();
  const money = useMoney();
  const gauge = gaugeOf({ own, other, listed });
  if (!gauge) return null;
  const name: { readonly [P in GaugePin['of']]: string } = {
    ...names,
    listed: t('requests.price.listed'),
    gap: t('requests.price.gap'),
  };
  const spoken = gauge.pins.map(({ of, value }) => `${name[of]} ${money(value)}`).join(', ');
  const axis = {
    backgroundImage: [gauge.short, gauge.long]
      .map(
        (step, index) =>
          `repeating-linear-gradient(90deg, var(--tick${index ? '-strong' : ''}) 0 1px, transparent 1px ${step}%)`,
      )
      .join(', '),
  };
  return (
    <div
      className={cx(styles.gauge, gauge.pins.some(({ row }) => row === 'low') && styles.tall)}
      role="img"
      aria-label={spoken}
    >
      <span className={styles.axis} style={axis} />
      {gauge.gap && <span className={styles.gap} style={{ left: `${gauge.gap.at}%`, width: `${gauge.gap.width}%` }} />}
      {gauge.pins.map(({ of, value, at, labelAt, row }) => (
        <span key={of} className={cx(styles[row], of === 'own' && styles.mine)}>
          <i style={{ left: `${at}%` }} />
          <span
            className={cx(styles.pin, (of === 'own' || of === 'other') && styles.told)}
            style={{ left: `${labelAt}%` }}
          >
            <span>{name[of]}</span> <b>{money(value)}</b>
          </span>
        </span>
      ))}
    </div>
  );
}
