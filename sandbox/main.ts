import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dropDatabase, startDatabase } from './database.ts';
import { createSandbox, type LogLine, type Sandbox } from './index.ts';
import { type ServedSandbox, serveSandbox } from './web/server.ts';
import { languageOf, textsOf } from './web/texts.ts';

const usage = `Usage: npm start -- [options]

  --port N             port of the pages on 127.0.0.1, the next free one when taken (4310)
  --esx 1.13|1.16      which ESX Legacy the stand-in behaves like (1.16)
  --multichar          identifiers as with esx_multicharacter (char1:…)
  --stepped            time stands still until it is advanced in the lobby or by HTTP
  --lang fr|en         language of the pages, and the server's esx:locale (fr)
  --database-url URL   a MariaDB or MySQL to use, mysql://user:password@host:port/schema;
                       else ATELIER_DATABASE_URL, else a MariaDB of its own in .sandbox/
  --fresh              forget the players and the data of earlier starts
  --quiet              only the address, warnings and errors
  --help               this text
`;

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const kept = join(project, '.sandbox');
const peopleFile = join(kept, 'players.json');
const resource = join(project, 'build', 'atelier');

interface Options {
  readonly port: number;
  readonly esx: '1.13' | '1.16';
  readonly multicharacter: boolean;
  readonly stepped: boolean;
  readonly language: 'fr' | 'en';
  readonly databaseUrl: string | undefined;
  readonly fresh: boolean;
  readonly quiet: boolean;
}

/** A line for the one who typed the command; no stack is of any use. */
class UserError extends Error {}

function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '4310' },
      esx: { type: 'string', default: '1.16' },
      multichar: { type: 'boolean', default: false },
      stepped: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'fr' },
      'database-url': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new UserError('--port must be a number up to 65535.');
  if (values.esx !== '1.13' && values.esx !== '1.16') throw new UserError('--esx must be 1.13 or 1.16.');
  const language = languageOf(values.lang);
  if (!language) throw new UserError('--lang must be fr or en.');
  return {
    port,
    esx: values.esx,
    multicharacter: values.multichar,
    stepped: values.stepped,
    language,
    databaseUrl: values['database-url'] ?? process.env.ATELIER_DATABASE_URL,
    fresh: values.fresh,
    quiet: values.quiet,
  };
}

const ownSchema = 'atelier_sandbox';

async function forget(databaseUrl: string | undefined): Promise<void> {
  rmSync(peopleFile, { force: true });
  if (databaseUrl !== undefined) {
    const url = new URL(databaseUrl);
    const schema = url.pathname.slice(1) || ownSchema;
    if (!schema.startsWith('atelier')) {
      throw new UserError(`--fresh empties only a schema whose name begins with "atelier", not "${schema}".`);
    }
    url.pathname = '/';
    await dropDatabase(url.href, schema);
    return;
  }
  if (!existsSync(join(kept, 'mariadb'))) return;
  const database = await startDatabase();
  try {
    await dropDatabase(database.adminUrl, ownSchema);
  } finally {
    await database.stop();
  }
}

function printer(quiet: boolean): (line: LogLine) => void {
  return ({ side, player, resource: from, level, text }) => {
    const serious = level === 'warn' || level === 'error';
    if (!serious && (quiet || side === 'client')) return;
    const who = player === undefined ? from : `${from} @${player}`;
    // The runtime's colour marks mean nothing in a terminal.
    const plain = `[${who}] ${text.replace(/\^[0-9]/g, '')}\n`;
    (serious ? process.stderr : process.stdout).write(plain);
  };
}

async function start(options: Options): Promise<void> {
  if (!existsSync(join(resource, 'fxmanifest.lua'))) {
    throw new UserError('build/atelier is missing: run "npm run build" first, or use "npm start", which does.');
  }
  let sandbox: Sandbox | null = null;
  let served: ServedSandbox | null = null;
  let ending = false;
  const end = async (): Promise<void> => {
    // Asked twice, or before anything runs: the database's launcher ends its server when the process ends.
    if (ending || !sandbox) process.exit(130);
    ending = true;
    await served?.close();
    await sandbox.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      end().catch((error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      });
    });
  }

  if (options.fresh) await forget(options.databaseUrl);
  const running = await createSandbox({
    resource,
    esx: options.esx,
    multicharacter: options.multicharacter,
    clock: options.stepped ? 'stepped' : 'real',
    // A stepped clock would otherwise begin in 1970.
    ...(options.stepped && { startAt: Date.now() }),
    ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
    keepDatabase: true,
    convars: { 'esx:locale': options.language },
    onLog: printer(options.quiet),
  });
  sandbox = running;
  served = await serveSandbox(running, { port: options.port, language: options.language, peopleFile, resource });
  // Lines of the start would push the addresses away; a resource that has trouble says so instead.
  const ready = () =>
    running.logs.some(({ resource: from, text }) => from === running.resourceName && /is ready/.test(text));
  await running.until(ready, { timeoutMs: 10_000 }).catch(() => undefined);
  const database = new URL(running.database.url);
  const lines = textsOf(options.language).started(served.url, served.opening, `${database.host}${database.pathname}`);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(usage);
  else await start(options);
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exit(1);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const misused = error instanceof UserError || ('code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (misused) return `${error.message}\nSee npm start -- --help`;
  // What was thrown on purpose says all in its message; anything else is a fault of the sandbox.
  return error.constructor === Error ? error.message : (error.stack ?? error.message);
}
