import type { Sql } from 'sql-template-tag';
import * as z from 'zod/mini';

/** What the database may be given: everything else is lost or mangled on its way (dates, maps, undefined). */
export type Value = string | number | boolean | null;

export interface Statement {
  readonly text: string;
  readonly values: readonly Value[];
}

/**
 * deadline: no answer in time, so the outcome is unknown. refused: the server said no; nothing of the statement holds.
 */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly reason: 'deadline' | 'refused';

  constructor(reason: 'deadline' | 'refused', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** The port to the database: oxmysql in the game. Each call is one round trip. */
export interface Driver {
  /** Rows of a SELECT, or the header of a write. Throws `DatabaseError`. */
  query(statement: Statement): Promise<unknown>;
  /** All or nothing: true when committed, false when rolled back. Throws `DatabaseError('deadline')` when unknown. */
  batch(statements: readonly Statement[]): Promise<boolean>;
}

const Header = z.object({ affectedRows: z.number() });

/** Rows are parsed by a schema, so that a wrong column is seen where it is read. */
export class Database {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  async all<R extends z.ZodMiniType>(row: R, statement: Sql): Promise<z.output<R>[]> {
    return z.parse(z.array(row), await this.#driver.query(plain(statement)));
  }

  async one<R extends z.ZodMiniType>(row: R, statement: Sql): Promise<z.output<R> | null> {
    return (await this.all(row, statement))[0] ?? null;
  }

  /** The number of rows that the statement found (not: changed). */
  async write(statement: Sql): Promise<number> {
    return z.parse(Header, await this.#driver.query(plain(statement))).affectedRows;
  }

  batch(statements: readonly Sql[]): Promise<boolean> {
    return this.#driver.batch(statements.map(plain));
  }

  /** For our own schema files: never text from outside. */
  async run(text: string): Promise<void> {
    await this.#driver.query({ text, values: [] });
  }
}

function plain(statement: Sql): Statement {
  return { text: statement.sql, values: statement.values.map(value) };
}

function value(candidate: unknown): Value {
  if (candidate === null || typeof candidate === 'string' || typeof candidate === 'boolean') return candidate;
  if (typeof candidate === 'number' && Number.isSafeInteger(candidate)) return candidate;
  throw new TypeError(`A ${typeof candidate} cannot be a parameter of a statement`);
}

/** JSON kept in a text column. */
export const json = <S extends z.ZodMiniType>(schema: S) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text): unknown => JSON.parse(text)),
    ),
    schema,
  );
