import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));

test('every script of the package is a task of that name', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/tasks.mjs'], { encoding: 'utf8' });
  expect(status).toBe(1);
  const tasks = stderr.trim().replace('Tasks: ', '').split(' ');
  expect(tasks.toSorted()).toEqual(Object.keys(scripts).toSorted());
  for (const [name, line] of Object.entries(scripts)) expect(line).toBe(`node scripts/first-run.mjs ${name}`);
});

test('a task that does not exist is refused with the list of those that do', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/first-run.mjs', 'fly'], { encoding: 'utf8' });
  expect(status).not.toBe(0);
  for (const name of Object.keys(scripts)) expect(stderr).toContain(name);
});
