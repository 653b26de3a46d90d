import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions, type SandboxPlayer } from '../../../sandbox/index.ts';

/** Scripts of one resource, and more lines for its manifest or more files. */
export interface Fixture {
  readonly server?: string;
  readonly client?: string;
  readonly manifest?: string;
  readonly files?: Readonly<Record<string, string>>;
}

export interface Stage {
  readonly sandbox: Sandbox;
  readonly folder: string;
  /** What the resources said since the last look, `level` only when it is no plain line. */
  said(): string[];
  /** Of these, what they said with `say`. */
  told(): unknown[];
  join(name?: string): Promise<SandboxPlayer>;
}

const open: { sandbox: Sandbox | null; folder: string }[] = [];

afterEach(async () => {
  for (const { sandbox, folder } of open.splice(0)) {
    await sandbox?.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function write(folder: string, fixture: Fixture): void {
  const files: Record<string, string> = {
    'fxmanifest.lua': [
      "fx_version 'cerulean'",
      "game 'gta5'",
      fixture.server === undefined ? '' : "server_script 'server.js'",
      fixture.client === undefined ? '' : "client_script 'client.js'",
      fixture.manifest ?? '',
    ].join('\n'),
    ...(fixture.server === undefined ? {} : { 'server.js': fixture.server }),
    ...(fixture.client === undefined ? {} : { 'client.js': fixture.client }),
    ...fixture.files,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Starts resources on a stepped clock without database; the last one is the resource under test. */
export async function stage(fixtures: Readonly<Record<string, Fixture>>, options: SandboxOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-runtime-'));
  const opened: (typeof open)[number] = { sandbox: null, folder };
  open.push(opened);
  const names = Object.keys(fixtures);
  for (const [name, fixture] of Object.entries(fixtures)) write(join(folder, name), fixture);
  const watched = names.at(-1) ?? '';
  const lines: string[] = [];
  const sandbox = await createSandbox({
    resource: join(folder, watched),
    resourceName: watched,
    peers: false,
    clock: 'stepped',
    startAt: 1_000_000_000_000,
    extraResources: Object.fromEntries(names.slice(0, -1).map((name) => [name, join(folder, name)])),
    ...options,
    onLog: ({ resource, level, text }) => {
      if (resource !== 'citizen') lines.push(level === 'log' ? text : `${level}: ${text}`);
      else if (level !== 'info') lines.push(`citizen: ${text}`);
    },
  });
  opened.sandbox = sandbox;
  const said = (): string[] => lines.splice(0);
  return {
    sandbox,
    folder,
    said,
    told: () =>
      said()
        .filter((line) => line.startsWith('['))
        .map((line): unknown => JSON.parse(line)),
    join: (name = 'Ada') => sandbox.join({ name, firstName: name, lastName: 'Test' }),
  };
}

/** Says values as one line of JSON. */
export const SAY = 'const say = (...values) => console.log(JSON.stringify(values));\n';
