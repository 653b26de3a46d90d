import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zip } from '../../scripts/package.mjs';

const files = [
  { name: 'atelier/config.json', data: Buffer.from('{}\n') },
  { name: 'atelier/é.txt', data: Buffer.from('x'.repeat(10_000)) },
];

test('the same files make the same archive', () => {
  expect(zip(files).equals(zip(files))).toBe(true);
});

test('an archive holds the files as they were', () => {
  const archive = zip(files);
  const end = archive.length - 22;
  let place = archive.readUInt32LE(end + 16);
  const read = Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    const header = archive.readUInt32LE(place + 42);
    const size = archive.readUInt32LE(place + 20);
    const nameLength = archive.readUInt16LE(place + 28);
    const body = header + 30 + nameLength;
    const name = archive.subarray(place + 46, place + 46 + nameLength).toString();
    place += 46 + nameLength;
    return { name, data: inflateRawSync(archive.subarray(body, body + size)) };
  });
  expect(read).toEqual(files);
});

const python = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!python)('other programs read it', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'atelier-zip-'));
  try {
    writeFileSync(path.join(folder, 'a.zip'), zip(files));
    execFileSync('python3', ['-m', 'zipfile', '-e', path.join(folder, 'a.zip'), folder]);
    for (const { name, data } of files) expect(readFileSync(path.join(folder, name)).equals(data)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
