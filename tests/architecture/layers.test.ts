import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What a folder may import. `*` stands for the name of one feature, and means the same feature on both sides. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  shared: ['shared'],
  'server/core': ['server/core', 'shared'],
  'server/platform': ['server/platform', 'server/core', 'shared'],
  'server/features/*': ['server/features/*', 'server/core', 'shared'],
  'server/main.ts': ['server', 'shared', 'sql'],
  client: ['client', 'shared'],
  'nui/src/rpc': ['nui/src/rpc', 'shared'],
  'nui/src/ui': ['nui/src/ui', 'nui/src/i18n', 'shared'],
  'nui/src/i18n': ['nui/src/i18n', 'shared'],
  'nui/src/features/*': ['nui/src/features/*', 'nui/src/rpc', 'nui/src/ui', 'nui/src/i18n', 'shared'],
  'nui/src/app': ['nui/src', 'shared'],
  'nui/src/main.tsx': ['nui/src'],
  sandbox: ['sandbox'],
};
const ROOTS = ['shared', 'server', 'client', 'nui/src', 'sandbox'];
/** Packages that only some folders may have: the others do not even know what runs them. */
const PACKAGES: { readonly package: RegExp; readonly only: readonly string[] }[] = [
  { package: /^(?:react|react-dom|react-aria-components|wouter|zustand|lucide-react)(?:\/|$)/, only: ['nui/src'] },
  { package: /^node:/, only: ['server/platform', 'sandbox'] },
  { package: /^(?:mysql2|ws|@msgpack\/msgpack)(?:\/|$)/, only: ['sandbox'] },
  { package: /^sql-template-tag$/, only: ['server/core', 'server/features'] },
];
const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;

interface Source {
  readonly file: string;
  /** Targets as paths from the root. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
}

function read(file: string, text: string): Source {
  const specifiers = [...text.matchAll(IMPORT)].flatMap(([, from, dynamic]) => [from ?? dynamic ?? '']);
  const isFile = (specifier: string): boolean => specifier.startsWith('.');
  return {
    file,
    files: specifiers.filter(isFile).map((to) => path.posix.join(path.posix.dirname(file), to.replace(/\?.*$/, ''))),
    packages: specifiers.filter((specifier) => !isFile(specifier)),
  };
}

const layers = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length);

/** The part of a path that a layer matches, with the feature's name; undefined when it lies elsewhere. */
const within = (layer: string, file: string): string | undefined =>
  new RegExp(`^${layer.replaceAll('.', '\\.').replace('*', '[^/]+')}(?=/|$)`).exec(file)?.[0];

function violations({ file, files, packages }: Source): string[] {
  const layer = layers.find((name) => within(name, file) !== undefined);
  if (layer === undefined) return [`${file} lies in no layer`];
  const own = within(layer, file);
  const allowed = (target: string): boolean =>
    (MAY_IMPORT[layer] ?? []).some((name) => {
      const match = within(name, target);
      return match !== undefined && (!name.includes('*') || match === own);
    });
  return [
    ...files.filter((target) => !allowed(target)).map((target) => `${file} imports ${target}`),
    ...packages.flatMap((name) => {
      const rule = PACKAGES.find((row) => row.package.test(name));
      const here = rule?.only.some((folder) => within(folder, file) !== undefined) ?? true;
      return here ? [] : [`${file} imports ${name}`];
    }),
  ];
}

const sources = ROOTS.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((file) => /(?<!\.d)\.tsx?$/.test(file))
    .map((file) => read(file, readFileSync(path.join(root, file), 'utf8'))),
);

describe('layers', () => {
  test.each(ROOTS)('%s imports only what its folders may', (folder) => {
    const found = sources.filter(({ file }) => file.startsWith(`${folder}/`));
    expect(found.length).toBeGreaterThan(0);
    expect(found.flatMap(violations)).toEqual([]);
  });

  test('relative imports name the file as it is, with its extension', () => {
    const bare = sources.flatMap(({ file, files }) =>
      files.filter((target) => path.posix.extname(target) === '').map((target) => `${file} imports ${target}`),
    );
    expect(bare).toEqual([]);
  });

  test.each([
    ['server/features/forum/service.ts', "import { x } from '../requests/service.ts';"],
    ['server/features/forum/service.ts', "import { x } from '../../platform/esx.ts';"],
    ['server/core/hub.ts', "import {\n  a,\n  b,\n} from '../features/forum/service.ts';"],
    ['shared/errors.ts', "export { x } from '../server/core/hub.ts';"],
    ['shared/errors.ts', "import { useState } from 'react';"],
    ['server/core/hub.ts', "import { createHash } from 'node:crypto';"],
    ['nui/src/features/forum/Board.tsx', "const x = () => import('../requests/Request.tsx');"],
    ['nui/src/ui/Button.tsx', "import { api } from '../rpc/api.ts';"],
    ['client/main.ts', "import '../server/core/hub.ts';"],
    ['sandbox/index.ts', "import type { Frame } from '../shared/contract/wire.ts';"],
    ['server/core/hub.ts', "import { createSandbox } from '../../sandbox/index.ts';"],
    ['nui/src/stray.ts', ''],
  ])('%s may not say %s', (file, text) => {
    expect(violations(read(file, text))).toHaveLength(1);
  });
});
