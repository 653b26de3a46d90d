import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import { refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
let order: Input<'requests.submit'>;
let requestId: string;
beforeAll(async () => {
  atelier = await world('lines');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  await ines.watch('session.me', {});
  order = await twoLines(nadia);
}, 120_000);
afterAll(() => atelier.close());
beforeEach(async () => {
  await atelier.sandbox.advance(60_000);
  await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
  ({ requestId } = await nadia.command('requests.submit', order));
});

const other = async (): Promise<Input<'requests.submit'>['lines'][number]> => {
  const { snapshot } = await nadia.watch('services.catalogue', {});
  return { serviceId: snapshot.find(({ code }) => code === 'other')?.id ?? '', answers: { needs: 'Une bannière.' } };
};

test('the client rewrites the request until somebody works on it', async () => {
  const rewritten = { requestId, version: 1, title: 'Autrement', description: 'Mieux dit.', lines: [await other()] };
  let now = await nadia.command('requests.edit', rewritten);
  expect(now).toMatchObject({ title: 'Autrement', lineCount: 1, listedTotal: null, status: 'submitted', version: 2 });
  expect(now.lines.map(({ answers }) => answers)).toEqual([{ needs: 'Une bannière.' }]);
  expect(await refusal(ines.command('requests.edit', { ...rewritten, version: 2 }))).toBe('forbidden');
  expect(await refusal(nadia.command('requests.edit', { ...rewritten, version: 2, lines: [] }))).toBe('invalid_input');
  now = await ines.command('requests.take', { requestId, version: 2 });
  expect(await refusal(nadia.command('requests.edit', { ...rewritten, version: 3 }))).toBe('invalid_transition');
  expect((await ines.query('requests.verify', { requestId })).broken).toBeNull();
});

test('the studio adds lines later; an agreed request is open again until they have a price', async () => {
  let now = await ines.command('requests.confirmListed', { requestId, version: 1 });
  expect(now.status).toBe('agreed');
  now = await ines.command('requests.addLines', { requestId, version: now.version, lines: [await other()] });
  expect(now).toMatchObject({ status: 'negotiating', lineCount: 3, listedTotal: null });
  const lineId = now.lines[2]?.id ?? '';
  expect(
    await refusal(nadia.command('requests.addLines', { requestId, version: now.version, lines: [await other()] })),
  ).toBe('forbidden');
  now = await ines.command('requests.offer', { requestId, version: now.version, lineId, amount: 3_000, note: '' });
  now = await nadia.command('requests.acceptAll', { requestId, version: now.version });
  expect(now.status).toBe('agreed');
});

test('a line is cancelled, the last one is not; what was paid for it is due back', async () => {
  nadia.player.setBank(100_000);
  let now = await ines.command('requests.confirmListed', { requestId, version: 1 });
  now = await nadia.command('requests.pay', { requestId, version: now.version, amount: 57_000 });
  const lineId = now.lines[1]?.id ?? '';
  now = await nadia.command('requests.cancelLine', { requestId, version: now.version, lineId });
  expect(now).toMatchObject({ status: 'agreed', lineCount: 1, listedTotal: 45_000 });
  expect(now.payments.filter(({ kind }) => kind === 'refund')).toMatchObject([{ amount: 12_000 }]);
  expect(
    await refusal(
      nadia.command('requests.cancelLine', { requestId, version: now.version, lineId: now.lines[0]?.id ?? '' }),
    ),
  ).toBe('invalid_transition');
  expect((await ines.query('requests.verify', { requestId })).broken).toBeNull();
});

test('somebody of the studio takes charge of it, and leaves it', async () => {
  let now = await ines.command('requests.assign', { requestId, version: 1 });
  expect(now).toMatchObject({ status: 'submitted', assignee: { name: 'Inès Caron' } });
  now = await ines.command('requests.release', { requestId, version: now.version });
  expect(now.assignee).toBeNull();
});

test('fifty lines are the most that a request has', async () => {
  const lines = Array.from({ length: 49 }, () => order.lines[1]).flatMap((line) => (line ? [line] : []));
  expect(await refusal(ines.command('requests.addLines', { requestId, version: 1, lines }))).toBe('invalid_input');
});

test('a request on hold goes back to where it was, whoever takes it over meanwhile', async () => {
  let now = await ines.command('requests.confirmListed', { requestId, version: 1 });
  now = await ines.command('requests.hold', { requestId, version: now.version, reason: 'Il manque une maquette.' });
  now = await ines.command('requests.assign', { requestId, version: now.version });
  now = await ines.command('requests.release', { requestId, version: now.version });
  expect(now).toMatchObject({ status: 'on_hold', heldFrom: 'agreed' });
  now = await ines.command('requests.resume', { requestId, version: now.version });
  expect(now).toMatchObject({ status: 'agreed', heldFrom: null });
});
