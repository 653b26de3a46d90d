import { expect, test } from 'vitest';
import { SAY, stage } from './stage.ts';

const watch = `${SAY} for (const name of ['onResourceStarting', 'onResourceStart', 'onServerResourceStart', 'onResourceStop', 'onServerResourceStop']) on(name, (which) => say(GetCurrentResourceName(), name, which));`;

test('starts and stops are told in order, the server variants at the next tick', async () => {
  const { sandbox, told } = await stage({ other: { server: watch }, res: { server: watch } });
  await sandbox.advance(50);
  told();
  await sandbox.stop('res');
  expect(told()).toEqual([
    ['other', 'onResourceStop', 'res'],
    ['res', 'onResourceStop', 'res'],
  ]);
  await sandbox.advance(50);
  expect(told()).toEqual([['other', 'onServerResourceStop', 'res']]);
  await sandbox.ensure('res');
  expect(told()).toEqual([
    ['other', 'onResourceStarting', 'res'],
    ['other', 'onResourceStart', 'res'],
    ['res', 'onResourceStart', 'res'],
  ]);
  await sandbox.advance(50);
  expect(told()).toEqual([
    ['other', 'onServerResourceStart', 'res'],
    ['res', 'onServerResourceStart', 'res'],
  ]);
});

test('a restart stops those that depend on it, all the way up, and does not start them again', async () => {
  const { sandbox } = await stage({
    base: { server: '', manifest: "provide 'basis'" },
    middle: { server: '', manifest: "dependency 'base'" },
    side: { server: '', manifest: "dependency 'basis'" },
    res: { server: '', manifest: "dependencies { 'middle', '/server:12913', '/onesync' }" },
  });
  await sandbox.restart('base');
  const states = () => ['base', 'middle', 'side', 'res', 'nobody'].map((name) => sandbox.state(name));
  expect(states()).toEqual(['started', 'stopped', 'stopped', 'stopped', 'missing']);
  await sandbox.ensure('res');
  expect(states()).toEqual(['started', 'started', 'stopped', 'started', 'missing']);
});

test('a missing dependency, an unknown constraint or a refusal keeps a resource from starting', async () => {
  await expect(stage({ res: { server: '', manifest: "dependency 'nobody'" } })).rejects.toThrow(
    'Could not find dependency nobody for resource res',
  );
  await expect(stage({ res: { server: '', manifest: "dependency '/magic:1'" } })).rejects.toThrow('/magic:1');
  await expect(stage({ res: { server: '', manifest: "dependency '/server:99999'" } })).rejects.toThrow('/server');
  await expect(
    stage({ guard: { server: "on('onResourceStarting', () => CancelEvent());" }, res: { server: '' } }),
  ).rejects.toThrow('did not start');
});

test('onResourceStop runs its synchronous part only; timers and listeners of the former run are gone', async () => {
  const { sandbox, told } = await stage({
    res: {
      server: `${SAY}
on('onResourceStop', async () => { say('sync'); await null; say('never'); });
setInterval(() => say('tick'), 0);
process.on('exit', () => say('exit'));`,
    },
  });
  await sandbox.advance(50);
  await sandbox.stop('res');
  await sandbox.advance(200);
  expect(told()).toEqual([['tick'], ['sync'], ['exit']]);
});

test('a changed script is read again at the next start', async () => {
  const { sandbox, folder, said } = await stage({ res: { server: "console.log('one');" } });
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${folder}/res/server.js`, "console.log('number two');");
  await sandbox.restart('res');
  expect(said()).toEqual(['one', 'number two']);
});

test('on a client a restart releases focus, commands and callbacks, and leaves props where they are', async () => {
  const { sandbox, join, said } = await stage({
    res: {
      manifest: "ui_page 'page.html'",
      files: { 'page.html': '' },
      client: `
on('onResourceStop', (name) => console.log('stop', name));
on('onClientResourceStart', (name) => console.log('client start', name));
if (GetResourceKvpInt('runs') === 0) {
  RegisterCommand('x', () => console.log('x'), false); SetNuiFocus(true, true); RegisterNuiCallback('y', (_, cb) => cb(1));
  RequestModel('prop_cs_tablet');
  const wait = setInterval(() => { if (!HasModelLoaded('prop_cs_tablet')) return; clearInterval(wait); CreateObject('prop_cs_tablet', 0, 0, 0, true, true, true); }, 0);
}
SetResourceKvpInt('runs', 1);`,
    },
  });
  const player = await join();
  await sandbox.advance(100);
  expect(player.client.focus).toEqual({ hasFocus: true, hasCursor: true, keepInput: false });
  expect(player.nui.loaded).toBe(1);
  const frames: string[] = [];
  player.nui.onFrame((state) => frames.push(state));
  await sandbox.restart('res');
  await sandbox.advance(100);
  expect(said()).toEqual(['client start res', 'stop res', 'client start res']);
  expect(player.client.focus).toEqual({ hasFocus: false, hasCursor: false, keepInput: false });
  expect(player.nui.loaded).toBe(2);
  expect(frames).toEqual(['destroyed', 'created']);
  expect(player.client.objects).toMatchObject([{ model: 'prop_cs_tablet', alive: true }]);
  player.command('/x');
  const answer = player.nui.post('y', '');
  await sandbox.advance(50);
  expect((await answer).status).toBe(404);
  expect(said()).toEqual(['citizen: No such command x.']);
});
