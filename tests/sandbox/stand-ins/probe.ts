import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type RunningDatabase, startDatabase } from '../../../sandbox/database.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../sandbox/index.ts';

/** What an expression of the probe came to: a value, or the text of what it threw or rejected with. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

export interface Probe {
  readonly sandbox: Sandbox;
  /** The value of a JavaScript expression in the probe's server context, awaited there; throws what it threws. */
  value(code: string): Promise<unknown>;
  outcome(code: string): Promise<Outcome>;
  /** Starts an expression and does not wait for it. */
  start(code: string): Promise<{ settled(): Outcome | null; done(): Promise<Outcome> }>;
  close(): Promise<void>;
}

const manifest = `fx_version 'cerulean'
game 'gta5'
node_version '22'
server_script 'server.js'
client_script 'client.js'
dependencies { 'es_extended', 'oxmysql' }
`;

const server = `
globalThis.seen = [];
globalThis.watch = (...names) => { for (const name of names) on(name, (...values) => seen.push([name, ...values])); };
const print = (id, body) => console.log('@probe ' + id + ' ' + JSON.stringify(body));
const shown = (value) => value === undefined ? { undefined: true } : { value };
RegisterCommand('probe', (_source, [id, code]) => {
  const failed = (error) => print(id, { error: error instanceof Error ? error.message : error });
  try {
    const result = (0, eval)('(' + Buffer.from(code, 'hex').toString() + ')');
    if (result instanceof Promise) result.then((value) => print(id, shown(value)), failed);
    else print(id, shown(result));
  } catch (error) { failed(error); }
}, true);
`;

const client = `
globalThis.seen = [];
for (const name of ['esx:playerLoaded', 'esx:onPlayerLogout', 'esx:setGroup', 'esx:setJob', 'esx:setAccountMoney',
  'esx:updatePlayerData', 'esx:onPlayerDeath', 'esx:onPlayerSpawn']) {
  onNet(name, (...values) => emitNet('probe:client', name, ...values));
}
onNet('probe:ask', (what) => emitNet('probe:client', what, exports.es_extended[what]()));
`;

/** A sandbox whose resource under test evaluates what a test sends it. */
export async function startProbe(options: SandboxOptions): Promise<Probe> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-probe-'));
  writeFileSync(join(folder, 'fxmanifest.lua'), manifest);
  writeFileSync(join(folder, 'server.js'), server);
  writeFileSync(join(folder, 'client.js'), client);

  const outcomes = new Map<string, Outcome>();
  const sandbox = await createSandbox({
    resource: folder,
    resourceName: 'probe',
    ...options,
    onLog: (line) => {
      const match = /@probe (\S+) (\{.*\})/.exec(line.text);
      if (!match?.[1] || !match[2]) return;
      const body: { value?: unknown; error?: unknown; undefined?: true } = JSON.parse(match[2]);
      outcomes.set(match[1], 'error' in body ? { error: body.error } : { value: body.value });
    },
  });

  let calls = 0;
  const start = async (code: string) => {
    calls += 1;
    const id = String(calls);
    await sandbox.console(`probe ${id} ${Buffer.from(code).toString('hex')}`);
    const settled = (): Outcome | null => outcomes.get(id) ?? null;
    const done = async (): Promise<Outcome> => {
      await sandbox.until(() => outcomes.has(id), { what: `an answer to ${code}`, timeoutMs: 15_000 });
      const outcome = settled();
      if (!outcome) throw new Error('unreachable');
      return outcome;
    };
    return { settled, done };
  };
  const outcome = async (code: string): Promise<Outcome> => (await start(code)).done();
  return {
    sandbox,
    start,
    outcome,
    value: async (code) => {
      const result = await outcome(code);
      if ('error' in result) throw new Error(`${code} failed: ${String(result.error)}`);
      return result.value;
    },
    close: async () => {
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server and an empty schema for one test file. */
export async function startTestDatabase(): Promise<{
  database: RunningDatabase;
  url: (schema: string) => Promise<string>;
  close: () => Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-mariadb-'));
  const database = await startDatabase({ folder });
  return {
    database,
    url: async (schema) => {
      await createDatabase(database.adminUrl, schema);
      return database.url(schema);
    },
    close: async () => {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
