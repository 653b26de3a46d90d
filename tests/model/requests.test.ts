import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACTIONS } from './model.ts';
import { startWalk, type Walk } from './walk.ts';

const FIXED = 20_261_124;
/** Another one in every run; it is printed, and `ATELIER_SEED` plays it again. */
const RANDOM = Number(process.env.ATELIER_SEED ?? Date.now() % 1_000_000_000);
const SEQUENCES = Number(process.env.ATELIER_SEQUENCES ?? 150);

let walk: Walk;
/** How often each command succeeded. */
const seen: Record<string, number> = {};
beforeAll(async () => {
  walk = await startWalk('model');
}, 120_000);
afterAll(() => walk?.close());

test.each([
  ['a fixed seed', FIXED],
  ['a seed of its own', RANDOM],
])('random sequences by random roles keep every rule: %s', { timeout: 300_000 }, async (_, seed) => {
  console.log(`${SEQUENCES} sequences with seed ${seed}`);
  for (let index = 0; index < SEQUENCES; index++) {
    const { accepted } = await walk.sequence(seed, index);
    for (const [name, count] of Object.entries(accepted)) seen[name] = (seen[name] ?? 0) + count;
  }
});

// A walk that never gets somewhere proves nothing about it.
test('the walks have succeeded in every command', () => {
  expect(ACTIONS.filter((name) => !seen[name])).toEqual([]);
});
