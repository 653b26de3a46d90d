import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BUDGET, forbidden, interfaceSizes, overBudget } from '../../scripts/build-rules.mjs';

describe('what a built file must not contain', () => {
  test.each([
    ['server.js', 'const f = new Function("a", body);'],
    ['server.js', 'const F = Function;\n return new F(...args);'],
    ['nui/assets/a.js', 'eval("1")'],
    ['nui/assets/a.js', '(0,Function("return this"))()'],
    ['nui/assets/a.js', '(()=>{}).constructor("return this")()'],
    ['client.js', '// from the sandbox'],
    ['nui/assets/a.css', '@media not (min-width:600px){a{color:red}}'],
    ['nui/assets/a.css', 'a{color:oklch(50% 0 0)}'],
    ['nui/assets/a.css', 'a{height:100dvh}'],
    ['nui/assets/a.css', 'a{background:linear-gradient(in oklab,red,blue)}'],
    ['nui/assets/a.css', 'a{translate:1px 2px}'],
    ['nui/assets/a.css', ':root{--a:1;color-scheme:dark}'],
    ['nui/index.html', '<meta name="color-scheme" content="dark">'],
  ])('%s: %s', (file, text) => {
    expect(forbidden(file, text)).toHaveLength(1);
  });

  test.each([
    ['server.js', 'function evaluate(x) { return x.eval_(Function.prototype.call); }'],
    ['nui/assets/a.js', 'typeof f==="function"&&f instanceof Function&&Object.getPrototypeOf(x).constructor===y'],
    ['nui/assets/a.css', '.tablet{color-scheme:dark}@media not all and (min-width:600px){a{transition:transform 1s}}'],
  ])('%s may say %s', (file, text) => {
    expect(forbidden(file, text)).toEqual([]);
  });
});

describe('what the interface may weigh', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-sizes-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // Random bytes do not compress, so the sizes are what the names say.
  const file = (name: string, kilobytes: number): string => {
    writeFileSync(path.join(folder, name), randomBytes(kilobytes * 1024));
    return name;
  };
  const manifest = (entry: number, lazy: number) => ({
    'index.html': {
      file: file('entry.js', entry),
      isEntry: true,
      imports: ['_shared.js'],
      dynamicImports: ['a.tsx'],
      css: [file('a.css', 3)],
    },
    '_shared.js': { file: file('shared.js', 20), imports: ['index.html'] },
    'a.tsx': { file: file('lazy.js', lazy), src: 'src/features/a/A.tsx', imports: ['_shared.js'] },
    '../shared/i18n/fr/initial.ts': { file: file('fr.js', 6), src: '../shared/i18n/fr/initial.ts' },
    '../shared/i18n/en/initial.ts': { file: file('en.js', 5), src: '../shared/i18n/en/initial.ts' },
    '../shared/i18n/fr/forum.ts': { file: file('forum.js', 4), src: '../shared/i18n/fr/forum.ts' },
  });

  test('initial are the entry, its static imports and the texts of the heavier language', () => {
    const sizes = interfaceSizes(manifest(100, 10), folder);
    expect(sizes.language).toBe('fr');
    expect(Math.round(sizes.initialJs / 1024)).toBe(126);
    expect(Math.round(sizes.css / 1024)).toBe(3);
    expect(sizes.files.find((row) => row.file === 'forum.js')?.kind).toBe('lazy');
    expect(overBudget(sizes)).toEqual([]);
  });

  test('a first screen or a chunk that is too heavy is named', () => {
    expect(overBudget(interfaceSizes(manifest(130, 10), folder))).toEqual([
      expect.stringContaining('Initial JavaScript'),
    ]);
    expect(overBudget(interfaceSizes(manifest(10, 90), folder))).toEqual([expect.stringContaining('lazy.js')]);
    expect(BUDGET).toEqual({ initialJs: 153_600, css: 25_600, lazyChunk: 81_920 });
  });
});
