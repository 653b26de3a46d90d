import { readFileSync } from 'node:fs';

const files = {
  server: '../../node_modules/@citizenfx/server/natives_server.d.ts',
  client: '../../node_modules/@citizenfx/client/natives_universal.d.ts',
};
const known = new Map<string, ReadonlySet<string>>();

/** Names of all natives that the platform has on that side, so that a missing one can be named instead of being undefined. */
export function nativeNames(side: 'server' | 'client'): ReadonlySet<string> {
  let names = known.get(side);
  if (!names) {
    names = new Set(declared(side));
    known.set(side, names);
  }
  return names;
}

function declared(side: 'server' | 'client'): string[] {
  try {
    const text = readFileSync(new URL(files[side], import.meta.url), 'utf8');
    return [...text.matchAll(/^declare function (\w+)\(/gm)].map((match) => match[1] ?? '');
  } catch {
    // Without the type packages an unknown native is an ordinary unknown name.
    return [];
  }
}
