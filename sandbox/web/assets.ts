import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { mimeType } from './nui-files.ts';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const pages = join(dirname(fileURLToPath(import.meta.url)), 'pages');
const scripts = ['lobby', 'play', 'bridge'];
const plain = ['lobby.html', 'play.html', 'base.css', 'lobby.css', 'play.css'];
const fonts = {
  'bricolage.woff2': '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2',
  'atkinson.woff2':
    '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'atkinson-mono.woff2':
    '@fontsource-variable/atkinson-hyperlegible-mono/files/atkinson-hyperlegible-mono-latin-wght-normal.woff2',
};

let loading: Promise<ReadonlyMap<string, Asset>> | null = null;

/** The front's own files by address; its scripts are translated once, for the game's browser as the oldest one. */
export function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  const put = (name: string, body: Uint8Array): void => {
    assets.set(name, { type: mimeType(name), body: Buffer.from(body) });
  };
  const { outputFiles } = await build({
    entryPoints: scripts.map((name) => join(pages, `${name}.ts`)),
    outdir: pages,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'chrome103',
    logLevel: 'silent',
  });
  for (const file of outputFiles) put(file.path.slice(pages.length + 1), file.contents);
  for (const name of plain) put(name, await readFile(join(pages, name)));
  const { resolve } = createRequire(import.meta.url);
  for (const [name, from] of Object.entries(fonts)) {
    // Not every font package exports its files by name, but all export their package.json.
    const [scope = '', pack = '', ...path] = from.split('/');
    put(`fonts/${name}`, await readFile(join(dirname(resolve(`${scope}/${pack}/package.json`)), ...path)));
  }
  return assets;
}
