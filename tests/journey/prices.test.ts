import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Request } from '../../shared/features/requests/model.ts';
import { refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
let theo: Tablet;
beforeAll(async () => {
  atelier = await world('prices');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  theo = await atelier.enter('Théo Marchal', 'admin');
  for (const tablet of [ines, theo]) await tablet.watch('session.me', {});
}, 120_000);
afterAll(() => atelier.close());

let request: Request;
beforeEach(async () => {
  await atelier.sandbox.advance(60_000);
  await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
  const { requestId } = await nadia.command('requests.submit', await twoLines(nadia));
  request = (await nadia.watch('requests.one', { requestId })).snapshot;
});

const at = (version: number) => ({ requestId: request.id, version });
const lineId = (index: number) => request.lines[index]?.id ?? '';
const openOffer = (state: Request, index: number) =>
  state.lines[index]?.offers.find((offer) => offer.state === 'open')?.id ?? '';
const prices = (state: Request) => state.lines.map(({ finalPrice }) => finalPrice);

describe('a price is negotiated line by line', () => {
  test('two rounds, then an agreement; the last line makes the request agreed', async () => {
    let now = await ines.command('requests.offer', {
      ...at(1),
      lineId: lineId(0),
      amount: 41_000,
      note: 'Pont inclus',
    });
    expect(now.status).toBe('negotiating');
    now = await nadia.command('requests.offer', { ...at(now.version), lineId: lineId(0), amount: 36_000, note: '' });
    now = await ines.command('requests.offer', { ...at(now.version), lineId: lineId(0), amount: 38_500, note: '' });
    expect(now.lines[0]?.offers.map(({ side, amount, state }) => [side, amount, state])).toEqual([
      ['studio', 41_000, 'superseded'],
      ['client', 36_000, 'superseded'],
      ['studio', 38_500, 'open'],
    ]);
    now = await nadia.command('requests.acceptOffer', { ...at(now.version), offerId: openOffer(now, 0) });
    expect([now.status, ...prices(now)]).toEqual(['negotiating', 38_500, null]);
    now = await ines.command('requests.confirmListed', at(now.version));
    expect([now.status, ...prices(now)]).toEqual(['agreed', 38_500, 12_000]);
    now = await ines.command('requests.start', at(now.version));
    expect(now.status).toBe('in_progress');
  });

  test('nobody answers their own offer, and only the author withdraws it', async () => {
    const now = await ines.command('requests.offer', { ...at(1), lineId: lineId(0), amount: 1, note: '' });
    const on = { ...at(now.version), offerId: openOffer(now, 0) };
    expect(await refusal(ines.command('requests.acceptOffer', on))).toBe('own_offer');
    expect(await refusal(ines.command('requests.declineOffer', on))).toBe('own_offer');
    expect(await refusal(nadia.command('requests.withdrawOffer', on))).toBe('own_offer');
    const withdrawn = await ines.command('requests.withdrawOffer', on);
    expect(withdrawn.lines[0]?.offers.at(-1)?.state).toBe('withdrawn');
    expect(await refusal(nadia.command('requests.acceptOffer', { ...on, version: withdrawn.version }))).toBe(
      'not_found',
    );
  });

  test('the client accepts all open offers in one', async () => {
    let now = await ines.command('requests.offer', { ...at(1), lineId: lineId(0), amount: 40_000, note: '' });
    now = await ines.command('requests.offer', { ...at(now.version), lineId: lineId(1), amount: 9_500, note: '' });
    now = await nadia.command('requests.acceptAll', at(now.version));
    expect([now.status, ...prices(now)]).toEqual(['agreed', 40_000, 9_500]);
    expect(await refusal(nadia.command('requests.acceptAll', at(now.version)))).toBe('invalid_transition');
  });

  test('a final price stays; only a superadmin reopens it, with a reason', async () => {
    let now = await ines.command('requests.confirmListed', at(1));
    expect(
      await refusal(ines.command('requests.offer', { ...at(now.version), lineId: lineId(0), amount: 1, note: '' })),
    ).toBe('invalid_transition');
    expect(
      await refusal(ines.command('requests.reopenPrice', { ...at(now.version), lineId: lineId(0), reason: 'x' })),
    ).toBe('forbidden');
    expect(
      await refusal(theo.command('requests.reopenPrice', { ...at(now.version), lineId: lineId(0), reason: ' ' })),
    ).toBe('invalid_input');
    now = await theo.command('requests.reopenPrice', {
      ...at(now.version),
      lineId: lineId(0),
      reason: 'Erreur de saisie',
    });
    expect([now.status, ...prices(now)]).toEqual(['negotiating', null, 12_000]);
    expect(now.history.at(-1)).toMatchObject({ kind: 'request.reopenPrice', note: 'Erreur de saisie' });
    expect(
      await refusal(ines.command('requests.offer', { ...at(now.version), lineId: lineId(1), amount: 1, note: '' })),
    ).toBe('line_final');
  });

  test('an offer runs out', async () => {
    const now = await ines.command('requests.offer', { ...at(1), lineId: lineId(0), amount: 40_000, note: '' });
    await atelier.sandbox.database.query('UPDATE atelier_offer SET expires_at = 1');
    const on = { ...at(now.version), offerId: openOffer(now, 0) };
    expect(await refusal(nadia.command('requests.acceptOffer', on))).toBe('offer_expired');
    expect(await refusal(nadia.command('requests.acceptAll', at(now.version)))).toBe('nothing_open');
  });

  test.each([
    ['negative', -1],
    ['fractional', 0.5],
    ['too big', 1_000_000_001],
    ['beyond whole numbers', 2 ** 60],
    ['missing', undefined],
    ['text', '100'],
    ['not a number', Number.NaN],
  ])('an amount that is %s is refused', async (_, amount) => {
    const input = { ...at(1), lineId: lineId(0), amount, note: '' };
    expect(
      await refusal(ines.raw('c', 'requests.offer', input, `amount-${String(amount)}-0000000000`.slice(0, 30))),
    ).toBe('invalid_input');
  });

  test('a line of another request is not found', async () => {
    const other = await nadia.command('requests.submit', await twoLines(nadia));
    const foreign = (await nadia.watch('requests.one', { requestId: other.requestId })).snapshot.lines[0]?.id ?? '';
    expect(await refusal(ines.command('requests.offer', { ...at(1), lineId: foreign, amount: 1, note: '' }))).toBe(
      'not_found',
    );
  });
});

describe('two at once have one outcome', () => {
  const race = async (one: Promise<Request>, other: Promise<Request>) => {
    const results = await Promise.all(
      [one, other].map((each) => refusal(each).then((code) => (code.startsWith('accepted') ? 'done' : code))),
    );
    return results.sort();
  };

  test('accept against withdraw', async () => {
    const now = await ines.command('requests.offer', { ...at(1), lineId: lineId(0), amount: 40_000, note: '' });
    const on = { ...at(now.version), offerId: openOffer(now, 0) };
    expect(await race(nadia.command('requests.acceptOffer', on), ines.command('requests.withdrawOffer', on))).toEqual([
      'conflict',
      'done',
    ]);
  });

  test('accept against counter-offer, and two acceptances', async () => {
    let now = await ines.command('requests.offer', { ...at(1), lineId: lineId(0), amount: 40_000, note: '' });
    const on = { ...at(now.version), offerId: openOffer(now, 0) };
    const counter = { ...at(now.version), lineId: lineId(0), amount: 39_000, note: '' };
    expect(await race(nadia.command('requests.acceptOffer', on), ines.command('requests.offer', counter))).toEqual([
      'conflict',
      'done',
    ]);

    now = (await nadia.watch('requests.one', { requestId: request.id })).snapshot;
    const rest = await ines.command('requests.offer', {
      ...at(now.version),
      lineId: lineId(1),
      amount: 9_000,
      note: '',
    });
    const twice = { ...at(rest.version), offerId: openOffer(rest, 1) };
    expect(
      await race(nadia.command('requests.acceptOffer', twice), nadia.command('requests.acceptOffer', twice)),
    ).toEqual(['conflict', 'done']);
    const agreements = await atelier.sandbox.database.query(
      "SELECT line_id, COUNT(*) AS n FROM atelier_offer WHERE request_id = ? AND state = 'accepted' GROUP BY line_id HAVING n > 1",
      [request.id],
    );
    expect(agreements).toEqual([]);
  });
});

describe('ending a request', () => {
  test('the client cancels before work starts, and may open another one', async () => {
    const now = await nadia.command('requests.cancel', { ...at(1), reason: '' });
    expect(now.status).toBe('cancelled');
    expect(
      await atelier.sandbox.database.query(
        'SELECT open_requests AS n FROM atelier_account WHERE client_since IS NOT NULL',
      ),
    ).toEqual([{ n: 0 }]);
  });

  test('the studio rejects or cancels with a reason, never without', async () => {
    expect(await refusal(ines.command('requests.reject', { ...at(1), reason: '' }))).toBe('invalid_input');
    expect(await refusal(ines.command('requests.cancel', { ...at(1), reason: '' }))).toBe('invalid_input');
    const now = await ines.command('requests.reject', { ...at(1), reason: 'Hors de nos compétences.' });
    expect(now).toMatchObject({ status: 'rejected' });
    expect(await refusal(ines.command('requests.take', at(now.version)))).toBe('invalid_transition');
  });

  test('nobody works for the studio on their own request, except a superadmin', async () => {
    await ines.command('clients.signUp', {
      contact: { lastName: 'Caron', firstName: 'Inès', email: `i${request.id}@exemple.fr`, phone: '0612345678' },
      consent: 1,
    });
    const own = await ines.command('requests.submit', await twoLines(ines));
    expect(await refusal(ines.command('requests.take', { requestId: own.requestId, version: 1 }))).toBe('forbidden');
    expect((await theo.command('requests.take', { requestId: own.requestId, version: 1 })).status).toBe('negotiating');
  });
});
