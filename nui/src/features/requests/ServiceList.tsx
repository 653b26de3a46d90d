import { Plus } from 'lucide-react';
import { MAX_LINES } from '../../../../shared/features/requests/model.ts';
import type { Service } from '../../../../shared/features/services/model.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import type { Live } from '../../rpc/hooks.ts';
import { Glyph, Money, ScrollArea, useMoney } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { cx } from '../../ui/cx.ts';
import { Row } from '../../ui/Stack.tsx';
import { Delayed, ErrorState, Skeleton } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Composer.module.css';
import { KIND_ICONS } from './catalogue.ts';
import type { DraftLine } from './draft.ts';

interface ServiceListProps {
  readonly services: Live<Service[]>;
  readonly lines: readonly DraftLine[];
  /** Id of the service whose form is shown. */
  readonly selected: string | null;
  readonly locked: boolean;
  readonly onAdd: (service: Service) => void;
  readonly onSelect: (lineKey: string) => void;
}

/** The price list to add lines from. */
export function ServiceList({ services, lines, selected, locked, onAdd, onSelect }: ServiceListProps) {
  const t = useT();
  const full = lines.length >= MAX_LINES;
  return (
    <ScrollArea className={styles.services}>
      <h2 className={text.d4}>{t('requests.form.services')}</h2>
      {services.state === 'loading' && (
        <Delayed>
          {['a', 'b', 'c', 'd'].map((card) => (
            <Skeleton key={card} height="8.5rem" />
          ))}
        </Delayed>
      )}
      {services.state === 'failed' && (
        <div className={styles.error}>
          <ErrorState title={t('requests.form.servicesFailed')} error={services.error} onRetry={services.retry} />
        </div>
      )}
      {services.state === 'ready' && services.data.length === 0 && (
        <p className={`${text.s} ${text.t3}`}>{t('requests.form.noServices')}</p>
      )}
      {full && <p className={`${text.s} ${text.bad}`}>{t('requests.form.full', { limit: MAX_LINES })}</p>}
      {services.state === 'ready' && (
        <ul className={styles.serviceCards} inert={locked}>
          {services.data.map((service) => (
            <ServiceCard
              key={service.id}
              service={service}
              lines={lines.filter(({ serviceId }) => serviceId === service.id)}
              on={service.id === selected}
              full={full}
              onAdd={() => onAdd(service)}
              onSelect={onSelect}
            />
          ))}
        </ul>
      )}
    </ScrollArea>
  );
}

function ServiceCard({
  service,
  lines,
  on,
  full,
  onAdd,
  onSelect,
}: {
  readonly service: Service;
  readonly lines: readonly DraftLine[];
  readonly on: boolean;
  readonly full: boolean;
  readonly onAdd: () => void;
  readonly onSelect: (lineKey: string) => void;
}) {
  const t = useT();
  const locale = useLocale();
  const money = useMoney();
  const name = service.name[locale];
  const first = lines[0];
  return (
    <li className={cx(styles.service, on && styles.serviceOn)}>
      <button
        type="button"
        className={styles.servicePress}
        disabled={!first && full}
        aria-current={on ? 'true' : undefined}
        {...(!first && { 'aria-label': t('requests.form.addOne', { name, price: money(service.price) }) })}
        onClick={() => (first ? onSelect(first.key) : onAdd())}
      >
        <Row as="span" gap={3} align="start">
          <Glyph of={KIND_ICONS[service.kind]} size="s" />
          <b className={styles.serviceName}>{name}</b>
        </Row>
        <span className={`${text.s} ${text.t2} ${styles.serviceText}`}>{service.description[locale]}</span>
        <Row as="span" gap={2} align="base" className={text.s}>
          {service.price !== null && <span className={text.t3}>{t('requests.form.listPrice')}</span>}
          <Money value={service.price} />
        </Row>
      </button>
      {first && (
        <Row justify="between" gap={1} wrap className={styles.serviceFoot}>
          <span className={`${text.xs} ${text.t3}`}>{t('requests.lines', { count: lines.length })}</span>
          <Button
            variant="quiet"
            size="s"
            icon={Plus}
            isDisabled={full}
            aria-label={t('requests.form.addOne', { name, price: money(service.price) })}
            onPress={onAdd}
          >
            {t('requests.form.addAgain')}
          </Button>
        </Row>
      )}
    </li>
  );
}
