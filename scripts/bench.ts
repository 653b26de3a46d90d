// What the built interface weighs, and how long a player waits.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { latency, latencyTable } from './bench-latency.ts';
import { interfaceSizes, sizeTable } from './build-rules.mjs';

const root = path.resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'build/nui-manifest.json'), 'utf8'));
console.log(sizeTable(interfaceSizes(manifest, path.join(root, 'dist/nui')), []));
console.log(latencyTable(await latency()));
