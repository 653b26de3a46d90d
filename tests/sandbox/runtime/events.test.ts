import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('emit reaches every subscribed resource at once, and one listener that throws does not stop the others', async () => {
  const { said } = await stage({
    other: { server: "on('x', () => { throw new Error('mine'); }); on('x', () => console.log('second'));" },
    res: { server: "on('x', (v) => console.log('third', v)); emit('x', 5); console.log('after');" },
  });
  const lines = said();
  expect(lines[0]).toMatch(/^error: SCRIPT ERROR in event 'x': Error: mine/);
  expect(lines.slice(1)).toEqual(['second', 'third 5', 'after']);
});

test('the rejection of a listener is printed', async () => {
  const { sandbox, said } = await stage({
    res: { server: "on('x', async () => { throw new Error('late'); }); emit('x');" },
  });
  await sandbox.advance(50);
  expect(said()[0]).toMatch(/^error: Unhandled promise failure: Error: late/);
});

test('source: a number from a player, empty for a local event, null afterwards and after an await', async () => {
  const { sandbox, join, told } = await stage({
    res: {
      server: `${SAY}
say(source);
onNet('x', async () => { say(source); await null; say(source); });
on('y', () => say(source));
setTimeout(() => emit('y'), 200);`,
      client: "setTimeout(() => emitNet('x'), 10);",
    },
  });
  await join();
  await sandbox.advance(500);
  expect(told()).toEqual([[null], [1], [null], ['']]);
});

test('source is lost when the handler emits an event that its own resource hears, and kept otherwise', async () => {
  const { sandbox, join, told } = await stage({
    other: { server: "on('elsewhere', () => {});" },
    res: {
      server: `${SAY}
on('here', () => {});
onNet('x', () => { emit('elsewhere'); const kept = source; emit('here'); say(kept, source); });`,
    },
  });
  const player = await join();
  player.emitNet('x');
  await sandbox.advance(50);
  expect(told()).toEqual([[1, null]]);
});

test('on a client an event of the server has the source 65535', async () => {
  const { sandbox, join, told } = await stage({
    res: {
      server: "onNet('x', () => emitNet('y', source));",
      client: `${SAY} onNet('y', () => say(source)); emitNet('x');`,
    },
  });
  await join();
  await sandbox.advance(100);
  expect(told()).toEqual([[65535]]);
});

test('an event that is not net-safe is dropped with a line, on both sides', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server: "on('x', () => console.log('never')); onNet('y', () => emitNet('z', source));",
      client: "on('z', () => console.log('never')); emitNet('x'); emitNet('y');",
    },
  });
  await join();
  await sandbox.advance(100);
  expect(said()).toEqual(['error: Event x was not safe for net', 'error: Event z was not safe for net']);
});

test('RegisterNetEvent makes a name safe without listening', async () => {
  const { sandbox, join, said } = await stage({
    res: { server: "RegisterNetEvent('x'); on('x', (v) => console.log(v));" },
  });
  (await join()).emitNet('x', 'heard');
  await sandbox.advance(50);
  expect(said()).toEqual(['heard']);
});

test('events of players wait for the tick of the server', async () => {
  const { sandbox, join, told } = await stage({ res: { server: `${SAY} onNet('x', () => say(Date.now() % 50));` } });
  const player = await join();
  await sandbox.advance(7);
  player.emitNet('x');
  expect(told()).toEqual([]);
  await sandbox.advance(50);
  expect(told()).toEqual([[0]]);
});

test('what a client sends is copied, functions included: they can be called and do not arrive', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server: `onNet('x', (fn) => { try { console.log(typeof fn); fn(); } catch (error) { console.log(error.message.slice(0, 24)); } });`,
      client: "emitNet('x', () => console.log('called'));",
    },
  });
  await join();
  await sandbox.advance(100);
  expect(said()).toEqual(['function', 'Error in nested ref call']);
});

test('emitNet: to one, to all, to nobody; id 0 is an error', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server: `
RegisterCommand('go', () => {
  emitNet('x', 1, 'one'); emitNet('x', '2', 'text'); emitNet('x', -1, 'all'); emitNet('x', 77, 'nobody');
  try { emitNet('x', 0, 'zero'); } catch (error) { console.log(error.message); }
}, true);`,
      client: "onNet('x', (what) => console.log(GetPlayerServerId(PlayerId()), what));",
    },
  });
  await join('Ada');
  await join('Bob');
  await sandbox.console('go');
  await sandbox.advance(50);
  expect(said().sort()).toEqual(['1 all', '1 one', '2 all', '2 text', 'Argument at index 1 was null.']);
});

test('TriggerClientEventInternal takes bytes packed once for several players', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server: `RegisterCommand('go', () => {
  const packed = msgpack_pack([{ a: 1 }]);
  for (const id of getPlayers()) TriggerClientEventInternal('x', id, packed, packed.length);
}, true);`,
      client: "onNet('x', (what) => console.log(JSON.stringify(what)));",
    },
  });
  await join('Ada');
  await join('Bob');
  await sandbox.console('go');
  await sandbox.advance(50);
  expect(said()).toEqual(['{"a":1}', '{"a":1}']);
});

test('a latent event arrives after the time that its bytes take', async () => {
  const { sandbox, join, told } = await stage({
    res: {
      server: `${SAY}
RegisterCommand('go', () => TriggerLatentClientEvent('x', -1, 10000, 'x'.repeat(20000)), true);
onNet('up', (text) => say('up', text.length, Date.now()));`,
      client: `${SAY}
onNet('x', (text) => { say('down', text.length, Date.now()); TriggerLatentServerEvent('up', 40000, text); });`,
    },
  });
  await join();
  const start = sandbox.clock.now();
  await sandbox.console('go');
  await sandbox.advance(5000);
  const [down, up] = told();
  expect(down).toEqual(['down', 20000, expect.any(Number)]);
  const at = (line: unknown): number => (Array.isArray(line) ? Number(line[2]) - start : 0);
  expect(at(down)).toBeGreaterThanOrEqual(2000);
  expect(at(down)).toBeLessThan(2100);
  expect(at(up) - at(down)).toBeGreaterThan(400);
  expect(at(up) - at(down)).toBeLessThan(700);
});

test('CancelEvent is seen by who emitted', async () => {
  const { told } = await stage({
    res: {
      server: `${SAY}
on('x', () => CancelEvent()); on('y', () => {});
emit('x'); const first = WasEventCanceled(); emit('y'); say(first, WasEventCanceled());`,
    },
  });
  expect(told()).toEqual([[1, false]]);
});

test('removeEventListener ends one listener; raw listeners get bytes', async () => {
  const { said } = await stage({
    res: {
      server: `
const one = () => console.log('one');
on('x', one); on('x', () => console.log('two')); addRawEventListener('x', (packed, from) => console.log(packed.length, JSON.stringify(from)));
emit('x'); removeEventListener('x', one); emit('x');`,
    },
  });
  expect(said()).toEqual(['1 ""', 'one', 'two', '1 ""', 'two']);
});
