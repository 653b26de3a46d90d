import { useEffect, useMemo, useRef, useState } from 'react';
import type { ErrorCode, FieldIssue } from '../../../../shared/errors.ts';
import type { Service } from '../../../../shared/features/services/model.ts';
import { useLocale, useT } from '../../i18n/useT.ts';
import { newCommandId } from '../../rpc/api.ts';
import { useDraft } from '../../rpc/draft.ts';
import { flushDrafts } from '../../rpc/drafts.ts';
import { useCommand, useLive } from '../../rpc/hooks.ts';
import type { Value } from '../../ui/answerValue.ts';
import { focusField } from '../../ui/Field.tsx';
import { navigate } from '../../ui/navigation.ts';
import { toast } from '../../ui/toasts.ts';
import styles from './Composer.module.css';
import { withService } from './catalogue.ts';
import { checkDraft, lineOf, toRequest } from './check.ts';
import {
  acknowledge,
  addLine,
  type DraftLine,
  EMPTY_DRAFT,
  parseDraft,
  removeLine,
  restoreLine,
  setValue,
} from './draft.ts';
import { LinePane } from './LinePane.tsx';
import { ServiceList } from './ServiceList.tsx';
import { Summary } from './Summary.tsx';

/** These say nothing about a former sending of the same act: its id is kept until one does. */
const NO_ANSWER: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'timeout',
  'unavailable',
  'internal',
  'rate_limited',
  'no_character',
]);

/** Services on the left, the form of the chosen line in the middle, the request on the right: one draft. */
export function Composer({ add }: { readonly add: string | null }) {
  const t = useT();
  const locale = useLocale();
  const [draft, setDraft, kept] = useDraft('request.new', EMPTY_DRAFT, { parse: parseDraft });
  const services = useLive('services.catalogue', {}, withService);
  const submit = useCommand('requests.submit');
  /** Paths that were left once, or all of them after an attempt to send. */
  const [touched, setTouched] = useState<ReadonlySet<string> | 'all'>(new Set<string>());
  const [refused, setRefused] = useState<readonly FieldIssue[]>([]);
  const [wanted, setWanted] = useState<string | null>(null);
  const present = useRef(true);

  const list = services.state === 'ready' ? services.data : null;
  const known = useMemo(() => new Map((list ?? []).map((service) => [service.id, service])), [list]);
  const found = useMemo(() => (list ? checkDraft(draft, known) : []), [draft, known, list]);
  const keyed = (path: string): string => {
    const line = lineOf({ path, code: 'wrong' });
    return line === null ? path : path.replace(`lines.${line}`, draft.lines[line]?.key ?? '');
  };
  const shown = [...refused, ...found.filter(({ path }) => touched === 'all' || touched.has(keyed(path)))];

  useEffect(() => {
    present.current = true;
    return () => {
      present.current = false;
    };
  }, []);

  const change: typeof setDraft = (next) => {
    setRefused([]);
    setDraft(next);
  };
  const addService = (service: Service) => change((now) => addLine(now, service, newCommandId()));

  // The address is cleaned first: a screen that is opened again must not add the line a second time.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address asks once.
  useEffect(() => {
    if (add === null || list === null) return;
    navigate('/requests/new', { replace: true });
    const service = known.get(add);
    if (service) addService(service);
  }, [add, list]);

  // The field is on screen once its line is shown.
  useEffect(() => {
    if (wanted === null) return;
    focusField(wanted);
    setWanted(null);
  }, [wanted]);

  const reveal = ({ path }: FieldIssue) => {
    const line = draft.lines[lineOf({ path, code: 'wrong' }) ?? -1];
    if (line) setDraft((now) => ({ ...now, selected: line.key }));
    setWanted(path);
  };

  const send = async () => {
    if (!list || submit.busy) return;
    setTouched('all');
    const first = found[0];
    if (first) return reveal(first);
    const commandId = draft.sending ?? newCommandId();
    setDraft((now) => ({ ...now, sending: commandId }));
    flushDrafts();
    const outcome = await submit.run(toRequest(draft, known), { commandId });
    if (outcome.ok) {
      kept.clear();
      const { requestId, reference } = outcome.data;
      const detail = t('requests.form.sentText', { reference });
      toast({ tone: 'ok', title: t('requests.form.sent'), detail });
      if (present.current) navigate(`/requests/${requestId}`, { replace: true });
      return;
    }
    const { code, details } = outcome.error;
    if (!NO_ANSWER.has(code)) setDraft((now) => ({ ...now, sending: null }));
    const fields = details.fields ?? [];
    setRefused(fields);
    if (fields[0]) reveal(fields[0]);
  };

  // What was sent before a restart and not answered goes on by itself, under the same id.
  const resumed = useRef(false);
  useEffect(() => {
    if (resumed.current || !list) return;
    resumed.current = true;
    if (draft.sending === null) return;
    toast({ tone: 'info', title: t('requests.form.resuming'), detail: t('requests.form.resumingText') });
    send();
  });

  const remove = (line: DraftLine) => {
    const at = draft.lines.indexOf(line);
    change((now) => removeLine(now, line.key));
    const undo = () => change((now) => restoreLine(now, line, at));
    toast({
      tone: 'info',
      title: t('requests.form.removed'),
      detail: line.name[locale],
      action: { label: t('common.action.undo'), run: undo },
    });
  };

  const index = Math.max(
    0,
    draft.lines.findIndex(({ key }) => key === draft.selected),
  );
  const line = draft.lines[index];
  return (
    <div className={styles.composer}>
      <ServiceList
        services={services}
        lines={draft.lines}
        selected={line?.serviceId ?? null}
        locked={submit.busy}
        onAdd={addService}
        onSelect={(key) => setDraft((now) => ({ ...now, selected: key }))}
      />
      <LinePane
        key={line?.key ?? ''}
        line={line}
        index={index}
        count={draft.lines.length}
        service={line && known.get(line.serviceId)}
        loading={list === null}
        issues={shown}
        locked={submit.busy}
        onValue={(field: string, value: Value | undefined) => {
          if (line) change((now) => setValue(now, line.key, field, value));
        }}
        onLeave={(path) => setTouched((paths) => (paths === 'all' ? paths : new Set([...paths, keyed(path)])))}
        onSeen={(service) => {
          if (line) change((now) => acknowledge(now, line.key, service));
        }}
        onRemove={() => {
          if (line) remove(line);
        }}
      />
      <Summary
        draft={draft}
        services={known}
        ready={list !== null}
        issues={shown}
        error={submit.error}
        busy={submit.busy}
        selected={line?.key ?? null}
        onChange={change}
        onLeave={(path) => setTouched((paths) => (paths === 'all' ? paths : new Set([...paths, path])))}
        onSelect={(key) => setDraft((now) => ({ ...now, selected: key }))}
        onRemove={remove}
        onSubmit={send}
        onClear={() => {
          kept.clear();
          setTouched(new Set<string>());
          setRefused([]);
          submit.forget();
          toast({ tone: 'info', title: t('requests.form.cleared') });
        }}
      />
    </div>
  );
}
