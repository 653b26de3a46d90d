import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
beforeAll(async () => {
  atelier = await world('history');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  await ines.watch('session.me', {});
}, 120_000);
afterAll(() => atelier.close());

const sql = (text: string, params: readonly unknown[] = []) => atelier.sandbox.database.query(text, params);

/** A request with five events. */
async function life(): Promise<string> {
  await atelier.sandbox.advance(60_000);
  await sql('UPDATE atelier_account SET open_requests = 0');
  const { requestId } = await nadia.command('requests.submit', await twoLines(nadia));
  await ines.command('requests.take', { requestId, version: 1 });
  await ines.command('requests.hold', { requestId, version: 2, reason: 'Quelle version ?' });
  await ines.command('requests.resume', { requestId, version: 3 });
  await ines.command('requests.confirmListed', { requestId, version: 4 });
  return requestId;
}

describe('the history', () => {
  test('holds as it was written', async () => {
    const requestId = await life();
    expect(await ines.query('requests.verify', { requestId })).toEqual({ events: 5, broken: null });
  });

  test.each<[string, string, number, string]>([
    [
      'an edited body',
      "UPDATE atelier_event SET body = REPLACE(body, 'on_hold', 'agreed') WHERE subject_id = ? AND seq = 3",
      3,
      'changed',
    ],
    ['an edited time', 'UPDATE atelier_event SET at = at + 1 WHERE subject_id = ? AND seq = 2', 2, 'changed'],
    [
      'an edited kind',
      "UPDATE atelier_event SET kind = 'request.offer' WHERE subject_id = ? AND seq = 2",
      2,
      'changed',
    ],
    [
      'an edited hash',
      "UPDATE atelier_event SET hash = REPEAT('a', 64) WHERE subject_id = ? AND seq = 4",
      4,
      'changed',
    ],
    ['a deleted event', 'DELETE FROM atelier_event WHERE subject_id = ? AND seq = 2', 2, 'missing'],
    ['the tail cut off', 'DELETE FROM atelier_event WHERE subject_id = ? AND seq = 5', 5, 'missing'],
    [
      'the tail cut off, and the version with it',
      'UPDATE atelier_request r JOIN atelier_event e ON e.subject_id = r.id AND e.seq = 5 SET r.version = 4, e.subject_kind = "gone" WHERE r.id = ?',
      4,
      'changed',
    ],
    [
      'an inserted event',
      "INSERT INTO atelier_event SELECT subject_kind, subject_id, 6, kind, actor_id, CONCAT(command_id, 'x'), at, body, hash FROM atelier_event WHERE subject_id = ? AND seq = 5",
      6,
      'extra',
    ],
    [
      'two swapped events',
      'UPDATE atelier_event a JOIN atelier_event b ON b.subject_id = a.subject_id AND a.seq = 2 AND b.seq = 3 SET a.body = b.body, a.hash = b.hash WHERE a.subject_id = ?',
      2,
      'changed',
    ],
    ['an edited reason', "UPDATE atelier_text SET text = 'Autre chose' WHERE subject_id = ?", 3, 'text'],
    ['a deleted reason', 'DELETE FROM atelier_text WHERE subject_id = ?', 3, 'text'],
  ])('%s is found and named', async (_, statement, seq, fault) => {
    const requestId = await life();
    await sql(statement, [requestId]);
    expect((await ines.query('requests.verify', { requestId })).broken).toEqual({ seq, fault });
  });

  test('the console checks one or all', async () => {
    const requestId = await life();
    const [row] = await sql('SELECT reference FROM atelier_request WHERE id = ?', [requestId]);
    const said = (text: string) => atelier.sandbox.logs.some((line) => line.text.includes(text));
    await atelier.sandbox.console(`atelier verify ${row?.reference}`);
    await atelier.sandbox.until(() => said(`${row?.reference}: the history holds.`), { what: 'the verdict' });
    await atelier.sandbox.console('atelier verify');
    await atelier.sandbox.until(() => said('Histories checked:'), { what: 'the walk over all' });
    expect(said('the history is broken at event 3 (changed)')).toBe(true);
    await atelier.sandbox.console('atelier verify D-1999-000001');
    await atelier.sandbox.until(() => said('There is no request D-1999-000001.'), { what: 'the refusal' });
  });
});
