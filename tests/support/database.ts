import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../../sandbox/database.ts';

/** One MariaDB for the whole run: each test file makes its own schema in it. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env.ATELIER_DATABASE_URL) return async () => undefined;
  const folder = mkdtempSync(join(tmpdir(), 'atelier-tests-'));
  const database = await startDatabase({ folder });
  process.env.ATELIER_DATABASE_URL = database.adminUrl;
  return async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
