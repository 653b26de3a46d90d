import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

test('a command gets source, words and the line; restricted ones need an access entry', async () => {
  const { sandbox, join, told, said } = await stage({
    res: {
      server: `${SAY}
RegisterCommand('open', (source, values, raw) => say(source, values, raw), false);
RegisterCommand('secret', (source) => say('secret', source), true);
RegisterCommand('self', () => ExecuteCommand('secret'), true);
RegisterCommand('beyond', () => ExecuteCommand('stop res'), true);`,
    },
  });
  const player = await join();
  await sandbox.console('open a "b c" d');
  player.command('/open x');
  player.command('/secret');
  player.command('no command');
  await sandbox.advance(100);
  expect(told()).toEqual([
    [0, ['a', 'b c', 'd'], 'open a "b c" d'],
    [1, ['x'], 'open x'],
  ]);
  await sandbox.console('add_ace group.staff command.secret allow');
  await sandbox.console('add_principal player.1 group.staff');
  player.command('/secret');
  await sandbox.advance(100);
  await sandbox.console('self');
  expect(told()).toEqual([
    ['secret', 1],
    ['secret', 0],
  ]);
  await sandbox.console('beyond');
  expect(said()).toEqual(['citizen: Access denied for command stop.']);
});

test('the last registration of a name wins, and it goes with the first one that registered it', async () => {
  const { sandbox, said } = await stage({
    first: { server: "RegisterCommand('x', () => console.log('first'), true);" },
    second: {
      server:
        "RegisterCommand('x', () => console.log('second'), true); RegisterCommand('set', () => console.log('never'), true);",
    },
    res: { server: '' },
  });
  await sandbox.console('x');
  await sandbox.console('set a b');
  await sandbox.stop('first');
  await sandbox.console('x');
  expect(said()).toEqual(['second', 'citizen: No such command x.']);
});

test('access: inheritance, dots, deny before allow, equal principals removed together', async () => {
  const { sandbox, join, told } = await stage({
    res: { server: `${SAY} RegisterCommand('go', (_, [object]) => say(IsPlayerAceAllowed('1', object)), true);` },
  });
  await join();
  const ask = async (object: string): Promise<unknown> => {
    await sandbox.console(`go ${object}`);
    return told()[0];
  };
  await sandbox.console('add_ace group.a desk allow');
  await sandbox.console('add_principal group.b group.a');
  await sandbox.console('add_principal player.1 group.b');
  await sandbox.console('add_principal player.1 group.b');
  expect(await ask('desk')).toEqual([1]);
  expect(await ask('desk.drawer')).toEqual([1]);
  expect(await ask('desktop')).toEqual([false]);
  await sandbox.console('add_ace player.1 desk.drawer deny');
  expect(await ask('desk.drawer')).toEqual([false]);
  expect(await ask('desk')).toEqual([1]);
  await sandbox.console('remove_principal player.1 group.b');
  expect(await ask('desk')).toEqual([false]);
});

test('convars: types, listeners, and what a client may read', async () => {
  const { sandbox, join, told } = await stage(
    {
      res: {
        server: `${SAY}
say(GetConvar('a', 'none'), GetConvar('b', 'none'), GetConvarInt('n', 1), GetConvarInt('t', 0), GetConvarInt('a', 7), GetConvarFloat('f', 0), GetConvarBool('t', false), GetConvarBool('z', false));
const id = AddConvarChangeListener('a', (name, reserved) => say('changed', name, reserved, GetConvar(name, '')));
SetConvar('a', 'new'); SetConvarReplicated('open', '1'); RemoveConvarChangeListener(id); SetConvar('a', 'newer');`,
        client: `${SAY} say(GetConvar('a', 'none'), GetConvar('open', 'none'), GetConvar('esx:locale', 'none'), GetConvar('replicated', 'none'));`,
      },
    },
    { convars: { a: 'x', n: '42', t: 'true', f: '1.5', z: 'false', 'esx:locale': 'fr' } },
  );
  await sandbox.console('setr replicated "two words"');
  await join();
  expect(told()).toEqual([
    ['x', 'none', 42, 1, 7, 1.5, 1, false],
    ['changed', 'a', '', 'new'],
    ['none', '1', 'fr', 'two words'],
  ]);
});

test('KVP outlive a restart: per resource on the server, per license on a client', async () => {
  const script = `${SAY}
say(GetResourceKvpString('a'), GetResourceKvpInt('n'));
SetResourceKvp('a', 'kept'); SetResourceKvpInt('n', 3); SetResourceKvp('b', 'gone'); DeleteResourceKvp('b');
const search = StartFindKvp(''); const keys = []; for (let key = FindKvp(search); key; key = FindKvp(search)) keys.push(key); EndFindKvp(search); say(keys);`;
  const { sandbox, join, told } = await stage({ res: { client: script } });
  const ada = await join('Ada');
  await sandbox.restart('res');
  await sandbox.advance(50);
  await ada.leave();
  await join('Ada');
  await join('Bob');
  const keys = [['a', 'n']];
  expect(told()).toEqual([[null, 0], keys, ['kept', 3], keys, ['kept', 3], keys, [null, 0], keys]);

  const server = await stage({ res: { server: script } });
  await server.sandbox.restart('res');
  expect(server.told()).toEqual([[null, 0], keys, ['kept', 3], keys]);
});

test('files: only of the own resource to write, only those of the manifest for a client', async () => {
  const { join, told } = await stage({
    other: { server: '', files: { 'data.txt': 'other' } },
    res: {
      manifest: "files { 'config.json' }",
      server: `${SAY}
say(LoadResourceFile('res', 'config.json'), LoadResourceFile('other', 'data.txt'), LoadResourceFile('res', '../other/data.txt'), LoadResourceFile('nobody', 'x'), LoadResourceFile('res', 'missing'));
say(SaveResourceFile('res', 'made.txt', 'made', -1), LoadResourceFile('res', 'made.txt'), SaveResourceFile('other', 'x', 'x', -1), SaveResourceFile('res', '../x', 'x', -1));
say(GetResourceState('other'), GetResourceState('nobody'), GetResourceMetadata('res', 'files', 0), GetResourceMetadata('res', 'nothing', 0), GetNumResourceMetadata('res', 'file'));
say(GetResourcePath('res').endsWith('/res'), GetCurrentResourceName(), IsDuplicityVersion());`,
      client: `${SAY} say(LoadResourceFile('res', 'config.json'), LoadResourceFile('res', 'server.js'), IsDuplicityVersion());`,
      files: { 'config.json': '{}' },
    },
  });
  await join();
  expect(told()).toEqual([
    ['{}', 'other', null, null, null],
    [1, 'made', false, false],
    ['started', 'missing', 'config.json', null, 1],
    [true, 'res', 1],
    ['{}', null, false],
  ]);
});

test('state bags: replication, change handlers, a client may write its own one unless strict', async () => {
  const fixtures = {
    res: {
      server: `${SAY}
AddStateBagChangeHandler('mood', null, (bag, key, value, reserved, replicated) => say(bag, key, value, replicated));
GlobalState.weather = 'rain';
RegisterCommand('set', () => {}, true);
on('playerJoining', () => { const { state } = Player(source); state.open = { list: [1], date: new Date(0) }; state.set('hidden', 1, false); });
RegisterCommand('go', () => say(Player(1).state.mood, Player('1').state.open, Player(1).state.nothing, GlobalState.weather), true);`,
      client: `${SAY}
say(GlobalState.weather, LocalPlayer.state.open, LocalPlayer.state.hidden);
LocalPlayer.state.mood = 'local'; GlobalState.set('weather', 'sun', true); Player(2).state.set('mood', 'forged', true);
LocalPlayer.state.set('mood', 'forged', true);`,
    },
  };
  const free = await stage(fixtures);
  await free.join();
  await free.sandbox.advance(100);
  await free.sandbox.console('go');
  expect(free.told()).toEqual([
    ['rain', { list: [1], date: {} }, null],
    ['player:1', 'mood', 'forged', true],
    ['forged', { list: [1], date: {} }, null, 'rain'],
  ]);
  const strict = await stage(fixtures, { convars: { sv_stateBagStrictMode: 'true' } });
  await strict.join();
  await strict.sandbox.advance(100);
  await strict.sandbox.console('go');
  expect(strict.told().at(-1)).toEqual([null, { list: [1], date: {} }, null, 'rain']);
});

test('the console formats values; what it lacks on the platform is an error', async () => {
  const { said } = await stage({
    res: {
      server:
        "console.log('a', 1, { b: [2] }, null); console.warn('w'); console.error(new Error('e')); console.table([]);",
    },
  });
  const lines = said();
  expect(lines[0]).toBe('a 1 { b: [ 2 ] } null');
  expect(lines[1]).toBe('warn: w');
  expect(lines[2]).toMatch(/^error: Error: e\n/);
  expect(lines[3]).toBe('error: console.table is not implemented yet');
});
