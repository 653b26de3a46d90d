import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Input } from '../../shared/contract/index.ts';
import type { Request } from '../../shared/features/requests/model.ts';
import { refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
let nadia: Tablet;
let ines: Tablet;
let request: Request;
beforeAll(async () => {
  atelier = await world('results');
  nadia = await atelier.client('Nadia Ferrand');
  ines = await atelier.enter('Inès Caron', 'gestionnaire');
  await ines.watch('session.me', {});
}, 120_000);
afterAll(() => atelier.close());

beforeEach(async () => {
  await atelier.sandbox.advance(60_000);
  await atelier.sandbox.database.query('UPDATE atelier_account SET open_requests = 0');
  nadia.player.setBank(100_000);
  const { requestId } = await nadia.command('requests.submit', await twoLines(nadia));
  request = await ines.command('requests.confirmListed', { requestId, version: 1 });
  request = await ines.command('requests.start', { requestId, version: request.version });
});

const at = () => ({ requestId: request.id, version: request.version });
const line = (index: number) => request.lines[index]?.id ?? '';
const finish = async (index: number) => {
  request = await ines.command('requests.finishLine', { ...at(), lineId: line(index) });
};
const result = (...indexes: number[]): Input<'requests.publish'>['result'] => ({
  description: 'Le métier est prêt.',
  lines: indexes.map((index) => ({
    lineId: line(index),
    kind: 'script',
    modifications: [{ what: 'Facture', before: 'absente', after: 'au joueur', note: '' }],
    version: '1.0',
    where: `https://exemple.fr/${index}`,
  })),
});

describe('the work is delivered line by line', () => {
  test('delivered when every line is done and published; corrections; delivered again; accepted', async () => {
    request = await ines.command('requests.startLine', { ...at(), lineId: line(0) });
    await finish(0);
    request = await ines.command('requests.publish', { ...at(), result: result(0) });
    expect([request.status, request.results.length]).toEqual(['in_progress', 1]);
    expect(await refusal(ines.command('requests.publish', { ...at(), result: result(1) }))).toBe('invalid_transition');
    await finish(1);
    request = await ines.command('requests.publish', { ...at(), result: result(0, 1) });
    expect(request.status).toBe('delivered');

    request = await nadia.command('requests.askCorrections', {
      ...at(),
      reason: 'La facture est vide.',
      lineIds: [line(0)],
    });
    expect([request.status, request.lines.map(({ state }) => state)]).toEqual(['in_progress', ['in_progress', 'done']]);
    await finish(0);
    request = await ines.command('requests.publish', { ...at(), result: result(0, 1) });
    request = await nadia.command('requests.acceptResult', { ...at(), reservations: 'À revoir plus tard.' });
    expect([request.status, request.results.map(({ revision }) => revision)]).toEqual(['completed', [1, 2, 3]]);
    expect(request.history.at(-1)).toMatchObject({ kind: 'request.acceptResult', note: 'À revoir plus tard.' });
    expect(
      await atelier.sandbox.database.query(
        'SELECT open_requests AS n FROM atelier_account WHERE client_since IS NOT NULL',
      ),
    ).toEqual([{ n: 0 }]);
    expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
  });

  test('where to get it is shown once the line is paid; the studio always sees what it wrote', async () => {
    await finish(0);
    request = await ines.command('requests.publish', { ...at(), result: result(0) });
    expect(request.results[0]?.lines[0]).toMatchObject({ locked: true, where: '' });
    expect(JSON.stringify((await nadia.watch('requests.one', { requestId: request.id })).snapshot)).not.toContain(
      'exemple.fr/0',
    );
    expect((await ines.query('requests.written', { requestId: request.id }))?.lines[0]?.where).toBe(
      'https://exemple.fr/0',
    );
    expect(await refusal(nadia.query('requests.written', { requestId: request.id }))).toBe('forbidden');
    request = await nadia.command('requests.pay', { ...at(), amount: 45_000 });
    expect(request.results[0]?.lines[0]).toMatchObject({ locked: false, where: 'https://exemple.fr/0' });
  });

  test.each<[string, (input: ReturnType<typeof result>) => unknown, string]>([
    ['without a description', (input) => ({ ...input, description: ' ' }), 'invalid_input'],
    ['without a line', (input) => ({ ...input, lines: [] }), 'invalid_input'],
    ['with a line twice', (input) => ({ ...input, lines: [input.lines[0], input.lines[0]] }), 'invalid_input'],
    ['with a line that is not done', () => result(1), 'invalid_transition'],
    [
      'with a line of nobody',
      (input) => ({ ...input, lines: [{ ...input.lines[0], lineId: '0'.repeat(20) }] }),
      'not_found',
    ],
  ])('a result %s is refused', async (_, spoil, code) => {
    await finish(0);
    const input = { ...at(), result: spoil(result(0)) };
    expect(await refusal(ines.raw('c', 'requests.publish', input, `publish-${request.id}`))).toBe(code);
  });

  test('no result before the work, none by the client', async () => {
    const { requestId } = await nadia.command('requests.submit', await twoLines(nadia));
    expect(await refusal(ines.command('requests.publish', { requestId, version: 1, result: result(0) }))).toBe(
      'invalid_transition',
    );
    expect(await refusal(nadia.command('requests.publish', { ...at(), result: result(0) }))).toBe('forbidden');
  });
});

test('a result that nobody answers is taken as accepted after fourteen days', async () => {
  await finish(0);
  await finish(1);
  request = await ines.command('requests.publish', { ...at(), result: result(0, 1) });
  await atelier.sandbox.database.query('UPDATE atelier_request SET changed_at = changed_at - ? WHERE id = ?', [
    14 * 86_400_000,
    request.id,
  ]);
  const one = await nadia.watch('requests.one', { requestId: request.id });
  await atelier.sandbox.advance(61_000);
  await atelier.sandbox.until(() => one.events.length > 0, { what: 'the completion' });
  expect(one.events.at(-1)).toMatchObject({ status: 'completed', history: expect.any(Array) });
  expect(one.events.at(-1)?.history.at(-1)).toMatchObject({ kind: 'request.acceptResult', actor: { name: '' } });
  expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
});

describe('comments', () => {
  beforeEach(async () => {
    await finish(0);
    request = await ines.command('requests.publish', { ...at(), result: result(0) });
  });
  const say = (text: string, lineId: string | null = line(0), rating: number | null = null) =>
    nadia.command('requests.comment', { requestId: request.id, lineId, text, rating });

  test('as many as wanted, on the result or a line that is delivered; answered, edited, hidden', async () => {
    await say('Parfait.', line(0), 5);
    await say('Et en général aussi.', null);
    let now = await say('Une dernière chose.');
    expect(now.comments.map(({ text, rating, side }) => [text, rating, side])).toEqual([
      ['Parfait.', 5, 'client'],
      ['Et en général aussi.', null, 'client'],
      ['Une dernière chose.', null, 'client'],
    ]);
    const commentId = now.comments[0]?.id ?? '';
    now = await ines.command('requests.answerComment', { requestId: request.id, commentId, text: 'Merci !' });
    expect(now.comments.at(-1)).toMatchObject({ side: 'studio', replyTo: commentId, author: 'Inès Caron' });
    now = await nadia.command('requests.editComment', {
      requestId: request.id,
      commentId,
      text: 'Presque parfait.',
      rating: 4,
    });
    expect(now.comments[0]).toMatchObject({ text: 'Presque parfait.', rating: 4 });
    now = await ines.command('requests.hideComment', { requestId: request.id, commentId, reason: 'À sa demande' });
    expect(now.comments[0]).toMatchObject({ text: '', rating: null, hidden: true });
    expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
  });

  test('refused: before the line is done, by others, too late, with a wrong rating, empty', async () => {
    expect(await refusal(say('Trop tôt', line(1)))).toBe('not_delivered');
    expect(
      await refusal(ines.command('requests.comment', { requestId: request.id, lineId: null, text: 'x', rating: null })),
    ).toBe('forbidden');
    expect(await refusal(say('x', null, 6))).toBe('invalid_input');
    expect(await refusal(say('   '))).toBe('invalid_input');
    const commentId = (await say('Je reviendrai.')).comments.at(-1)?.id ?? '';
    expect(
      await refusal(
        ines.command('requests.editComment', { requestId: request.id, commentId, text: 'x', rating: null }),
      ),
    ).toBe('not_found');
    expect(
      await refusal(nadia.command('requests.hideComment', { requestId: request.id, commentId, reason: 'x' })),
    ).toBe('forbidden');
    await atelier.sandbox.advance(15 * 60_000 + 1_000);
    expect(
      await refusal(
        nadia.command('requests.editComment', { requestId: request.id, commentId, text: 'x', rating: null }),
      ),
    ).toBe('too_late');
  });

  test('several at once all stay', async () => {
    await Promise.all([1, 2, 3].map((number) => say(`n° ${number}`)));
    const { snapshot } = await ines.watch('requests.one', { requestId: request.id });
    expect(snapshot.comments).toHaveLength(3);
    expect((await ines.query('requests.verify', { requestId: request.id })).broken).toBeNull();
  });
});
