import { useState } from 'react';
import { MAX_REASON } from '../../../../../shared/features/requests/model.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { Button } from '../../../ui/Button.tsx';
import { Note } from '../../../ui/Card.tsx';
import { ChoiceChips } from '../../../ui/ChoiceChips.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { type Desk, perform } from '../desk.ts';
import { doneLines } from './writing.ts';

export type Answer = 'accept' | 'reserve' | 'corrections';

/** The client's answer to a delivery, in words where it needs them. */
export function AnswerDialog({
  answer,
  desk,
  onClose,
}: {
  readonly answer: Answer;
  readonly desk: Desk;
  readonly onClose: () => void;
}) {
  const t = useT();
  const locale = useLocale();
  const { request, at, actions } = desk;
  const lines = doneLines(request.lines);
  const accept = useCommand('requests.acceptResult');
  const corrections = useCommand('requests.askCorrections');
  const [typed, setTyped, draft] = useDraft(
    `request.${request.id}.${answer}`,
    // With one line there is nothing to choose.
    { words: '', lineIds: lines.length === 1 ? lines.map(({ id }) => id) : [] },
    { server: false },
  );
  const [asked, setAsked] = useState(false);
  const chosen = typed.lineIds.filter((id) => lines.some((line) => line.id === id));
  const command = answer === 'corrections' ? corrections : accept;
  const allowed = actions.has(answer === 'corrections' ? 'askCorrections' : 'acceptResult');
  const words = answer === 'accept' ? '' : typed.words;
  const tooLong = words.length > MAX_REASON;
  const missing = answer !== 'accept' && words.trim() === '';
  const noLine = answer === 'corrections' && chosen.length === 0;

  const confirm = async () => {
    setAsked(true);
    if (missing || tooLong || noLine) return;
    const { ok } =
      answer === 'corrections'
        ? await perform(desk, corrections, { ...at, reason: words, lineIds: chosen })
        : await perform(desk, accept, { ...at, reservations: words });
    if (!ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t(`requests.result.answer.${answer}.done`), detail: request.reference });
    onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`requests.result.answer.${answer}.title`)}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {t(`requests.result.answer.${answer}.keep`)}
          </Button>
          <Button
            variant="primary"
            busy={command.busy}
            isDisabled={!allowed && !command.busy}
            onPress={confirm}
            autoFocus={answer === 'accept'}
          >
            {t(`requests.result.answer.${answer}.confirm`)}
          </Button>
        </>
      }
    >
      <p>{t(`requests.result.answer.${answer}.text`)}</p>
      {answer === 'corrections' && lines.length > 1 && (
        <ChoiceChips
          label={t('requests.result.correctionsLines')}
          options={lines.map(({ id, name }) => ({ value: id, label: name[locale] }))}
          value={chosen}
          onChange={(lineIds) => setTyped((known) => ({ ...known, lineIds }))}
          error={asked && noLine ? fieldText({ code: 'too_few', limit: 1 }) : undefined}
        />
      )}
      {answer !== 'accept' && (
        <TextArea
          label={t(answer === 'corrections' ? 'requests.result.correctionsReason' : 'requests.result.reservations')}
          help={t(answer === 'corrections' ? 'requests.result.correctionsHelp' : 'requests.result.reservationsHelp')}
          rows={4}
          autoFocus
          value={typed.words}
          onChange={(value) => setTyped((known) => ({ ...known, words: value }))}
          error={
            tooLong
              ? fieldText({ code: 'too_long', limit: MAX_REASON })
              : asked && missing
                ? fieldText({ code: 'required' })
                : undefined
          }
        />
      )}
      <ActNote error={command.error} request={request} />
      {!allowed && !command.busy && <Note tone="info">{t('requests.action.gone')}</Note>}
    </Dialog>
  );
}
