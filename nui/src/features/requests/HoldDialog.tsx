import { MAX_REASON, type Request } from '../../../../shared/features/requests/model.ts';
import { errorText, fieldText } from '../../i18n/errors.ts';
import { useT } from '../../i18n/useT.ts';
import { useDraft } from '../../rpc/draft.ts';
import { useCommand } from '../../rpc/hooks.ts';
import { Button } from '../../ui/Button.tsx';
import { Note } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { Conflict } from './Conflict.tsx';

/** Asks for a reason, which may be left out. What was typed stays when somebody was faster. */
export function HoldDialog({
  request,
  allowed,
  onChanged,
  onConflict,
  onClose,
}: {
  readonly request: Request;
  /** False once the request has moved to a state that cannot be put on hold. */
  readonly allowed: boolean;
  readonly onChanged: (request: Request) => void;
  readonly onConflict: () => void;
  readonly onClose: () => void;
}) {
  const t = useT();
  const [reason, setReason, draft] = useDraft(`request.${request.id}.hold`, '', { server: false });
  const hold = useCommand('requests.hold');
  const tooLong = reason.length > MAX_REASON;

  const confirm = async () => {
    if (tooLong) return;
    const outcome = await hold.run({ requestId: request.id, version: request.version, reason });
    if (outcome.ok) {
      draft.clear();
      onChanged(outcome.data);
      onClose();
    } else if (outcome.error.code === 'conflict' || outcome.error.code === 'invalid_transition') {
      onConflict();
    }
  };

  const { error } = hold;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('requests.action.holdTitle', { reference: request.reference })}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('requests.action.holdCancel')}
          </Button>
          <Button variant="primary" busy={hold.busy} isDisabled={!allowed && !hold.busy} onPress={confirm}>
            {t('requests.action.holdConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('requests.action.holdText', { name: request.client.name })}</p>
      <TextArea
        label={t('requests.action.holdReason')}
        required={false}
        autoFocus
        rows={3}
        value={reason}
        onChange={setReason}
        help={t('requests.action.holdHelp')}
        error={tooLong ? fieldText({ code: 'too_long', limit: MAX_REASON }) : undefined}
      />
      {error && <Note tone="bad">{error.code === 'conflict' ? <Conflict request={request} /> : errorText(error)}</Note>}
      {!allowed && !hold.busy && <Note tone="info">{t('requests.action.gone')}</Note>}
    </Dialog>
  );
}
