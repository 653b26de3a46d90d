import { expect, test } from 'vitest';
import { stage } from './stage.ts';

const fixtures = {
  // Only the name matters: whatever is called oxmysql is waited for.
  oxmysql: {
    server: `const work = (done) => fs.readFile('fxmanifest.lua', done);
exports('query', (sql, params, cb) => { work(() => cb([sql])); return null; });
exports('query_async', (sql) => new Promise((resolve) => work(() => { resolve(sql); ScheduleResourceTick('oxmysql'); })));
exports('isReady', () => true);
exports('never', () => null);`,
  },
  res: {
    server: `
RegisterCommand('go', () => { exports.oxmysql.isReady(); exports.oxmysql.query('a', [], () => {}); exports.oxmysql.query_async('b').catch(() => {}); }, true);
RegisterCommand('lost', () => exports.oxmysql.never(() => {}), true);
onNet('x', () => { emitNet('y', source, 1); emit('local', 1); });
on('local', () => {});`,
    client: "onNet('y', () => {});",
  },
};

test('calls and the callbacks that answer them share an id; pending counts what is open', async () => {
  const { sandbox } = await stage(fixtures);
  sandbox.trace.start();
  await sandbox.console('go');
  expect(sandbox.trace.pending('oxmysql')).toBe(2);
  await sandbox.advance(200);
  expect(sandbox.trace.pending('oxmysql')).toBe(0);
  const events = sandbox.trace.stop().filter(({ kind }) => kind === 'export' || kind === 'callback');
  const calls = events.filter(({ kind, to }) => kind === 'export' && to === 'oxmysql');
  expect(calls.map(({ from, name }) => `${from} ${name}`)).toEqual(['res isReady', 'res query', 'res query_async']);
  for (const call of calls.slice(1)) {
    const answer = events.find(({ kind, callId }) => kind === 'callback' && callId === call.callId);
    expect(answer).toMatchObject({ from: 'oxmysql', to: 'res' });
    expect(answer?.seq).toBeGreaterThan(call.seq);
  }
  expect(sandbox.trace.stop()).toEqual([]);
}, 30_000);

test('events in, out and local are recorded with their bytes', async () => {
  const { sandbox, join } = await stage(fixtures);
  const player = await join();
  sandbox.trace.start();
  player.emitNet('x');
  await sandbox.advance(100);
  const events = sandbox.trace.stop().filter(({ kind }) => !kind.startsWith('tick'));
  expect(events.map(({ kind, from, to, name, bytes }) => [kind, from, to, name, bytes])).toEqual([
    ['net-in', 'player:1', '', 'x', 1],
    ['net-out', 'res', 'player:1', 'y', 2],
    ['event', 'res', '', 'local', 2],
  ]);
});

test('a call that is never answered stays pending, and holds a stepped clock for a while only', async () => {
  const { sandbox } = await stage(fixtures);
  await sandbox.console('lost');
  await sandbox.advance(100);
  expect(sandbox.trace.pending('oxmysql')).toBe(1);
  await sandbox.restart('oxmysql');
  expect(sandbox.trace.pending('oxmysql')).toBe(0);
}, 30_000);
