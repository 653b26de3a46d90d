import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('timers fire at the first tick after their time; handles are objects', async () => {
  const { sandbox, told } = await stage({
    res: {
      server: `${SAY}
const begin = Date.now();
const after = (name) => say(name, Date.now() - begin);
const handle = setTimeout(after, 0, 'zero');
setImmediate(after, 'immediate'); setTimeout(after, 50, 'fifty'); setTimeout(after, 100, 'hundred');
const repeated = setInterval(() => { after('repeated'); if (Date.now() - begin > 200) clearInterval(repeated); }, 60);
const gone = setTimeout(after, 10, 'gone'); clearTimeout(gone);
const kept = setTimeout(after, 10, 'kept'); clearTimeout(Number(kept));
say(typeof handle, Number(handle), typeof handle.ref, Symbol.dispose in handle);`,
    },
  });
  await sandbox.advance(500);
  expect(told()).toEqual([
    ['object', 1, 'function', false],
    ['zero', 50],
    ['immediate', 50],
    ['kept', 50],
    ['fifty', 100],
    ['repeated', 100],
    ['hundred', 150],
    ['repeated', 200],
    ['repeated', 300],
  ]);
});

test('the timer functions cannot be replaced', async () => {
  const { told } = await stage({
    res: { server: `'use strict'; ${SAY} try { setTimeout = 1; } catch (error) { say(error instanceof TypeError); }` },
  });
  expect(told()).toEqual([[true]]);
});

test('on the server a continuation waits for the tick, on a client it runs when the entry ends', async () => {
  const { sandbox, join, told } = await stage({
    other: { server: 'let give; exports("wait", (cb) => { give = cb; }); exports("give", () => give(1));' },
    res: {
      server: `${SAY}
RegisterCommand('go', () => {
  const began = Date.now();
  new Promise((resolve) => exports.other.wait(resolve)).then(() => say('server', Date.now() - began));
  exports.other.give();
  say('end');
}, true);
onNet('x', async () => { const at = Date.now(); await null; await null; say('same tick', Date.now() - at); });`,
      client: `${SAY} RegisterCommand('go', async () => { say('a'); await null; say('b'); emitNet('x'); }, false);`,
    },
  });
  const player = await join();
  await sandbox.advance(20);
  await sandbox.console('go');
  player.command('/go');
  await sandbox.advance(100);
  expect(told()).toEqual([['end'], ['a'], ['b'], ['server', expect.any(Number)], ['same tick', 0]]);
});

test('ScheduleResourceTick lets continuations go on without a step of the clock', async () => {
  const { sandbox, told } = await stage({
    res: {
      server: `${SAY}
RegisterCommand('go', () => {
  const began = Date.now();
  Promise.resolve().then(() => say('done', Date.now() - began));
  ScheduleResourceTick(GetCurrentResourceName());
  say('end');
}, true);`,
    },
  });
  await sandbox.console('go');
  await sandbox.advance(0);
  expect(told()).toEqual([['end'], ['done', 0]]);
});

test('setTick runs every tick; a sync error does not end it, a rejection does; an async one is not run twice at once', async () => {
  const { sandbox, told, said } = await stage({
    res: {
      server: `${SAY}
let sync = 0; let async = 0; let slow = 0;
setTick(() => { sync++; if (sync === 2) throw new Error('sync'); });
setTick(async () => { async++; if (async === 2) throw new Error('async'); });
setTick(() => { slow++; return new Promise((resolve) => setTimeout(resolve, 120)); });
const id = setTick(() => clearTick(id));
RegisterCommand('go', () => say(sync, async, slow, typeof id), true);`,
    },
  });
  await sandbox.advance(450);
  said();
  await sandbox.console('go');
  expect(told()).toEqual([[9, 2, 3, 'number']]);
});

test('a rejection that nobody handles is silent on the server and an error on a client', async () => {
  const { sandbox, join, said } = await stage({
    res: { server: "Promise.reject(new Error('lost'));", client: "Promise.reject(new Error('seen'));" },
  });
  const player = await join();
  await sandbox.advance(100);
  const lines = said();
  expect(lines.some((line) => line.startsWith('lost: Nobody handles: Error: lost'))).toBe(true);
  expect(lines.some((line) => line.startsWith('error: Unhandled promise rejection: Error: seen'))).toBe(true);
  expect(player.client.errors).toHaveLength(1);
});

test('a stepped clock moves Date, performance and timers together, and only when told', async () => {
  const { sandbox, told } = await stage({
    res: {
      server: `${SAY} RegisterCommand('go', () => say(Date.now(), new Date().getTime(), new Date(5).getTime(), performance.now(), GetGameTimer(), new Date() instanceof Date, typeof Date()), true);`,
    },
  });
  await new Promise((done) => setTimeout(done, 30));
  await sandbox.console('go');
  await sandbox.advance(1234);
  await sandbox.console('go');
  const base = 1_000_000_000_000;
  expect(told()).toEqual([
    [base, base, 5, 0, 0, true, 'string'],
    [base + 1234, base + 1234, 5, 1234, 1234, true, 'string'],
  ]);
});

test('a skewed server has another Date, and the same timers', async () => {
  const { sandbox, told } = await stage(
    { res: { server: `${SAY} say(Date.now()); setTimeout(() => say(Date.now()), 0);` } },
    { skew: 5000 },
  );
  await sandbox.advance(50);
  expect(told()).toEqual([[1_000_000_005_000], [1_000_000_005_050]]);
});

test('the same seed gives the same random values in every context', async () => {
  const server = `${SAY} say(Math.random(), crypto.randomUUID(), require('node:crypto').randomBytes(4).toString('hex'));`;
  const values: unknown[] = [];
  for (const seed of [1, 1, 2]) values.push((await stage({ res: { server } }, { seed })).told());
  expect(values[0]).toEqual(values[1]);
  expect(values[0]).not.toEqual(values[2]);
});

test('until gives up with what it waited for', async () => {
  const { sandbox } = await stage({ res: { server: '' } });
  const before = sandbox.clock.now();
  await expect(sandbox.until(() => false, { what: 'a miracle', timeoutMs: 500 })).rejects.toThrow(
    'Waited 500 ms in vain for a miracle',
  );
  expect(sandbox.clock.now() - before).toBe(500);
});

test('on a real clock everything moves by itself', async () => {
  const { sandbox, join, said } = await stage(
    {
      res: {
        server: "onNet('x', () => emitNet('y', source));",
        client: "onNet('y', () => console.log('back')); emitNet('x');",
      },
    },
    { clock: 'real' },
  );
  await join();
  const lines: string[] = [];
  await sandbox.until(() => lines.push(...said()) > 0, { what: 'the answer' });
  expect(lines).toEqual(['back']);
});
