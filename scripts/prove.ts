// The long proof of the life of a request and of its money: `npm run prove -- --sequences N --seed S --from F`. Random
// sequences against the model, then a death of the server at every step of every scene. A failure names seed and number.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startDatabase } from '../sandbox/database.ts';
import { SCENES } from '../tests/crash/life.ts';
import { Lives } from '../tests/crash/lives.ts';
import { startWalk } from '../tests/model/walk.ts';

/** A world is made anew after so many sequences, so that memory does not decide how far the proof goes. */
const PER_WORLD = 500;
const EVERY = 100;

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    from: { type: 'string', default: '0' },
    'no-crash': { type: 'boolean', default: false },
  },
});
const whole = (name: 'sequences' | 'seed' | 'from'): number => {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a whole number from 0`);
  return number;
};
const [sequences, seed, from] = [whole('sequences'), whole('seed'), whole('from')];

async function walkAll(): Promise<void> {
  console.log(`${sequences} sequences from number ${from} with seed ${seed}`);
  const since = performance.now();
  let steps = 0;
  let accepted = 0;
  for (let index = from; index < from + sequences; ) {
    const walk = await startWalk('prove');
    try {
      for (const end = Math.min(index + PER_WORLD, from + sequences); index < end; index++) {
        const figures = await walk.sequence(seed, index);
        steps += figures.steps;
        accepted += Object.values(figures.accepted).reduce((sum, count) => sum + count, 0);
        const done = index + 1 - from;
        if (done % EVERY > 0 && done < sequences) continue;
        const seconds = ((performance.now() - since) / 1_000).toFixed(0);
        console.log(`${done} of ${sequences}: ${steps} commands, ${accepted} accepted, ${seconds} s (seed ${seed})`);
      }
    } finally {
      await walk.close();
    }
  }
}

async function killAll(databaseUrl: string): Promise<number> {
  let wrong = 0;
  for (const esx of ['1.13', '1.16'] as const) {
    const lives = new Lives({ databaseUrl, databaseName: `atelier_prove_${esx.replace('.', '')}`, esx });
    for (const scene of SCENES) {
      const deaths = await lives.killThrough(scene, (steps) => Array.from({ length: steps }, (_, at) => at + 1));
      const bad = deaths.filter((death) => death.wrong.length > 0);
      wrong += bad.length;
      console.log(`ESX ${esx}, ${scene}: killed at ${deaths.length} steps, ${bad.length} of them wrong`);
      for (const { killAt, step, wrong: what } of bad) console.log(`  ${killAt} (${step}): ${what.join('; ')}`);
    }
  }
  return wrong;
}

const folder = mkdtempSync(path.join(tmpdir(), 'atelier-prove-'));
const database = await startDatabase({ folder });
process.env.ATELIER_DATABASE_URL = database.adminUrl;
try {
  await walkAll();
  if (!values['no-crash'] && (await killAll(database.adminUrl)) > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}
