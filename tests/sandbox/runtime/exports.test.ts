import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('an export is called at once with copies, and GetInvokingResource is the caller until an await', async () => {
  const { sandbox, told } = await stage({
    other: {
      server: `${SAY}
exports('change', (list) => { list.push(3); say(GetInvokingResource()); return list; });
exports('later', async () => { await null; say(GetInvokingResource()); });
on('x', () => say(GetInvokingResource()));`,
    },
    res: {
      server: `${SAY}
const mine = [1, 2];
say(exports.other.change(mine), mine);
exports.other.later().catch(() => {});
emit('x');
say(GetInvokingResource());`,
    },
  });
  await sandbox.advance(50);
  expect(told()).toEqual([
    ['res'],
    [
      [1, 2, 3],
      [1, 2],
    ],
    ['res'],
    [null],
    [null],
  ]);
});

test('what is missing throws when it is looked up', async () => {
  const { said } = await stage({
    other: { server: '' },
    res: {
      server: `for (const look of [() => exports.other.nothing, () => exports.nobody.nothing]) {
  try { look(); } catch (error) { console.log(error.message); } }`,
    },
  });
  expect(said()).toEqual(['No such export nothing in resource other', 'No such export nothing in resource nobody']);
});

test('an error stays with the callee; the caller learns only that there was one', async () => {
  const { said } = await stage({
    other: {
      server:
        "exports('boom', () => { throw new Error('secret'); }); exports('fn', () => () => { throw new Error('inner'); });",
    },
    res: {
      server: `try { exports.other.boom(); } catch (error) { console.log(error.message, error instanceof Error); }
const fn = exports.other.fn();
try { fn(); } catch (error) { console.log(error.message); }`,
    },
  });
  const lines = said();
  expect(lines[0]).toMatch(/^error: SCRIPT ERROR in call ref: Error: secret/);
  expect(lines[1]).toBe('An error occurred while calling export boom of resource other - see above for details true');
  expect(lines[2]).toMatch(/^error: SCRIPT ERROR in call ref: Error: inner/);
  expect(lines[3]).toMatch(/^Error in nested ref call for res\./);
});

test('a promise arrives as a promise; its rejection as a text; undefined as null', async () => {
  const { sandbox, told } = await stage({
    other: {
      server: `exports('good', async () => ({ a: undefined }));
exports('bad', async () => { throw new Error('why'); });
exports('nothing', () => undefined);
exports('thenable', () => ({ then: (done) => done(1) }));`,
    },
    res: {
      server: `${SAY}
const promise = exports.other.good();
say(promise instanceof Promise, exports.other.nothing(), typeof exports.other.thenable().then);
promise.then((value) => say(value));
exports.other.bad().catch((error) => say(typeof error, error));`,
    },
  });
  await sandbox.advance(150);
  expect(told()).toEqual([[true, null, 'function'], [{ a: null }], ['string', 'why']]);
});

test('references and cached exports die with their resource, and are looked up again after its stop was announced', async () => {
  const { sandbox, said } = await stage({
    other: { server: "exports('fn', () => () => 'alive'); exports('name', () => 'first');" },
    res: {
      server: `
let fn = exports.other.fn();
exports.other.name;
const attempt = (work) => { try { console.log(work()); } catch (error) { console.log(error.message); } };
RegisterCommand('go', () => { attempt(fn); attempt(() => exports.other.name()); }, true);`,
    },
  });
  await sandbox.console('go');
  await sandbox.restart('other');
  await sandbox.console('go');
  await sandbox.advance(50);
  await sandbox.console('go');
  const [dead, generic] = [
    'Error in nested ref call for res. See above for details.',
    'An error occurred while calling export name of resource other - see above for details',
  ];
  expect(said()).toEqual(['alive', 'first', dead, generic, dead, 'first']);
});

test('every packed function is a new reference, released when its holders are gone', async () => {
  const { told } = await stage({
    other: { server: "const fn = () => 1; exports('fn', () => fn);" },
    res: { server: `${SAY} say(exports.other.fn() === exports.other.fn(), exports.other.fn()() === 1);` },
  });
  expect(told()).toEqual([[false, true]]);
});

test('exports work between the resources of a client', async () => {
  const { join, said } = await stage({
    other: { client: "exports('hi', (name) => 'hi ' + name);" },
    res: { client: "console.log(exports.other.hi('you'));" },
  });
  await join();
  expect(said()).toEqual(['hi you']);
});
