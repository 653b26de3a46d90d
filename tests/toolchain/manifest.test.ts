import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow } from '../../scripts/build.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const manifest = readFileSync(path.join(root, 'fxmanifest.lua'), 'utf8');
const value = (key: string): string | undefined => new RegExp(`^${key} '([^']*)'`, 'm').exec(manifest)?.[1];
const list = (key: string): string[] =>
  [...(new RegExp(`^${key} \\{([^}]*)\\}`, 'm').exec(manifest)?.[1] ?? '').matchAll(/'([^']*)'/g)].map(
    ([, item = '']) => item,
  );

test('the version is the one of package.json', () => {
  expect(value('version')).toBe(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version);
});

test('it names the platform that the scripts are built for', () => {
  expect(value('fx_version')).toBe('cerulean');
  expect(value('node_version')).toBe('22');
  expect(value('nui_callback_strict_mode')).toBe('true');
  expect(list('dependencies')).toEqual(['/server:12913', '/onesync', 'es_extended', 'oxmysql']);
});

describe('the built resource', () => {
  const resource = path.join(root, 'build/atelier');
  const files = filesBelow(resource);
  const patterns = [...list('files'), value('ui_page') ?? ''].map(
    (pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`),
  );

  test('has the page and both scripts at the places that the manifest names', () => {
    for (const key of ['ui_page', 'client_script', 'server_script']) expect(files).toContain(value(key));
  });

  test('gives players every file of the page, the texts and the settings, and nothing else', () => {
    const given = files.filter((file) => patterns.some((pattern) => pattern.test(file)));
    expect(given).toEqual(files.filter((file) => /^dist\/nui\/|^locales\/|^config\.json$/.test(file)));
  });

  test('carries the licences of what is inside', () => {
    expect(files).toContain('LICENSE');
    expect(readFileSync(path.join(resource, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8')).toContain('Colin McDonnell');
  });

  test('lies under dist/ of a clone as well', () => {
    for (const file of files.filter((name) => name.startsWith('dist/'))) {
      expect(readFileSync(path.join(root, file)).equals(readFileSync(path.join(resource, file)))).toBe(true);
    }
  });

  test.each(['dist/server.js', 'dist/client.js'])('%s is a classic script', (file) => {
    const script = readFileSync(path.join(resource, file), 'utf8');
    expect(() => new Function(script)).not.toThrow();
    expect(script).not.toMatch(/^(?:import|export)\b|\bmodule\.exports\b/m);
  });

  test('does not know the name of its folder', () => {
    for (const file of ['dist/server.js', 'dist/client.js']) {
      expect(readFileSync(path.join(resource, file), 'utf8')).not.toMatch(
        /['"`]atelier:|https:\/\/(?:cfx-nui-)?atelier/,
      );
    }
  });
});
