import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('connect, join and drop tell the server in order; a player can be read until the end of playerDropped', async () => {
  const { join, told } = await stage({
    res: {
      server: `${SAY}
for (const name of ['playerConnecting', 'playerJoining', 'playerDropped']) {
  on(name, (first, ...rest) => say(name, source, first, rest.map((value) => typeof value === 'object' ? Object.keys(value).sort() : typeof value), GetPlayerName(source)));
}
on('playerDropped', async () => { const id = source; await null; say(GetPlayerName(id), getPlayers()); });`,
    },
  });
  const player = await join('Ada');
  await player.leave('bye');
  expect(player.online).toBe(false);
  expect(player.dropReason).toBe('bye');
  expect(told()).toEqual([
    ['playerConnecting', 65537, 'Ada', ['function', ['defer', 'done', 'handover', 'presentCard', 'update']], 'Ada'],
    ['playerJoining', 1, '65537', [], 'Ada'],
    ['playerDropped', 1, 'bye', ['string', 'number'], 'Ada'],
  ]);
});

test('a resource may let a player wait, or refuse', async () => {
  const { join } = await stage({
    res: {
      server: `on('playerConnecting', (name, setKick, deferrals) => {
  if (name === 'Eve') { setKick('not you'); CancelEvent(); return; }
  deferrals.defer();
  setTimeout(() => deferrals.done(name === 'Mallory' ? 'banned' : undefined), 300);
});`,
    },
  });
  await expect(join('Eve')).rejects.toThrow('not you');
  await expect(join('Mallory')).rejects.toThrow('banned');
  expect((await join('Ada')).id).toBe(1);
});

test('natives about players: text or number, null for the absent, an error for 0', async () => {
  const { sandbox, join, told } = await stage({
    res: {
      server: `${SAY}
RegisterCommand('go', () => {
  say(getPlayers(), GetNumPlayerIndices(), GetPlayerName(1), GetPlayerName('1'), GetPlayerName(9));
  say(GetPlayerIdentifierByType(1, 'license:').slice(0, 8), GetPlayerIdentifierByType(1, 'license2'), GetPlayerIdentifierByType(1, 'steam:'), GetPlayerIdentifierByType(9, 'x'));
  say(getPlayerIdentifiers(1).map((identifier) => identifier.split(':')[0]), DoesPlayerExist(1), DoesPlayerExist(9), IsPlayerAceAllowed(9, 'x'));
  for (const bad of [0, null, false]) { try { GetPlayerName(bad); } catch (error) { say(error.message); } }
}, true);`,
    },
  });
  await join('Ada');
  await sandbox.console('go');
  const zero = ['Argument at index 0 was null.'];
  expect(told()).toEqual([
    [['1'], 1, 'Ada', 'Ada', null],
    ['license:', expect.stringMatching(/^license2:/), null, null],
    [['license', 'license2', 'fivem', 'discord', 'ip'], 1, false, false],
    zero,
    zero,
    zero,
  ]);
});

test('DropPlayer ends the client', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server:
        "RegisterCommand('go', () => DropPlayer('1', 'go away'), true); on('playerDropped', (...values) => console.log(JSON.stringify(values)));",
      client: "setInterval(() => console.log('alive'), 0);",
    },
  });
  const player = await join();
  await sandbox.advance(100);
  said();
  await sandbox.console('go');
  await sandbox.advance(100);
  expect(said()).toEqual(['["go away","res",1]']);
  expect(player.online).toBe(false);
  expect(player.nui.loaded).toBe(0);
});

test('ids grow and are not reused at once', async () => {
  const { join } = await stage({ res: { server: '' } });
  const first = await join('Ada');
  await first.leave();
  expect((await join('Bob')).id).toBe(2);
});

const counting = {
  server: `let count = 0; onNet('x', () => { count++; }); RegisterCommand('go', () => console.log(count), true);
on('playerDropped', (reason) => console.log(reason));`,
};

test('more than 200 events at once are dropped silently, 50 a second come back', async () => {
  const { sandbox, join, said } = await stage({ res: counting });
  const player = await join();
  for (let i = 0; i < 260; i++) player.emitNet('x');
  await sandbox.advance(50);
  await sandbox.console('go');
  expect(said()).toEqual(['200']);
  await sandbox.advance(1000);
  for (let i = 0; i < 100; i++) player.emitNet('x');
  await sandbox.advance(50);
  await sandbox.console('go');
  expect(Number(said()[0])).toBe(252);
  expect(player.online).toBe(true);
});

test('300 dropped events more and the player is dropped', async () => {
  const { sandbox, join, said } = await stage({ res: counting });
  const player = await join();
  for (let i = 0; i < 501; i++) player.emitNet('x');
  expect(player.online).toBe(false);
  await sandbox.advance(50);
  expect(said()).toEqual(['Reliable network event overflow.']);
  expect(sandbox.players.size).toBe(0);
});

test('more than 384 KiB in a burst drop the player; a single event of that size is never sent', async () => {
  const { sandbox, join, said } = await stage({ res: counting });
  const player = await join();
  player.emitNet('x', 'x'.repeat(385 * 1024));
  await sandbox.advance(50);
  await sandbox.console('go');
  expect(said()).toEqual(['0']);
  expect(player.client.errors[0]).toContain('too large');
  player.emitNet('x', 'x'.repeat(200 * 1024));
  player.emitNet('x', 'x'.repeat(200 * 1024));
  await sandbox.advance(50);
  expect(said()).toEqual(['Reliable network event size overflow: x']);
});

test('a latent event that is too quick drops the player', async () => {
  const { sandbox, join, said } = await stage({
    res: { ...counting, client: "TriggerLatentServerEvent('x', 10000000, 'x'.repeat(2000000));" },
  });
  await join().catch(() => undefined);
  await sandbox.advance(500);
  expect(said()).toEqual(['Unreliable network event overflow.']);
});

test('the limits can be set by convars, or be off', async () => {
  const strict = await stage(
    { res: counting },
    { convars: { rateLimiter_netEvent_rate: '1', rateLimiter_netEvent_burst: '2' } },
  );
  const ada = await strict.join();
  for (let i = 0; i < 10; i++) ada.emitNet('x');
  await strict.sandbox.advance(50);
  await strict.sandbox.console('go');
  expect(strict.said()).toEqual(['2']);
  const free = await stage({ res: counting }, { limits: false });
  const bob = await free.join();
  for (let i = 0; i < 1000; i++) bob.emitNet('x');
  await free.sandbox.advance(50);
  await free.sandbox.console('go');
  expect(free.said()).toEqual(['1000']);
});

test('commands of a client to the server have a limit of their own', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      server:
        "let count = 0; RegisterCommand('hit', () => { count++; }, false); RegisterCommand('go', () => console.log(count), true);",
    },
  });
  const player = await join();
  for (let i = 0; i < 20; i++) player.command('/hit');
  await sandbox.advance(100);
  await sandbox.console('go');
  expect(said()).toEqual(['14']);
  expect(player.online).toBe(true);
});
