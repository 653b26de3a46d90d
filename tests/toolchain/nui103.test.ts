import postcss from 'postcss';
import { expect, test } from 'vitest';
import { nui103 } from '../../scripts/postcss-nui103.mjs';

const lower = (css: string): string =>
  postcss([nui103()]).process(css, { from: undefined }).css.replace(/\s+/g, ' ').trim();

test.each([
  ['a { height: calc(100dvh - 2svw) }', 'a { height: calc(100vh - 2vw) }'],
  ['@media (width >= 600px) { a { b: c } }', '@media (min-width: 600px) { a { b: c } }'],
  ['@media (width < 600px) { a { b: c } }', '@media (max-width: 599.98px) { a { b: c } }'],
  ['@media (height > 600px) { a { b: c } }', '@media (min-height: 600.02px) { a { b: c } }'],
  [':root { --a: 1; color-scheme: dark }', ':root { --a: 1 }'],
  ['.tablet { color-scheme: dark }', '.tablet { color-scheme: dark }'],
  ['a { transition: translate 0.2s, opacity 1s }', 'a { transition: transform 0.2s, opacity 1s }'],
  [
    'a { background: linear-gradient(to right in oklab, red, blue) }',
    'a { background: linear-gradient(to right, red, blue) }',
  ],
  ['a { background: conic-gradient(in hsl longer hue, red, blue) }', 'a { background: conic-gradient(red, blue) }'],
  ['a { color: red }', 'a { color: red }'],
])('%s', (css, lowered) => {
  expect(lower(css)).toBe(lowered);
});

test('translate, rotate and scale become one transform that children do not inherit', () => {
  const css = lower(
    'a { translate: calc(1px + 2px) 3px } b { rotate: 4deg; transform: skewX(1deg) } c { scale: none }',
  );
  expect(css).toContain(
    'a { --nui-translate: calc(1px + 2px), 3px; transform: translate(var(--nui-translate, 0px, 0px))',
  );
  expect(css).toMatch(/b \{ --nui-rotate: 4deg; transform: translate\(.*\) skewX\(1deg\) \}/);
  expect(css).toContain('c { --nui-scale: 1;');
  expect(css).toContain('@property --nui-scale { syntax: "*"; inherits: false }');
});

test('a bound that has no smaller neighbour is refused', () => {
  expect(() => lower('@media (width < 40em) { a { b: c } }')).toThrow(/Write \(max-width/);
});
