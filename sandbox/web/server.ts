import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import * as z from 'zod';
import type { Sandbox, SandboxPlayer } from '../index.ts';
import { Api, type Opening } from './api.ts';
import { type Asset, loadAssets } from './assets.ts';
import { connectLobby, connectTab } from './links.ts';
import { nuiFile, withScript } from './nui-files.ts';
import { People } from './people.ts';
import { Refusal } from './refusal.ts';
import { type Language, languageOf } from './texts.ts';

export interface ServeOptions {
  /** Port on 127.0.0.1; the next free one when it is taken. 0: any free port. Default 4310. */
  readonly port?: number;
  /** Language of the pages unless `?lang=` says otherwise; default `fr`. */
  readonly language?: Language;
  /** File in which characters made in the lobby are kept; null (default): in memory only. */
  readonly peopleFile?: string | null;
  /** Folder of the resource, whose config.json is asked for key and command; default that of the first player. */
  readonly resource?: string;
  /** Key (a `KeyboardEvent.key`) that the players have bound to the command; default the resource's own, else F6. */
  readonly key?: string;
  /** Command that opens the resource's interface; default `client.command` of its config.json, else its name. */
  readonly command?: string;
}

export interface ServedSandbox {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** How a player opens the resource's interface. */
  readonly opening: Opening;
  /** Closes the front, not the sandbox. */
  close(): Promise<void>;
}

/** Bytes; larger than anything that the game's limits let through. */
const largestBody = 8 * 1024 * 1024;

/** Serves the lobby, the players' pages and the HTTP API of a running sandbox on 127.0.0.1. */
export async function serveSandbox(sandbox: Sandbox, options: ServeOptions = {}): Promise<ServedSandbox> {
  const front = new Front(sandbox, options, await loadAssets());
  const server = createServer((request, response) => front.answer(request, response));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: largestBody });
  server.on('upgrade', (request, socket, head) => front.upgrade(sockets, request, socket, head));
  const port = await listen(server, options.port ?? 4310);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    opening: front.opening(),
    close: () =>
      new Promise((done) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

class Front {
  readonly #sandbox: Sandbox;
  readonly #people: People;
  readonly #api: Api;
  readonly #assets: ReadonlyMap<string, Asset>;
  readonly #language: Language;
  readonly #given: Pick<ServeOptions, 'resource' | 'key' | 'command'>;

  constructor(sandbox: Sandbox, options: ServeOptions, assets: ReadonlyMap<string, Asset>) {
    this.#sandbox = sandbox;
    this.#assets = assets;
    this.#language = options.language ?? 'fr';
    this.#given = options;
    this.#people = new People(sandbox, options.peopleFile ?? null);
    this.#api = new Api(sandbox, this.#people, () => this.opening());
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.#route(request, response).catch((error: unknown) => {
      if (response.headersSent) {
        response.destroy();
        return;
      }
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'failed', String(error));
      send(
        response,
        refusal.status,
        'application/json; charset=utf-8',
        JSON.stringify({ error: refusal.code, detail: refusal.detail }),
      );
    });
  }

  upgrade(sockets: WebSocketServer, request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = addressOf(request);
    const [, area, kind, slug] = url.pathname.split('/');
    const allowed =
      isLocal(request) && area === 'ws' && (kind === 'lobby' || (kind === 'play' && this.#people.has(slug ?? '')));
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (link) => {
      if (kind === 'lobby') connectLobby(link, this.#sandbox, this.#api);
      else {
        connectTab(link, this.#people.view(slug ?? '').slug, {
          people: this.#people,
          sandbox: this.#sandbox,
          command: () => this.opening().command,
          join: url.searchParams.get('join') === '1',
        });
      }
    });
  }

  async #route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!isLocal(request)) throw new Refusal(403, 'not_local');
    const method = request.method ?? 'GET';
    const url = addressOf(request);
    const [, area = '', first = '', ...rest] = url.pathname.split('/');
    if (area === 'api') {
      const answer = await this.#api.answer({
        method,
        path: [first, ...rest].filter((part) => part !== '').map(decode),
        query: url.searchParams,
        body: method === 'POST' ? parseJson(await readBody(request)) : undefined,
      });
      send(response, 200, 'application/json; charset=utf-8', JSON.stringify(answer ?? null));
      return;
    }
    if (area === 'nui-callback' && method === 'POST') {
      const body = await readBody(request);
      const answer = await this.#player(first).nui.post(decode(rest.join('/')), body);
      send(response, answer.status, answer.headers?.['content-type'] ?? 'application/json', answer.body);
      return;
    }
    if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, 'method');
    if (area === 'nui') {
      // The address as it came: a parsed one has its dot segments resolved.
      const [raw = ''] = (request.url ?? '').split('?');
      this.#nui(response, first, raw.split('/').slice(3).join('/'));
      return;
    }
    const language = languageOf(url.searchParams.get('lang')) ?? this.#language;
    if (area === '' || area === 'index.html') this.#page(response, 'lobby.html', { language, opening: this.opening() });
    else if (area === 'play' && rest.length === 0) {
      if (!this.#people.has(decode(first))) throw new Refusal(404, 'unknown_player');
      const { slug } = this.#people.view(decode(first));
      this.#page(response, 'play.html', {
        language,
        opening: this.opening(),
        slug,
        resource: this.#sandbox.resourceName,
      });
    } else {
      const asset = this.#assets.get(url.pathname.slice(1));
      if (!asset) throw new Refusal(404, 'not_found');
      send(response, 200, asset.type, asset.body);
    }
  }

  #page(response: ServerResponse, name: string, boot: { readonly language: Language } & Record<string, unknown>): void {
    const html = String(this.#assets.get(name)?.body ?? '')
      .replace('<html lang="fr">', `<html lang="${boot.language}">`)
      .replace('id="boot">null<', () => `id="boot">${JSON.stringify(boot).replaceAll('<', '\\u003c')}<`);
    send(response, 200, 'text/html; charset=utf-8', html);
  }

  #nui(response: ServerResponse, id: string, path: string): void {
    const player = this.#player(id);
    const file = nuiFile(player.nui, path);
    if (!file) throw new Refusal(404, 'not_found');
    if (!file.type.startsWith('text/html')) {
      send(response, 200, file.type, file.body);
      return;
    }
    const data = {
      player: String(player.id),
      resource: this.#sandbox.resourceName,
      store: this.#people.slugOfPlayer(player.id) ?? id,
    };
    const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${encodeURIComponent(value)}"`);
    send(
      response,
      200,
      file.type,
      withScript(file.body.toString('utf8'), `<script src="/bridge.js"${attributes.join('')}></script>`),
    );
  }

  #player(id: string): SandboxPlayer {
    const player = this.#sandbox.players.get(Number(id));
    if (!player?.online) throw new Refusal(404, 'unknown_player');
    return player;
  }

  /** Read at each use: a restart of the resource may have brought another configuration. */
  opening(): Opening {
    const { key, command } = configured(this.#root());
    return {
      key: this.#given.key ?? (key || 'F6'),
      command: this.#given.command ?? (command || this.#sandbox.resourceName),
    };
  }

  #root(): string | null {
    if (this.#given.resource !== undefined) return this.#given.resource;
    for (const player of this.#sandbox.players.values()) return player.nui.root;
    return null;
  }
}

/** What the resource's configuration says about opening it; empty where it says nothing. */
function configured(root: string | null): Opening {
  const schema = z.object({ client: z.object({ key: z.optional(z.string()), command: z.optional(z.string()) }) });
  try {
    const { client } = schema.parse(JSON.parse(readFileSync(join(root ?? '', 'config.json'), 'utf8')));
    return { key: client.key ?? '', command: client.command ?? '' };
  } catch {
    return { key: '', command: '' };
  }
}

/** A foreign page in the same browser must neither read nor act here: only loopback names, and only our own origin. */
function isLocal(request: IncomingMessage): boolean {
  const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;
  const { host = '', origin } = request.headers;
  return local.test(host) && (origin === undefined || origin === `http://${host}`);
}

function addressOf(request: IncomingMessage): URL {
  const url = URL.parse(request.url ?? '/', 'http://sandbox');
  if (!url) throw new Refusal(400, 'bad_address');
  return url;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, 'bad_address');
  }
}

function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'bad_json');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > largestBody) throw new Refusal(413, 'too_large');
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  // No guessing of types: what the game would not run, this must not run either.
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port += 1) {
    const taken = await new Promise<boolean>((done, fail) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        if (error.code === 'EADDRINUSE' && port < wanted + 50) done(true);
        else fail(error);
      };
      server.once('error', failed);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', failed);
        done(false);
      });
    });
    if (!taken) return portOf(server.address());
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== 'object' || address === null) throw new Error('The web front has no port.');
  return address.port;
}
