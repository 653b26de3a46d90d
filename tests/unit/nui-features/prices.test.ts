import { describe, expect, test } from 'vitest';
import { kindOf, tellsState } from '../../../nui/src/features/requests/history.ts';
import {
  heldMoney,
  isPayable,
  refundable,
  runningPayment,
  sumsOf,
} from '../../../nui/src/features/requests/payment/sums.ts';
import { type GaugePin, gaugeOf } from '../../../nui/src/features/requests/prices/gauge.ts';
import {
  awaiting,
  confirmable,
  priceTurn,
  spoken,
  standingOf,
} from '../../../nui/src/features/requests/prices/standing.ts';
import { readAmount } from '../../../nui/src/ui/amount.ts';
import { requests as contract } from '../../../shared/features/requests/contract.ts';
import type { Offer, Payment, RequestLine } from '../../../shared/features/requests/model.ts';
import { REQUEST_ACTIONS } from '../../../shared/features/requests/workflow.ts';
import { idOf, request } from './fixtures.ts';

const NOW = 1_000_000;

const offer = (n: number, change: Partial<Offer> = {}): Offer => ({
  id: idOf(n),
  side: 'studio',
  author: 'Inès Caron',
  amount: 41_000,
  note: '',
  state: 'open',
  createdAt: n,
  expiresAt: null,
  ...change,
});

const line = (n: number, change: Partial<RequestLine> = {}): RequestLine => ({
  id: idOf(n),
  serviceId: idOf(1),
  kind: 'script',
  name: { fr: `Ligne ${n}`, en: `Line ${n}` },
  form: [],
  answers: {},
  listedPrice: 45_000,
  finalPrice: null,
  paid: 0,
  state: 'pending',
  offers: [],
  ...change,
});

const payment = (n: number, change: Partial<Payment> = {}): Payment => ({
  id: idOf(n),
  kind: 'payment',
  method: 'esx_bank',
  amount: 20_000,
  state: 'paid',
  reference: '',
  createdAt: n,
  ...change,
});

describe('where the price of a line stands', () => {
  test('the newest open offer waits for the other side, until it runs out', () => {
    const one = line(1, {
      offers: [offer(1, { state: 'superseded', side: 'client' }), offer(2, { expiresAt: NOW + 1 })],
    });
    expect(standingOf(one, 'client', NOW).kind).toBe('yours');
    expect(standingOf(one, 'studio', NOW).kind).toBe('theirs');
    expect(standingOf(one, 'client', NOW + 1).kind).toBe('expired');
  });

  test('a final price stands whatever was offered; no offer is nobody’s', () => {
    expect(standingOf(line(1, { finalPrice: 0, offers: [offer(1)] }), 'client', NOW)).toEqual({
      kind: 'final',
      amount: 0,
    });
    expect(standingOf(line(1, { offers: [offer(1, { state: 'declined' })] }), 'client', NOW).kind).toBe('none');
  });

  test('whose move the prices are', () => {
    const open = line(1, { offers: [offer(1)] });
    const bare = line(2);
    const final = line(3, { finalPrice: 9_500 });
    const turn = (lines: RequestLine[], side: 'client' | 'studio') => priceTurn(request(1, { lines }), side, NOW);
    expect([turn([open, bare], 'client'), turn([open, bare], 'studio')]).toEqual(['yours', 'studio']);
    expect([turn([open, final], 'client'), turn([open, final], 'studio')]).toEqual(['yours', 'theirs']);
    expect(turn([final, line(4, { state: 'cancelled' })], 'client')).toBe('done');
  });

  test('all at once: the other side’s live offers, the listed prices that are still open', () => {
    const all = request(1, {
      lines: [
        line(1, { offers: [offer(1)] }),
        line(2, { offers: [offer(2, { expiresAt: NOW })] }),
        line(3, { state: 'cancelled', offers: [offer(3)] }),
        line(4, { finalPrice: 9_500 }),
        line(5, { listedPrice: null }),
      ],
    });
    expect(awaiting(all, 'client', NOW).map(({ offer: { id } }) => id)).toEqual([idOf(1)]);
    expect(awaiting(all, 'studio', NOW)).toEqual([]);
    expect(confirmable(all).map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  });

  test('what each side last said counts, not what it took back', () => {
    const offers = [
      offer(1, { side: 'client', amount: 36_000, state: 'superseded' }),
      offer(2, { amount: 41_000, state: 'superseded' }),
      offer(3, { amount: 40_000, state: 'withdrawn' }),
    ];
    expect(spoken(line(1, { offers }), 'client')).toEqual({ own: 36_000, other: 41_000, listed: 45_000 });
  });
});

describe('the gauge', () => {
  const rows = (values: Parameters<typeof gaugeOf>[0]) =>
    Object.fromEntries((gaugeOf(values)?.pins ?? []).map(({ of, row }): [GaugePin['of'], string] => [of, row]));

  test('has an axis rounded around its values, with each at its place', () => {
    const gauge = gaugeOf({ own: 36_000, other: 41_000, listed: 45_000 });
    expect(gauge).toMatchObject({ from: 30_000, to: 50_000, gap: { at: 30, width: 25 } });
    expect(gauge?.pins.map(({ of, at, row }) => [of, at, row])).toEqual([
      ['own', 30, 'up'],
      ['other', 55, 'up'],
      ['listed', 75, 'down'],
      ['gap', 42.5, 'down'],
    ]);
  });

  test('puts the lower of two offers below when their labels would touch', () => {
    expect(rows({ own: 40_500, other: 41_000, listed: 45_000 })).toMatchObject({ own: 'down', other: 'up' });
    expect(rows({ own: 41_000, other: 40_500, listed: 45_000 })).toMatchObject({ own: 'up', other: 'down' });
  });

  test.each([
    [0, 1, 2],
    [36_000, 41_000, 41_000],
    [44_900, 45_100, 45_000],
    [1, 1_000_000_000, 500_000_000],
    [999_999_999, 1_000_000_000, 999_999_998],
    [0, 45_000, 45_001],
  ])('never lays one label on another: %i, %i, %i', (own, other, listed) => {
    const gauge = gaugeOf({ own, other, listed });
    if (!gauge) throw new Error('there is something to compare');
    for (const [index, one] of gauge.pins.entries()) {
      expect(one.at).toBeGreaterThanOrEqual(0);
      expect(one.at).toBeLessThanOrEqual(100);
      for (const two of gauge.pins.slice(index + 1)) {
        if (one.row === two.row) expect(Math.abs(one.labelAt - two.labelAt)).toBeGreaterThanOrEqual(18);
      }
    }
  });

  test('is not there when there is nothing to compare', () => {
    expect(gaugeOf({ own: null, other: null, listed: 45_000 })).toBeNull();
    expect(gaugeOf({ own: null, other: 45_000, listed: 45_000 })).toBeNull();
  });
});

describe('an amount as it is typed', () => {
  test.each([
    ['41000', 41_000],
    ['41 000', 41_000],
    ['41\u00a0000\u00a0$', 41_000],
    ['$41,000', 41_000],
    ['1.000.000', 1_000_000],
    ['0', 0],
  ])('%s is read', (typed, value) => {
    expect(readAmount(typed, '$')).toEqual({ ok: true, value });
  });

  test.each([
    ['', 'required'],
    ['  $ ', 'required'],
    ['0,5', 'whole_number'],
    ['41.5', 'whole_number'],
    ['-3', 'too_small'],
    ['1000000001', 'too_big'],
    ['quarante', 'wrong'],
    ['1e5', 'wrong'],
  ])('« %s » is refused', (typed, code) => {
    expect(readAmount(typed, '$')).toMatchObject({ ok: false, issue: { code } });
  });

  test('keeps to its bounds', () => {
    expect(readAmount('28 001', '$', { most: 28_000 })).toMatchObject({ issue: { code: 'too_big', limit: 28_000 } });
    expect(readAmount('0', '$', { least: 1 })).toMatchObject({ issue: { code: 'too_small', limit: 1 } });
  });
});

describe('the sums of a request', () => {
  const mixed = request(1, {
    status: 'negotiating',
    lines: [
      line(1, { offers: [offer(1)] }),
      line(2, { finalPrice: 38_500, paid: 20_000 }),
      line(3, { finalPrice: 9_500 }),
      line(4, { state: 'cancelled', finalPrice: 7_000 }),
    ],
  });

  test('agreed, paid, due, and what is still discussed', () => {
    expect(sumsOf(mixed)).toEqual({ agreed: 48_000, paid: 20_000, due: 28_000, openLines: 1, discussed: 41_000 });
    expect(sumsOf({ ...mixed, lines: [...mixed.lines, line(5, { listedPrice: null })] }).discussed).toBeNull();
  });

  test('can be paid while the request lives and something is due', () => {
    expect(isPayable(mixed)).toBe(true);
    expect(isPayable({ ...mixed, status: 'cancelled' })).toBe(false);
    expect(isPayable({ ...mixed, lines: [line(1)] })).toBe(false);
  });

  test('what may be given back is what is still held', () => {
    const paid = payment(1);
    const payments = [
      paid,
      payment(2, { kind: 'refund', amount: 5_000, state: 'owed' }),
      payment(3, { state: 'reversed' }),
    ];
    const one = { ...mixed, payments };
    expect(heldMoney(one)).toBe(15_000);
    expect(refundable(paid, one)).toBe(15_000);
    expect(payments.slice(1).map((each) => refundable(each, one))).toEqual([0, 0]);
    expect(runningPayment(one)).toBeUndefined();
    expect(runningPayment({ ...one, payments: [payment(4, { state: 'pending' })] })?.id).toBe(idOf(4));
  });
});

describe('every command of a request is told in words', () => {
  const commands = Object.entries(contract).flatMap(([name, row]) => (row.kind === 'command' ? [name] : []));

  test.each([...new Set([...commands, ...REQUEST_ACTIONS, 'reversePayment'])])('%s', (name) => {
    expect(kindOf({ kind: `request.${name}` })).toBe(name);
  });

  test('the state it came to is told unless the sentence says it', () => {
    expect(tellsState({ kind: 'request.acceptOffer', from: 'negotiating', to: 'agreed' })).toBe(true);
    expect(tellsState({ kind: 'request.acceptOffer', from: 'negotiating', to: 'negotiating' })).toBe(false);
    expect(tellsState({ kind: 'request.reject', from: 'negotiating', to: 'rejected' })).toBe(false);
  });
});
