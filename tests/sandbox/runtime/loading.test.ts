import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifest } from '../../../sandbox/index.ts';
import { SAY, stage } from './stage.ts';

test('scripts are classic: an export, an await at the top and module.exports are errors, the resource still runs', async () => {
  const { sandbox, said } = await stage({
    res: {
      manifest: "server_scripts { 'a.js', 'b.js', 'c.js', 'd.js' }",
      files: {
        'a.js': 'export const a = 1;',
        'b.js': 'await null;',
        'c.js': 'module.exports = 1;',
        'd.js': "console.log('fine');",
      },
    },
  });
  const lines = said();
  expect(lines[0]).toContain('error: Error loading script a.js in resource res');
  expect(lines[1]).toContain('Error loading script b.js');
  expect(lines[2]).toContain('module is not defined');
  expect(lines[3]).toBe('fine');
  expect(sandbox.state('res')).toBe('started');
});

test('files of one resource share their global scope, two resources do not', async () => {
  const { said } = await stage({
    other: { server: 'const shared = 1; globalThis.leak = 1;' },
    res: {
      manifest: "server_scripts { 'a.js', 'b.js', 'c.js' }",
      files: {
        'a.js': 'const shared = 2; var old = 3;',
        'b.js': 'console.log(shared, globalThis.old, typeof leak);',
        'c.js': 'const shared = 4;',
      },
    },
  });
  const lines = said();
  expect(lines[0]).toBe('2 3 undefined');
  expect(lines[1]).toContain("Identifier 'shared' has already been declared");
});

test('a server context has Node, without what the real one refuses', async () => {
  const { told } = await stage({
    res: {
      server: `${SAY}
const code = (work) => { try { work(); return 'allowed'; } catch (error) { return [error instanceof Error, error.code]; } };
say(typeof require, typeof Buffer, typeof URL, typeof fetch, typeof structuredClone, typeof path.join, typeof module, typeof global);
say(Buffer.from('é') instanceof Uint8Array, require('crypto').createHash('sha256').update('a').digest('hex').slice(0, 8));
say(code(() => require('child_process')), code(() => require('node:worker_threads')));
say(code(() => require('fs').readFileSync('/etc/hostname')), code(() => require('fs').readFileSync('fxmanifest.lua')));
say(code(() => fs.writeFileSync('made.txt', 'x')), code(() => fs.writeFileSync('../made.txt', 'x')));
say(require('os').tmpdir().endsWith('/res/.tmp'));`,
    },
  });
  expect(told()).toEqual([
    ['function', 'function', 'function', 'function', 'function', 'function', 'undefined', 'object'],
    [true, 'ca978112'],
    [
      [true, 'ERR_ACCESS_DENIED'],
      [true, 'ERR_ACCESS_DENIED'],
    ],
    [[true, 'ERR_ACCESS_DENIED'], 'allowed'],
    ['allowed', [true, 'ERR_ACCESS_DENIED']],
    [true],
  ]);
});

test('a client context has ECMAScript and the runtime, nothing of the web or of Node', async () => {
  const { join: enter, told } = await stage({
    res: {
      client: `${SAY}
say(...['fetch', 'URL', 'TextEncoder', 'crypto', 'performance', 'queueMicrotask', 'structuredClone', 'Buffer', 'process',
  'AbortController', 'require', 'window', 'document', 'localStorage'].filter((name) => name in globalThis));
say(typeof setTimeout, typeof console.log, typeof emitNet, typeof exports, typeof msgpack_pack);`,
    },
  });
  await enter();
  expect(told()).toEqual([[], ['function', 'function', 'function', 'function', 'function']]);
});

test('values that scripts receive are of their own realm', async () => {
  const {
    sandbox,
    join: enter,
    told,
  } = await stage({
    other: { server: "exports('list', () => [{ a: [1] }]); exports('later', async () => 1);" },
    res: {
      server: `${SAY}
onNet('x', (list, map) => say(list instanceof Array, map instanceof Object));
setImmediate(() => say(exports.other.list() instanceof Array, exports.other.later() instanceof Promise, GetEntityCoords(1) instanceof Array));
try { GetPlayerName(0); } catch (error) { say(error instanceof Error, Object.getPrototypeOf(error) === Error.prototype); }`,
      client: `${SAY} emitNet('x', [1], {}); say(GetEntityCoords(1) instanceof Array);`,
    },
  });
  await enter();
  await sandbox.advance(100);
  expect(told()).toEqual([[true, true], [true, true, true], [true], [true, true]]);
});

test('a native that the sandbox lacks is an error that names it; an unknown name is only unknown', async () => {
  const { said } = await stage({
    res: {
      server: `
try { CreateVehicle(1); } catch (error) { console.log(error.message, error instanceof Error); }
console.log(typeof NoNativeAtAll);`,
    },
  });
  expect(said()).toEqual(['Sandbox: native CreateVehicle is not emulated true', 'undefined']);
});

test('a manifest may be written in all the ways of Lua', async () => {
  const { folder } = await stage({ res: { server: '', files: { 'web/a/b.js': '', 'web/c.css': '', 'x.txt': '' } } });
  writeFileSync(
    join(folder, 'res', 'fxmanifest.lua'),
    `--[[ a long
comment ]]
fx_version "cerulean"; games { 'gta5', 'rdr3' } -- both
author('it\\'s me')
ui_page [[web/index.html]]
files {
  'web/**',
  '*.txt',
}
dependencies { '/server:12913', 'oxmysql' }
dependency 'es_extended'
data_file 'X' 'y'
my_data 'name' { deep = { 1, 'two' }, flag = true }
`.replace("data_file 'X' 'y'\n", ''),
  );
  const manifest = readManifest(join(folder, 'res'));
  expect(manifest.all('game')).toEqual(['gta5', 'rdr3']);
  expect(manifest.first('author')).toBe("it's me");
  expect(manifest.first('ui_page')).toBe('web/index.html');
  expect(manifest.files('files')).toEqual(['web/a/b.js', 'web/c.css', 'x.txt']);
  expect(manifest.all('dependency')).toEqual(['/server:12913', 'oxmysql', 'es_extended']);
  expect(manifest.first('my_data_extra')).toBe('{"deep":["1","two"],"flag":"true"}');
  expect(manifest.isForClients('web/a/b.js')).toBe(true);
  expect(manifest.isForClients('server.js')).toBe(false);
});
