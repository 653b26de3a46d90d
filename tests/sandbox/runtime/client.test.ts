import { expect, test } from 'vitest';
import { type Fixture, SAY, stage } from './stage.ts';

const page = (client: string, server = ''): Fixture => ({
  client: `${SAY}${client}`,
  server,
  manifest: "ui_page 'web/page.html'\nfiles { 'web/*' }",
  files: { 'web/page.html': '<p>', 'web/a.js': '', 'secret.txt': '' },
});

test('messages to the page: valid JSON only, delivered as values, lost when nobody listens', async () => {
  const { sandbox, join, told } = await stage({
    res: page(
      `RegisterCommand('go', (_, [text]) => { say(SendNuiMessage(JSON.stringify({ text })), SendNuiMessage('{broken')); SendNUIMessage({ date: new Date(0), nan: NaN }); }, false);`,
    ),
  });
  const player = await join();
  player.command('/go one');
  await sandbox.advance(50);
  const messages: unknown[] = [];
  const end = player.nui.onMessage((data) => messages.push(data));
  player.command('/go two');
  await sandbox.advance(50);
  end();
  player.command('/go three');
  await sandbox.advance(50);
  expect(messages).toEqual([{ text: 'two' }, { date: '1970-01-01T00:00:00.000Z', nan: null }]);
  expect(told()).toEqual([
    [1, false],
    [1, false],
    [1, false],
  ]);
});

test('without a page there is no focus and no message', async () => {
  const { sandbox, join, told } = await stage({
    res: { client: `${SAY} SetNuiFocus(true, true); say(IsNuiFocused(), SendNuiMessage('1'));` },
  });
  const player = await join();
  await sandbox.advance(50);
  expect(told()).toEqual([[false, false]]);
  expect(player.client.focus.hasFocus).toBe(false);
});

test('callbacks of the page: JSON in and out, on the next frame; wrong calls of cb never answer', async () => {
  const { sandbox, join, told } = await stage({
    res: page(`
RegisterNuiCallback('echo', (data, cb) => { say(data, source); cb({ data }); cb('again'); });
RegisterNuiCallback('none', (data, cb) => cb());
RegisterNuiCallback('two', (data, cb) => cb(1, 2));
RegisterNuiCallback('late', (data, cb) => setTimeout(() => cb('late'), 200));
RegisterNuiCallbackType('typed'); on('__cfx_nui:typed', (data, cb) => cb(data.a));`),
  });
  const player = await join();
  const settled: string[] = [];
  const post = (callback: string, body: string) =>
    player.nui.post(callback, body).then(({ status, body: answer }) => settled.push(`${callback} ${status} ${answer}`));
  post('echo', '{"a":[1]}');
  post('echo', '');
  post('echo', '{broken');
  post('none', '1');
  post('two', '1');
  post('late', '1');
  post('typed', '{"a":5}');
  post('unknown', '1');
  post('echo/deeper', '2');
  expect(settled).toEqual([]);
  await sandbox.advance(1000);
  expect(settled).toEqual([
    'echo 200 {"data":{"a":[1]}}',
    'echo 200 {"data":null}',
    'typed 200 5',
    'unknown 404 ',
    'echo/deeper 200 {"data":2}',
    'late 200 "late"',
  ]);
  expect(told()).toEqual([
    [{ a: [1] }, null],
    [null, null],
    [2, null],
  ]);
});

test('raw callbacks see the request and answer with status, headers and body', async () => {
  const { sandbox, join, told } = await stage({
    res: page(`RegisterRawNuiCallback('raw', (request, cb) => { const { method, path, body, resource, headers } = request; say(method, path, body, resource, typeof headers); cb({ status: 418, headers: { 'X-A': 'b' }, body: 'tea' }); });
RegisterRawNuiCallback('plain', (request, cb) => cb({ body: 'x' }));`),
  });
  const player = await join();
  const answers = Promise.all([player.nui.post('raw', 'any {text'), player.nui.post('plain', '')]);
  await sandbox.advance(50);
  expect(await answers).toEqual([
    { status: 418, headers: { 'X-A': 'b' }, body: 'tea' },
    { status: 200, body: 'x' },
  ]);
  expect(told()).toEqual([['POST', '/raw', 'any {text', 'res', 'object']]);
});

test('the bridge tells what the page is and which files are for it', async () => {
  const { join, folder } = await stage({ res: page('') });
  const { nui } = await join();
  expect(nui.root).toBe(`${folder}/res`);
  expect(nui.page).toBe('web/page.html');
  expect(
    ['web/a.js', 'web/page.html', 'client.js', 'secret.txt', 'server.js', 'fxmanifest.lua', '../x'].map((path) =>
      nui.serves(path),
    ),
  ).toEqual([true, true, true, false, false, false, false]);
});

test('focus is a vote per resource; keys do nothing while a page has it without keepInput', async () => {
  const { sandbox, join, told } = await stage({
    res: page(`
RegisterCommand('toggle', () => { say('toggled', IsNuiFocused()); SetNuiFocus(true, false); }, false);
RegisterCommand('+hold', () => say('pressed'), false); RegisterCommand('-hold', () => say('released'), false);
RegisterCommand('keep', () => SetNuiFocusKeepInput(true), false);
RegisterKeyMapping('toggle', 'Open', 'keyboard', 'F6'); RegisterKeyMapping('+hold', 'Hold', 'keyboard', '');`),
  });
  const player = await join();
  player.press('+hold');
  player.press('toggle');
  await sandbox.advance(50);
  player.press('toggle');
  await sandbox.advance(50);
  expect(told()).toEqual([['pressed'], ['released'], ['toggled', false]]);
  player.command('/keep');
  player.press('toggle');
  await sandbox.advance(50);
  expect(told()).toEqual([['toggled', 1]]);
  expect(player.client.focus).toEqual({ hasFocus: true, hasCursor: false, keepInput: true });
  expect(() => player.press('nothing')).toThrow('No key is mapped');
});

test('the state of the ped is what the test says, as 1 or false', async () => {
  const { sandbox, join, told } = await stage({
    res: page(
      `RegisterCommand('go', () => { const ped = PlayerPedId(); say(IsEntityDead(ped), IsPedFatallyInjured(ped), IsPauseMenuActive(), IsPedCuffed(ped), IsPedFalling(ped), IsPedRagdoll(ped), IsPedSwimming(ped), IsPedInAnyVehicle(ped, false), IsNuiFocused()); }, false);`,
    ),
  });
  const player = await join();
  player.command('/go');
  await sandbox.advance(50);
  player.client.set({
    dead: true,
    pauseMenu: true,
    cuffed: true,
    falling: true,
    ragdoll: true,
    swimming: true,
    inVehicle: true,
    otherNuiFocus: true,
  });
  player.command('/go');
  await sandbox.advance(50);
  expect(told()).toEqual([Array(9).fill(false), Array(9).fill(1)]);
});

test('models and animations need to be loaded; the prop is attached and deleted; death ends the animation', async () => {
  const { sandbox, join, told } = await stage({
    res: page(`
const ped = PlayerPedId(); const dict = 'amb@tablet@base'; const model = GetHashKey('prop_cs_tablet');
say(CreateObject(model, 0, 0, 0, true, true, true), HasModelLoaded(model));
TaskPlayAnim(ped, dict, 'base', 3, 3, -1, 49, 0, false, false, false);
say(IsEntityPlayingAnim(ped, dict, 'base', 3));
RequestModel(model); RequestAnimDict(dict);
let object = 0;
const wait = setInterval(() => {
  if (!HasModelLoaded(model) || !HasAnimDictLoaded(dict)) return;
  clearInterval(wait);
  object = CreateObject(model, 0, 0, 0, true, true, true);
  AttachEntityToEntity(object, ped, GetPedBoneIndex(ped, 60309), 0, 0, 0, 0, 0, 0, true, true, false, true, 1, true);
  TaskPlayAnim(ped, dict, 'base', 3, 3, -1, 49, 0, false, false, false);
  say(DoesEntityExist(object), IsEntityPlayingAnim(ped, dict, 'base', 3));
}, 0);
RegisterCommand('put', () => { DeleteEntity(object); say(DoesEntityExist(object)); }, false);`),
  });
  const player = await join();
  await sandbox.advance(100);
  expect(player.client.objects).toMatchObject([{ model: 'prop_cs_tablet', attached: true, alive: true }]);
  expect(player.client.animation).toBe('amb@tablet@base/base');
  expect(player.client.activity()).toEqual({ ticks: 0, timers: 0 });
  player.client.set({ dead: true });
  expect(player.client.animation).toBeNull();
  player.command('/put');
  await sandbox.advance(50);
  expect(player.client.objects[0]).toMatchObject({ attached: false, alive: false });
  expect(told()).toEqual([[0, false], [false], [1, 1], [false]]);
});

test('messages of the game are seen', async () => {
  const { join } = await stage({
    res: page(
      `BeginTextCommandThefeedPost('STRING'); AddTextComponentSubstringPlayerName('Bonjour'); EndTextCommandThefeedPostTicker(false, true);`,
    ),
  });
  expect((await join()).client.notifications).toEqual([{ message: 'Bonjour' }]);
});

test('activity counts ticks and timers that live', async () => {
  const { sandbox, join } = await stage({
    res: page(`setTick(() => {}); setInterval(() => {}, 1000); setTimeout(() => {}, 40);`),
  });
  const player = await join();
  await sandbox.advance(16);
  expect(player.client.activity()).toEqual({ ticks: 1, timers: 2 });
  await sandbox.advance(100);
  expect(player.client.activity()).toEqual({ ticks: 1, timers: 1 });
});

test('hundreds of players share one compilation and stay apart', async () => {
  const { sandbox, join, said } = await stage(
    { res: page(`globalThis.count = (globalThis.count ?? 0) + 1; console.log(count);`) },
    { limits: false },
  );
  for (let i = 0; i < 50; i++) await join(`Player ${i}`);
  expect(sandbox.players.size).toBe(50);
  expect(new Set(said())).toEqual(new Set(['1']));
});
