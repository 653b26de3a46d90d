// What the built resource may weigh and contain.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes, compressed with gzip. */
export const BUDGET = { initialJs: 150 * 1024, css: 25 * 1024, lazyChunk: 80 * 1024 };

/** A chunk with the texts that the first screen needs, by the path of its source. */
const INITIAL_TEXTS = /(?:^|\/)i18n\/(fr|en)(?:\/(?:index|initial))?\.ts$/;

/** @type {FileSize['kind'][]} */
const ORDER = ['initial', 'texts', 'css', 'lazy', 'other'];

/**
 * @typedef {{ file: string, src?: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[] }} Chunk
 * @typedef {{ file: string, bytes: number, gzip: number, kind: 'initial' | 'texts' | 'lazy' | 'css' | 'other' }} FileSize
 * @typedef {{ files: FileSize[], initialJs: number, css: number, language: string }} Sizes
 */

/**
 * The files of the interface with their sizes. Initial are the entry, all that it imports statically, and the
 * texts of the first screen in the language whose texts are larger.
 * @param {Record<string, Chunk>} manifest as written by Vite
 * @param {string} folder of the built interface
 * @returns {Sizes}
 */
export function interfaceSizes(manifest, folder) {
  const chunk = (/** @type {string} */ key) => {
    const found = manifest[key];
    if (!found) throw new Error(`The build's manifest names ${key} and does not have it`);
    return found;
  };
  const closure = (/** @type {string} */ key, seen = new Set()) => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of chunk(key).imports ?? []) closure(next, seen);
    return seen;
  };
  const gzip = (/** @type {string} */ file) => gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length;
  const sum = (/** @type {Iterable<string>} */ files) => [...files].reduce((total, file) => total + gzip(file), 0);
  const jsOf = (/** @type {Iterable<string>} */ keys) => new Set([...keys].map((key) => chunk(key).file));

  const entries = Object.keys(manifest).filter((key) => chunk(key).isEntry);
  const initial = jsOf(entries.flatMap((key) => [...closure(key)]));
  /** @type {Map<string, Set<string>>} */
  const texts = new Map();
  for (const key of Object.keys(manifest)) {
    const language = INITIAL_TEXTS.exec(chunk(key).src ?? '')?.[1];
    if (!language) continue;
    const files = [...jsOf(closure(key))].filter((file) => !initial.has(file));
    texts.set(language, new Set([...(texts.get(language) ?? []), ...files]));
  }
  const [language, heaviest] = [...texts]
    .map(([name, files]) => /** @type {const} */ ([name, sum(files)]))
    .sort((a, b) => b[1] - a[1])[0] ?? ['', 0];

  const textFiles = new Set([...texts.values()].flatMap((files) => [...files]));
  const all = new Set(Object.values(manifest).flatMap(({ file, css = [] }) => [file, ...css]));
  const files = [...all].map((file) => ({
    file,
    bytes: statSync(path.join(folder, file)).size,
    gzip: gzip(file),
    kind: kindOf(file, initial, textFiles),
  }));
  files.sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || b.gzip - a.gzip || a.file.localeCompare(b.file),
  );
  return {
    files,
    initialJs: sum(initial) + heaviest,
    css: files.filter(({ kind }) => kind === 'css').reduce((total, file) => total + file.gzip, 0),
    language,
  };
}

/** @param {string} file @param {Set<string>} initial @param {Set<string>} texts @returns {FileSize['kind']} */
function kindOf(file, initial, texts) {
  if (file.endsWith('.css')) return 'css';
  if (!file.endsWith('.js')) return 'other';
  if (initial.has(file)) return 'initial';
  return texts.has(file) ? 'texts' : 'lazy';
}

const kib = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`;

/** @param {Sizes} sizes @returns {string[]} */
export function overBudget({ files, initialJs, css }) {
  const problems = [];
  if (initialJs > BUDGET.initialJs) {
    problems.push(`Initial JavaScript is ${kib(initialJs)} gzip; at most ${kib(BUDGET.initialJs)} are allowed.`);
  }
  if (css > BUDGET.css) problems.push(`CSS is ${kib(css)} gzip; at most ${kib(BUDGET.css)} are allowed.`);
  for (const { file, gzip, kind } of files) {
    if ((kind === 'lazy' || kind === 'texts') && gzip > BUDGET.lazyChunk) {
      problems.push(`${file} is ${kib(gzip)} gzip; a chunk on demand may have ${kib(BUDGET.lazyChunk)}.`);
    }
  }
  return problems;
}

/** @param {Sizes} sizes @param {(readonly [string, number])[] | [string, number][] | (string | number)[][]} scripts */
export function sizeTable(sizes, scripts) {
  const row = (/** @type {string} */ name, /** @type {string} */ raw, /** @type {string} */ gzip) =>
    `  ${name.padEnd(52)}${raw.padStart(11)}${gzip.padStart(11)}`;
  const texts = sizes.language ? ` (texts: ${sizes.language})` : '';
  return [
    row('built', 'size', 'gzip'),
    ...scripts.map(([file, bytes]) => row(String(file), kib(Number(bytes)), '')),
    ...sizes.files.map(({ file, bytes, gzip, kind }) => row(`${kind.padEnd(8)} ${file}`, kib(bytes), kib(gzip))),
    row(`initial JavaScript${texts}, of ${kib(BUDGET.initialJs)}`, '', kib(sizes.initialJs)),
    row(`CSS, of ${kib(BUDGET.css)}`, '', kib(sizes.css)),
  ].join('\n');
}

/** @type {{ in: RegExp, pattern: RegExp, why: string }[]} */
const RULES = [
  { in: /\.js$/, pattern: /\beval\s*\(/, why: 'eval' },
  {
    in: /\.js$/,
    pattern: /\bnew\s+Function\b|(?<![\w$.])Function\s*\(|[=(,]\s*Function\s*[;,]|\.constructor\s*\(\s*["'`]/,
    why: 'code made from text (is a schema library compiling its schemas?)',
  },
  { in: /./, pattern: /sandbox/i, why: 'a mention of the sandbox' },
  { in: /\.css$/, pattern: /@media[^{]*\bnot\s*\(/, why: 'a media query that Chromium 103 ignores' },
  {
    in: /\.css$/,
    pattern:
      /\b(?:oklch|oklab|color-mix|light-dark)\(|[( ]in (?:oklab|oklch|srgb|hsl)\b|\d[dsl]v[hw]\b|[;{](?:translate|rotate|scale):/,
    why: 'a value that Chromium 103 ignores',
  },
  {
    in: /\.css$/,
    pattern: /(?:^|[},])(?::root|html)[^{},]*\{[^}]*color-scheme:/,
    why: 'a colour scheme on the root element, which hides the game',
  },
  { in: /\.html$/, pattern: /name="?color-scheme/, why: 'a colour scheme on the root element, which hides the game' },
];

/**
 * What a built file contains and must not: one line each, with the place.
 * @param {string} file @param {string} text @returns {string[]}
 */
export function forbidden(file, text) {
  return RULES.flatMap((rule) => {
    const found = rule.in.test(file) ? rule.pattern.exec(text) : null;
    if (!found) return [];
    const around = text.slice(Math.max(0, found.index - 30), found.index + found[0].length + 30).replace(/\s+/g, ' ');
    return [`${file}: ${rule.why}: …${around}…`];
  });
}
