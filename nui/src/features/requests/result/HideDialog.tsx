import { useState } from 'react';
import { MAX_REASON } from '../../../../../shared/features/requests/model.ts';
import type { Comment } from '../../../../../shared/features/requests/result.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import text from '../../../ui/text.module.css';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';

/** Takes the words of a comment away, with a reason. */
export function HideDialog({
  desk,
  comment,
  onClose,
}: {
  readonly desk: Desk;
  readonly comment: Comment;
  readonly onClose: () => void;
}) {
  const t = useT();
  const { request } = desk;
  const hide = useCommand('requests.hideComment');
  const [reason, setReason, draft] = useDraft(`comment.${request.id}.hide.${comment.id}`, '', { server: false });
  const [asked, setAsked] = useState(false);
  const issue =
    reason.length > MAX_REASON
      ? ({ code: 'too_long', limit: MAX_REASON } as const)
      : asked && reason.trim() === ''
        ? ({ code: 'required' } as const)
        : null;
  const confirm = async () => {
    setAsked(true);
    if (issue || reason.trim() === '') return;
    if (!(await perform(desk, hide, { requestId: request.id, commentId: comment.id, reason })).ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t('requests.comment.hideDone'), detail: request.reference });
    onClose();
  };
  return (
    <Dialog
      isOpen
      alert
      onClose={onClose}
      title={t('requests.comment.hideTitle')}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t('requests.comment.hideKeep')}
          </Button>
          <Button variant="danger" busy={hide.busy} onPress={confirm}>
            {t('requests.comment.hideConfirm')}
          </Button>
        </>
      }
    >
      <p>{t('requests.comment.hideText')}</p>
      <p className={text.typed} dir="auto">
        {t('requests.happened.quote', { text: comment.text })}
      </p>
      <TextArea
        label={t('requests.reason.label')}
        help={t('requests.comment.hideHelp')}
        rows={2}
        autoFocus
        value={reason}
        onChange={setReason}
        error={issue && fieldText(issue)}
      />
      <ActNote error={hide.error} request={request} />
    </Dialog>
  );
}
