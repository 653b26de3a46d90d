import { Archive, ArchiveRestore, ArrowDown, ArrowUp, BookOpen, Pencil, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Service } from '../../../../shared/features/services/model.ts';
import { errorText } from '../../i18n/errors.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useCommand, useLive } from '../../rpc/hooks.ts';
import { Glyph, Money, ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { List, Note } from '../../ui/Card.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { cx } from '../../ui/cx.ts';
import { ConfirmDialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { Link } from '../../ui/Link.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { navigate } from '../../ui/navigation.ts';
import { Col, Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import { toast } from '../../ui/toasts.ts';
import { placeAfter, withAny } from './catalogue.ts';
import { KIND_ICONS } from './kinds.ts';
import styles from './StudioServices.module.css';

type Direction = 'up' | 'down';

/** The price list for those who look after it: its order, and what was taken out of it. */
export function StudioServices() {
  const t = useT();
  const services = useLive('services.all', {}, withAny);
  const create = (
    <Button variant="primary" size="s" icon={Plus} onPress={() => navigate('/studio/services/new')}>
      {t('services.studio.new')}
    </Button>
  );
  return (
    <ScrollArea className={styles.page}>
      <Row justify="between" gap={4} align="start">
        <Col as="header" gap={1}>
          <h1 className={text.d3}>{t('services.studio.title')}</h1>
          <p className={cx(text.t2, text.measure)}>{t('services.studio.lead')}</p>
        </Col>
        {services.state === 'ready' && services.data.length > 0 && create}
      </Row>
      {services.state === 'loading' && <SkeletonRows rows={5} />}
      {services.state === 'failed' && (
        <ErrorState title={t('services.studio.failed')} error={services.error} onRetry={services.retry} />
      )}
      {services.state === 'ready' && services.data.length === 0 && (
        <EmptyState icon={BookOpen} title={t('services.studio.emptyTitle')} className={styles.flush} action={create}>
          {t('services.studio.emptyText')}
        </EmptyState>
      )}
      {services.state === 'ready' && services.data.length > 0 && (
        <Ordered services={services.data} onStale={services.retry} />
      )}
    </ScrollArea>
  );
}

function Ordered({ services, onStale }: { readonly services: readonly Service[]; readonly onStale: () => void }) {
  const t = useT();
  const locale = useLocale();
  const move = useCommand('services.move');
  const archive = useCommand('services.archive');
  const restore = useCommand('services.restore');
  const [archiving, setArchiving] = useState<Service | null>(null);
  const list = useRef<HTMLDivElement>(null);
  // Said once the order on screen is the new one; the focus then goes on with the row.
  const [moving, setMoving] = useState<{ readonly id: string; readonly direction: Direction } | null>(null);
  const [said, setSaid] = useState('');
  const error = move.error ?? archive.error ?? restore.error;
  const order = services.map(({ id }) => id).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new order moves the focus.
  useEffect(() => {
    if (!moving) return;
    const place = services.findIndex(({ id }) => id === moving.id);
    const name = services[place]?.name[locale] ?? '';
    setSaid(t('services.studio.movedTo', { name, place: place + 1, count: services.length }));
    const row = list.current?.querySelector(`[data-service="${moving.id}"]`);
    const buttons = row?.querySelectorAll<HTMLButtonElement>('[data-move] button') ?? [];
    const [up, down] = buttons;
    const wanted = moving.direction === 'up' ? up : down;
    (wanted && !wanted.disabled ? wanted : moving.direction === 'up' ? down : up)?.focus();
    setMoving(null);
  }, [order]);

  const act = async <T,>(run: () => Promise<{ readonly ok: boolean } & T>) => {
    for (const command of [move, archive, restore]) command.forget();
    const outcome = await run();
    if (!outcome.ok) onStale();
    return outcome.ok;
  };
  const shift = async (service: Service, direction: Direction) => {
    const after = placeAfter(services, service.id, direction);
    if (after === undefined || move.busy) return;
    setMoving({ id: service.id, direction });
    const moved = await act(() => move.run({ serviceId: service.id, version: service.version, after }));
    if (!moved) setMoving(null);
  };
  const putBack = async (service: Service) => {
    const done = await act(() => restore.run({ serviceId: service.id, version: service.version }));
    if (done) toast({ tone: 'ok', title: t('services.studio.restored'), detail: service.name[locale] });
  };
  const takeOut = async (service: Service) => {
    const current = services.find(({ id }) => id === service.id) ?? service;
    const done = await act(() => archive.run({ serviceId: current.id, version: current.version }));
    if (done) toast({ tone: 'ok', title: t('services.studio.archiveDone'), detail: service.name[locale] });
    setArchiving(null);
  };

  return (
    <div ref={list}>
      {error && <Note tone="bad">{error.code === 'conflict' ? t('services.studio.conflict') : errorText(error)}</Note>}
      <span className={text.sr} role="status">
        {said}
      </span>
      <List label={t('services.studio.list')}>
        {services.map((service, index) => (
          <li
            key={service.id}
            className={styles.row}
            data-service={service.id}
            onKeyDown={(event) => {
              if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
              event.preventDefault();
              shift(service, event.key === 'ArrowUp' ? 'up' : 'down');
            }}
          >
            <span className={cx(text.num, text.t3)}>{index + 1}</span>
            <Glyph of={KIND_ICONS[service.kind]} />
            <Col gap={0}>
              <Link
                to={`/studio/services/${service.id}`}
                plain
                className={cx(styles.name, text.clip, !service.active && styles.away)}
              >
                {service.name[locale]}
              </Link>
              <span className={cx(text.s, text.t3, text.clip)}>{t(`services.kind.${service.kind}`)}</span>
            </Col>
            {service.active ? (
              <span />
            ) : (
              <Chip icon={Archive} tone="dash">
                {t('services.studio.archived')}
              </Chip>
            )}
            <span className={cx(text.s, text.t3)}>
              {t('services.studio.questions', { count: service.form.length })}
            </span>
            <span className={styles.price}>
              <Money value={service.price} />
            </span>
            <Row gap={0}>
              <span data-move className={styles.moves}>
                <IconButton
                  label={t('services.studio.up', { name: service.name[locale] })}
                  icon={ArrowUp}
                  kbd="Alt ↑"
                  isDisabled={index === 0}
                  onPress={() => shift(service, 'up')}
                />
                <IconButton
                  label={t('services.studio.down', { name: service.name[locale] })}
                  icon={ArrowDown}
                  kbd="Alt ↓"
                  isDisabled={index === services.length - 1}
                  onPress={() => shift(service, 'down')}
                />
              </span>
              <Menu
                label={t('services.studio.more', { name: service.name[locale] })}
                items={[
                  {
                    id: 'edit',
                    icon: Pencil,
                    label: t('services.studio.edit'),
                    onAction: () => navigate(`/studio/services/${service.id}`),
                  },
                  service.active
                    ? {
                        id: 'archive',
                        icon: Archive,
                        label: t('services.studio.archive'),
                        onAction: () => setArchiving(service),
                      }
                    : {
                        id: 'restore',
                        icon: ArchiveRestore,
                        label: t('services.studio.restore'),
                        onAction: () => putBack(service),
                      },
                ]}
              />
            </Row>
          </li>
        ))}
      </List>
      <p className={cx(text.s, text.t3)}>
        <Kbd>Alt</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('services.studio.keys')}
      </p>
      {archiving && (
        <ConfirmDialog
          isOpen
          onClose={() => setArchiving(null)}
          title={t('services.studio.archiveTitle', { name: archiving.name[locale] })}
          confirmLabel={t('services.studio.archive')}
          cancelLabel={t('services.studio.archiveKeep')}
          busy={archive.busy}
          onConfirm={() => takeOut(archiving)}
        >
          <p>{t('services.studio.archiveText')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
