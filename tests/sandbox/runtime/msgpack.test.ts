import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('what crosses between resources, and what is lost', async () => {
  const { told } = await stage({
    other: { server: "exports('same', (...values) => values[0]);" },
    res: {
      server: `${SAY}
class Point { constructor() { this.x = 1; } get y() { return 2; } }
const same = (value) => exports.other.same(value);
const shown = (value) => typeof value === 'number' ? String(value) : typeof value === 'function' ? 'function' : value instanceof ArrayBuffer ? 'ArrayBuffer ' + value.byteLength : value;
for (const value of [undefined, null, Symbol('x'), { a: undefined }, [undefined, 1], [ , 1], new Date(), new Map([[1, 2]]), new Set([1]),
  new Error('x'), /x/, new Point(), NaN, Infinity, -0, 2 ** 31, 2 ** 53, -5.5, new Uint8Array([7, 8]), Buffer.from('ab'), new ArrayBuffer(3),
  new String('q'), { 1: 'a' }, () => 1, async () => 1, Point, function* () {}, '\\ud800x', 'é😀'.repeat(40)]) say(shown(same(value)));
for (const value of [10n, (() => { const loop = {}; loop.loop = loop; return loop; })()]) {
  try { same(value); } catch (error) { say(error.message); }
}`,
    },
  });
  expect(told()).toEqual([
    [null],
    [null],
    [null],
    [{ a: null }],
    [[null, 1]],
    [[null, 1]],
    [{}],
    [{}],
    [{}],
    [{}],
    [{}],
    [{ x: 1 }],
    ['NaN'],
    ['Infinity'],
    ['0'],
    [String(2 ** 31)],
    [String(2 ** 53)],
    ['-5.5'],
    [{ 0: 7, 1: 8 }],
    [{ 0: 97, 1: 98 }],
    ['ArrayBuffer 3'],
    [{ 0: 'q' }],
    [{ 1: 'a' }],
    ['function'],
    ['function'],
    ['function'],
    [null],
    ['⑸'],
    ['é😀'.repeat(40)],
    ['An error occurred while calling export same of resource other - see above for details'],
    ['An error occurred while calling export same of resource other - see above for details'],
  ]);
});

test('emit throws what cannot be packed, as an Error of the script', async () => {
  const { said } = await stage({
    res: {
      server: `
try { emit('x', 1n); } catch (error) { console.log(error.message, error instanceof Error); }
const loop = []; loop.push(loop);
try { emit('x', loop); } catch (error) { console.log(error.message); }`,
    },
  });
  expect(said()).toEqual(['Unsupported type "bigint" true', 'Maximum call stack size exceeded']);
});

test('msgpack_pack and msgpack_unpack work on bytes, of every size', async () => {
  const { told } = await stage({
    res: {
      server: `${SAY}
const packed = msgpack_pack(['a', 1]);
say(packed instanceof Uint8Array, packed.length, msgpack_unpack(packed));
for (const length of [31, 32, 255, 256, 65535, 65536]) {
  for (const sign of ['x', 'é']) say(msgpack_unpack(msgpack_pack(sign.repeat(length))) === sign.repeat(length));
  say(msgpack_unpack(msgpack_pack(Array.from({ length }, (_, i) => i))).length === length);
}
const numbers = [0, 127, 128, 255, 256, 65535, 65536, -1, -32, -33, -128, -129, -32768, -32769, 2147483647, -2147483648, 4294967296, 0.5];
say(JSON.stringify(msgpack_unpack(msgpack_pack(numbers))) === JSON.stringify(numbers));`,
    },
  });
  const [first, ...rest] = told();
  expect(first).toEqual([true, 4, ['a', 1]]);
  expect(rest).toHaveLength(19);
  expect(rest.every((line) => JSON.stringify(line) === '[true]')).toBe(true);
});

test('a resource that stands for a Lua one sends and receives as Lua does', async () => {
  const { told } = await stage({
    lua: {
      manifest: "sandbox_lua 'yes'",
      server: `
exports('empty', () => ({ table: {}, list: [], gone: undefined, nil: null }));
exports('nothing', () => undefined);
exports('nil', () => null);
exports('several', () => luaMulti('a', 2));
exports('holes', () => [1, null, 3]);
exports('fails', () => { throw new Error('secret'); });
exports('asked', (value, other = 'default') => [value === undefined, other]);`,
    },
    res: {
      server: `${SAY}
const { lua } = exports;
say(lua.empty());
say(lua.nothing() === undefined, lua.nil() === undefined);
say(lua.several());
say(lua.holes());
say(lua.asked(null));
try { lua.fails(); } catch (error) { say(error.message.includes('secret')); }`,
    },
  });
  expect(told()).toEqual([
    [{ table: [], list: [] }],
    [true, true],
    [['a', 2]],
    [{ 1: 1, 3: 3 }],
    [[true, 'default']],
    [false],
  ]);
});
