import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Probe, startProbe, startTestDatabase } from './probe.ts';

let server: Awaited<ReturnType<typeof startTestDatabase>>;
let probe: Probe;

beforeAll(async () => {
  server = await startTestDatabase();
  probe = await startProbe({ clock: 'stepped', databaseUrl: await server.url('oxmysql_tests') });
}, 60_000);
afterAll(async () => {
  await probe?.close();
  await server?.close();
}, 60_000);

const sql = (code: string): Promise<unknown> => probe.value(`exports.oxmysql.${code}`);

beforeEach(async () => {
  await probe.sandbox.database.query('DROP TABLE IF EXISTS t');
  await probe.sandbox.database.query('CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, n INT, u INT UNIQUE, s TEXT)');
  await probe.sandbox.database.query("INSERT INTO t (n, u, s) VALUES (1, 1, 'a'), (2, 2, 'b')");
});

describe('results', () => {
  it('gives each method its shape', async () => {
    expect(await sql("query_async('SELECT id, s FROM t')")).toEqual([
      { id: 1, s: 'a' },
      { id: 2, s: 'b' },
    ]);
    expect(await sql("single_async('SELECT id FROM t WHERE id = ?', [2])")).toEqual({ id: 2 });
    expect(await sql("single_async('SELECT id FROM t WHERE id = ?', [9])")).toBeNull();
    expect(await sql("scalar_async('SELECT s FROM t WHERE id = ?', [2])")).toBe('b');
    expect(await sql("scalar_async('SELECT s FROM t WHERE id = ?', [9])")).toBeNull();
    expect(await sql("insert_async('INSERT INTO t (n) VALUES (?)', [3])")).toBe(3);
    expect(await sql("update_async('UPDATE t SET n = n')")).toBe(3);
    expect(await sql("query_async('UPDATE t SET n = 4 WHERE id = 1')")).toMatchObject({ affectedRows: 1, insertId: 0 });
    expect(await sql("executeSync('SELECT 1 AS one')")).toEqual([{ one: 1 }]);
    expect(await sql("fetch_async('SELECT 1 AS one')")).toEqual([{ one: 1 }]);
  });

  it('counts matched rows, and tells an upsert by 1, 2 or 0', async () => {
    expect(await sql("update_async('UPDATE t SET n = 1 WHERE id = 1')")).toBe(1);
    const upsert = (n: number) =>
      sql(`update_async('INSERT INTO t (u, n) VALUES (1, ${n}) ON DUPLICATE KEY UPDATE n = ${n}')`);
    expect(await upsert(5)).toBe(2);
    expect(await sql("update_async('INSERT IGNORE INTO t (u) VALUES (1)')")).toBe(0);
  });

  it('unwraps what prepare finds, and lets rawExecute be', async () => {
    expect(await sql("prepare_async('SELECT s FROM t WHERE id = ?', [1])")).toBe('a');
    expect(await sql("prepare_async('SELECT id, s FROM t WHERE id = ?', [1])")).toEqual({ id: 1, s: 'a' });
    expect(await sql("prepare_async('SELECT id FROM t WHERE id > ?', [0])")).toHaveLength(2);
    expect(await sql("prepare_async('SELECT id FROM t WHERE id = ?', [9])")).toBeNull();
    expect(await sql("prepare_async('UPDATE t SET n = ? WHERE id = ?', [[7, 1], [8, 2], [9, 99]])")).toEqual([1, 1, 0]);
    expect(await sql("prepare_async('INSERT INTO t (n) VALUES (?)', [1])")).toBe(3);
    expect(await sql("prepare_async('select id FROM t', [])")).toBeNull();
    expect(await sql("rawExecute_async('SELECT s FROM t WHERE id = ?', [1])")).toEqual([{ s: 'a' }]);
  });

  it('casts columns as the text and the binary protocol do', async () => {
    const columns = `CAST(1.5 AS DECIMAL(10,2)) AS dec_, SUM(3) AS sum_, COUNT(*) AS count_, (1 = 1) AS eq_,
      9007199254740991 AS safe_, 9007199254740993 AS big_, CAST('2024-01-02 03:04:05' AS DATETIME) AS dt_,
      CAST('2024-01-02' AS DATE) AS d_, CAST('01:02:03' AS TIME) AS t_`.replaceAll('\n', ' ');
    const expected = {
      dec_: '1.50',
      sum_: '3',
      count_: 1,
      eq_: 1,
      safe_: 9007199254740991,
      big_: '9007199254740993',
      dt_: new Date(2024, 0, 2, 3, 4, 5).getTime(),
      d_: new Date(2024, 0, 2).getTime(),
      t_: '01:02:03',
    };
    expect(await sql(`single_async(\`SELECT ${columns}\`)`)).toEqual(expected);
    expect(await sql(`rawExecute_async(\`SELECT ${columns}\`, [])`)).toEqual([expected]);

    await probe.sandbox.database.query('DROP TABLE IF EXISTS c');
    await probe.sandbox.database.query(
      'CREATE TABLE c (yes TINYINT(1), two TINYINT(1), nul TINYINT(1) NULL, small TINYINT UNSIGNED, bit_ BIT(1), f FLOAT, j JSON, b BLOB)',
    );
    await probe.sandbox.database.query("INSERT INTO c VALUES (1, 2, NULL, 3, 1, 1.1, '{\"a\":1}', 'ab')");
    expect(await sql("single_async('SELECT * FROM c')")).toEqual({
      yes: true,
      two: false,
      nul: false,
      small: 3,
      bit_: true,
      f: 1.1,
      j: '{"a":1}',
      b: [97, 98],
    });
    expect(await sql("rawExecute_async('SELECT * FROM c', [])")).toEqual([
      { yes: 1, two: 2, nul: null, small: 3, bit_: [1], f: 1.100000023841858, j: '{"a":1}', b: [97, 98] },
    ]);
  });
});

describe('parameters', () => {
  it('fills what is missing with NULL and refuses what is too many', async () => {
    expect(await sql("single_async('SELECT ? AS a, ? AS b', [1])")).toEqual({ a: 1, b: null });
    expect(await sql("single_async('SELECT ? AS a', [undefined])")).toEqual({ a: null });
    expect(await probe.outcome("exports.oxmysql.query_async('SELECT ? AS a', [1, 2])")).toEqual({
      error: expect.stringContaining('Expected 1 parameters, but received 2.'),
    });
    expect(await probe.outcome("exports.oxmysql.prepare_async('SELECT ? AS a', [null])")).toEqual({
      error: expect.stringContaining('Cannot convert undefined or null to object'),
    });
  });

  it('reads an object as named placeholders, outside quotes only', async () => {
    const query = "single_async(`SELECT :a AS a, @b AS b, ':a' AS c, :none AS d`, { a: 'x:b', b: 2 })";
    expect(await sql(query)).toEqual({ a: 'x:b', b: 2, c: ':a', d: null });
    expect(await sql("single_async('SELECT ? AS a, ? AS b, ? AS c', { 1: 'x', 3: 'z' })")).toEqual({
      a: 'x',
      b: null,
      c: 'z',
    });
  });

  it('expands lists in the text methods only', async () => {
    expect(await sql("query_async('SELECT id FROM t WHERE id IN (?)', [[1, 2]])")).toHaveLength(2);
    expect(await sql("rawExecute_async('SELECT id FROM t WHERE id IN (?)', [[1, 2]])")).toEqual([]);
    expect(await sql("update_async('INSERT INTO t (n, s) VALUES ?', [[[5, 'x'], [6, 'y']]])")).toBe(2);
    expect(await sql("scalar_async('SELECT ?', [{ a: 1 }])")).toBe('[object Object]');
  });
});

describe('errors', () => {
  it('rejects with one text that holds resource, query, parameters and message', async () => {
    expect(await probe.outcome("exports.oxmysql.insert_async('INSERT INTO t (u) VALUES (?)', [1])")).toEqual({
      error:
        "probe was unable to execute a query!\nQuery: INSERT INTO t (u) VALUES (?)\n[1]\nDuplicate entry '1' for key 'u'",
    });
    expect(await probe.outcome("exports.oxmysql.prepare_async('INSERT INTO t (u) VALUES (?)', [1])")).toEqual({
      error:
        "probe was unable to execute a query!\nQuery: INSERT INTO t (u) VALUES (?)\nDuplicate entry '1' for key 'u'",
    });
  });

  it('calls back after an error only with isPromise', async () => {
    await probe.value(`watch('oxmysql:error')`);
    expect(
      await probe.value(
        "new Promise((done) => { exports.oxmysql.query('SELECT nope', [], (...values) => done(values), 'me', true); })",
      ),
    ).toEqual([null, "me was unable to execute a query!\nQuery: SELECT nope\n[]\nUnknown column 'nope' in 'SELECT'"]);
    await probe.value("(globalThis.told = 0, exports.oxmysql.query('SELECT nope', [], () => { told += 1; }), null)");
    await probe.value("exports.oxmysql.query_async('SELECT 1')");
    expect(await probe.value('told')).toBe(0);
    expect(await probe.value("seen.filter(([name]) => name === 'oxmysql:error').length")).toBe(2);
    expect(await probe.value("exports.oxmysql.query('SELECT 1', () => {})")).toBeNull();
  });

  it('answers false for a failed transaction, and undoes it', async () => {
    const good = `[
      'UPDATE t SET n = 10 WHERE id = 1',
      { query: 'UPDATE t SET n = ? WHERE id = 2', values: [20] },
      { query: 'UPDATE t SET s = :s WHERE id = 2', parameters: { s: 'z' } },
      ['UPDATE t SET s = ? WHERE id = 1', ['y']],
    ]`;
    expect(await sql(`transaction_async(${good})`)).toBe(true);
    expect(await sql("query_async('SELECT n, s FROM t ORDER BY id')")).toEqual([
      { n: 10, s: 'y' },
      { n: 20, s: 'z' },
    ]);
    expect(await sql("transaction_async(['UPDATE t SET n = 0', 'INSERT INTO t (u) VALUES (1)'])")).toBe(false);
    expect(await sql("scalar_async('SELECT SUM(n) FROM t')")).toBe('30');
    expect(await probe.outcome("exports.oxmysql.transaction_async('x')")).toHaveProperty('error');
  });
});

describe('startTransaction', () => {
  it('commits, and rolls back on false, on a throw and on a failed query', async () => {
    const run = (body: string) => sql(`startTransaction(async (query) => { ${body} })`);
    expect(await run("await query('UPDATE t SET n = ? WHERE id = 1', [100]);")).toBe(true);
    expect(await run("await query('UPDATE t SET n = 0'); return false;")).toBe(false);
    expect(await run("await query('UPDATE t SET n = 0'); throw new Error('no');")).toBe(false);
    expect(await run("await query('UPDATE t SET n = 0'); await query('SELECT nope');")).toBe(false);
    expect(
      await run("await query('UPDATE t SET n = 5 WHERE id = 2'); await query('SELECT nope').catch(() => {});"),
    ).toBe(true);
    expect(await sql("query_async('SELECT n FROM t ORDER BY id')")).toEqual([{ n: 100 }, { n: 5 }]);
    expect(await sql('startTransaction(() => 1)')).toBe(true);
    expect(probe.sandbox.logs.some((line) => line.text.includes('experimental'))).toBe(true);
  });

  it('refuses queries after 30 s and rolls back', async () => {
    const long = await probe.start(
      `exports.oxmysql.startTransaction(async (query) => {
        await query('UPDATE t SET n = 0');
        await new Promise((later) => setTimeout(later, 31000));
        globalThis.late = await query('SELECT 1').catch((error) => error);
      })`,
    );
    await probe.sandbox.advance(32_000);
    expect(await long.done()).toEqual({ value: false });
    expect(await probe.value('late')).toContain('timed out after 30 seconds');
    expect(await sql("scalar_async('SELECT SUM(n) FROM t')")).toBe('3');
  });

  it('sends the isolation level once per connection, so only the first transaction has it', async () => {
    const level = async () => {
      await sql(
        "startTransaction(async (query) => { globalThis.level = await query('SELECT @@tx_isolation AS level'); })",
      );
      return probe.value('level');
    };
    await level();
    expect(await level()).toEqual([{ level: 'REPEATABLE-READ' }]);
  });

  it('holds one of ten connections: an eleventh call waits until one is free', async () => {
    await probe.value('globalThis.open = []');
    for (let n = 0; n < 10; n += 1) {
      await probe.start(
        "exports.oxmysql.startTransaction(async (query) => { await query('SELECT 1'); await new Promise((go) => { open.push(go); }); })",
      );
    }
    await probe.sandbox.until(async () => (await probe.value('open.length')) === 10, { what: 'ten transactions' });
    const eleventh = await probe.start("exports.oxmysql.scalar_async('SELECT 11')");
    await probe.sandbox.advance(500);
    expect(eleventh.settled()).toBeNull();
    await probe.value('(open.pop()(), null)');
    expect(await eleventh.done()).toEqual({ value: 11 });
    await probe.value('(open.forEach((go) => go()), null)');
  });
});

describe('without its database', () => {
  it('never answers a call made while the server is away, and recovers when it is back', {
    timeout: 60_000,
  }, async () => {
    expect(await sql('isReady()')).toBe(true);
    expect(await sql('awaitConnection()')).toBe(true);
    await probe.sandbox.database.stop();
    const lost = await probe.start("exports.oxmysql.query_async('SELECT 1 AS one')");
    const refused = await probe.start('exports.oxmysql.startTransaction(async () => {})');
    expect(await refused.done()).toEqual({ error: expect.stringContaining('ECONNREFUSED') });
    await probe.sandbox.advance(2000);
    expect(lost.settled()).toBeNull();
    expect(await sql('isReady()')).toBe(true);
    await probe.sandbox.database.start();
    expect(await sql("query_async('SELECT 1 AS one')")).toEqual([{ one: 1 }]);
    expect(lost.settled()).toBeNull();
  });

  it('lets every call wait for the first connection, tried again every 30 s', { timeout: 60_000 }, async () => {
    const { sandbox } = probe;
    await sandbox.database.stop();
    await sandbox.restart('oxmysql');
    expect(sandbox.state('probe')).toBe('stopped');
    await sandbox.ensure('probe');
    const waiting = await probe.start("exports.oxmysql.scalar_async('SELECT 5')");
    await sandbox.advance(1000);
    expect(await sql('isReady()')).toBe(false);
    await sandbox.database.start();
    await sandbox.advance(20_000);
    expect(waiting.settled()).toBeNull();
    await sandbox.advance(10_000);
    expect(await waiting.done()).toEqual({ value: 5 });
  });
});
