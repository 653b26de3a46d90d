import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';

const run = promisify(execFile);

export interface DatabaseOptions {
  /** Private folder, made when missing and kept between starts; default `<project>/.sandbox/mariadb`. */
  readonly folder?: string;
  /** Where MariaDB's programs are looked for; default PATH and the usual places of the system. */
  readonly programFolders?: readonly string[];
}

/** A MariaDB server of our own, on a free port of 127.0.0.1. */
export interface RunningDatabase {
  readonly folder: string;
  readonly port: number;
  /** Process id of the server; undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Connection string without a schema. */
  readonly adminUrl: string;
  /** `mysql://user:password@127.0.0.1:port/databaseName`; the password is hexadecimal, so it needs no encoding. */
  url(databaseName: string): string;
  /** Clean shutdown; frees the folder. Does nothing when already stopped. */
  stop(): Promise<void>;
  /** Ends the server at once, as a power cut does for it (SIGKILL). */
  kill(): void;
  /** Starts again after `stop` or `kill`: same folder, same port, same password. */
  start(): Promise<void>;
}

/** What `owner.json` tells the next start about the one that holds the folder. */
interface Owner {
  readonly launcher: number;
  /** Tells a process from a later one that got the same id. */
  readonly launcherBirth: string;
  readonly server: number | null;
}

interface Programs {
  readonly server: string;
  readonly install: string;
}

const user = 'atelier';
const defaultFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '.sandbox', 'mariadb');
const windows = process.platform === 'win32';

/** No watcher may outlive both: the shell's input closes when the launcher ends, however it ended. */
const watchdog = `while read -r line; do :; done
kill -TERM "$1" 2>/dev/null
n=0
while [ $n -lt 15 ] && kill -0 "$1" 2>/dev/null; do sleep 1; n=$((n+1)); done
kill -KILL "$1" 2>/dev/null
rm -rf "$2"`;

/**
 * Starts a MariaDB server on a private folder. The first start creates the data files.
 * Rejects with one line when MariaDB is missing or when another live process holds the folder.
 */
export async function startDatabase(options: DatabaseOptions = {}): Promise<RunningDatabase> {
  const folder = resolve(options.folder ?? defaultFolder);
  const programs = await findPrograms(options.programFolders ?? usualFolders());
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);

  let server: ChildProcess | null = null;
  let ended: Promise<void> = Promise.resolve();
  let holding = false;
  let port = 0;
  let password = '';

  const release = (): void => {
    if (holding) rmSync(ownerFile(folder), { force: true });
    holding = false;
  };

  const settle = async (): Promise<void> => {
    server?.ref();
    await ended;
  };

  const launch = async (wanted: number): Promise<void> => {
    const socketFolder = mkdtempSync(join(tmpdir(), 'atelier-'));
    const initFile = join(socketFolder, 'init.sql');
    writeFileSync(initFile, initSql(password), { mode: 0o600 });
    const child = spawn(programs.server, serverArguments(folder, wanted, socketFolder, initFile), {
      stdio: ['ignore', 'ignore', 'ignore'],
      // A process group of its own: Ctrl-C reaches the launcher alone, which then ends the server in order.
      detached: !windows,
    });
    const guard = watch(child, socketFolder);
    const onExit = (): void => {
      child.kill('SIGTERM');
    };
    process.on('exit', onExit);
    child.unref();
    server = child;
    ended = new Promise((done) => {
      const finish = (): void => {
        process.off('exit', onExit);
        guard?.kill('SIGKILL');
        rmSync(socketFolder, { recursive: true, force: true });
        if (server === child) server = null;
        done();
      };
      child.once('exit', finish);
      child.once('error', finish);
    });
    writeOwner(folder, child.pid ?? null);
    await ready(child, ended, `mysql://${user}:${password}@127.0.0.1:${wanted}/`, folder);
    rmSync(initFile, { force: true });
  };

  const start = async (): Promise<void> => {
    if (server) {
      if (!server.killed) return;
      await settle();
    }
    if (!holding) await takeFolder(folder);
    holding = true;
    try {
      await createData(folder, programs);
      password = readPassword(folder);
      if (port !== 0) {
        await launch(port);
        return;
      }
      for (let attempt = 1; ; attempt += 1) {
        const wanted = await freePort();
        try {
          await launch(wanted);
          port = wanted;
          return;
        } catch (error) {
          const taken = error instanceof Error && /address already in use/i.test(error.message);
          if (!taken || attempt === 5) throw error;
        }
      }
    } catch (error) {
      if (server) {
        server.kill('SIGKILL');
        await settle();
      }
      release();
      throw error;
    }
  };

  const stop = async (): Promise<void> => {
    const child = server;
    if (child) {
      child.kill('SIGTERM');
      const hurry = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await settle();
      clearTimeout(hurry);
    }
    release();
  };

  await start();
  return {
    folder,
    get port() {
      return port;
    },
    get pid() {
      return server?.pid;
    },
    get adminUrl() {
      return `mysql://${user}:${password}@127.0.0.1:${port}/`;
    },
    url: (databaseName) => `mysql://${user}:${password}@127.0.0.1:${port}/${databaseName}`,
    stop,
    kill: () => {
      server?.kill('SIGKILL');
    },
    start,
  };
}

/** Creates an empty schema when it is missing. `url` is an administrator's connection string. */
export async function createDatabase(url: string, name: string): Promise<void> {
  await administrate(
    url,
    `CREATE DATABASE IF NOT EXISTS ${schemaName(name)} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`,
  );
}

/** Removes a schema with all it holds, when it exists. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await administrate(url, `DROP DATABASE IF EXISTS ${schemaName(name)}`);
}

async function administrate(url: string, statement: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(statement);
  } finally {
    await connection.end();
  }
}

function schemaName(name: string): string {
  if (!/^[A-Za-z0-9_]{1,64}$/.test(name))
    throw new Error(`"${name}" is not a schema name: letters, digits and _ only.`);
  return `\`${name}\``;
}

async function findPrograms(folders: readonly string[]): Promise<Programs> {
  const find = (names: readonly string[], where: readonly string[]): string[] =>
    names.flatMap((name) => where.map((folder) => join(folder, windows ? `${name}.exe` : name))).filter(existsSync);
  for (const server of find(['mariadbd', 'mysqld'], folders)) {
    // `mysqld` may be Oracle's server, whose data files are made in another way.
    const version = await run(server, ['--version']).then(
      ({ stdout }) => stdout,
      () => '',
    );
    if (!version.includes('MariaDB')) continue;
    const beside = [dirname(server), join(dirname(server), '..', 'bin'), join(dirname(server), '..', 'scripts')];
    const [install] = find(['mariadb-install-db', 'mysql_install_db'], [...beside, ...folders]);
    if (install) return { server, install };
  }
  throw new Error(
    'MariaDB was not found: install it with "apt install mariadb-server" (Debian, Ubuntu), "dnf install mariadb-server" ' +
      '(Fedora), "brew install mariadb" (macOS) or "winget install MariaDB.Server" (Windows), ' +
      'or set ATELIER_DATABASE_URL=mysql://user:password@host:port/database.',
  );
}

function usualFolders(): string[] {
  const fromPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  if (windows) {
    const installed = [process.env.ProgramFiles, process.env.ProgramW6432].flatMap((root) =>
      root ? matching(root, /^MariaDB/).map((folder) => join(folder, 'bin')) : [],
    );
    return [...fromPath, ...installed];
  }
  const brewed = ['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt'].flatMap((root) =>
    matching(root, /^mariadb(@|$)/).map((folder) => join(folder, 'bin')),
  );
  return [...fromPath, '/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin', '/usr/libexec', ...brewed];
}

function matching(root: string, name: RegExp): string[] {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((entry) => name.test(entry))
    .map((entry) => join(root, entry));
}

const asRoot = (): string[] => (process.getuid?.() === 0 ? ['--user=root'] : []);

/** Small log files: their size decides how long a first start takes. */
const dataArguments = ['--innodb-log-file-size=16M'];

async function createData(folder: string, programs: Programs): Promise<void> {
  const data = join(folder, 'data');
  if (existsSync(data)) return;
  // Made aside and renamed, so an interrupted first start leaves nothing that looks complete.
  const making = join(folder, 'data.new');
  rmSync(making, { recursive: true, force: true });
  const temporary = mkdtempSync(join(tmpdir(), 'atelier-'));
  try {
    if (windows) await run(programs.install, [`--datadir=${making}`]);
    else {
      await run(programs.install, [
        '--no-defaults',
        ...asRoot(),
        `--datadir=${making}`,
        `--tmpdir=${temporary}`,
        '--auth-root-authentication-method=normal',
        '--skip-test-db',
        '--skip-name-resolve',
        ...dataArguments,
      ]);
    }
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
    throw new Error(`MariaDB could not create its data files in ${making}: ${lastLines(output) || String(error)}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  renameSync(making, data);
}

function serverArguments(folder: string, port: number, socketFolder: string, initFile: string): string[] {
  return [
    '--no-defaults',
    ...asRoot(),
    `--datadir=${join(folder, 'data')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    // The folder's own path may be longer than a unix socket allows.
    ...(windows ? [] : [`--socket=${join(socketFolder, 'server.sock')}`]),
    `--pid-file=${join(socketFolder, 'server.pid')}`,
    // A starting server removes every MariaDB temporary file it finds there, also those of its neighbours.
    `--tmpdir=${socketFolder}`,
    `--log-error=${join(folder, 'server.log')}`,
    `--init-file=${initFile}`,
    '--skip-name-resolve',
    '--skip-log-bin',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    // A committed row survives the end of the process, not that of the machine: enough here, and much faster.
    '--innodb-flush-log-at-trx-commit=2',
    '--innodb-buffer-pool-size=64M',
    '--innodb-buffer-pool-dump-at-shutdown=OFF',
    '--innodb-buffer-pool-load-at-startup=OFF',
    '--max-connections=200',
    ...dataArguments,
  ];
}

function initSql(password: string): string {
  return [
    `CREATE USER IF NOT EXISTS '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `ALTER USER '${user}'@'127.0.0.1' IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO '${user}'@'127.0.0.1' WITH GRANT OPTION;`,
    `ALTER USER IF EXISTS 'root'@'localhost' IDENTIFIED BY '${password}';`,
    "DROP USER IF EXISTS ''@'localhost';",
    '',
  ].join('\n');
}

function readPassword(folder: string): string {
  const file = join(folder, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address) done(address.port);
        else fail(new Error('No free port on 127.0.0.1.'));
      });
    });
  });
}

/** Resolves when the server accepts our user; rejects with the end of its log when it ends or stays silent. */
async function ready(child: ChildProcess, ended: Promise<void>, url: string, folder: string): Promise<void> {
  let over = child.pid === undefined;
  void ended.then(() => {
    over = true;
  });
  const limit = Date.now() + 60_000;
  for (;;) {
    try {
      const connection = await createConnection({ uri: url, connectTimeout: 2000 });
      await connection.end();
      return;
    } catch (error) {
      if (over || Date.now() > limit) {
        throw new Error(
          `MariaDB did not start (${String(error)}). End of ${join(folder, 'server.log')}:\n${logEnd(folder)}`,
        );
      }
      await Promise.race([ended, new Promise((later) => setTimeout(later, 30))]);
    }
  }
}

function logEnd(folder: string): string {
  const file = join(folder, 'server.log');
  return existsSync(file) ? lastLines(readFileSync(file, 'utf8')) : '(empty)';
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-12).join('\n');

function watch(child: ChildProcess, socketFolder: string): ChildProcess | null {
  if (windows || child.pid === undefined) return null;
  const guard = spawn('/bin/sh', ['-c', watchdog, 'sh', String(child.pid), socketFolder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {});
  guard.stdin?.on('error', () => {});
  guard.unref();
  // A pipe to a child counts as a reason to stay alive, and Node's type hides that it is a socket.
  if (guard.stdin && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  return guard;
}

const ownerFile = (folder: string): string => join(folder, 'owner.json');

/** Makes this process the owner of the folder; ends the server of an owner that is gone. */
async function takeFolder(folder: string): Promise<void> {
  for (;;) {
    try {
      writeFileSync(ownerFile(folder), ownerText(null), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const found = readIfThere(ownerFile(folder));
    if (found === null) continue;
    const owner = parseOwner(found);
    if (owner && birth(owner.launcher) === owner.launcherBirth) {
      const holder = owner.launcher === process.pid ? 'this process' : `process ${owner.launcher}`;
      throw new Error(`The database folder ${folder} is in use by ${holder}: stop that one, or choose another folder.`);
    }
    if (owner?.server) await endStray(owner.server, folder);
    // Two starts may find the same leftover: only the one that moves exactly what it read goes on with it.
    const aside = `${ownerFile(folder)}.${process.pid}`;
    try {
      renameSync(ownerFile(folder), aside);
    } catch {
      continue;
    }
    if (readFileSync(aside, 'utf8') === found) rmSync(aside, { force: true });
    else renameSync(aside, ownerFile(folder));
  }
}

function writeOwner(folder: string, server: number | null): void {
  const next = `${ownerFile(folder)}.next`;
  writeFileSync(next, ownerText(server), { mode: 0o600 });
  renameSync(next, ownerFile(folder));
}

function ownerText(server: number | null): string {
  return JSON.stringify({ launcher: process.pid, launcherBirth: birth(process.pid), server } satisfies Owner);
}

function parseOwner(text: string): Owner | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { launcher, launcherBirth, server } = value as Partial<Record<keyof Owner, unknown>>;
    if (typeof launcher !== 'number' || typeof launcherBirth !== 'string') return null;
    return { launcher, launcherBirth, server: typeof server === 'number' ? server : null };
  } catch {
    return null;
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** When a process began, in whatever unit the system tells it; '' when it is gone. */
function birth(pid: number): string {
  if (!alive(pid)) return '';
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The name in brackets may hold spaces, so fields are counted from its end; a zombie has ended.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields) return fields[0] === 'Z' ? '' : (fields[19] ?? '?');
  return windows ? '?' : ask('ps', ['-o', 'lstart=', '-p', String(pid)]);
}

/** Ends a server whose launcher is gone, after making sure that the id still belongs to a server of this folder. */
async function endStray(pid: number, folder: string): Promise<void> {
  const data = join(folder, 'data');
  const isOurs = (): boolean => birth(pid) !== '' && commandLine(pid).includes(data);
  if (!isOurs()) return;
  process.kill(pid, 'SIGTERM');
  const limit = Date.now() + 15_000;
  while (isOurs()) {
    if (Date.now() > limit) process.kill(pid, 'SIGKILL');
    await new Promise((later) => setTimeout(later, 30));
  }
}

function commandLine(pid: number): string {
  const text = readIfThere(`/proc/${pid}/cmdline`);
  if (text !== null) return text.replaceAll('\0', ' ');
  if (windows) {
    return ask('powershell', [
      '-NoProfile',
      '-Command',
      `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`,
    ]);
  }
  return ask('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
}

function ask(program: string, args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}
