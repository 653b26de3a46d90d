import { afterEach, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../sandbox/index.ts';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly extra: string;
}

const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0).reverse()) await sandbox.close();
});

const name = `atelier_test_migrations_${process.pid}`;
const resource = process.env.ATELIER_TEST_RESOURCE;

async function start(options: Parameters<typeof createSandbox>[0] = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({
    clock: 'stepped',
    databaseName: name,
    ...(resource !== undefined && { resource }),
    ...options,
  });
  open.push(sandbox);
  return sandbox;
}

const said = (sandbox: Sandbox, text: string) => sandbox.logs.filter((line) => line.text.includes(text));
const ready = (sandbox: Sandbox, times = 1) =>
  sandbox.until(() => said(sandbox, 'Atelier is ready').length >= times, {
    what: 'the resource to be ready',
    timeoutMs: 60_000,
  });

describe('the schema', () => {
  test('is made at the first start and left alone at the next', async () => {
    const sandbox = await start();
    await ready(sandbox);
    expect(said(sandbox, 'applied').map(({ text }) => text)).toEqual([
      'Schema: 0001_kernel applied',
      'Schema: 0002_services applied',
      'Schema: 0003_requests applied',
      'Schema: 0004_prices applied',
      'Schema: 0005_payments applied',
      'Schema: 0006_results applied',
    ]);
    await sandbox.restart('atelier');
    await ready(sandbox, 2);
    expect(said(sandbox, 'applied')).toHaveLength(6);
  });

  test('obeys the rules of the house', async () => {
    const sandbox = await start();
    await ready(sandbox);
    const tables = await sandbox.database.query(
      "SELECT table_name AS name, table_collation AS collation, engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 'atelier\\_%'",
    );
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables) expect(table).toMatchObject({ collation: 'utf8mb4_unicode_ci', engine: 'InnoDB' });
    const columns = await sandbox.database.query(
      "SELECT table_name AS tab, column_name AS name, column_type AS type, extra FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name LIKE 'atelier\\_%'",
    );
    // esx_multicharacter deletes by columns of these names; BIT and TINYINT(1) corrupt rows in some versions of oxmysql.
    expect((columns as Column[]).filter(({ name: column }) => column === 'identifier' || column === 'owner')).toEqual(
      [],
    );
    expect(
      (columns as Column[]).filter(
        ({ type, extra }) =>
          /^(bit|tinyint\(1\)$|datetime|timestamp)/.test(String(type)) || /auto_increment/.test(String(extra)),
      ),
    ).toEqual([]);
    const keyless = await sandbox.database.query(
      "SELECT t.table_name AS name FROM information_schema.tables t LEFT JOIN information_schema.table_constraints c ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY' WHERE t.table_schema = DATABASE() AND t.table_name LIKE 'atelier\\_%' AND c.constraint_name IS NULL",
    );
    expect(keyless).toEqual([]);
  });

  test('changed after it had been applied: a clear stop that names the file', async () => {
    const sandbox = await start();
    await ready(sandbox);
    await sandbox.database.query(
      "UPDATE atelier_migration SET checksum = REPEAT('0', 64) WHERE name = '0002_services'",
    );
    await sandbox.restart('atelier');
    await sandbox.until(() => said(sandbox, 'Atelier does not start').length > 0, { what: 'the stop' });
    expect(said(sandbox, 'Atelier does not start')[0]?.text).toContain('"0002_services" was changed');
    expect(said(sandbox, 'Atelier is ready')).toHaveLength(1);
  });

  test('of a newer version: a clear stop that says what to do', async () => {
    const sandbox = await start();
    await ready(sandbox);
    await sandbox.database.query("INSERT INTO atelier_migration VALUES ('0099_future', REPEAT('0', 64), 0)");
    await sandbox.restart('atelier');
    await sandbox.until(() => said(sandbox, 'Atelier does not start').length > 0, { what: 'the stop' });
    expect(said(sandbox, 'Atelier does not start')[0]?.text).toContain('newer Atelier');
  });

  test('interrupted half-way: the next start completes it', async () => {
    const sandbox = await start();
    await ready(sandbox);
    await sandbox.database.query('DROP TABLE atelier_request');
    await sandbox.database.query("DELETE FROM atelier_migration WHERE name = '0003_requests'");
    await sandbox.database.query(
      "INSERT INTO atelier_lease VALUES ('migrate', 'somebody-who-died000', UNIX_TIMESTAMP() - 1)",
    );
    await sandbox.restart('atelier');
    await ready(sandbox, 2);
    expect(said(sandbox, '0003_requests applied')).toHaveLength(2);
    expect(await sandbox.database.query('SELECT COUNT(*) AS n FROM atelier_request')).toEqual([{ n: 0 }]);
  });

  test('two servers that start together: one schema, one price list', async () => {
    const shared = { keepDatabase: true, databaseName: `${name}_shared` };
    const [one, two] = await Promise.all([start(shared), start(shared)]);
    await Promise.all([ready(one), ready(two)]);
    expect(said(one, 'applied').length + said(two, 'applied').length).toBe(6);
    expect(await one.database.query('SELECT COUNT(*) AS n FROM atelier_service')).toEqual([{ n: 4 }]);
    await one.database.query(`DROP DATABASE ${name}_shared`);
  });
});
