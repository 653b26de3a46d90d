import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createDatabase, dropDatabase, type RunningDatabase, startDatabase } from '../../../sandbox/database.ts';

const root = mkdtempSync(join(tmpdir(), 'sandbox-database-'));
const running: RunningDatabase[] = [];
const launchers: ChildProcess[] = [];

async function open(folder: string): Promise<RunningDatabase> {
  const database = await startDatabase({ folder: join(root, folder) });
  running.push(database);
  return database;
}

async function rows(url: string, sql: string): Promise<unknown> {
  const connection = await createConnection(url);
  try {
    const [result] = await connection.query(sql);
    return result;
  } finally {
    await connection.end();
  }
}

/** A launcher in a process of its own; tells the pid and url of its server, then waits. */
async function launchElsewhere(folder: string): Promise<{ launcher: ChildProcess; server: number; url: string }> {
  const module = new URL('../../../sandbox/database.ts', import.meta.url).href;
  const script = `const { startDatabase } = await import(${JSON.stringify(module)});
const database = await startDatabase({ folder: ${JSON.stringify(join(root, folder))} });
console.log(JSON.stringify({ server: database.pid, url: database.adminUrl }));
setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  launchers.push(launcher);
  const line = await new Promise<string>((done, fail) => {
    launcher.stdout?.once('data', (data) => done(String(data)));
    launcher.once('exit', (code) => fail(new Error(`the launcher ended with ${code}`)));
  });
  return { launcher, ...JSON.parse(line) };
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

afterEach(async () => {
  for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL');
  for (const database of running.splice(0)) await database.stop();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the MariaDB launcher', { timeout: 60_000 }, () => {
  it('makes a private server in less than 10 s, and starts it again in less than 3 s with its rows', async () => {
    const cold = performance.now();
    const database = await open('kept');
    expect(performance.now() - cold).toBeLessThan(10_000);
    expect(statSync(join(database.folder, 'password')).mode & 0o777).toBe(0o600);
    await createDatabase(database.adminUrl, 'one');
    await rows(database.url('one'), 'CREATE TABLE t (n INT)');
    await rows(database.url('one'), 'INSERT INTO t VALUES (7)');
    await database.stop();
    expect(database.pid).toBeUndefined();

    const warm = performance.now();
    const again = await open('kept');
    expect(performance.now() - warm).toBeLessThan(3000);
    expect(await rows(again.url('one'), 'SELECT n FROM t')).toEqual([{ n: 7 }]);
    expect(await rows(again.adminUrl, 'SELECT @@collation_server AS c')).toEqual([{ c: 'utf8mb4_unicode_ci' }]);
    await dropDatabase(again.adminUrl, 'one');
    await dropDatabase(again.adminUrl, 'one');
    await expect(rows(again.url('one'), 'SELECT 1')).rejects.toThrow(/Unknown database/);
    await expect(createDatabase(again.adminUrl, 'a`b')).rejects.toThrow('is not a schema name');
  });

  it('keeps committed rows, port and password over kill and start', async () => {
    const database = await open('killed');
    const { port, pid } = database;
    await createDatabase(database.adminUrl, 'one');
    await rows(database.url('one'), 'CREATE TABLE t (n INT)');
    await rows(database.url('one'), 'INSERT INTO t VALUES (1)');
    database.kill();
    await database.start();
    expect(database.port).toBe(port);
    expect(database.pid).not.toBe(pid);
    expect(await rows(database.url('one'), 'SELECT n FROM t')).toEqual([{ n: 1 }]);
    await database.stop();
    await database.start();
    expect(database.port).toBe(port);
    expect(await rows(database.url('one'), 'SELECT n FROM t')).toEqual([{ n: 1 }]);
  });

  it('refuses a folder that another start holds, in this process or in another one', async () => {
    await open('held');
    await expect(open('held')).rejects.toThrow(/is in use by this process/);
    const other = await launchElsewhere('elsewhere');
    await expect(open('elsewhere')).rejects.toThrow(`is in use by process ${other.launcher.pid}`);
  });

  it('leaves no server behind when its launcher is killed, and the folder can be used at once', async () => {
    const other = await launchElsewhere('orphan');
    await createDatabase(other.url, 'one');
    await rows(`${other.url}one`, 'CREATE TABLE t (n INT)');
    const gone = new Promise((done) => other.launcher.once('exit', done));
    other.launcher.kill('SIGKILL');
    await gone;
    const database = await open('orphan');
    await expect.poll(() => exists(other.server), { timeout: 15_000 }).toBe(false);
    expect(await rows(database.url('one'), 'SELECT COUNT(*) AS n FROM t')).toEqual([{ n: 0 }]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('ends the server after %s of the launcher', async (signal) => {
    const other = await launchElsewhere(`signal-${signal}`);
    other.launcher.kill(signal);
    await expect.poll(() => exists(other.server), { timeout: 15_000 }).toBe(false);
  });

  it('lets one of two simultaneous starts win', async () => {
    const starts = await Promise.allSettled([open('twice'), open('twice')]);
    expect(starts.map((start) => start.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('says in one line what to install when MariaDB is missing', async () => {
    const missing = startDatabase({ folder: join(root, 'missing'), programFolders: [root] });
    await expect(missing).rejects.toThrow(
      /^MariaDB was not found: install it with "apt install .*ATELIER_DATABASE_URL.*$/,
    );
  });
});
