import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entries } from '../../shared/contract/index.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { commandId, refusal, type Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

let atelier: World;
const tablets = new Map<string, Tablet>();
let requestId: string;
beforeAll(async () => {
  atelier = await world('fuzz');
  tablets.set('visitor', await atelier.enter('Lucas Perrin'));
  const nadia = await atelier.client('Nadia Ferrand');
  tablets.set('client', nadia);
  tablets.set('stranger', await atelier.client('Malik Benali'));
  tablets.set('manager', await atelier.enter('Inès Caron', 'gestionnaire'));
  tablets.set('superadmin', await atelier.enter('Théo Marchal', 'admin'));
  for (const tablet of tablets.values()) await tablet.watch('session.me', {});
  requestId = (await nadia.command('requests.submit', await twoLines(nadia))).requestId;
}, 120_000);
afterAll(() => atelier.close());

const KINDS = { query: 'q', command: 'c', note: 'n', feed: 'o' } as const;

/** Anything that JSON can say, with the names that the contract knows thrown in. */
const junk = (id: string) =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.record(
      {
        requestId: fc.oneof(fc.constant(id), fc.jsonValue({ maxDepth: 1 })),
        version: fc.oneof(fc.integer({ min: -2, max: 9 }), fc.jsonValue({ maxDepth: 1 })),
        lineId: fc.jsonValue({ maxDepth: 1 }),
        offerId: fc.jsonValue({ maxDepth: 1 }),
        amount: fc.oneof(fc.double(), fc.integer()),
        reason: fc.string({ unit: 'binary' }),
        lines: fc.array(fc.jsonValue({ maxDepth: 2 })),
        text: fc.string({ unit: 'binary' }),
        __proto__: fc.constant({ polluted: true }),
      },
      { requiredKeys: [] },
    ),
  );

test('whatever is sent by whoever, every answer is a known refusal or an honest success, and the server does not stumble', async () => {
  const names = [...entries()];
  const seed = Number(process.env.ATELIER_FUZZ_SEED ?? 20_261_125);
  const samples = fc.sample(
    fc.record({
      who: fc.constantFrom(...tablets.keys()),
      row: fc.constantFrom(...names),
      kind: fc.constantFrom('own', 'q', 'c', 'n', 'o'),
      input: junk(requestId),
      command: fc.oneof(fc.constant(undefined), fc.string()),
    }),
    { seed, numRuns: 1_500 },
  );
  const seen = new Map<string, number>();
  for (const { who, row, kind, input, command } of samples) {
    const tablet = tablets.get(who);
    const [name, definition] = row;
    if (!tablet) throw new Error(who);
    const own = kind === 'own' ? KINDS[definition.kind] : (kind as 'q' | 'c' | 'n' | 'o');
    const code = await refusal(tablet.raw(own, name, input, command ?? commandId()));
    const answer = code.startsWith('accepted') ? 'accepted' : code;
    seen.set(answer, (seen.get(answer) ?? 0) + 1);
    if (answer !== 'accepted') expect(ERROR_CODES, `${who} ${name} ${JSON.stringify(input)}`).toContain(answer);
    expect(answer, `${who} ${name} ${JSON.stringify(input)} (seed ${seed})`).not.toBe('internal');
  }
  const stumbles = atelier.sandbox.logs.filter(
    ({ level, resource, side }) => level === 'error' && resource === 'atelier' && side === 'server',
  );
  expect(stumbles.map(({ text }) => text)).toEqual([]);
  expect(seen.get('invalid_input')).toBeGreaterThan(50);
  for (const tablet of tablets.values()) expect(tablet.player.online).toBe(true);
}, 120_000);
