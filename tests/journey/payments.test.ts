import { afterEach, describe, expect, test } from 'vitest';
import type { Request } from '../../shared/features/requests/model.ts';
import { commandId, type Refused, refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const one of worlds.splice(0)) await one.close();
});

interface Agreed {
  readonly atelier: World;
  readonly nadia: Tablet;
  readonly ines: Tablet;
  readonly theo: Tablet;
  readonly request: Request;
}

/** An agreed request of 45 000 + 12 000, and a client with that much in the bank. */
async function agreed(options: Parameters<typeof world>[1] = {}): Promise<Agreed> {
  const atelier = await world('payments', options);
  worlds.push(atelier);
  const nadia = await atelier.client('Nadia Ferrand');
  const ines = await atelier.enter('Inès Caron', 'gestionnaire');
  const theo = await atelier.enter('Théo Marchal', 'admin');
  for (const tablet of [ines, theo]) await tablet.watch('session.me', {});
  nadia.player.setBank(100_000);
  await atelier.sandbox.advance(200);
  const { requestId } = await nadia.command('requests.submit', await twoLines(nadia));
  const request = await ines.command('requests.confirmListed', { requestId, version: 1 });
  return { atelier, nadia, ines, theo, request };
}

/** The balance in the saved row of a character who has left: it comes to this, and stays. */
async function bankIs({ atelier }: Agreed, identifier: string, expected: number): Promise<void> {
  const saved = async (): Promise<number> => {
    const [row] = await atelier.sandbox.database.query('SELECT accounts FROM users WHERE identifier = ?', [identifier]);
    return (JSON.parse(String(row?.accounts)) as { bank: number }).bank;
  };
  await atelier.sandbox.until(async () => (await saved()) === expected, {
    what: `the saved balance to be ${expected}`,
  });
  await atelier.sandbox.advance(2_000);
  expect(await saved()).toBe(expected);
}

const on = (request: Request, amount: number) => ({ requestId: request.id, version: request.version, amount });

describe.each(['1.13', '1.16'] as const)('paying from the bank on ESX %s', (esx) => {
  test('in two parts; the line that is fully paid makes the client a buyer in the open tablet', async () => {
    const it = await agreed({ esx });
    const { nadia, request, atelier } = it;
    const me = await nadia.watch('session.me', {});
    let now = await nadia.command('requests.pay', on(request, 20_000));
    expect(now.lines.map(({ paid }) => paid)).toEqual([20_000, 0]);
    expect(me.events.at(-1)?.role ?? 'client').toBe('client');
    now = await nadia.command('requests.pay', on(now, 37_000));
    expect(now.lines.map(({ paid }) => paid)).toEqual([45_000, 12_000]);
    await atelier.sandbox.until(() => me.events.at(-1)?.role === 'buyer', { what: 'the new role' });
    expect(now.payments.map(({ amount, state }) => [amount, state])).toEqual([
      [20_000, 'paid'],
      [37_000, 'paid'],
    ]);
    await nadia.player.leave();
    await bankIs(it, nadia.player.identifier, 43_000);
  });

  test('more than is due, too little in the bank, a wrong amount: refused, and nothing is charged', async () => {
    const it = await agreed({ esx });
    const { nadia, ines, request } = it;
    expect(await refusal(nadia.command('requests.pay', on(request, 57_001)))).toBe('over_due');
    nadia.player.setBank(1_000);
    await it.atelier.sandbox.advance(100);
    const poor = await nadia.command('requests.pay', on(request, 10_000)).catch((error: unknown) => error);
    expect((poor as Refused).error).toEqual({ code: 'insufficient_funds', limit: 9_000 });
    for (const amount of [0, -1, 0.5, 2_000_000_000]) {
      expect(await refusal(nadia.command('requests.pay', on(request, amount)))).toBe('invalid_input');
    }
    expect(await refusal(ines.command('requests.pay', on(request, 1_000)))).toBe('forbidden');
    expect(await refusal(nadia.command('requests.pay', { ...on(request, 1_000), version: 1 }))).toBe('conflict');
    await nadia.player.leave();
    await bankIs(it, nadia.player.identifier, 1_000);
    expect(await it.atelier.sandbox.database.query('SELECT COUNT(*) AS n FROM atelier_payment')).toEqual([{ n: 0 }]);
  });

  test('ten clicks are one charge', async () => {
    const it = await agreed({ esx });
    const { nadia, request } = it;
    const id = commandId();
    const pay = () => nadia.command('requests.pay', on(request, 5_000), id);
    const answers = await Promise.all(Array.from({ length: 9 }, pay));
    answers.push(await pay());
    expect(new Set(answers.map(({ version }) => version)).size).toBe(1);
    await nadia.player.leave();
    await bankIs(it, nadia.player.identifier, 95_000);
  });

  test('two payments at once: one is made, the other is told', async () => {
    const it = await agreed({ esx });
    const { nadia, request } = it;
    const codes = await Promise.all(
      [1, 2].map(() => refusal(nadia.command('requests.pay', on(request, 57_000))).then((code) => code.slice(0, 8))),
    );
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
    await nadia.player.leave();
    await bankIs(it, nadia.player.identifier, 43_000);
  });

  test('a charge that the books missed is found by its mark and written down', async () => {
    const it = await agreed({ esx });
    const { nadia, request, atelier } = it;
    // As after a stop between the charge and the books: the row is pending, the money and the mark are on the character.
    const paid = await nadia.command('requests.pay', on(request, 57_000));
    const id = paid.payments[0]?.id;
    const sql = (text: string, params: readonly unknown[] = []) => atelier.sandbox.database.query(text, params);
    await sql("UPDATE atelier_payment SET state = 'pending'");
    await sql('UPDATE atelier_request_line SET paid = 0');
    await sql('UPDATE atelier_account SET purchases = 0');
    await sql('DELETE FROM atelier_event WHERE subject_id = ? AND seq = ?', [request.id, paid.version]);
    await sql(
      'UPDATE atelier_request r JOIN atelier_event e ON e.subject_id = r.id AND e.seq = r.version - 1 SET r.version = r.version - 1, r.head = e.hash, r.paying = ?, r.stamp = e.command_id WHERE r.id = ?',
      [id, request.id],
    );
    await atelier.sandbox.advance(130_000);
    const { snapshot } = await nadia.watch('requests.one', { requestId: request.id });
    expect(snapshot.lines.map((line) => line.paid)).toEqual([45_000, 12_000]);
    expect(snapshot.payments).toMatchObject([{ id, state: 'paid' }]);
  });

  test('a payment that never charged is let go', async () => {
    const it = await agreed({ esx });
    const { nadia, request, atelier } = it;
    await atelier.sandbox.database.query(
      "INSERT INTO atelier_payment (id, request_id, kind, method, amount, parts, state, actor_id, command_id, character_key, created_at) SELECT '00000000000000000000', id, 'payment', 'esx_bank', 5, '{}', 'pending', client_id, 'never-happened-00', ?, 1 FROM atelier_request WHERE id = ?",
      [nadia.player.identifier, request.id],
    );
    await atelier.sandbox.database.query("UPDATE atelier_request SET paying = '00000000000000000000' WHERE id = ?", [
      request.id,
    ]);
    expect(await refusal(nadia.command('requests.pay', on(request, 1_000)))).toBe('payment_running');
    await atelier.sandbox.advance(130_000);
    expect((await nadia.command('requests.pay', on(request, 1_000))).payments).toMatchObject([
      { amount: 1_000, state: 'paid' },
    ]);
  });

  test('a charge that the game lost with a crash is undone, and shown', async () => {
    const it = await agreed({ esx });
    const { nadia, ines, request, atelier } = it;
    const me = await nadia.watch('session.me', {});
    await nadia.command('requests.pay', on(request, 57_000));
    await atelier.sandbox.until(() => me.events.at(-1)?.role === 'buyer', { what: 'the purchase' });
    // ESX's row as it was before: no mark, the old balance. The character is not in the game.
    await nadia.player.leave();
    await bankIs(it, nadia.player.identifier, 43_000);
    await atelier.sandbox.database.query("UPDATE users SET metadata = '{}' WHERE identifier = ?", [
      nadia.player.identifier,
    ]);
    await atelier.sandbox.database.query('UPDATE atelier_payment SET confirmed = 0');
    await atelier.sandbox.advance(180_000);
    const { snapshot } = await ines.watch('requests.one', { requestId: request.id });
    expect(snapshot.lines.map((line) => line.paid)).toEqual([0, 0]);
    expect(snapshot.payments).toMatchObject([{ state: 'reversed' }]);
    expect(
      await atelier.sandbox.database.query('SELECT purchases FROM atelier_account WHERE client_since IS NOT NULL'),
    ).toEqual([{ purchases: 0 }]);
    expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
  });
});

test('money that came another way is written down, and a request is paid in one way', async () => {
  const it = await agreed();
  const { nadia, ines, request } = it;
  const now = await ines.command('requests.recordPayment', { ...on(request, 45_000), reference: 'Tebex 4711' });
  expect(now).toMatchObject({
    method: 'external',
    payments: [{ method: 'external', reference: 'Tebex 4711', state: 'paid' }],
  });
  expect(await refusal(nadia.command('requests.pay', on(now, 1_000)))).toBe('wrong_method');
});

test('a refund goes back to the character: at once when it is in the game, else when it is next loaded', async () => {
  const it = await agreed();
  const { nadia, ines, theo, request, atelier } = it;
  const me = await nadia.watch('session.me', {});
  let now = await nadia.command('requests.pay', on(request, 57_000));
  const paymentId = now.payments[0]?.id ?? '';
  const refund = (amount: number) => ({ ...on(now, amount), paymentId, reason: 'Geste' });
  expect(await refusal(ines.command('requests.refund', refund(1_000)))).toBe('forbidden');
  expect(await refusal(theo.command('requests.refund', refund(57_001)))).toBe('over_paid');
  now = await theo.command('requests.refund', refund(12_000));
  await atelier.sandbox.advance(500);
  await nadia.player.leave();
  await bankIs(it, nadia.player.identifier, 55_000);

  now = await theo.command('requests.refund', refund(45_000));
  expect(now.payments.at(-1)).toMatchObject({ kind: 'refund', state: 'owed' });
  expect(now.lines.map(({ paid }) => paid)).toEqual([0, 0]);
  const again = await atelier.enter('Nadia Ferrand');
  expect((await again.watch('session.me', {})).snapshot.role).toBe('client');
  await atelier.sandbox.advance(500);
  await again.player.leave();
  await bankIs(it, nadia.player.identifier, 100_000);
  expect(me.ended).toBeUndefined();
});

test('ending a paid request makes the refund due in the same step, and the client is no buyer any more', async () => {
  const it = await agreed();
  const { nadia, ines, request, atelier } = it;
  const me = await nadia.watch('session.me', {});
  let now = await nadia.command('requests.pay', on(request, 50_000));
  await atelier.sandbox.until(() => me.events.at(-1)?.role === 'buyer', { what: 'the purchase' });
  now = await ines.command('requests.cancel', { requestId: now.id, version: now.version, reason: 'Accord commun' });
  expect(now.payments.filter(({ kind }) => kind === 'refund')).toMatchObject([{ amount: 50_000 }]);
  expect(now.lines.map(({ paid }) => paid)).toEqual([0, 0]);
  await atelier.sandbox.until(() => me.events.at(-1)?.role === 'client', { what: 'the purchase to go' });
  await atelier.sandbox.advance(500);
  await nadia.player.leave();
  await bankIs(it, nadia.player.identifier, 100_000);
  expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
});

test('a lower price after a reopening makes the difference due, newest payment first', async () => {
  const it = await agreed();
  const { nadia, ines, theo, request, atelier } = it;
  let now = await nadia.command('requests.pay', on(request, 57_000));
  const lineId = request.lines[0]?.id ?? '';
  now = await theo.command('requests.reopenPrice', {
    requestId: now.id,
    version: now.version,
    lineId,
    reason: 'Remise',
  });
  now = await ines.command('requests.offer', {
    requestId: now.id,
    version: now.version,
    lineId,
    amount: 40_000,
    note: '',
  });
  const offerId = now.lines[0]?.offers.at(-1)?.id ?? '';
  now = await nadia.command('requests.acceptOffer', { requestId: now.id, version: now.version, offerId });
  expect(now).toMatchObject({ status: 'agreed', lines: [{ finalPrice: 40_000, paid: 40_000 }, { paid: 12_000 }] });
  expect(now.payments.filter(({ kind }) => kind === 'refund')).toMatchObject([{ amount: 5_000 }]);
  await atelier.sandbox.advance(500);
  await nadia.player.leave();
  await bankIs(it, nadia.player.identifier, 48_000);
});
