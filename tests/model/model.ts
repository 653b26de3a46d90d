/** The rules of a request's life as the domain states them, written anew: it shares no code with the server. */

export const ACTORS = ['owner', 'stranger', 'manager', 'superadmin', 'visitor'] as const;
export type ActorName = (typeof ACTORS)[number];

export interface LineState {
  readonly id: string;
  readonly listed: number | null;
  readonly final: number | null;
  readonly agreedSeq: number | null;
  readonly paid: number;
  readonly state: string;
}

export interface OfferState {
  readonly id: string;
  readonly lineId: string;
  readonly side: 'client' | 'studio';
  readonly amount: number;
  readonly state: string;
  readonly expiresAt: number | null;
}

export interface PaymentState {
  readonly id: string;
  readonly kind: 'payment' | 'refund';
  readonly of: string | null;
  readonly method: string;
  readonly amount: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly state: string;
}

export interface CommentState {
  readonly id: string;
  readonly side: string;
  readonly author: ActorName;
  readonly at: number;
  readonly hidden: boolean;
}

/** What the database holds of one request. */
export interface State {
  readonly id: string;
  readonly status: string;
  readonly heldFrom: string | null;
  readonly version: number;
  readonly method: string | null;
  readonly paying: string | null;
  readonly lines: readonly LineState[];
  readonly offers: readonly OfferState[];
  readonly payments: readonly PaymentState[];
  readonly comments: readonly CommentState[];
  readonly revision: number;
  readonly published: readonly string[];
}

export interface Step {
  readonly name: Action;
  readonly actor: ActorName;
  readonly input: Readonly<Record<string, unknown>>;
  /** False when the input was spoiled so that the contract must refuse it. */
  readonly wellFormed: boolean;
  readonly commandId: string;
}

const WORK = [
  'take',
  'offer',
  'acceptOffer',
  'acceptAll',
  'declineOffer',
  'withdrawOffer',
  'confirmListed',
  'reopenPrice',
  'start',
  'startLine',
  'finishLine',
  'publish',
  'acceptResult',
  'askCorrections',
  'reject',
  'cancel',
  'hold',
  'resume',
  'cancelLine',
  'assign',
  'release',
] as const;
export const CHATTER = ['comment', 'answerComment', 'editComment', 'hideComment'] as const;
export const MONEY = ['pay', 'recordPayment', 'refund'] as const;
export type Action = (typeof WORK)[number] | (typeof CHATTER)[number] | (typeof MONEY)[number];
export const ACTIONS: readonly Action[] = [...WORK, ...CHATTER, ...MONEY];
const FROM: Readonly<Record<(typeof WORK)[number], readonly string[]>> = {
  take: ['submitted'],
  offer: ['submitted', 'negotiating'],
  acceptOffer: ['negotiating'],
  acceptAll: ['negotiating'],
  declineOffer: ['negotiating'],
  withdrawOffer: ['negotiating'],
  confirmListed: ['submitted', 'negotiating'],
  reopenPrice: ['negotiating', 'agreed'],
  start: ['agreed'],
  startLine: ['in_progress'],
  finishLine: ['in_progress'],
  publish: ['in_progress', 'delivered'],
  acceptResult: ['delivered'],
  askCorrections: ['delivered'],
  reject: ['submitted', 'negotiating', 'agreed', 'on_hold'],
  cancel: ['submitted', 'negotiating', 'agreed', 'on_hold'],
  hold: ['submitted', 'negotiating', 'agreed', 'in_progress'],
  resume: ['on_hold'],
  cancelLine: ['negotiating', 'agreed'],
  assign: ['submitted', 'negotiating', 'agreed', 'in_progress', 'delivered', 'on_hold'],
  release: ['submitted', 'negotiating', 'agreed', 'in_progress', 'delivered', 'on_hold'],
};
export const CLOSED: readonly string[] = ['completed', 'rejected', 'cancelled'];
/** What ended without being delivered: nothing of it can be paid, and what was paid goes back. */
const ENDED: readonly string[] = ['rejected', 'cancelled'];
const EDIT_MS = 15 * 60_000;

const STUDIO: readonly ActorName[] = ['manager', 'superadmin'];
const WHO: Readonly<Record<Action, readonly ActorName[]>> = {
  take: STUDIO,
  hold: STUDIO,
  resume: STUDIO,
  confirmListed: STUDIO,
  start: STUDIO,
  startLine: STUDIO,
  finishLine: STUDIO,
  publish: STUDIO,
  reject: STUDIO,
  assign: STUDIO,
  release: STUDIO,
  answerComment: STUDIO,
  hideComment: STUDIO,
  recordPayment: STUDIO,
  offer: ['owner', ...STUDIO],
  acceptOffer: ['owner', ...STUDIO],
  declineOffer: ['owner', ...STUDIO],
  withdrawOffer: ['owner', ...STUDIO],
  editComment: ['owner', ...STUDIO],
  cancel: ['owner', ...STUDIO],
  cancelLine: ['owner', ...STUDIO],
  acceptAll: ['owner'],
  pay: ['owner'],
  acceptResult: ['owner'],
  askCorrections: ['owner'],
  comment: ['owner'],
  reopenPrice: ['superadmin'],
  refund: ['superadmin'],
};

export const isChatter = (name: Action): name is (typeof CHATTER)[number] =>
  (CHATTER as readonly Action[]).includes(name);

/** What must be true afterwards; null: the command is refused and nothing has changed. */
export type Outcome = Pick<State, 'status' | 'heldFrom' | 'method' | 'lines' | 'revision' | 'published'> | null;

const isLive = ({ state }: LineState): boolean => state !== 'cancelled';

const dueOf = (line: LineState): number =>
  line.final === null || !isLive(line) ? 0 : Math.max(0, line.final - line.paid);

export const due = ({ lines }: Pick<State, 'lines'>): number => lines.reduce((sum, line) => sum + dueOf(line), 0);

export const isPurchase = (line: LineState): boolean =>
  isLive(line) && line.final !== null && line.final > 0 && line.paid >= line.final;

/** What a payment still holds after what was given back of it. */
export function holds(payment: PaymentState, state: State): Record<string, number> {
  const left: Record<string, number> = { ...payment.parts };
  for (const refund of state.payments) {
    if (refund.of !== payment.id || refund.state === 'failed' || refund.state === 'reversed') continue;
    for (const [line, part] of Object.entries(refund.parts)) left[line] = (left[line] ?? 0) - part;
  }
  return left;
}

const openOffers = (state: State): readonly OfferState[] => state.offers.filter((offer) => offer.state === 'open');

/** The one step of the model: from what is, and what is asked for, to what must be. */
export function outcome(state: State, step: Step, now: number, bank: number): Outcome {
  const { name, actor, input } = step;
  if (!step.wellFormed || !WHO[name].includes(actor)) return null;
  if (isChatter(name)) return chatter(state, step, now) ? same(state) : null;
  if (input.version !== state.version) return null;
  if (name === 'pay' || name === 'recordPayment' || name === 'refund') return money(state, step, bank);
  if (!FROM[name].includes(state.status)) return null;

  const side = actor === 'owner' ? 'client' : 'studio';
  const live = (offer: OfferState): boolean => offer.expiresAt === null || offer.expiresAt > now;
  const alive = state.lines.filter(isLive);
  const line = alive.find(({ id }) => id === input.lineId);
  const offer = openOffers(state).find(({ id }) => id === input.offerId);
  switch (name) {
    case 'take':
      return { ...same(state), status: 'negotiating' };
    case 'hold':
      return { ...same(state), status: 'on_hold', heldFrom: state.status };
    case 'resume':
      return { ...same(state), status: state.heldFrom ?? '', heldFrom: null };
    case 'offer':
      return line && line.final === null ? byPrices(state, {}) : null;
    case 'acceptOffer': {
      const answered = offer && offer.side !== side && live(offer);
      return answered ? byPrices(state, { [offer.lineId]: offer.amount }) : null;
    }
    case 'declineOffer':
      return offer && offer.side !== side ? byPrices(state, {}) : null;
    case 'withdrawOffer':
      return offer && offer.side === side ? byPrices(state, {}) : null;
    case 'acceptAll': {
      const taken = openOffers(state).filter((each) => each.side !== side && live(each));
      return taken.length > 0
        ? byPrices(state, Object.fromEntries(taken.map(({ lineId, amount }) => [lineId, amount])))
        : null;
    }
    case 'confirmListed': {
      const prices = alive.flatMap(({ id, final, listed }) =>
        final === null && listed !== null ? [[id, listed] as const] : [],
      );
      return prices.length > 0 ? byPrices(state, Object.fromEntries(prices)) : null;
    }
    case 'reopenPrice':
      if (!line || line.final === null) return null;
      return { ...same(state), status: 'negotiating', lines: withLine(state, line.id, { final: null }) };
    case 'assign':
    case 'release':
      return same(state);
    case 'cancelLine':
      // The last one is not cancelled: the request is.
      return line && alive.length > 1
        ? byPrices({ ...state, lines: withLine(state, line.id, { state: 'cancelled', paid: 0 }) }, {})
        : null;
    case 'start':
      return { ...same(state), status: 'in_progress' };
    case 'startLine':
      return line?.state === 'pending'
        ? { ...same(state), lines: withLine(state, line.id, { state: 'in_progress' }) }
        : null;
    case 'finishLine':
      return line && line.state !== 'done'
        ? { ...same(state), lines: withLine(state, line.id, { state: 'done' }) }
        : null;
    case 'publish': {
      const covered = (input.result as { lines: { lineId: string }[] }).lines.map(({ lineId }) => lineId);
      const done = (id: string): boolean => state.lines.some((each) => each.id === id && each.state === 'done');
      if (!covered.every(done) || new Set(covered).size !== covered.length) return null;
      const all = alive.every(({ id }) => done(id) && covered.includes(id));
      return {
        ...same(state),
        status: all ? 'delivered' : 'in_progress',
        revision: state.revision + 1,
        published: covered,
      };
    }
    case 'acceptResult':
      return { ...same(state), status: 'completed' };
    case 'askCorrections': {
      const asked = input.lineIds as readonly string[];
      if (!asked.every((id) => state.lines.some((each) => each.id === id && each.state === 'done'))) return null;
      const lines = state.lines.map((each) => (asked.includes(each.id) ? { ...each, state: 'in_progress' } : each));
      return { ...same(state), status: 'in_progress', lines };
    }
    case 'reject':
    case 'cancel': {
      if (name === 'cancel' && actor !== 'owner' && String(input.reason).trim() === '') return null;
      const lines = state.lines.map((each) => ({ ...each, paid: 0 }));
      return { ...same(state), status: name === 'cancel' ? 'cancelled' : 'rejected', heldFrom: null, lines };
    }
    default:
      throw new Error(`The model does not know ${name}`);
  }
}

const same = ({ status, heldFrom, method, lines, revision, published }: State): NonNullable<Outcome> => ({
  status,
  heldFrom,
  method,
  lines,
  revision,
  published,
});

const withLine = (state: State, id: string, change: Partial<LineState>): readonly LineState[] =>
  state.lines.map((line) => (line.id === id ? { ...line, ...change } : line));

/** New final prices: what was paid beyond them is due back; the request follows its prices. */
function byPrices(state: State, prices: Readonly<Record<string, number>>): NonNullable<Outcome> {
  const lines = state.lines.map((line) => {
    const final = prices[line.id];
    return final === undefined ? line : { ...line, final, paid: Math.min(line.paid, final) };
  });
  return {
    ...same(state),
    lines,
    status: lines.filter(isLive).every(({ final }) => final !== null) ? 'agreed' : 'negotiating',
  };
}

function money(state: State, { name, input }: Step, bank: number): Outcome {
  const amount = Number(input.amount);
  if (name === 'refund') {
    const payment = state.payments.find(
      ({ id, kind, state: is }) => id === input.paymentId && kind === 'payment' && is === 'paid',
    );
    if (!payment) return null;
    const held = holds(payment, state);
    if (amount > Object.values(held).reduce((sum, part) => sum + part, 0)) return null;
    let rest = amount;
    const taken: Record<string, number> = {};
    for (const [id, part] of Object.entries(held).reverse()) {
      taken[id] = Math.min(rest, part);
      rest -= taken[id];
    }
    return {
      ...same(state),
      method: payment.method,
      lines: state.lines.map((line) => ({ ...line, paid: line.paid - (taken[line.id] ?? 0) })),
    };
  }
  const method = name === 'pay' ? 'esx_bank' : 'external';
  if (ENDED.includes(state.status) || (state.method !== null && state.method !== method)) return null;
  if (amount > due(state) || (name === 'pay' && amount > bank)) return null;
  let rest = amount;
  const filled = new Map<string, number>();
  for (const line of [...state.lines].sort((a, b) => (a.agreedSeq ?? 0) - (b.agreedSeq ?? 0))) {
    const part = Math.min(rest, dueOf(line));
    filled.set(line.id, part);
    rest -= part;
  }
  const lines = state.lines.map((line) => ({ ...line, paid: line.paid + (filled.get(line.id) ?? 0) }));
  return { ...same(state), method, lines };
}

function chatter(state: State, { name, actor, input }: Step, now: number): boolean {
  if (name === 'comment') {
    return input.lineId === null ? state.published.length > 0 : state.published.includes(String(input.lineId));
  }
  const comment = state.comments.find(({ id, hidden }) => id === input.commentId && !hidden);
  if (!comment) return false;
  return name !== 'editComment' || (comment.author === actor && now - comment.at <= EDIT_MS);
}
