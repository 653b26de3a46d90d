import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { createSandbox, type Sandbox, type SandboxOptions, type SandboxPlayer } from '../../sandbox/index.ts';

const root = path.resolve(import.meta.dirname, '../..');

const MANIFEST = `fx_version 'cerulean'
game 'gta5'
nui_callback_strict_mode 'true'
ui_page 'page.html'
files { 'page.html', 'config.json' }
client_script 'client.js'
server_script 'server.js'
`;
/** The server's half of the wire, as far as a relay can see it: every frame comes back. */
const SERVER = `const name = GetCurrentResourceName();
onNet(name + ':call', (frame) => emitNet(name + ':frame', source, frame));`;
/** Another resource on the player's computer: it uses the exports and plays the events of other scripts. */
const NEIGHBOUR_MANIFEST = `fx_version 'cerulean'
game 'gta5'
client_script 'client.js'
`;
const NEIGHBOUR = `
RegisterCommand('ask', (_, [resource, name]) => console.log(name + ' ' + exports[resource][name]()), false);
RegisterCommand('say', (_, [event]) => emit(event, {}), false);`;

/** A folder with the client script as the build makes it, a tiny page and a tiny server. */
async function makeResource(config: string): Promise<{ resource: string; neighbour: string; folder: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-client-'));
  const resource = path.join(folder, 'tablette');
  const neighbour = path.join(folder, 'voisin');
  for (const made of [resource, neighbour]) mkdirSync(made);
  await build({
    entryPoints: [path.join(root, 'client/main.ts')],
    outfile: path.join(resource, 'client.js'),
    bundle: true,
    format: 'iife',
    charset: 'utf8',
    platform: 'neutral',
    target: 'es2021',
  });
  writeFileSync(path.join(resource, 'fxmanifest.lua'), MANIFEST);
  writeFileSync(path.join(resource, 'server.js'), SERVER);
  writeFileSync(path.join(resource, 'page.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(resource, 'config.json'), config);
  writeFileSync(path.join(neighbour, 'fxmanifest.lua'), NEIGHBOUR_MANIFEST);
  writeFileSync(path.join(neighbour, 'client.js'), NEIGHBOUR);
  return { resource, neighbour, folder };
}

interface Message {
  readonly t?: string;
  readonly [key: string]: unknown;
}

export class Bench {
  readonly sandbox: Sandbox;
  readonly player: SandboxPlayer;
  /** What the page was told, oldest first. */
  readonly messages: Message[] = [];
  readonly #folder: string;

  constructor(sandbox: Sandbox, player: SandboxPlayer, folder: string) {
    this.sandbox = sandbox;
    this.player = player;
    this.#folder = folder;
    player.nui.onMessage((data) => this.messages.push(data as Message));
  }

  get isOpen(): boolean {
    return this.player.client.focus.hasFocus;
  }

  told(type: string): Message[] {
    return this.messages.filter(({ t }) => t === type);
  }

  get notifications(): string[] {
    return this.player.client.notifications.map(({ message }) => message);
  }

  /** The page calls the client script; frames pass until it is answered. */
  async page(callback: string, body = ''): Promise<{ status: number; body: string }> {
    let answer: { status: number; body: string } | undefined;
    const posted = this.player.nui.post(callback, body).then((response) => {
      answer = response;
    });
    await this.sandbox.until(() => answer !== undefined, { what: `an answer to ${callback}` });
    await posted;
    if (!answer) throw new Error('unreachable');
    return answer;
  }

  async type(command: string): Promise<void> {
    this.player.command(command);
    await this.frames();
  }

  /** Enough frames for what was asked to be done. */
  frames = (): Promise<void> => this.sandbox.advance(100);

  async open(): Promise<void> {
    await this.page('ready');
    await this.type('/atelier');
    if (!this.isOpen) throw new Error(`The tablet did not open: ${this.notifications.join(' | ')}`);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

let schemas = 0;

/** The client script on a stepped clock, with one player. */
export async function bench(config: string, options: SandboxOptions = {}): Promise<Bench> {
  const { resource, neighbour, folder } = await makeResource(config);
  schemas += 1;
  const sandbox = await createSandbox({
    resource,
    resourceName: 'tablette',
    extraResources: { voisin: neighbour },
    clock: 'stepped',
    seed: 1,
    databaseName: `atelier_client_${process.pid}_${schemas}`,
    ...options,
  });
  const player = await sandbox.join({ name: 'Nadia', firstName: 'Nadia', lastName: 'Ferrand' });
  return new Bench(sandbox, player, folder);
}
