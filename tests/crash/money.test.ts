import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dropDatabase } from '../../sandbox/database.ts';
import { SCENES } from './life.ts';
import { Lives } from './lives.ts';

/** Of the steps of each scene, so many are tried here; `npm run prove` tries all. */
const POINTS = { pay: 5, clicks: 2, cancel: 4, refund: 4, lower: 4, twice: 4 } as const;

const url = process.env.ATELIER_DATABASE_URL ?? '';
const schema = (esx: string): string => `atelier_crash_${esx.replace('.', '')}_${process.pid}`;

// Each profile has lives of its own, one after the other on one schema.
describe.each(['1.13', '1.16'] as const)('the server is killed at a step of the money, on ESX %s', (esx) => {
  const lives = new Lives({ databaseUrl: url, databaseName: schema(esx), esx });
  beforeAll(() => dropDatabase(url, schema(esx)));
  afterAll(() => dropDatabase(url, schema(esx)));

  test.each(SCENES)(
    '%s: charged once or not at all, the bank and the ledger agree, and everything is shown',
    { timeout: 240_000 },
    async (scene) => {
      const deaths = await lives.killThrough(scene, (steps) => spread(steps, POINTS[scene]));
      expect(deaths.length).toBe(POINTS[scene]);
      expect(deaths.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    },
  );
});

/** Numbers from 1 to `all`, evenly, the last one among them. */
function spread(all: number, points: number): readonly number[] {
  return Array.from({ length: points }, (_, index) => Math.round(1 + ((all - 1) * index) / (points - 1)));
}
