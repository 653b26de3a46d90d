// The notices of the packages that are inside the built files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * One text for all packages, those with the same licence text together.
 * @param {string} root of the project @param {Iterable<string>} modules absolute paths of what was bundled
 */
export function thirdParty(root, modules) {
  const marker = `${path.sep}node_modules${path.sep}`;
  const folders = new Set();
  for (const module of modules) {
    const file = path.resolve(root, module);
    const at = file.lastIndexOf(marker);
    if (at < 0) continue;
    const [scope = '', name = ''] = file.slice(at + marker.length).split(path.sep);
    folders.add(file.slice(0, at + marker.length) + (scope.startsWith('@') ? path.join(scope, name) : scope));
  }
  /** @type {Map<string, string[]>} */
  const byText = new Map();
  for (const folder of [...folders].sort()) {
    if (!existsSync(path.join(folder, 'package.json'))) continue;
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    const text = noticesIn(folder);
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license ?? 'see the text'})`]);
  }
  const sections = [...byText].map(([text, names]) => `${names.sort().join('\n')}\n\n${text}`.trim());
  return `Atelier contains the packages below.\n\n${sections.sort().join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** @param {string} folder */
function noticesIn(folder) {
  return readdirSync(folder)
    .filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name))
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8').replace(/\r\n/g, '\n').trim())
    .join('\n\n');
}
