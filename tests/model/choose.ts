import { ACTIONS, ACTORS, type Action, type ActorName, due, holds, isChatter, type State, type Step } from './model.ts';
import type { Dice } from './random.ts';

/** Ids that exist and belong to another request. */
export interface Known {
  readonly lineId: string;
  readonly offerId: string;
  readonly paymentId: string;
  readonly commentId: string;
}

/** What people would do next; anything may come anywhere, these come often. */
const USUAL: Readonly<Record<string, readonly Action[]>> = {
  submitted: ['take', 'offer', 'offer', 'confirmListed', 'hold'],
  negotiating: [
    'offer',
    'offer',
    'acceptOffer',
    'acceptOffer',
    'acceptAll',
    'declineOffer',
    'withdrawOffer',
    'confirmListed',
    'confirmListed',
    'reopenPrice',
    'cancelLine',
    'pay',
    'refund',
  ],
  agreed: [
    'start',
    'start',
    'cancelLine',
    'assign',
    'release',
    'pay',
    'pay',
    'recordPayment',
    'reopenPrice',
    'refund',
    'hold',
    'cancel',
  ],
  in_progress: [
    'startLine',
    'finishLine',
    'finishLine',
    'finishLine',
    'publish',
    'publish',
    'pay',
    'recordPayment',
    'refund',
    'hold',
    'comment',
  ],
  delivered: [
    'askCorrections',
    'acceptResult',
    'comment',
    'answerComment',
    'editComment',
    'hideComment',
    'pay',
    'refund',
    'publish',
  ],
  completed: ['comment', 'answerComment', 'editComment', 'hideComment', 'pay', 'recordPayment', 'refund'],
  on_hold: ['resume', 'resume', 'resume', 'pay', 'cancel', 'reject'],
};
/** The same by people who want to get to the end. */
const DRIVEN: Readonly<Record<string, readonly Action[]>> = {
  submitted: ['confirmListed', 'offer'],
  negotiating: ['confirmListed', 'offer', 'acceptOffer', 'acceptAll', 'pay'],
  agreed: ['start', 'start', 'start', 'pay', 'recordPayment'],
  in_progress: [...Array<Action>(4).fill('finishLine'), ...Array<Action>(4).fill('publish'), 'pay', 'comment'],
  on_hold: ['resume'],
};

const USUAL_ACTOR: Partial<Record<Action, readonly ActorName[]>> = {
  offer: ['owner', 'manager', 'superadmin'],
  acceptOffer: ['owner', 'owner', 'manager'],
  declineOffer: ['owner', 'manager'],
  withdrawOffer: ['owner', 'manager'],
  cancel: ['owner', 'manager'],
  editComment: ['owner', 'manager'],
  acceptAll: ['owner'],
  cancelLine: ['owner', 'manager'],
  pay: ['owner'],
  acceptResult: ['owner'],
  askCorrections: ['owner'],
  comment: ['owner'],
  reopenPrice: ['superadmin', 'superadmin', 'manager'],
  refund: ['superadmin', 'superadmin', 'manager'],
};

interface Situation {
  readonly state: State;
  readonly strange: Known;
  readonly bank: number;
  /** Whether these people want to get to the end. */
  readonly driven: boolean;
}

export function chooseStep(dice: Dice, situation: Situation, commandId: string): Step {
  const { state, strange, bank, driven } = situation;
  const wild = dice.chance(driven ? 0.04 : 0.12);
  const name: Action = wild
    ? dice.pick(ACTIONS)
    : dice.pick((driven ? DRIVEN[state.status] : undefined) ?? USUAL[state.status] ?? ACTIONS);
  const actor =
    wild || dice.chance(0.06)
      ? dice.pick<ActorName>(ACTORS)
      : dice.pick<ActorName>(USUAL_ACTOR[name] ?? ['manager', 'superadmin']);
  const input = inputOf(dice, state, name, strange, bank);
  if (!dice.chance(0.07)) return { name, actor, input, wellFormed: true, commandId };
  const spoiled = spoil(dice, input);
  return { name, actor, input: spoiled, wellFormed: false, commandId };
}

function inputOf(
  dice: Dice,
  state: State,
  name: Action,
  strange: Known,
  bank: number,
): Readonly<Record<string, unknown>> {
  const base = { requestId: state.id };
  const decision = {
    ...base,
    // Never the next one: of two at one moment, the other may make exactly that version.
    version: dice.chance(0.05) ? Math.max(0, state.version + dice.pick([-2, -1, 2])) : state.version,
  };
  const id = (own: readonly string[], other: string): string =>
    own.length === 0 || dice.chance(0.06) ? other || '0'.repeat(20) : dice.pick(own);
  const lineId = (): string =>
    id(
      state.lines.map((line) => line.id),
      strange.lineId,
    );
  const open = state.offers.filter((offer) => offer.state === 'open');
  const amount = (limit: number): number => {
    const kind = dice.next();
    if (limit > 0 && kind < 0.45) return limit;
    if (limit > 1 && kind < 0.85) return 1 + dice.below(limit);
    return limit + 1 + dice.below(1_000);
  };
  switch (name) {
    case 'offer':
      return { ...decision, lineId: lineId(), amount: dice.chance(0.1) ? 0 : 1 + dice.below(60_000), note: '' };
    case 'acceptOffer':
    case 'declineOffer':
    case 'withdrawOffer': {
      const from = dice.chance(0.85) ? open : state.offers;
      return {
        ...decision,
        offerId: id(
          from.map((offer) => offer.id),
          strange.offerId,
        ),
      };
    }
    case 'reopenPrice':
      return { ...decision, lineId: lineId(), reason: 'Erreur' };
    case 'cancelLine':
    case 'startLine':
    case 'finishLine':
      return { ...decision, lineId: lineId() };
    case 'pay':
      return { ...decision, amount: dice.chance(0.05) ? bank + 1 : Math.max(1, amount(due(state))) };
    case 'recordPayment':
      return { ...decision, amount: Math.max(1, amount(due(state))), reference: 'Virement 12' };
    case 'refund': {
      const paid = state.payments.filter((payment) => payment.kind === 'payment');
      const paymentId = id(
        paid.map((payment) => payment.id),
        strange.paymentId,
      );
      const payment = paid.find((each) => each.id === paymentId);
      const held = payment ? Object.values(holds(payment, state)).reduce((sum, part) => sum + part, 0) : 0;
      return { ...decision, paymentId, amount: Math.max(1, amount(held)), reason: 'Geste' };
    }
    case 'publish': {
      const done = state.lines.filter((line) => line.state === 'done' || dice.chance(0.05));
      const chosen = done.filter(() => dice.chance(0.85)).map((line) => line.id);
      const covered = chosen.length > 0 ? chosen : [lineId()];
      const lines = (dice.chance(0.04) ? [...covered, ...covered] : covered).map((line) => ({
        lineId: line,
        kind: 'script',
        modifications: [],
        version: '1.0',
        where: 'https://exemple.fr',
      }));
      return { ...decision, result: { description: 'Fait.', lines } };
    }
    case 'askCorrections': {
      const lines = state.lines.filter(() => dice.chance(0.7)).map((line) => line.id);
      return { ...decision, reason: 'À revoir', lineIds: lines.length > 0 ? lines : [lineId()] };
    }
    case 'comment':
      return { ...base, lineId: dice.chance(0.4) ? null : lineId(), text: 'Merci.', rating: dice.pick([null, 1, 5]) };
    case 'answerComment':
    case 'editComment':
    case 'hideComment': {
      const commentId = id(
        state.comments.map((comment) => comment.id),
        strange.commentId,
      );
      if (name === 'answerComment') return { ...base, commentId, text: 'De rien.' };
      if (name === 'editComment') return { ...base, commentId, text: 'Merci !', rating: null };
      return { ...base, commentId, reason: 'À sa demande' };
    }
    case 'reject':
      return { ...decision, reason: 'Hors sujet' };
    case 'cancel':
    case 'hold':
      return { ...decision, reason: dice.chance(0.3) ? '' : 'Une raison' };
    case 'acceptResult':
      return { ...decision, reservations: dice.chance(0.5) ? '' : 'À une réserve près' };
    default:
      return decision;
  }
}

/** One value of the input becomes something that its shape forbids. */
function spoil(dice: Dice, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const key = dice.pick(Object.keys(input));
  switch (dice.below(4)) {
    case 0: {
      const { [key]: _, ...rest } = input;
      return rest;
    }
    case 1:
      return { ...input, surplus: 1 };
    case 2:
      return { ...input, [key]: { wrong: true } };
    default: {
      if (!('amount' in input)) return { ...input, [key]: [], surplus: [] };
      return { ...input, amount: dice.pick([-1, 0.5, 1_000_000_001, 2 ** 60, '100', null]) };
    }
  }
}

export const decides = (step: Step): boolean => !isChatter(step.name);
