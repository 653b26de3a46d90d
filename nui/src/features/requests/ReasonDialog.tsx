import { useState } from 'react';
import { MAX_REASON } from '../../../../shared/features/requests/model.ts';
import { fieldText } from '../../i18n/errors.ts';
import { useT } from '../../i18n/useT.ts';
import { useDraft } from '../../rpc/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { toast } from '../../ui/toasts.ts';
import { ActNote } from './ActNote.tsx';
import { type Desk, perform, type Runs } from './desk.ts';

/** What is asked before each: `cancelOwn` is the client's, who owes nobody a reason. */
export type ReasonedAct = 'hold' | 'reject' | 'cancel' | 'cancelOwn' | 'reopen';

const RULES: { readonly [A in ReasonedAct]: { readonly required: boolean; readonly danger: boolean } } = {
  hold: { required: false, danger: false },
  reject: { required: true, danger: true },
  cancel: { required: true, danger: true },
  cancelOwn: { required: false, danger: true },
  reopen: { required: true, danger: false },
};

/** Asks for a reason before an act. What was typed stays when somebody was faster. */
export function ReasonDialog<I>({
  act,
  desk,
  object,
  command,
  send,
  allowed,
  onClose,
}: {
  readonly act: ReasonedAct;
  readonly desk: Desk;
  /** What it is done to: a reference, a line. */
  readonly object: string;
  readonly command: Runs<I>;
  readonly send: (reason: string) => I;
  /** False once the request has moved to a state that does not allow it. */
  readonly allowed: boolean;
  readonly onClose: () => void;
}) {
  const t = useT();
  const { required, danger } = RULES[act];
  const [reason, setReason, draft] = useDraft(`request.${desk.request.id}.${act}`, '', { server: false });
  const [asked, setAsked] = useState(false);
  const issue =
    reason.length > MAX_REASON
      ? ({ code: 'too_long', limit: MAX_REASON } as const)
      : required && asked && reason.trim() === ''
        ? ({ code: 'required' } as const)
        : null;

  const confirm = async () => {
    setAsked(true);
    if (issue || (required && reason.trim() === '')) return;
    if (!(await perform(desk, command, send(reason))).ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t(`requests.reason.${act}.done`), detail: object });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      alert={danger}
      title={t(`requests.reason.${act}.title`, { object })}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t(`requests.reason.${act}.keep`)}
          </Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            busy={command.busy}
            isDisabled={!allowed && !command.busy}
            onPress={confirm}
          >
            {t(`requests.reason.${act}.confirm`)}
          </Button>
        </>
      }
    >
      <p>{t(`requests.reason.${act}.text`, { name: desk.request.client.name })}</p>
      <TextArea
        label={t('requests.reason.label')}
        required={required}
        autoFocus
        rows={3}
        value={reason}
        onChange={setReason}
        help={t(`requests.reason.${act}.help`)}
        error={issue && fieldText(issue)}
      />
      <ActNote error={command.error} request={desk.request} />
      {!allowed && !command.busy && <Note tone="info">{t('requests.action.gone')}</Note>}
    </Dialog>
  );
}
