import { EyeOff, Pencil } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { permitsOn } from '../../../../../shared/access/rules.ts';
import { requests as contract } from '../../../../../shared/features/requests/contract.ts';
import type { Request } from '../../../../../shared/features/requests/model.ts';
import { type Comment, MAX_COMMENT } from '../../../../../shared/features/requests/result.ts';
import { fieldText } from '../../../i18n/errors.ts';
import { useLocale, useT } from '../../../i18n/useT.ts';
import { useDraft } from '../../../rpc/draft.ts';
import { useCommand } from '../../../rpc/hooks.ts';
import { actorOf, useViewer } from '../../../rpc/session.ts';
import { Avatar, StaffBadge } from '../../../ui/Bits.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Note } from '../../../ui/Card.tsx';
import { cx } from '../../../ui/cx.ts';
import { SelectField } from '../../../ui/SelectField.tsx';
import { Col, Row } from '../../../ui/Stack.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { RelativeTime, useNow } from '../../../ui/Time.tsx';
import text from '../../../ui/text.module.css';
import { toast } from '../../../ui/toasts.ts';
import { ActNote } from '../ActNote.tsx';
import { subject } from '../actions.ts';
import { type Desk, perform, useDesk } from '../desk.ts';
import { useWhen } from '../useWhen.ts';
import styles from './Result.module.css';
import { RatingField, Stars } from './Stars.tsx';
import { minutesLeft, ratingOf, type Thread, threadsOf } from './talk.ts';

const HideDialog = lazy(() => import('./HideDialog.tsx').then((module) => ({ default: module.HideDialog })));

interface CommentsPartProps {
  readonly request: Request;
  /** In the studio's part of the tablet. */
  readonly staff: boolean;
  /** Where the answers of the commands go; the live request brings them too. */
  readonly onChanged?: (request: Request) => void;
  /** Reads the request anew: somebody was faster. */
  readonly onStale?: () => void;
}

const nothing = () => {};

/** What the reader may do with the comments of this request. */
interface Rights {
  readonly answer: boolean;
  readonly hide: boolean;
}

/** What the client says about the result, and the studio's answers; nothing before something was published. */
export function CommentsPart({ request, staff, onChanged = nothing, onStale = nothing }: CommentsPartProps) {
  const t = useT();
  const locale = useLocale();
  const desk = useDesk(request, staff, onChanged, onStale);
  const actor = actorOf(useViewer());
  const may = (name: 'answerComment' | 'hideComment') =>
    staff && permitsOn(contract[name].allow, actor, 'request', subject(request));
  const threads = threadsOf(request.comments);
  const rating = ratingOf(request.comments);
  if (request.results.length === 0 && threads.length === 0) return null;
  const client = desk.side === 'client';
  const rights: Rights = { answer: may('answerComment'), hide: may('hideComment') };
  return (
    <section className={styles.talk}>
      <h2 className={text.sr}>{t('requests.comment.title')}</h2>
      {rating && (
        <p className={cx(text.s, text.t2)}>
          {t('requests.comment.mean', {
            count: rating.count,
            mean: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(rating.mean),
          })}
        </p>
      )}
      {threads.length === 0 && (
        <p className={cx(text.t3, text.measure)}>
          {t(client ? 'requests.comment.emptyClient' : 'requests.comment.emptyStudio')}
        </p>
      )}
      {client && request.results.length > 0 && <CommentForm desk={desk} />}
      {threads.length > 0 && (
        <ol className={styles.talk}>
          {threads.map((thread) => (
            <ThreadItem key={thread.comment.id} desk={desk} thread={thread} rights={rights} />
          ))}
        </ol>
      )}
    </section>
  );
}

const WHOLE = 'whole';

/** A new comment of the client. */
function CommentForm({ desk }: { readonly desk: Desk }) {
  const t = useT();
  const locale = useLocale();
  const { request } = desk;
  const comment = useCommand('requests.comment');
  const [typed, setTyped, draft] = useDraft(`comment.${request.id}`, EMPTY);
  const [asked, setAsked] = useState(false);
  const covered = new Set(request.results.at(-1)?.lines.map(({ lineId }) => lineId));
  const lines = request.lines.filter(({ id }) => covered.has(id));
  const lineId = lines.some(({ id }) => id === typed.lineId) ? typed.lineId : null;
  const error = textError(typed.text, asked);
  const send = async () => {
    setAsked(true);
    if (typed.text.trim() === '' || typed.text.length > MAX_COMMENT) return;
    const input = { requestId: request.id, lineId, text: typed.text, rating: typed.rating };
    if (!(await perform(desk, comment, input)).ok) return;
    draft.clear();
    setAsked(false);
    toast({ tone: 'ok', title: t('requests.comment.published'), detail: request.reference });
  };
  return (
    <Col gap={3}>
      {lines.length > 1 && (
        <SelectField
          label={t('requests.comment.about')}
          options={[
            { value: WHOLE, label: t('requests.comment.whole') },
            ...lines.map(({ id, name }) => ({ value: id, label: name[locale] })),
          ]}
          value={lineId ?? WHOLE}
          onChange={(chosen) => setTyped((known) => ({ ...known, lineId: chosen === WHOLE ? null : chosen }))}
        />
      )}
      <TextArea
        label={t('requests.comment.text')}
        rows={3}
        placeholder={t('requests.comment.placeholder')}
        isDisabled={comment.busy}
        value={typed.text}
        onChange={(value) => setTyped((known) => ({ ...known, text: value }))}
        error={error}
      />
      <ActNote error={comment.error} request={request} />
      <Row justify="between" gap={2} wrap>
        <RatingField value={typed.rating} onChange={(rating) => setTyped((known) => ({ ...known, rating }))} />
        <Button size="s" busy={comment.busy} aria-label={t('requests.comment.publish')} onPress={send}>
          {t('requests.comment.send')}
        </Button>
      </Row>
    </Col>
  );
}

const EMPTY: { readonly lineId: string | null; readonly text: string; readonly rating: number | null } = {
  lineId: null,
  text: '',
  rating: null,
};

function textError(value: string, asked: boolean): string | undefined {
  if (value.length > MAX_COMMENT) return fieldText({ code: 'too_long', limit: MAX_COMMENT });
  return asked && value.trim() === '' ? fieldText({ code: 'required' }) : undefined;
}

function ThreadItem({
  desk,
  thread: { comment, answers },
  rights,
}: {
  readonly desk: Desk;
  readonly thread: Thread;
  readonly rights: Rights;
}) {
  const t = useT();
  const locale = useLocale();
  const [answering, setAnswering] = useState(false);
  const item = useRef<HTMLLIElement>(null);
  const line = desk.request.lines.find(({ id }) => id === comment.lineId);
  return (
    <li ref={item} tabIndex={-1} className={styles.comment}>
      <Row justify="between" gap={3}>
        <b className={cx(text.s, text.clip)}>{line ? line.name[locale] : t('requests.comment.whole')}</b>
        {comment.rating !== null && !comment.hidden && <Stars rating={comment.rating} />}
      </Row>
      <CommentBody desk={desk} comment={comment} rights={rights} onAnswer={() => setAnswering(true)} />
      {answers.map((answer) => (
        <div key={answer.id} className={styles.answer}>
          <Avatar name={answer.author} staff={answer.side === 'studio'} size="s" />
          <Col gap={1}>
            <Row gap={2}>
              <b className={cx(text.s, text.clip)}>{answer.author}</b>
              {answer.side === 'studio' && <StaffBadge />}
            </Row>
            <CommentBody desk={desk} comment={answer} rights={rights} />
          </Col>
        </div>
      ))}
      {answering && (
        <AnswerForm
          desk={desk}
          comment={comment}
          onClose={() => {
            setAnswering(false);
            item.current?.focus();
          }}
        />
      )}
    </li>
  );
}

/** The words of a comment or an answer, when they were said, and what may be done with them. */
function CommentBody({
  desk,
  comment,
  rights,
  onAnswer,
}: {
  readonly desk: Desk;
  readonly comment: Comment;
  readonly rights: Rights;
  readonly onAnswer?: () => void;
}) {
  const t = useT();
  const when = useWhen();
  const now = useNow();
  const me = useViewer().account?.name;
  const [editing, setEditing] = useState(false);
  const [hiding, setHiding] = useState(false);
  const words = useRef<HTMLParagraphElement>(null);
  const own = comment.side === desk.side && comment.author === me;
  const left = minutesLeft(comment, now);
  // The form is gone: reading goes on at the words that it was about.
  const close = () => {
    setEditing(false);
    requestAnimationFrame(() => words.current?.focus());
  };
  if (comment.hidden) return <p className={cx(text.s, text.t3)}>{t('requests.comment.hidden')}</p>;
  if (editing) return <EditForm desk={desk} comment={comment} left={left} onClose={close} />;
  return (
    <>
      <p ref={words} tabIndex={-1} className={cx(text.s, text.typed)} dir="auto">
        {comment.text}
      </p>
      <Row gap={3} wrap className={cx(text.xs, text.t3)}>
        <RelativeTime at={comment.at} />
        {comment.editedAt !== null && <span>{t('requests.comment.edited', { when: when(comment.editedAt) })}</span>}
        {own && left > 0 && (
          <>
            <span>{t('requests.comment.editable', { count: left })}</span>
            <Button variant="quiet" size="s" icon={Pencil} onPress={() => setEditing(true)}>
              {t('requests.comment.edit')}
            </Button>
          </>
        )}
        {rights.answer && onAnswer && (
          <Button variant="quiet" size="s" onPress={onAnswer}>
            {t('requests.comment.answer')}
          </Button>
        )}
        {rights.hide && (
          <Button variant="quiet" size="s" icon={EyeOff} onPress={() => setHiding(true)}>
            {t('requests.comment.hide')}
          </Button>
        )}
      </Row>
      {hiding && (
        <Suspense fallback={null}>
          <HideDialog desk={desk} comment={comment} onClose={() => setHiding(false)} />
        </Suspense>
      )}
    </>
  );
}

function EditForm({
  desk,
  comment,
  left,
  onClose,
}: {
  readonly desk: Desk;
  readonly comment: Comment;
  /** Minutes. */
  readonly left: number;
  readonly onClose: () => void;
}) {
  const t = useT();
  const { request } = desk;
  const edit = useCommand('requests.editComment');
  const [typed, setTyped, draft] = useDraft(
    `comment.${request.id}.edit.${comment.id}`,
    { text: comment.text, rating: comment.rating },
    { server: false },
  );
  const close = () => {
    draft.clear();
    onClose();
  };
  const error = textError(typed.text, true);
  const save = async () => {
    if (error !== undefined) return;
    const input = { requestId: request.id, commentId: comment.id, text: typed.text, rating: typed.rating };
    if (!(await perform(desk, edit, input)).ok) return;
    toast({ tone: 'ok', title: t('requests.comment.saved'), detail: request.reference });
    close();
  };
  const over = left === 0 || edit.error?.code === 'too_late';
  return (
    <Col gap={2}>
      <TextArea
        label={t('requests.comment.editOne')}
        help={over ? undefined : t('requests.comment.editable', { count: left })}
        rows={3}
        autoFocus
        value={typed.text}
        onChange={(value) => setTyped((known) => ({ ...known, text: value }))}
        error={error}
      />
      {comment.replyTo === null && (
        <RatingField value={typed.rating} onChange={(rating) => setTyped((known) => ({ ...known, rating }))} />
      )}
      {over ? (
        <Note tone="info">{t('requests.comment.tooLate')}</Note>
      ) : (
        <ActNote error={edit.error} request={request} />
      )}
      <Row justify="end" gap={2}>
        <Button variant="quiet" size="s" onPress={close}>
          {t('common.action.cancel')}
        </Button>
        <Button size="s" busy={edit.busy} isDisabled={over && !edit.busy} onPress={save}>
          {t('requests.comment.save')}
        </Button>
      </Row>
    </Col>
  );
}

function AnswerForm({
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
  const answer = useCommand('requests.answerComment');
  const [typed, setTyped, draft] = useDraft(`comment.${request.id}.answer.${comment.id}`, '');
  const [asked, setAsked] = useState(false);
  const send = async () => {
    setAsked(true);
    if (typed.trim() === '' || typed.length > MAX_COMMENT) return;
    const input = { requestId: request.id, commentId: comment.id, text: typed };
    if (!(await perform(desk, answer, input)).ok) return;
    draft.clear();
    toast({ tone: 'ok', title: t('requests.comment.answered'), detail: request.reference });
    onClose();
  };
  return (
    <Col gap={2}>
      <TextArea
        label={t('requests.comment.answerText')}
        rows={2}
        autoFocus
        value={typed}
        onChange={setTyped}
        error={textError(typed, asked)}
      />
      <ActNote error={answer.error} request={request} />
      <Row justify="end" gap={2}>
        <Button variant="quiet" size="s" onPress={onClose}>
          {t('common.action.cancel')}
        </Button>
        <Button size="s" busy={answer.busy} onPress={send}>
          {t('requests.comment.answerSend')}
        </Button>
      </Row>
    </Col>
  );
}
