import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type NuiBridge, readManifest } from '../index.ts';

/** The types that the game's browser knows; all else is bytes. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  otf: 'font/otf',
  wasm: 'application/wasm',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
};

export const mimeType = (path: string): string =>
  types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

export interface NuiFile {
  readonly type: string;
  readonly body: Buffer;
}

/** The game cuts longer paths. */
const longestPath = 255;

/**
 * A file of the resource as its page may load it: only what the manifest lists under `files`, and the page itself.
 * `path` is still percent-encoded, without a slash in front. Null: there is no such file for a page.
 */
export function nuiFile(nui: NuiBridge, path: string): NuiFile | null {
  const relative = decoded(path);
  if (relative === null || relative.length > longestPath) return null;
  if (relative.split('/').some((part) => part === '' || part === '.' || part === '..')) return null;
  if (/[\\\0:]/.test(relative) || relative.toLowerCase() === 'fxmanifest.lua') return null;
  // The client's scripts are for the client, not for a page: only `files` counts.
  if (relative !== nui.page && !readManifest(nui.root).files('files').includes(relative)) return null;
  try {
    const file = realpathSync(join(nui.root, relative));
    // A link may lead out of the resource.
    if (!file.startsWith(realpathSync(nui.root) + sep) || !statSync(file).isFile()) return null;
    return { type: mimeType(relative), body: readFileSync(file) };
  } catch {
    return null;
  }
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Puts one script before everything else in a page's head, where the game's own browser has what the script brings. */
export function withScript(html: string, tag: string): string {
  const head = /<head(\s[^>]*)?>/i.exec(html) ?? /<html(\s[^>]*)?>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html);
  const at = head ? head.index + head[0].length : 0;
  return html.slice(0, at) + tag + html.slice(at);
}
