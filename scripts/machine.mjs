// The programs that a task needs beside its npm packages. No package may be imported here.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

const windows = process.platform === 'win32';
const linuxX64 = process.platform === 'linux' && process.arch === 'x64';

/**
 * @typedef {{
 *   what: string, found: () => boolean, apt: string[], instead?: string[],
 *   others: string, tasks: string[],
 * }} Need `apt` are Debian's package names, `instead` those to try when the first do not exist
 */

/** @param {string[]} names @param {string[]} [more] folders beside PATH @returns {string | undefined} */
export function findProgram(names, more = []) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter).filter(Boolean), ...more];
  return names
    .flatMap((name) => folders.map((folder) => path.join(folder, windows ? `${name}.exe` : name)))
    .find(existsSync);
}

/** A current Chromium or Chrome: `ATELIER_CHROMIUM`, else the usual names and places. */
export function findChromium() {
  if (process.env.ATELIER_CHROMIUM) return process.env.ATELIER_CHROMIUM;
  const applications = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS`);
  const programs = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].flatMap(
    (folder) => (folder ? [path.join(folder, 'Google/Chrome/Application')] : []),
  );
  return findProgram(
    ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'Google Chrome', 'Chromium'],
    [...applications, ...programs],
  );
}

function mariadbFound() {
  if (process.env.ATELIER_DATABASE_URL) return true;
  const below = (/** @type {string | undefined} */ folder) =>
    folder && existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => /^mariadb/i.test(name))
          .map((name) => path.join(folder, name, 'bin'))
      : [];
  const folders = windows
    ? [...below(process.env.ProgramFiles), ...below(process.env.ProgramW6432)]
    : [
        ...['/usr/sbin', '/usr/local/sbin', '/usr/libexec'],
        ...['/opt/homebrew/opt', '/usr/local/opt', '/home/linuxbrew/.linuxbrew/opt'].flatMap(below),
      ];
  // The script that makes a server's first data files asks my_print_defaults.
  return [['mariadbd', 'mysqld'], ['my_print_defaults']].every((names) => findProgram(names, folders) !== undefined);
}

/** @param {string} name */
const debianPackage = (name) =>
  (spawnSync('dpkg-query', ['-s', name], { encoding: 'utf8' }).stdout ?? '').includes('Status: install ok installed');

/** @param {string} library */
const libraryFound = (library) =>
  existsSync('/usr/bin/dpkg-query')
    ? debianPackage(library === 'libnss3.so' ? 'libnss3' : 'libexpat1')
    : (spawnSync('ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? '').includes(library);

const fontsFound = () => spawnSync('fc-list', [], { encoding: 'utf8' }).stdout?.trim().length > 0;

/** @type {Need[]} */
const NEEDS = [
  {
    what: 'MariaDB',
    found: mariadbFound,
    // The programs alone: they bring no service that starts by itself.
    apt: ['mariadb-server-core', 'mariadb-client-core'],
    instead: ['mariadb-server'],
    others:
      'dnf install mariadb-server · pacman -S mariadb · brew install mariadb · winget install MariaDB.Server · ' +
      'or set ATELIER_DATABASE_URL=mysql://user:password@host:port/database',
    tasks: ['start', 'test', 'bench'],
  },
  {
    what: 'Chromium',
    found: () => findChromium() !== undefined,
    apt: ['chromium'],
    instead: ['chromium-browser'],
    others:
      'dnf install chromium · pacman -S chromium · brew install --cask google-chrome · winget install Google.Chrome · ' +
      'or set ATELIER_CHROMIUM=/path/to/chromium',
    tasks: ['test'],
  },
  {
    what: 'The libraries of Chromium 103 (nss, expat)',
    found: () => !linuxX64 || ['libnss3.so', 'libexpat.so'].every(libraryFound),
    apt: ['libnss3', 'libexpat1'],
    others: 'dnf install nss expat · pacman -S nss expat',
    tasks: ['test'],
  },
  {
    what: 'A font for Chromium 103 (fontconfig and DejaVu)',
    found: () => !linuxX64 || fontsFound(),
    apt: ['fontconfig', 'fonts-dejavu-core'],
    others: 'dnf install fontconfig dejavu-sans-fonts · pacman -S fontconfig ttf-dejavu',
    tasks: ['test'],
  },
];

/** @param {string[]} args */
function apt(args) {
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-q'];
  return (
    spawnSync('apt-get', [...options, ...args], {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  );
}

/** @param {string} name */
const known = (name) =>
  /Candidate: (?!\(none\))/.test(
    spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout ?? '',
  );

/** @param {Need[]} missing */
function installDebian(missing) {
  const names = () => missing.flatMap((need) => (need.instead && !need.apt.every(known) ? need.instead : need.apt));
  console.log(`Installing ${missing.flatMap((need) => need.apt).join(', ')} …`);
  const install = () => names().every(known) && apt(['install', '-y', '--no-install-recommends', ...names()]);
  if (!install() && apt(['update'])) install();
}

/**
 * Installs what a task needs and the machine lacks, where that is possible without asking (Debian, Ubuntu, as root).
 * @param {string} task
 * @returns {string[]} what is still missing, a line each with the commands that bring it
 */
export function provide(task) {
  const needs = NEEDS.filter(({ tasks }) => tasks.includes(task));
  const missing = needs.filter(({ found }) => !found());
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram(['apt-get'])) {
    installDebian(missing);
  }
  return missing
    .filter(({ found }) => !found())
    .map(({ what, apt: names, instead, others }) => {
      const debian = `apt-get install ${(instead?.[0]?.startsWith('mariadb') ? instead : names).join(' ')}`;
      return `${what} is missing: ${debian} · ${others}`;
    });
}
