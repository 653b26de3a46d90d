import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

test('tests run on the major version of Node that the game server has', () => {
  expect(process.versions.node.split('.')[0]).toBe('22');
});

test('the versions of Node among the packages are exact, and of that major', () => {
  const { optionalDependencies } = JSON.parse(read('package.json'));
  expect(Object.keys(optionalDependencies)).toHaveLength(4);
  for (const version of Object.values(optionalDependencies)) expect(version).toMatch(/^22\.\d+\.\d+$/);
});

test('every package is pinned', () => {
  const { devDependencies } = JSON.parse(read('package.json'));
  for (const version of Object.values<string>(devDependencies))
    expect(version).toMatch(/^(npm:@[\w/-]+@)?\d+\.\d+\.\d+/);
});
