import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { AppError } from '../../../../../shared/errors.ts';
import type { RequestLine } from '../../../../../shared/features/requests/model.ts';
import type { WrittenResult } from '../../../../../shared/features/requests/result.ts';
import { SERVICE_KINDS } from '../../../../../shared/features/services/model.ts';
import { fieldTexts } from '../../../i18n/errors.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { newCommandId } from '../../../rpc/api.ts';
import { api } from '../../../rpc/client.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card, Note } from '../../../ui/Card.tsx';
import { ConfirmDialog } from '../../../ui/Dialog.tsx';
import { focusField } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Col, Row } from '../../../ui/Stack.tsx';
import { ErrorState, SkeletonRows } from '../../../ui/States.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import text from '../../../ui/text.module.css';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import styles from './Result.module.css';
import {
  checkWritten,
  doneLines,
  draftOf,
  isBlank,
  type LineDraft,
  lineDraft,
  newRow,
  parseResultDraft,
  type ResultDraft,
  setLine,
  toWritten,
} from './writing.ts';

interface EditorProps {
  readonly desk: Desk;
  readonly onClose: () => void;
}

type Read =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: AppError }
  | { readonly state: 'ready'; readonly written: WrittenResult | null; readonly basis: number };

/** Writes a revision of the result, going on from the last one as it was written. */
export function ResultEditor(props: EditorProps) {
  const t = useT();
  const { request } = props.desk;
  const revision = request.results.at(-1)?.revision ?? 0;
  const latest = useRef(revision);
  latest.current = revision;
  const [read, setRead] = useState<Read>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an attempt reads again.
  useEffect(() => {
    let gone = false;
    const basis = latest.current;
    api.call('requests.written', { requestId: request.id }).then(
      (written) => {
        if (!gone) setRead({ state: 'ready', written, basis });
      },
      (reason: unknown) => {
        const error = reason instanceof AppError ? reason : new AppError('internal');
        if (!gone) setRead({ state: 'failed', error });
      },
    );
    return () => {
      gone = true;
    };
  }, [request.id, attempt]);
  const again = () => {
    setRead({ state: 'loading' });
    setAttempt((count) => count + 1);
  };
  return (
    <Card look="sheet" as="article" className={styles.sheet}>
      {read.state === 'loading' && <SkeletonRows rows={3} />}
      {read.state === 'failed' && (
        <ErrorState heading="h3" title={t('requests.result.editor.failed')} error={read.error} onRetry={again} />
      )}
      {read.state === 'ready' && (
        <EditorForm {...props} start={draftOf(read.written, read.basis)} revision={revision} onAgain={again} />
      )}
    </Card>
  );
}

function EditorForm({
  desk,
  start,
  revision,
  onAgain,
  onClose,
}: EditorProps & {
  readonly start: ResultDraft;
  /** The last one that was published; 0 for none. */
  readonly revision: number;
  readonly onAgain: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const { request, at, actions } = desk;
  const [draft, setDraft, handle] = useDraft<ResultDraft>(`result.${request.id}`, start, { parse: parseResultDraft });
  const publish = useCommand('requests.publish');
  const [asked, setAsked] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const form = useRef<HTMLDivElement>(null);

  const live = request.lines.filter(({ state }) => state !== 'cancelled');
  const done = doneLines(request.lines);
  const pending = live.filter(({ state }) => state !== 'done');
  const written = toWritten(draft, request.lines);
  const issues = checkWritten(written);
  const shown = issues.filter(({ code }) => asked || (code !== 'required' && code !== 'too_few'));
  const errors = fieldTexts(shown);
  const names = (lines: readonly RequestLine[]) => lines.map(({ name }) => name[locale]).join(', ');
  const allowed = actions.has('publish');

  const ask = () => {
    setAsked(true);
    const first = issues[0];
    if (first) focusField(first.path, form.current ?? undefined);
    else setConfirming(true);
  };
  const send = async () => {
    if (!(await perform(desk, publish, { ...at, result: written })).ok) return;
    handle.clear();
    toast({ tone: 'ok', title: t('requests.result.publish.done'), detail: request.reference });
    onClose();
  };

  return (
    <div ref={form} className={styles.sheet} style={FLUSH}>
      <h3 className={text.d3}>{t('requests.result.editor.title', { revision: revision + 1 })}</h3>
      {draft.basis !== revision && (
        <Note
          tone="info"
          action={
            <Button
              size="s"
              onPress={() => {
                handle.clear();
                onAgain();
              }}
            >
              {t('requests.result.editor.restart')}
            </Button>
          }
        >
          {t('requests.result.editor.stale')}
        </Note>
      )}
      <TextArea
        label={t('requests.result.editor.description')}
        help={t('requests.result.editor.descriptionHelp')}
        name="description"
        rows={3}
        autoFocus
        value={draft.description}
        onChange={(description) => setDraft((known) => ({ ...known, description }))}
        error={errors.get('description')}
      />
      {done.map((line, index) => (
        <LineEditor
          key={line.id}
          name={line.name[locale]}
          path={`lines.${index}`}
          value={lineDraft(draft, line)}
          errors={errors}
          onChange={(change) => setDraft((known) => setLine(known, line.id, change(lineDraft(known, line))))}
        />
      ))}
      {done.length === 0 ? (
        <Note tone="info">{t('requests.result.editor.empty')}</Note>
      ) : (
        pending.length > 0 && (
          <p className={`${text.s} ${text.t3}`}>{t('requests.result.editor.pending', { names: names(pending) })}</p>
        )
      )}
      {asked && issues.length > 0 && done.length > 0 && (
        <Note tone="bad">{t('requests.result.editor.problems', { count: issues.length })}</Note>
      )}
      {!confirming && <ActNote error={publish.error} request={request} />}
      {!allowed && !publish.busy && <Note tone="info">{t('requests.action.gone')}</Note>}
      <Row justify="end" gap={2} wrap>
        <Button variant="quiet" onPress={onClose}>
          {t('requests.result.editor.close')}
        </Button>
        <Button variant="primary" isDisabled={!allowed || done.length === 0} onPress={ask}>
          {t('requests.result.editor.publish')}
        </Button>
      </Row>
      <ConfirmDialog
        isOpen={confirming}
        onClose={() => setConfirming(false)}
        title={t('requests.result.publish.title', { revision: revision + 1 })}
        confirmLabel={t('requests.result.publish.confirm', { revision: revision + 1 })}
        busy={publish.busy}
        onConfirm={send}
      >
        <p>{t('requests.result.publish.text', { name: request.client.name })}</p>
        <Names title={t('requests.result.publish.covers')} lines={done} />
        {pending.length > 0 && <Names title={t('requests.result.publish.leaves')} lines={pending} />}
        <p>{t(pending.length === 0 ? 'requests.result.publish.delivers' : 'requests.result.publish.waits')}</p>
        <ActNote error={publish.error} request={request} />
      </ConfirmDialog>
    </div>
  );
}

/** The sheet around it already stands off. */
const FLUSH = { padding: 0 } as const;

function Names({ title, lines }: { readonly title: string; readonly lines: readonly RequestLine[] }) {
  const locale = useLocale();
  return (
    <div>
      <p>{title}</p>
      <ul>
        {lines.map(({ id, name }) => (
          <li key={id}>
            <b className={text.typed}>{name[locale]}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

const MAX_ROWS = 100;

function LineEditor({
  name,
  path,
  value,
  errors,
  onChange,
}: {
  readonly name: string;
  /** Of the line in what is sent. */
  readonly path: string;
  readonly value: LineDraft;
  readonly errors: ReadonlyMap<string, string>;
  readonly onChange: (change: (line: LineDraft) => LineDraft) => void;
}) {
  const t = useT();
  const list = useRef<HTMLOListElement>(null);
  const [added, setAdded] = useState<string | null>(null);
  const change = (part: Partial<LineDraft>) => onChange((line) => ({ ...line, ...part }));
  const add = () => {
    const key = newCommandId();
    setAdded(key);
    onChange((line) => ({ ...line, rows: [...line.rows, newRow(key)] }));
  };
  const remove = (index: number, key: string) => {
    onChange((line) => ({ ...line, rows: line.rows.filter((row) => row.key !== key) }));
    // The focus goes on to the row that takes the place of the one removed, or to the last one.
    const rows = list.current?.children;
    const next = rows?.[index + 1] ?? rows?.[index - 1];
    next?.querySelector('input')?.focus();
  };
  let sent = -1;
  return (
    <section className={styles.part}>
      <h4 className={text.d4}>{name}</h4>
      <div className={styles.pair}>
        <SelectField
          label={t('requests.result.editor.kind')}
          options={SERVICE_KINDS.map((kind) => ({ value: kind, label: t(`services.kind.${kind}`) }))}
          value={value.kind}
          onChange={(chosen) => change({ kind: SERVICE_KINDS.find((kind) => kind === chosen) ?? value.kind })}
        />
        <TextField
          label={t('requests.result.editor.version')}
          name={`${path}.version`}
          required={false}
          value={value.version}
          onChange={(version) => change({ version })}
          error={errors.get(`${path}.version`)}
        />
        <TextField
          label={t('requests.result.editor.where')}
          help={t('requests.result.editor.whereHelp')}
          name={`${path}.where`}
          required={false}
          value={value.where}
          onChange={(where) => change({ where })}
          error={errors.get(`${path}.where`)}
        />
      </div>
      <ol ref={list} className={styles.rows} aria-label={t('requests.result.modifications', { name })}>
        {value.rows.map((row, index) => {
          if (!isBlank(row)) sent += 1;
          const at = isBlank(row) ? null : `${path}.modifications.${sent}`;
          const field = (part: 'what' | 'before' | 'after' | 'note') => ({
            value: row[part],
            onChange: (typed: string) =>
              onChange((line) => ({
                ...line,
                rows: line.rows.map((each) => (each.key === row.key ? { ...each, [part]: typed } : each)),
              })),
            ...(at !== null && { name: `${at}.${part}`, error: errors.get(`${at}.${part}`) }),
          });
          return (
            <li key={row.key}>
              <Col gap={2}>
                <TextField label={t('requests.result.editor.what')} {...field('what')} autoFocus={row.key === added} />
                <TextField
                  label={t('requests.result.editor.note')}
                  required={false}
                  placeholder={t('requests.result.editor.noteHelp')}
                  {...field('note')}
                />
              </Col>
              <TextArea label={t('requests.result.before')} required={false} rows={4} {...field('before')} />
              <TextArea label={t('requests.result.after')} required={false} rows={4} {...field('after')} />
              <IconButton
                label={t('requests.result.editor.removeOne', { number: index + 1 })}
                icon={Trash2}
                onPress={() => remove(index, row.key)}
              />
            </li>
          );
        })}
      </ol>
      <div>
        <Button
          size="s"
          icon={Plus}
          isDisabled={value.rows.length >= MAX_ROWS}
          aria-label={t('requests.result.editor.addOne', { name })}
          onPress={add}
        >
          {t('requests.result.editor.add')}
        </Button>
      </div>
    </section>
  );
}
