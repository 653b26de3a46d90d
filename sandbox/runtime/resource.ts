import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { Script } from 'node:vm';
import { type Manifest, readManifest } from './manifest.ts';

/** A folder that can be started under a name. */
export interface Resource {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export const readResource = (name: string, folder: string): Resource => ({
  name,
  folder,
  manifest: readManifest(folder),
});

/** Absolute path of a file of the resource; null when the path leaves it. */
export function pathInside(resource: Resource, path: string): string | null {
  const inner = normalize(path);
  if (isAbsolute(inner) || inner.split(sep).includes('..')) return null;
  return join(resource.folder, inner);
}

export function readResourceFile(resource: Resource, path: string): string | null {
  const file = pathInside(resource, path);
  try {
    return file === null ? null : readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const compiled = new Map<string, { readonly stamp: string; readonly script: Script }>();

/** Compiled once for all contexts that run the file; compiled again when the file changed. Throws what the compiler throws. */
export function compile(resource: Resource, path: string): Script {
  const file = join(resource.folder, path);
  const { mtimeMs, size } = statSync(file);
  const stamp = `${mtimeMs}:${size}`;
  const key = `${resource.name} ${file}`;
  const known = compiled.get(key);
  if (known?.stamp === stamp) return known.script;
  const script = new Script(readFileSync(file, 'utf8'), { filename: `@${resource.name}/${path}` });
  compiled.set(key, { stamp, script });
  return script;
}
