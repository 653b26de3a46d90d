import { Bug, Database, FileCode2, Lightbulb } from 'lucide-react';
import type { Service, ServiceKind } from '../../../../shared/features/services/model.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useLive } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { Glyph, Money, useMoney } from '../../ui/Bits.tsx';
import { itemClass, List } from '../../ui/Card.tsx';
import type { LucideIcon } from '../../ui/Icon.tsx';
import { Link } from '../../ui/Link.tsx';
import { Col, Row } from '../../ui/Stack.tsx';
import { ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Home.module.css';

const ICONS: { readonly [K in ServiceKind]: LucideIcon } = {
  environment: Database,
  script: FileCode2,
  debugging: Bug,
  other: Lightbulb,
};

/** The rows after one of them changed; those that are no longer offered leave. */
export function withService(services: Service[], service: Service): Service[] {
  const known = services.find(({ id }) => id === service.id);
  if (known && known.version >= service.version) return services;
  const others = services.filter(({ id }) => id !== service.id);
  if (!service.active) return others;
  return [...others, service].sort((a, b) => a.position - b.position);
}

/** The price list to order from. A visitor is led through the sign-up and on to the order. */
export function PriceList({ title, hint }: { readonly title: string; readonly hint: string }) {
  const t = useT();
  const locale = useLocale();
  const money = useMoney();
  const viewer = useViewer();
  const services = useLive('services.catalogue', {}, withService);
  const orderPath = ({ id }: Service): string => {
    const order = `/requests/new?add=${id}`;
    return viewer.account?.client ? order : `/signup?next=${encodeURIComponent(order)}`;
  };
  return (
    <Col as="section" gap={2}>
      <Row justify="between" align="base">
        <h2 className={text.d4}>{title}</h2>
        <span className={`${text.xs} ${text.t3}`}>{hint}</span>
      </Row>
      {services.state === 'loading' && <SkeletonRows rows={4} />}
      {services.state === 'failed' && (
        <div className={styles.error}>
          <ErrorState title={t('home.order.failed')} error={services.error} onRetry={services.retry} heading="h3" />
        </div>
      )}
      {services.state === 'ready' && services.data.length === 0 && (
        <p className={`${text.s} ${text.t3}`}>{t('home.order.empty')}</p>
      )}
      {services.state === 'ready' && (
        <List label={title}>
          {services.data.map((service) => (
            <li key={service.id}>
              <Link
                plain
                to={orderPath(service)}
                className={`${itemClass} ${styles.price}`}
                aria-label={t('home.order.orderOne', { name: service.name[locale], price: money(service.price) })}
              >
                <Glyph of={ICONS[service.kind]} size="s" />
                <Col as="span" gap={0}>
                  <b className={text.clip2}>{service.name[locale]}</b>
                  <span className={`${text.s} ${text.t3} ${text.clip2}`}>{service.description[locale]}</span>
                </Col>
                <Money value={service.price} />
              </Link>
            </li>
          ))}
        </List>
      )}
    </Col>
  );
}
