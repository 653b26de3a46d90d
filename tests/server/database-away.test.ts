import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { commandId, refusal } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let folder: string;
beforeAll(async () => {
  // A database of its own, since it is going to be stopped.
  folder = mkdtempSync(join(tmpdir(), 'atelier-away-'));
  vi.stubEnv('ATELIER_DATABASE_URL', undefined);
  atelier = await world('database_away', { databaseFolder: folder });
}, 120_000);
afterAll(async () => {
  await atelier.close();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('while the database is away every call ends with a clear code, and the same command succeeds when it is back', async () => {
  const nadia = await atelier.client('Nadia Ferrand');
  const input = await twoLines(nadia);
  const id = commandId();

  await atelier.sandbox.database.stop();
  expect(await refusal(nadia.query('requests.mine', {}))).toMatch(/^(unavailable|internal)$/);
  expect(await refusal(nadia.command('requests.submit', input, id))).toMatch(/^(unavailable|internal)$/);
  // What lives in memory goes on.
  expect((await nadia.watch('services.catalogue', {})).snapshot).toHaveLength(4);

  await atelier.sandbox.database.start();
  await atelier.sandbox.advance(1_000);
  const first = await nadia.command('requests.submit', input, id);
  const again = await nadia.command('requests.submit', input, id);
  expect(again).toEqual(first);
  expect(await atelier.sandbox.database.query('SELECT COUNT(*) AS n FROM atelier_request')).toEqual([{ n: 1 }]);
});
