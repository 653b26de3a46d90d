import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A resource's fxmanifest.lua. Keys are without a trailing `s`, as the platform stores them. */
export interface Manifest {
  /** All values of a key, in the order in which they are written. */
  all(key: string): readonly string[];
  first(key: string): string | null;
  /** Files of the resource that match the globs of a key, relative, with `/`. */
  files(key: string): readonly string[];
  /** Whether a client may have that file: the globs of `files` and the client's own scripts. */
  isForClients(path: string): boolean;
  /** A copy in which one key has one other value. */
  with(key: string, value: string): Manifest;
}

type Token =
  | { readonly kind: 'name' | 'string' | 'other'; readonly text: string }
  | { readonly kind: '{' | '}' | '(' | ')' | ',' | '=' };
type Value = string | Table;
interface Table {
  readonly list: Value[];
  readonly fields: Record<string, Value>;
}

/** Throws with the file's name when it is missing or is no manifest. */
export function readManifest(folder: string): Manifest {
  const path = join(folder, 'fxmanifest.lua');
  if (!existsSync(path)) throw new Error(`No fxmanifest.lua in ${folder}`);
  try {
    return manifestOf(folder, parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function manifestOf(folder: string, entries: ReadonlyMap<string, readonly string[]>): Manifest {
  let known: readonly string[] | null = null;
  const tree = (): readonly string[] => {
    known ??= listFiles(folder, '');
    return known;
  };
  const all = (key: string): readonly string[] => entries.get(keyOf(key)) ?? [];
  const files = (key: string): readonly string[] => {
    const found: string[] = [];
    for (const pattern of all(key)) {
      if (!/[*?{[]/.test(pattern)) {
        found.push(pattern.replace(/^\.\//, ''));
        continue;
      }
      const matches = glob(pattern);
      for (const path of tree()) if (matches.test(path) && !found.includes(path)) found.push(path);
    }
    return found;
  };
  const forClients = (): readonly RegExp[] =>
    ['file', 'client_script', 'shared_script', 'ui_page', 'loadscreen'].flatMap((key) => all(key).map(glob));
  return {
    all,
    first: (key) => all(key)[0] ?? null,
    files,
    isForClients: (path) => forClients().some((pattern) => pattern.test(path)),
    with: (key, value) => manifestOf(folder, new Map([...entries, [keyOf(key), [value]]])),
  };
}

/** `dependencies` and `dependency` are one key. */
function keyOf(key: string): string {
  const name = key.endsWith('s') ? key.slice(0, -1) : key;
  return name === 'dependencie' ? 'dependency' : name;
}

function listFiles(folder: string, under: string): string[] {
  return readdirSync(join(folder, under), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
      if (entry.isDirectory()) return listFiles(folder, path);
      return entry.isFile() ? [path] : [];
    });
}

function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.split(',').join('|')})`)
    .replace(/\*\*\/?|\*|\?/g, (wild) => {
      if (wild === '**/') return '(?:.*/)?';
      if (wild === '**') return '.*';
      return wild === '*' ? '[^/]*' : '[^/]';
    });
  return new RegExp(`^${source}$`);
}

// ---- the Lua that a manifest is written in -------------------------------------------------------------------------

const lexer =
  /--\[\[[\s\S]*?\]\]|--[^\n]*|\s+|\[\[([\s\S]*?)\]\]|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|([A-Za-z_][\w]*)|([{}(),=;])|([^\s{}(),=;'"]+)/gy;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  lexer.lastIndex = 0;
  while (lexer.lastIndex < text.length) {
    const at = lexer.lastIndex;
    const match = lexer.exec(text);
    if (!match) throw new Error(`not understood at line ${text.slice(0, at).split('\n').length}`);
    const [, long, single, double, name, sign, other] = match;
    const quoted = single ?? double;
    if (long !== undefined) found.push({ kind: 'string', text: long.replace(/^\r?\n/, '') });
    else if (quoted !== undefined) found.push({ kind: 'string', text: literal(quoted) });
    else if (name !== undefined) found.push({ kind: 'name', text: name });
    else if (sign === ';') found.push({ kind: ',' });
    else if (sign === '{' || sign === '}' || sign === '(' || sign === ')' || sign === ',' || sign === '=') {
      found.push({ kind: sign });
    } else if (other !== undefined) found.push({ kind: 'other', text: other });
  }
  return found;
}

const literal = (text: string): string =>
  text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign === 't' ? '\t' : sign));

function parse(text: string): Map<string, string[]> {
  const input = tokens(text);
  const entries = new Map<string, string[]>();
  let at = 0;
  const peek = (): string => input[at]?.kind ?? 'end';

  const table = (): Table => {
    const result: Table = { list: [], fields: {} };
    at++;
    while (peek() !== '}') {
      if (peek() === 'end') throw new Error('a table is not closed');
      if (peek() === ',') {
        at++;
        continue;
      }
      const token = input[at];
      if (token?.kind === 'name' && input[at + 1]?.kind === '=') {
        at += 2;
        result.fields[token.text] = value();
      } else result.list.push(value());
    }
    at++;
    return result;
  };
  const value = (): Value => {
    const token = input[at];
    if (token?.kind === '{') return table();
    if (token && 'text' in token) {
      at++;
      return token.text;
    }
    throw new Error(`a value is missing near "${token?.kind ?? 'the end'}"`);
  };
  const argument = (): Value => {
    if (peek() !== '(') return value();
    at++;
    const inner = value();
    if (peek() !== ')') throw new Error('a bracket is not closed');
    at++;
    return inner;
  };
  const plain = (entry: Value): unknown =>
    typeof entry === 'string'
      ? entry
      : entry.list.length > 0
        ? entry.list.map(plain)
        : Object.fromEntries(Object.entries(entry.fields).map(([key, field]) => [key, plain(field)]));
  const add = (key: string, text: string): void => {
    const list = entries.get(key);
    if (list) list.push(text);
    else entries.set(key, [text]);
  };

  while (at < input.length) {
    const token = input[at];
    if (token?.kind === ',') {
      at++;
      continue;
    }
    if (token?.kind !== 'name') throw new Error(`a key is missing near entry ${entries.size + 1}`);
    at++;
    const key = keyOf(token.text);
    const given = argument();
    if (typeof given === 'string') add(key, given);
    else for (const entry of given.list) add(key, typeof entry === 'string' ? entry : JSON.stringify(plain(entry)));
    if (peek() === '{') add(`${key}_extra`, JSON.stringify(plain(table())));
  }
  return entries;
}
