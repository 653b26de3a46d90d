import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TraceEvent } from '../../sandbox/index.ts';
import type { Tablet } from '../support/tablet.ts';
import { signUpInput, twoLines, type World, world } from '../support/world.ts';

let atelier: World;
beforeAll(async () => {
  atelier = await world('waits');
}, 120_000);
afterAll(() => atelier.close());

/**
 * The longest chain of database calls in which each begins after the one before was answered:
 * calls that run together count as one wait.
 */
function sequentialWaits(events: readonly TraceEvent[]): number {
  let waits = 0;
  let answeredBefore = -1;
  const calls = events.filter(({ kind, to }) => kind === 'export' && to === 'oxmysql');
  for (const call of calls) {
    if (call.seq <= answeredBefore) continue;
    const together = calls.filter((other) => other.seq >= call.seq);
    const answers = events.filter(
      ({ kind, from, callId }) => kind === 'callback' && from === 'oxmysql' && callId !== undefined,
    );
    const firstAnswer = Math.min(...answers.filter(({ seq }) => seq > call.seq).map(({ seq }) => seq));
    const group = together.filter(({ seq }) => seq < firstAnswer);
    answeredBefore = Math.max(
      ...group.map(({ callId }) => answers.find((answer) => answer.callId === callId)?.seq ?? Number.POSITIVE_INFINITY),
    );
    waits++;
  }
  return waits;
}

async function waitsOf(work: () => Promise<unknown>): Promise<number> {
  atelier.sandbox.trace.start();
  await work();
  return sequentialWaits(atelier.sandbox.trace.stop());
}

describe('sequential database waits', () => {
  let nadia: Tablet;
  let ines: Tablet;
  let requestId: string;

  beforeAll(async () => {
    nadia = await atelier.client('Nadia Ferrand');
    ines = await atelier.enter('Inès Caron', 'gestionnaire');
    await ines.watch('session.me', {});
  });

  test('the counter counts: parallel calls are one wait, the answer ends it', () => {
    const call = (seq: number, callId: number): TraceEvent => ({
      seq,
      callId,
      at: 0,
      tick: 0,
      kind: 'export',
      from: 'a',
      to: 'oxmysql',
      name: 'query',
    });
    const back = (seq: number, callId: number): TraceEvent => ({
      seq,
      callId,
      at: 0,
      tick: 0,
      kind: 'callback',
      from: 'oxmysql',
      to: 'a',
      name: '',
    });
    expect(sequentialWaits([])).toBe(0);
    expect(sequentialWaits([call(1, 1), back(2, 1)])).toBe(1);
    expect(sequentialWaits([call(1, 1), call(2, 2), back(3, 1), back(4, 2)])).toBe(1);
    expect(sequentialWaits([call(1, 1), back(2, 1), call(3, 2), back(4, 2)])).toBe(2);
  });

  test('commands make at most three', async () => {
    const input = await twoLines(nadia);
    expect(
      await waitsOf(async () => {
        requestId = (await nadia.command('requests.submit', input)).requestId;
      }),
    ).toBeLessThanOrEqual(3);
    expect(await waitsOf(() => ines.command('requests.take', { requestId, version: 1 }))).toBeLessThanOrEqual(3);
    expect(
      await waitsOf(() => ines.command('requests.hold', { requestId, version: 2, reason: '' })),
    ).toBeLessThanOrEqual(3);
    expect(await waitsOf(() => ines.command('requests.resume', { requestId, version: 3 }))).toBeLessThanOrEqual(3);
    const karim = await atelier.enter('Karim Osei');
    await karim.watch('session.me', {});
    expect(await waitsOf(() => karim.command('clients.signUp', signUpInput('Karim Osei')))).toBeLessThanOrEqual(3);
  });

  test('queries and the snapshots of feeds make at most two', async () => {
    const reads: readonly (() => Promise<unknown>)[] = [
      () => nadia.watch('session.me', {}),
      () => nadia.watch('services.catalogue', {}),
      () => nadia.watch('requests.own', {}),
      () => nadia.query('requests.mine', {}),
      () => nadia.watch('requests.one', { requestId }),
      () => ines.watch('requests.board', {}),
      () => ines.query('requests.search', { status: 'negotiating' }),
      () => nadia.query('drafts.read', { place: 'request.new' }),
      () => nadia.note('drafts.save', { place: 'request.new', counter: 1, body: '{}' }),
    ];
    for (const read of reads) {
      const waits = await waitsOf(read);
      expect(waits, read.toString()).toBeLessThanOrEqual(2);
    }
  });
});
