import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tablet, View } from '../support/tablet.ts';
import { refusal } from '../support/tablet.ts';
import { signUpInput, twoLines, type World, world } from '../support/world.ts';

let atelier: World;
beforeAll(async () => {
  atelier = await world('journey');
}, 120_000);
afterAll(() => atelier.close());

describe('a client orders, the studio sees it arrive', () => {
  let nadia: Tablet;
  let ines: Tablet;
  let board: View<'requests.board'>;
  let one: View<'requests.one'>;
  let own: View<'requests.own'>;
  let requestId: string;

  test('a player opens the tablet as a visitor and sees the price list of the seed', async () => {
    nadia = await atelier.enter('Nadia Ferrand');
    const me = await nadia.watch('session.me', {});
    expect(me.snapshot).toMatchObject({
      role: 'visitor',
      account: null,
      permissions: [],
      character: { firstName: 'Nadia', lastName: 'Ferrand' },
    });
    const { snapshot } = await nadia.watch('services.catalogue', {});
    expect(snapshot.map(({ code, price }) => [code, price])).toEqual([
      ['environment', 120_000],
      ['script', 45_000],
      ['debugging', 12_000],
      ['other', null],
    ]);
  });

  test('a visitor orders nothing before signing up', async () => {
    expect(await refusal(nadia.command('requests.submit', await twoLines(nadia)))).toBe('forbidden');
  });

  test('the visitor signs up and is a client at once, in the open tablet', async () => {
    const me = await nadia.watch('session.me', {});
    await nadia.command('clients.signUp', signUpInput('Nadia Ferrand'));
    await atelier.sandbox.until(() => me.events.length > 0, { what: 'the new rights to arrive' });
    expect(me.events.at(-1)).toMatchObject({
      role: 'client',
      permissions: ['request.submit'],
      account: { client: true },
    });
  });

  test('a gestionnaire by ESX group has the board open and sees the request appear', async () => {
    ines = await atelier.enter('Inès Caron', 'gestionnaire');
    board = await ines.watch('requests.board', {});
    expect(board.snapshot).toEqual({ items: [], more: false });

    own = await nadia.watch('requests.own', {});
    const submitted = await nadia.command('requests.submit', await twoLines(nadia));
    requestId = submitted.requestId;
    expect(submitted.reference).toBe('D-2026-000001');
    await atelier.sandbox.until(() => board.events.length > 0 && own.events.length > 0, {
      what: 'the request on both lists',
    });
    expect(board.events).toMatchObject([
      {
        reference: 'D-2026-000001',
        status: 'submitted',
        client: { name: 'Nadia Ferrand' },
        lineCount: 2,
        listedTotal: 57_000,
      },
    ]);
    expect(own.events).toEqual(board.events);
  });

  test('she takes it, puts it on hold, takes it up again; the client sees each step', async () => {
    one = await nadia.watch('requests.one', { requestId });
    expect(one.snapshot.lines.map((line) => line.answers)).toEqual(
      (await twoLines(nadia)).lines.map((line) => line.answers),
    );

    const taken = await ines.command('requests.take', { requestId, version: 1 });
    const held = await ines.command('requests.hold', {
      requestId,
      version: taken.version,
      reason: 'Quelle version d’ESX ?',
    });
    await ines.command('requests.resume', { requestId, version: held.version });
    await atelier.sandbox.until(() => one.events.length >= 3, { what: 'three steps to arrive' });
    expect(one.events.map(({ status, version, assignee }) => [status, version, assignee?.name])).toEqual([
      ['negotiating', 2, 'Inès Caron'],
      ['on_hold', 3, 'Inès Caron'],
      ['negotiating', 4, 'Inès Caron'],
    ]);
    expect(one.events.at(-1)?.history.map(({ kind, note, actor }) => [kind, note, actor.staff])).toEqual([
      ['request.submit', undefined, false],
      ['request.take', undefined, true],
      ['request.hold', 'Quelle version d’ESX ?', true],
      ['request.resume', undefined, true],
    ]);
  });

  test('the rows in the database say the same', async () => {
    const [row] = await atelier.sandbox.database.query(
      'SELECT status, version, reference FROM atelier_request WHERE id = ?',
      [requestId],
    );
    expect(row).toMatchObject({ status: 'negotiating', version: 4, reference: 'D-2026-000001' });
    const events = await atelier.sandbox.database.query(
      'SELECT COUNT(*) AS n, COUNT(DISTINCT hash) AS links FROM atelier_event WHERE subject_id = ?',
      [requestId],
    );
    expect(events[0]).toMatchObject({ n: 4, links: 4 });
  });
});
