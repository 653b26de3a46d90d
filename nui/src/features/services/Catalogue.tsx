import { BookOpen } from 'lucide-react';
import type { Service } from '../../../../shared/features/services/model.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useLive } from '../../rpc/hooks.ts';
import { useViewer } from '../../rpc/session.ts';
import { Glyph, Money, ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card, Note } from '../../ui/Card.tsx';
import { Link } from '../../ui/Link.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import styles from './Catalogue.module.css';
import { orderPath, withService } from './catalogue.ts';
import { KIND_ICONS } from './kinds.ts';

/** The price list; each service can be ordered from here. */
export function Catalogue() {
  const t = useT();
  const isClient = useViewer().account?.client ?? false;
  const services = useLive('services.catalogue', {}, withService);
  return (
    <ScrollArea className={styles.page}>
      <Col as="header" gap={1}>
        <h1 className={text.d2}>{t('services.title')}</h1>
        <p className={`${text.t2} ${text.measure}`}>{t('services.lead')}</p>
      </Col>
      {!isClient && (
        <Note tone="info" action={<Link to="/signup">{t('services.signUp')}</Link>}>
          {t('services.visitor')}
        </Note>
      )}
      {services.state === 'loading' && <SkeletonRows rows={4} />}
      {services.state === 'failed' && (
        <div className={styles.error}>
          <ErrorState title={t('services.failed')} error={services.error} onRetry={services.retry} />
        </div>
      )}
      {services.state === 'ready' && services.data.length === 0 && (
        <EmptyState icon={BookOpen} title={t('services.emptyTitle')} className={styles.flush}>
          {t('services.emptyText')}
        </EmptyState>
      )}
      {services.state === 'ready' && (
        <ul className={styles.grid}>
          {services.data.map((service) => (
            <ServiceCard key={service.id} service={service} isClient={isClient} />
          ))}
        </ul>
      )}
    </ScrollArea>
  );
}

function ServiceCard({ service, isClient }: { readonly service: Service; readonly isClient: boolean }) {
  const t = useT();
  const locale = useLocale();
  const name = service.name[locale];
  return (
    <Card as="li" className={styles.card}>
      <Row gap={3} align="start">
        <Glyph of={KIND_ICONS[service.kind]} />
        <Col gap={1} grow>
          <h2 className={`${text.d4} ${text.clip2}`}>{name}</h2>
          <p className={`${text.t2} ${styles.text}`}>{service.description[locale]}</p>
        </Col>
      </Row>
      <Row justify="between" className={styles.foot}>
        <Col gap={0}>
          {service.price !== null && <span className={`${text.xs} ${text.t3}`}>{t('services.listPrice')}</span>}
          <Money value={service.price} className={service.price === null ? '' : styles.price} />
        </Col>
        <Button aria-label={t('services.orderOne', { name })} onPress={() => navigate(orderPath(service.id, isClient))}>
          {t('services.order')}
        </Button>
      </Row>
    </Card>
  );
}
