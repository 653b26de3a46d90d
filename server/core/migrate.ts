import sql from 'sql-template-tag';
import * as z from 'zod/mini';
import { type Database, DatabaseError } from './database.ts';
import type { Log, Machine } from './ports.ts';

export interface Migration {
  /** Numbered, never renamed: `0001_kernel`. */
  readonly name: string;
  /** Statements that may be repeated, each ended by `;` at the end of a line. */
  readonly text: string;
}

/** The schema and this version do not fit together; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const LEASE_SECONDS = 60;
const LEASE_POLL_MS = 500;

const OWN_TABLES = [
  `CREATE TABLE IF NOT EXISTS atelier_migration (
    name VARCHAR(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    applied_at BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (name)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
  `CREATE TABLE IF NOT EXISTS atelier_lease (
    name VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    holder CHAR(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    expires_at BIGINT UNSIGNED NOT NULL,
    PRIMARY KEY (name)
  ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci`,
];

/**
 * Brings the schema up to date. Servers that start together take turns by a lease on the database's own clock;
 * a killed one leaves a lease that runs out and statements that may be repeated. Throws `SchemaError`.
 */
export async function migrate(
  db: Database,
  machine: Machine,
  log: Log,
  migrations: readonly Migration[],
  holder: string,
  checksum: (text: string) => string,
): Promise<void> {
  for (const text of OWN_TABLES) await db.run(text);
  if ((await missing(db, migrations, checksum)).length === 0) return;
  while (!(await takeLease(db, holder))) await machine.wait(LEASE_POLL_MS);
  try {
    // Whoever held the lease before may have done the work.
    for (const migration of await missing(db, migrations, checksum)) {
      for (const statement of statements(migration.text)) {
        await takeLease(db, holder);
        await repeatable(() => db.run(statement));
      }
      await db.write(
        sql`INSERT INTO atelier_migration (name, checksum, applied_at)
          VALUES (${migration.name}, ${checksum(normal(migration.text))}, ${machine.now()})`,
      );
      log.info(`Schema: ${migration.name} applied`);
    }
  } finally {
    await db.write(sql`DELETE FROM atelier_lease WHERE name = 'migrate' AND holder = ${holder}`);
  }
}

async function missing(
  db: Database,
  migrations: readonly Migration[],
  checksum: (text: string) => string,
): Promise<readonly Migration[]> {
  const applied = await db.all(
    z.object({ name: z.string(), checksum: z.string() }),
    sql`SELECT name, checksum FROM atelier_migration`,
  );
  for (const { name, checksum: stored } of applied) {
    const migration = migrations.find((known) => known.name === name);
    if (!migration) {
      throw new SchemaError(
        `the database holds "${name}", which this version does not know: it was used by a newer Atelier. Install that version again, or restore the backup made before it.`,
      );
    }
    if (checksum(normal(migration.text)) !== stored) {
      throw new SchemaError(
        `"${name}" was changed after it had been applied. Put the original file back: a new step belongs in a new file.`,
      );
    }
  }
  return migrations.filter(({ name }) => !applied.some((row) => row.name === name));
}

async function takeLease(db: Database, holder: string): Promise<boolean> {
  await db.write(sql`INSERT IGNORE INTO atelier_lease (name, holder, expires_at) VALUES ('migrate', ${holder}, 0)`);
  const taken = await db.write(
    sql`UPDATE atelier_lease SET holder = ${holder}, expires_at = UNIX_TIMESTAMP() + ${LEASE_SECONDS}
      WHERE name = 'migrate' AND (expires_at < UNIX_TIMESTAMP() OR holder = ${holder})`,
  );
  return taken === 1;
}

/** MySQL has no ADD COLUMN IF NOT EXISTS: a step that was interrupted after it meets its own work. */
async function repeatable(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof DatabaseError) || !ALREADY_DONE.test(error.message)) throw error;
  }
}

const ALREADY_DONE = /Duplicate column name|Duplicate key name/;

/** Line ends and comments do not count: a checkout on Windows is the same migration. */
function normal(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('--'))
    .join('\n')
    .trim();
}

function statements(text: string): readonly string[] {
  return normal(text)
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
