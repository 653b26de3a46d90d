import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, bench } from './resource.ts';

const IDLE = { ticks: 0, timers: 0 };
const A_MOMENT_MS = 1_000;
const WELL = { dead: false, cuffed: false, pauseMenu: false, otherNuiFocus: false };

let world: Bench;
beforeAll(async () => {
  world = await bench('{ "client": { "key": "F6" } }');
});
afterAll(() => world.close());

const held = (): boolean => world.player.client.objects.some(({ alive, attached }) => alive && attached);
const left = (): boolean => world.player.client.objects.some(({ alive }) => alive);

test('before the page listens, the tablet does not take the focus that nobody could give back', async () => {
  await world.type('/atelier');
  expect(world.isOpen).toBe(false);
  expect(world.notifications).toEqual(['La tablette démarre : elle s’ouvre dans un instant.']);
});

test('what was asked for too early happens as soon as the page listens', async () => {
  await world.page('ready');
  expect(world.isOpen).toBe(true);
  expect(world.messages.map(({ t }) => t)).toEqual(['hello', 'open']);
  await world.page('close');
  expect(world.isOpen).toBe(false);
  world.messages.length = 0;
});

test('a page that listens learns the language and that the tablet is closed', async () => {
  expect(await world.page('ready')).toMatchObject({ status: 200, body: '{}' });
  expect(world.told('hello')).toEqual([{ t: 'hello', locale: 'fr', open: false }]);
});

describe('with a page that listens', () => {
  beforeEach(async () => {
    world.player.client.set(WELL);
    await world.page('ready');
    world.messages.length = 0;
  });
  afterEach(async () => {
    world.player.client.set(WELL);
    await world.page('close');
    await world.sandbox.advance(A_MOMENT_MS);
    expect(world.player.client.activity()).toEqual(IDLE);
    expect(left()).toBe(false);
    expect(world.player.client.errors).toEqual([]);
  });

  test('the command opens it: focus, cursor, prop and animation', async () => {
    await world.type('/atelier');
    expect(world.player.client.focus).toEqual({ hasFocus: true, hasCursor: true, keepInput: false });
    expect(world.messages).toEqual([{ t: 'open' }]);
    await world.sandbox.until(held, { what: 'the prop in the hand' });
    expect(world.player.client.animation).toMatch(/tablet@base\/base$/);
  });

  test('the key opens it as the command does', async () => {
    world.player.press('atelier');
    await world.frames();
    expect(world.isOpen).toBe(true);
  });

  test('the page closes it: focus, prop and animation are gone at once, nothing runs a moment later', async () => {
    await world.type('/atelier');
    await world.sandbox.until(held, { what: 'the prop in the hand' });
    await world.page('close');
    expect(world.player.client.focus).toEqual({ hasFocus: false, hasCursor: false, keepInput: false });
    expect(left()).toBe(false);
    expect(world.player.client.animation).toBeNull();
    expect(world.messages).toEqual([{ t: 'open' }, { t: 'close' }]);
    // For a moment the pause menu is held back from the ESC that is still down.
    expect(world.player.client.activity()).toEqual({ ticks: 1, timers: 0 });
  });

  test('the command closes it when it is open, and closing twice says so once', async () => {
    await world.type('/atelier');
    await world.type('/atelier');
    await world.page('close');
    expect(world.isOpen).toBe(false);
    expect(world.told('close')).toHaveLength(1);
  });

  test('closed before the prop is loaded, no prop appears', async () => {
    world.player.command('/atelier');
    world.player.command('/atelier');
    await world.sandbox.advance(A_MOMENT_MS);
    expect(left()).toBe(false);
    expect(world.player.client.animation).toBeNull();
  });

  test.each([
    [{ dead: true }, 'Impossible d’utiliser la tablette dans cet état.'],
    [{ cuffed: true }, 'Impossible d’utiliser la tablette avec les mains liées.'],
    [{ pauseMenu: true }, 'Fermez d’abord le menu pause.'],
    [{ otherNuiFocus: true }, 'Fermez d’abord l’autre interface.'],
  ])('%o refuses with a sentence', async (state, sentence) => {
    world.player.client.set(state);
    const before = world.notifications.length;
    await world.type('/atelier');
    expect(world.isOpen).toBe(false);
    expect(world.messages).toEqual([]);
    expect(world.player.client.notifications.slice(before)).toEqual([
      { message: sentence, type: 'info', title: 'Atelier' },
    ]);
  });

  test.each([{ dead: true }, { cuffed: true }, { pauseMenu: true }])('%o while it is open closes it', async (state) => {
    await world.type('/atelier');
    world.player.client.set(state);
    await world.sandbox.until(() => !world.isOpen, { what: 'the tablet to close' });
    expect(world.told('close')).toHaveLength(1);
  });

  test.each(['esx:onPlayerDeath', 'esx:onPlayerLogout'])('%s closes it at once', async (event) => {
    await world.type('/atelier');
    await world.type(`/say ${event}`);
    expect(world.isOpen).toBe(false);
    expect(left()).toBe(false);
  });

  test('other resources open and close it and ask whether it is open', async () => {
    const said = async (name: string): Promise<string | undefined> => {
      await world.type(`/ask tablette ${name}`);
      return world.sandbox.logs.findLast(({ resource }) => resource === 'voisin')?.text;
    };
    expect(await said('isOpen')).toContain('isOpen false');
    expect(await said('open')).toContain('open true');
    expect(world.isOpen).toBe(true);
    expect(await said('isOpen')).toContain('isOpen true');
    await said('close');
    expect(world.isOpen).toBe(false);
    world.player.client.set({ dead: true });
    expect(await said('open')).toContain('open false');
  });

  test('frames pass as the text that they are, both ways', async () => {
    const frame = '{"id":1,"k":"q","n":"a.b","i":{"text":"é\\u0000 😀 </script> ```"}}';
    expect(await world.page('call', frame)).toMatchObject({ status: 200, body: '{}' });
    await world.sandbox.until(() => world.messages.length > 0, { what: 'the frame to come back' });
    expect(world.messages).toEqual([JSON.parse(frame)]);
  });

  test('the language that the player chooses is kept, also after a restart', async () => {
    await world.page('locale', 'en');
    expect(world.told('locale')).toEqual([{ t: 'locale', locale: 'en' }]);
    await world.page('locale', 'de');
    expect(world.told('locale')).toHaveLength(1);
    world.player.client.set({ dead: true });
    await world.type('/atelier');
    expect(world.notifications.at(-1)).toBe('You cannot use the tablet in this state.');

    await world.sandbox.restart('tablette');
    await world.frames();
    world.messages.length = 0;
    await world.page('ready');
    expect(world.told('hello')).toEqual([{ t: 'hello', locale: 'en', open: false }]);
    await world.page('locale', 'fr');
  });

  test('a stop leaves nothing behind, and after a restart the page may come back', async () => {
    await world.type('/atelier');
    await world.sandbox.until(held, { what: 'the prop in the hand' });
    await world.sandbox.stop('tablette');
    await world.frames();
    expect(world.isOpen).toBe(false);
    expect(left()).toBe(false);
    expect(world.player.client.animation).toBeNull();

    await world.sandbox.ensure('tablette');
    await world.frames();
    await world.page('ready');
    await world.page('open');
    expect(world.isOpen).toBe(true);
    expect(world.told('open')).toHaveLength(2);
  });

  test('while es_extended is stopped it still opens, closes and says why not', async () => {
    await world.sandbox.stop('es_extended');
    await world.frames();
    await world.type('/atelier');
    expect(world.isOpen).toBe(true);
    await world.type('/atelier');
    world.player.client.set({ cuffed: true });
    await world.type('/atelier');
    expect(world.notifications.at(-1)).toBe('Impossible d’utiliser la tablette avec les mains liées.');
    await world.sandbox.ensure('es_extended');
    await world.frames();
  });
});
