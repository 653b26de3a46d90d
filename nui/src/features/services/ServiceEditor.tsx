import { ArrowLeft, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { MAX_FIELDS, SERVICE_KINDS, type Service } from '../../../../shared/features/services/model.ts';
import { useCurrency } from '../../i18n/currency.ts';
import { errorText, fieldTexts } from '../../i18n/errors.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { useDraft } from '../../rpc/draft.ts';
import { useCommand, useLive } from '../../rpc/hooks.ts';
import { AmountField } from '../../ui/AmountField.tsx';
import { ScrollArea } from '../../ui/Bits.tsx';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { CheckboxField } from '../../ui/CheckboxField.tsx';
import { cx } from '../../ui/cx.ts';
import { ConfirmDialog } from '../../ui/Dialog.tsx';
import { focusField } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { navigate, useCrumb } from '../../ui/navigation.ts';
import { SelectField } from '../../ui/SelectField.tsx';
import { Row } from '../../ui/Stack.tsx';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/States.tsx';
import text from '../../ui/text.module.css';
import { toast } from '../../ui/toasts.ts';
import { withAny } from './catalogue.ts';
import {
  checkService,
  draftOf,
  NEW_SERVICE,
  parseServiceDraft,
  type ServiceDraft,
  toWritten,
  type Written,
} from './editing.ts';
import { FormBuilder } from './FormBuilder.tsx';
import { FormPreview } from './FormPreview.tsx';
import styles from './StudioServices.module.css';
import { Words } from './Words.tsx';

const LIST = '/studio/services';

/** One service, written in both languages; null makes a new one. */
export function ServiceEditor({ serviceId }: { readonly serviceId: string | null }) {
  const t = useT();
  const locale = useLocale();
  const services = useLive('services.all', {}, withAny);
  const service = services.state === 'ready' ? services.data.find(({ id }) => id === serviceId) : undefined;
  useCrumb(serviceId === null ? t('services.editor.newTitle') : (service?.name[locale] ?? t('services.editor.crumb')));
  const back = (
    <Button variant="quiet" onPress={() => navigate(LIST)}>
      {t('services.editor.back')}
    </Button>
  );
  if (serviceId === null) return <Editor service={null} onStale={services.retry} />;
  if (services.state === 'loading') {
    return (
      <div className={styles.page}>
        <SkeletonRows rows={5} />
      </div>
    );
  }
  if (services.state === 'failed') {
    return (
      <ErrorState
        heading="h1"
        title={t('services.studio.failed')}
        error={services.error}
        onRetry={services.retry}
        action={back}
      />
    );
  }
  if (!service) {
    return (
      <EmptyState icon={SearchX} heading="h1" title={t('services.editor.gone')} action={back}>
        {t('services.editor.goneText')}
      </EmptyState>
    );
  }
  return <Editor service={service} onStale={services.retry} />;
}

const PARTS = ['kind', 'name', 'description', 'price', 'form'] as const;

/** The parts in which the stored service is not what was typed. */
const differences = (service: Service, written: Written): readonly (typeof PARTS)[number][] =>
  PARTS.filter((part) => JSON.stringify(service[part]) !== JSON.stringify(written[part]));

function Editor({ service, onStale }: { readonly service: Service | null; readonly onStale: () => void }) {
  const t = useT();
  const locale = useLocale();
  const { symbol } = useCurrency();
  const start = service ? draftOf(service) : NEW_SERVICE;
  const [typed, setTyped, handle] = useDraft<ServiceDraft>(`service.${service?.id ?? 'new'}`, start, {
    parse: parseServiceDraft,
  });
  const touched = handle.status !== 'empty';
  // What nobody has typed into follows the stored service.
  const draft = touched ? typed : start;
  const set = (change: (draft: ServiceDraft) => ServiceDraft) => setTyped((known) => change(touched ? known : start));
  const create = useCommand('services.create');
  const edit = useCommand('services.edit');
  const command = service ? edit : create;
  const [asked, setAsked] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const form = useRef<HTMLDivElement>(null);

  const issues = checkService(draft, symbol);
  const errors = fieldTexts(asked ? issues : issues.filter(({ code }) => code !== 'required' && code !== 'too_few'));
  const written = toWritten(draft, symbol);
  const stale = service !== null && touched && draft.basis !== service.version;
  const parts = stale ? differences(service, written) : [];

  const save = async () => {
    setAsked(true);
    const first = issues[0];
    if (first) {
      const at = /^form\.(\d+)\./.exec(first.path)?.[1];
      setOpen(at === undefined ? open : (draft.fields[Number(at)]?.id ?? null));
      // Its field may have to be drawn first.
      requestAnimationFrame(() => focusField(first.path, form.current ?? undefined));
      return;
    }
    const outcome = service
      ? await edit.run({ serviceId: service.id, version: draft.basis, ...written })
      : await create.run(written);
    if (!outcome.ok) {
      if (outcome.error.code === 'conflict') onStale();
      return;
    }
    handle.clear();
    toast({
      tone: 'ok',
      title: t(service ? 'services.editor.saved' : 'services.editor.created'),
      detail: outcome.data.name[locale],
    });
    navigate(LIST);
  };

  return (
    <>
      <header className={styles.head}>
        <IconButton label={t('services.editor.back')} icon={ArrowLeft} onPress={() => navigate(LIST)} />
        <h1 className={cx(text.d3, text.clip)}>
          {draft.name[locale] || service?.name[locale] || t('services.editor.newTitle')}
        </h1>
        {touched && (
          <Button variant="quiet" size="s" onPress={() => setDiscarding(true)}>
            {t('services.editor.discard')}
          </Button>
        )}
        {(touched || !service) && (
          <Button variant="primary" size="s" busy={command.busy} onPress={save}>
            {t(service ? 'services.editor.save' : 'services.editor.create')}
          </Button>
        )}
      </header>
      <div className={styles.notes}>
        {stale && (
          <Note
            tone="bad"
            action={
              <Row gap={1}>
                <Button
                  size="s"
                  onPress={() => {
                    edit.forget();
                    set((known) => ({ ...known, basis: service.version }));
                  }}
                >
                  {t('services.editor.keepMine')}
                </Button>
                <Button
                  size="s"
                  variant="quiet"
                  onPress={() => {
                    edit.forget();
                    handle.clear();
                  }}
                >
                  {t('services.editor.takeTheirs')}
                </Button>
              </Row>
            }
          >
            {parts.length === 0
              ? t('services.editor.staleSame')
              : t('services.editor.stale', {
                  parts: parts.map((part) => t(`services.editor.part.${part}`)).join(', '),
                })}
          </Note>
        )}
        {asked && issues.length > 0 && (
          <Note tone="bad">{t('services.editor.problems', { count: issues.length })}</Note>
        )}
        {command.error && !stale && <Note tone="bad">{errorText(command.error)}</Note>}
      </div>
      <div className={styles.body}>
        <ScrollArea className={styles.form}>
          <div ref={form} className={styles.fieldBody} style={FLUSH}>
            <Words
              label={t('services.editor.name')}
              path="name"
              value={draft.name}
              errors={errors}
              onChange={(name) => set((known) => ({ ...known, name }))}
            />
            <Words
              label={t('services.editor.description')}
              path="description"
              rows={3}
              required={false}
              value={draft.description}
              errors={errors}
              onChange={(description) => set((known) => ({ ...known, description }))}
            />
            <div className={styles.three}>
              <SelectField
                label={t('services.editor.kind')}
                options={SERVICE_KINDS.map((kind) => ({ value: kind, label: t(`services.kind.${kind}`) }))}
                value={draft.kind}
                onChange={(chosen) =>
                  set((known) => ({ ...known, kind: SERVICE_KINDS.find((kind) => kind === chosen) ?? known.kind }))
                }
              />
              <AmountField
                label={t('services.editor.price')}
                name="price"
                help={t('services.editor.priceHelp')}
                isDisabled={draft.onQuotation}
                value={draft.price}
                onChange={(price) => set((known) => ({ ...known, price }))}
                error={errors.get('price')}
              />
              <CheckboxField
                label={t('services.editor.onQuotation')}
                className={styles.tick}
                value={draft.onQuotation}
                onChange={(onQuotation) => set((known) => ({ ...known, onQuotation }))}
              />
            </div>
            <FormBuilder
              fields={draft.fields}
              errors={errors}
              open={open}
              full={draft.fields.length >= MAX_FIELDS}
              onOpen={setOpen}
              onChange={(change) => set((known) => ({ ...known, fields: change(known.fields) }))}
            />
          </div>
        </ScrollArea>
        <ScrollArea className={styles.preview}>
          <FormPreview written={written} />
        </ScrollArea>
      </div>
      <ConfirmDialog
        isOpen={discarding}
        onClose={() => setDiscarding(false)}
        title={t('services.editor.discardTitle')}
        confirmLabel={t('services.editor.discard')}
        cancelLabel={t('services.editor.discardKeep')}
        danger
        onConfirm={() => {
          setDiscarding(false);
          setAsked(false);
          command.forget();
          handle.clear();
        }}
      >
        <p>{t('services.editor.discardText')}</p>
      </ConfirmDialog>
    </>
  );
}

/** The area around it already stands off. */
const FLUSH = { padding: 0 } as const;
