// Builds the resource: dist/ at the root (so that a clone placed in resources/ runs) and the same layout in build/atelier/.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { forbidden, interfaceSizes, overBudget, sizeTable } from './build-rules.mjs';
import { thirdParty } from './licences.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const build = path.join(root, 'build');
const resource = path.join(build, 'atelier');
const stamp = path.join(build, 'stamp.json');
const INPUTS = ['client', 'nui', 'server', 'shared', 'sql', 'scripts', 'locales'];
const SHIPPED = ['fxmanifest.lua', 'config.json', 'LICENSE'];

/**
 * All files below a folder, as sorted paths relative to it, with `/` on every system.
 * @param {string} folder @returns {string[]}
 */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

/** What the build depends on, as one hash. */
function inputHash() {
  const hash = createHash('sha256');
  const files = [
    ...INPUTS.flatMap((folder) =>
      existsSync(path.join(root, folder)) ? filesBelow(path.join(root, folder)).map((file) => `${folder}/${file}`) : [],
    ),
    ...SHIPPED,
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
  ];
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** What the build left, as one hash: a file changed or removed by hand means another build. */
function outputHash() {
  const hash = createHash('sha256');
  for (const folder of [path.join(root, 'dist'), resource]) {
    if (!existsSync(folder)) return '';
    for (const file of filesBelow(folder)) hash.update(`${file}\0`).update(readFileSync(path.join(folder, file)));
  }
  return hash.digest('hex');
}

/** True when the outputs belong to the inputs as they are now. */
export function upToDate() {
  if (!existsSync(stamp)) return false;
  const { inputs, outputs } = JSON.parse(readFileSync(stamp, 'utf8'));
  return inputs === inputHash() && outputs === outputHash();
}

/** @param {string} out @param {Set<string>} modules */
async function buildScripts(out, modules) {
  const { build: esbuild } = await import('esbuild');
  const common = /** @type {const} */ ({
    absWorkingDir: root,
    bundle: true,
    format: 'iife',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    loader: { '.sql': 'text' },
  });
  const results = await Promise.all([
    // Not minified: the platform knows no source maps, and a server owner reads the traces.
    esbuild({
      ...common,
      entryPoints: ['server/main.ts'],
      outfile: path.join(out, 'server.js'),
      platform: 'node',
      target: 'node20',
      mainFields: ['module', 'main'],
    }),
    esbuild({
      ...common,
      entryPoints: ['client/main.ts'],
      outfile: path.join(out, 'client.js'),
      platform: 'neutral',
      target: 'es2021',
      mainFields: ['module', 'main'],
    }),
  ]);
  for (const result of results)
    for (const input of Object.keys(result.metafile.inputs)) modules.add(path.join(root, input));
}

/** @param {string} out @param {Set<string>} modules */
async function buildInterface(out, modules) {
  const { build: vite } = await import('vite');
  await vite({
    configFile: path.join(root, 'nui/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: out },
    plugins: [
      {
        name: 'shipped-modules',
        generateBundle(_, bundle) {
          for (const id of this.getModuleIds()) modules.add(id.replace(/^\0/, '').replace(/\?.*$/, ''));
          for (const file of Object.values(bundle)) {
            if (file.type !== 'asset') continue;
            for (const name of file.originalFileNames) modules.add(path.resolve(root, 'nui', name));
          }
        },
      },
    ],
  });
}

/** @param {() => Promise<void>} work */
async function alone(work) {
  const lock = path.join(build, '.lock');
  mkdirSync(build, { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      if (!alive(lock)) rmSync(lock, { force: true });
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} lock */
function alive(lock) {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} from @param {string} to */
function replaceFolder(from, to) {
  const old = `${to}.old-${process.pid}`;
  if (existsSync(to)) renameSync(to, old);
  renameSync(from, to);
  rmSync(old, { recursive: true, force: true });
}

async function buildAll() {
  const inputs = inputHash();
  const work = path.join(build, `.work-${process.pid}`);
  const dist = path.join(work, 'dist');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  try {
    /** @type {Set<string>} */
    const modules = new Set();
    await Promise.all([buildScripts(dist, modules), buildInterface(path.join(dist, 'nui'), modules)]);
    // The manifest is for the size rules and the tools; the game never reads it.
    const manifestFile = path.join(dist, 'nui/.vite/manifest.json');
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    rmSync(path.dirname(manifestFile), { recursive: true });
    writeFileSync(path.join(dist, 'THIRD-PARTY-LICENSES.txt'), thirdParty(root, modules));

    const sizes = interfaceSizes(manifest, path.join(dist, 'nui'));
    console.log(
      sizeTable(
        sizes,
        ['server.js', 'client.js'].map((file) => [file, statSync(path.join(dist, file)).size]),
      ),
    );
    const problems = [
      ...overBudget(sizes),
      ...filesBelow(dist)
        .filter((file) => /\.(?:js|css|html)$/.test(file))
        .flatMap((file) => forbidden(file, readFileSync(path.join(dist, file), 'utf8'))),
    ];
    if (problems.length > 0) throw new Error(`The build breaks its rules:\n  ${problems.join('\n  ')}`);

    const copy = path.join(work, 'atelier');
    mkdirSync(copy);
    for (const file of SHIPPED) copyFileSync(path.join(root, file), path.join(copy, file));
    cpSync(path.join(root, 'locales'), path.join(copy, 'locales'), { recursive: true });
    cpSync(dist, path.join(copy, 'dist'), { recursive: true });
    replaceFolder(dist, path.join(root, 'dist'));
    replaceFolder(copy, resource);
    writeFileSync(path.join(build, 'nui-manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    writeFileSync(stamp, JSON.stringify({ inputs, outputs: outputHash() }));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {{ ifNeeded: boolean }} options */
export async function run({ ifNeeded }) {
  await alone(async () => {
    if (ifNeeded && upToDate()) console.log('The build is up to date.');
    else await buildAll();
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  run({ ifNeeded: process.argv.includes('--if-needed') }).catch((error) => {
    const text = error instanceof Error ? error.message : String(error);
    console.error(process.stderr.isTTY ? text : stripVTControlCharacters(text));
    process.exitCode = 1;
  });
}
