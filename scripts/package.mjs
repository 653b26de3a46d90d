// build/atelier-<version>.zip: the resource folder, the same bytes from the same build, with its checksum beside it.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';
import { filesBelow } from './build.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
/** 1 January 1980, 00:00: the first moment that the format knows. */
const DATE = 0x21;
const VERSION = 20;
const DEFLATE = 8;
const UTF8_NAMES = 0x800;
const REGULAR_FILE = 0o100644;

/**
 * A zip archive of these files, in this order. Below 4 GB and 65,536 files, which is far more than a resource has.
 * @param {{ name: string, data: Buffer }[]} files
 */
export function zip(files) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const { name, data } of files) {
    const packed = deflateRawSync(data, { level: 9 });
    const title = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(DEFLATE, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(title.length, 22);

    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), common, title, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(REGULAR_FILE * 0x10000, 6);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), common, place, title);
    offset += 4 + common.length + title.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, index, end]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(root, 'build/atelier');
  const archive = zip(
    filesBelow(folder).map((file) => ({ name: `atelier/${file}`, data: readFileSync(path.join(folder, file)) })),
  );
  const name = `atelier-${version}.zip`;
  const sum = createHash('sha256').update(archive).digest('hex');
  writeFileSync(path.join(root, 'build', name), archive);
  writeFileSync(path.join(root, 'build', `${name}.sha256`), `${sum}  ${name}\n`);
  console.log(`build/${name}: ${(archive.length / 1024).toFixed(1)} KB, sha256 ${sum}`);
}
