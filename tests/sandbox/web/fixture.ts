import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Frame, type Page } from '@playwright/test';
import { createSandbox, type Sandbox } from '../../../sandbox/index.ts';
import { type ServedSandbox, serveSandbox } from '../../../sandbox/web/server.ts';

export const resourceName = 'fixture';

const manifest = `fx_version 'cerulean'
game 'gta5'
ui_page 'html/index.html'
files { 'html/index.html', 'html/assets/*' }
client_script 'client.js'
server_script 'server.js'
`;

/** As strict a content policy as a page can have: what the front adds must work under it. */
const html = `<!doctype html>
<html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'none'">
<link rel="stylesheet" href="assets/page.css">
</head><body><main id="box" hidden><input id="field"><output id="messages"></output></main>
<script src="assets/page.js"></script></body></html>`;

const css = `body { margin: 0; background: transparent }
#box { position: fixed; left: 30%; top: 25%; width: 40%; height: 50%; background: rgb(22, 38, 32) }`;

const page = `
globalThis.received = [];
globalThis.clicks = 0;
const ask = (name, body = '') => fetch('https://' + GetParentResourceName() + '/' + name, { method: 'POST', body });
addEventListener('message', ({ data }) => {
  received.push(data);
  if (data.t === 'open' || data.t === 'close') document.getElementById('box').hidden = data.t === 'close';
});
addEventListener('click', () => { clicks += 1; });
addEventListener('keyup', ({ key }) => { if (key === 'Escape') ask('close'); });
ask('ready');
`;

const client = `
const show = (open) => { SetNuiFocus(open, open); SendNuiMessage(JSON.stringify({ t: open ? 'open' : 'close' })); };
RegisterCommand('fixture', () => show(true), false);
RegisterKeyMapping('fixture', 'Open the fixture', 'keyboard', '');
RegisterCommand('say', (_source, args) => {
  BeginTextCommandThefeedPost('STRING');
  AddTextComponentSubstringPlayerName(args.join(' '));
  EndTextCommandThefeedPostTicker(false, true);
}, false);
RegisterRawNuiCallback('ready', (_request, answer) => {
  SendNuiMessage(JSON.stringify({ t: 'hello', text: 'é 😀 <script>' }));
  answer({ status: 200, body: '{}' });
});
RegisterRawNuiCallback('echo', (request, answer) => answer({ status: 200, body: request.body }));
RegisterRawNuiCallback('silent', () => {});
RegisterRawNuiCallback('close', (_request, answer) => { show(false); answer({ status: 200, body: '{}' }); });
`;

export interface Fixture {
  readonly sandbox: Sandbox;
  readonly served: ServedSandbox;
  readonly browser: Browser;
  /** A folder beside the resource holds `secret.txt`; `html/assets/link.txt` is a link to it. */
  readonly folder: string;
  /** A browser of its own, with one tab in the game as that player. */
  play(slug: string): Promise<Tab>;
  /** Status and body of a request whose path is sent exactly as given. */
  raw(path: string, options?: RawOptions): Promise<RawAnswer>;
  close(): Promise<void>;
}

export interface RawOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly type: string;
  readonly cache: string;
  readonly text: string;
}

export interface Tab {
  readonly context: BrowserContext;
  readonly page: Page;
  /** The resource's page as it is now, once it is shown. */
  frame(): Promise<Frame>;
}

/** A small resource on the real runtime, served by the real front, with a browser to look at it. */
export async function startFixture(): Promise<Fixture> {
  const root = mkdtempSync(join(tmpdir(), 'sandbox-web-'));
  const folder = join(root, resourceName);
  mkdirSync(join(folder, 'html', 'assets'), { recursive: true });
  const files = {
    'fxmanifest.lua': manifest,
    'client.js': client,
    'server.js': "onNet('fixture:mark', (text) => console.log('marked ' + text));",
    'config.json': JSON.stringify({ client: { command: 'fixture', key: '' } }),
    'html/index.html': html,
    'html/other.html': 'not listed',
    'html/assets/page.css': css,
    'html/assets/page.js': page,
    'html/assets/font.woff2': 'font',
    'html/assets/photo.avif': 'picture',
    '../secret.txt': 'secret',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(root, 'secret.txt'), join(folder, 'html', 'assets', 'link.txt'));

  const sandbox = await createSandbox({ resource: folder, resourceName, peers: false });
  const served = await serveSandbox(sandbox, { port: 0, resource: folder });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });

  return {
    sandbox,
    served,
    browser,
    folder,
    async play(slug) {
      const context = await browser.newContext({ viewport: { width: 1000, height: 600 } });
      const tab = await context.newPage();
      await tab.goto(`${served.url}/play/${slug}`);
      return { context, page: tab, frame: () => shownFrame(tab) };
    },
    raw: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((done, fail) => {
        const asked = request({ host: '127.0.0.1', port: served.port, path, method, headers }, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => {
            text += part;
          });
          response.on('end', () => {
            const { 'content-type': type = '', 'cache-control': cache = '' } = response.headers;
            done({ status: response.statusCode ?? 0, type, cache, text });
          });
        });
        asked.on('error', fail);
        asked.end(body);
      }),
    async close() {
      await browser.close();
      await served.close();
      await sandbox.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export async function shownFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('#stage iframe.is-ready');
  const frame = await element.contentFrame();
  if (!frame) throw new Error('The frame has no document.');
  return frame;
}

/** Red, green and blue of one pixel of what the page shows. */
export async function pixel(page: Page, x: number, y: number): Promise<readonly number[]> {
  const image = (await page.screenshot({ clip: { x, y, width: 1, height: 1 } })).toString('base64');
  return page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas?.drawImage(picture, 0, 0);
    return [...(canvas?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
  }, image);
}
