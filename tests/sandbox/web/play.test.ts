import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Fixture, pixel, shownFrame, startFixture, type Tab } from './fixture.ts';

let fixture: Fixture;
let tab: Tab;
const tabs: Tab[] = [];

const open = async (slug: string): Promise<Tab> => {
  const opened = await fixture.play(slug);
  tabs.push(opened);
  return opened;
};
const player = (slug: string) => fetch(`${fixture.served.url}/api/players/${slug}`).then((answer) => answer.json());

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.close());
afterEach(async () => {
  for (const { context } of tabs.splice(0)) await context.close();
  for (const online of fixture.sandbox.players.values()) await online.leave();
});

test('the page lies transparent over the game', async () => {
  tab = await open('client');
  const { page } = tab;
  await tab.frame();
  await page.evaluate(() => {
    document.body.style.background = 'rgb(255, 0, 255)';
    for (const id of ['scene', 'hud']) document.getElementById(id)?.remove();
  });
  expect(await pixel(page, 20, 20)).toEqual([255, 0, 255]);
  await page.keyboard.press('F6');
  await page.waitForSelector('body.game--focus');
  await (await tab.frame()).waitForSelector('#box');
  expect(await pixel(page, 20, 20)).toEqual([255, 0, 255]);
  expect(await pixel(page, 500, 300)).toEqual([22, 38, 32]);
});

test('messages reach the page as objects, texts unchanged', async () => {
  tab = await open('client');
  const frame = await tab.frame();
  await frame.waitForFunction(() => Reflect.get(globalThis, 'received').length > 0);
  expect(await frame.evaluate(() => Reflect.get(globalThis, 'received')[0])).toEqual({
    t: 'hello',
    text: 'é 😀 <script>',
  });
});

test('callbacks: an answer, an unknown name, and silence that holds nothing up', async () => {
  tab = await open('client');
  const frame = await tab.frame();
  const answers = await frame.evaluate(async () => {
    const ask = (name: string, body: string) => fetch(`https://fixture/${name}`, { method: 'POST', body });
    let settled = 0;
    // More of them than a browser opens connections to one server.
    for (let n = 0; n < 20; n += 1) ask('silent', '').finally(() => (settled += 1));
    const body = JSON.stringify({ text: '; ` <b> 😀', list: [1, null] });
    const echo = await ask('echo', body);
    const unknown = await ask('nothing', '');
    const stop = new AbortController();
    const aborted = fetch('https://fixture/silent', { method: 'POST', signal: stop.signal }).catch(
      (error) => error.name,
    );
    stop.abort();
    return {
      same: (await echo.text()) === body,
      status: echo.status,
      unknown: unknown.status,
      settled,
      aborted: await aborted,
    };
  });
  expect(answers).toEqual({ same: true, status: 200, unknown: 404, settled: 0, aborted: 'AbortError' });
});

test('only with the focus does the page get the mouse and the keyboard, and ESC gives them back', async () => {
  tab = await open('client');
  const { page } = tab;
  const frame = await tab.frame();
  const clicks = () => frame.evaluate(() => Reflect.get(globalThis, 'clicks'));
  const field = () => frame.evaluate(() => document.querySelector('input')?.value);

  await page.mouse.click(500, 300);
  await page.keyboard.type('x');
  expect([await clicks(), await field()]).toEqual([0, '']);

  await page.keyboard.press('F6');
  await page.waitForSelector('body.game--focus');
  await frame.waitForSelector('#field');
  await page.mouse.click(500, 300);
  expect(await clicks()).toBe(1);
  await frame.click('#field');
  await page.keyboard.type('texte T F6');
  expect(await field()).toBe('texte T F6');

  await page.keyboard.press('Escape');
  await page.waitForSelector('body:not(.game--focus)');
  expect(await page.isVisible('.cover')).toBe(false);
  await page.keyboard.press('F6');
  await page.waitForSelector('body.game--focus');
  await frame.click('#field');
  await page.keyboard.type(' encore');
  expect(await field()).toBe('texte T F6 encore');
});

test('the chat runs commands, notifications appear, and ESC in the game is the pause menu', async () => {
  tab = await open('client');
  const { page } = tab;
  await tab.frame();
  await page.keyboard.press('t');
  await page.keyboard.type('/say ~r~Bonjour <b>');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.note');
  expect(await page.textContent('.note')).toBe('Bonjour <b>');

  await page.keyboard.press('Escape');
  await page.waitForSelector('.cover:not([hidden])');
  expect((await player('client')).switches.pauseMenu).toBe(true);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.cover', { state: 'hidden' });

  await page.keyboard.press('Enter');
  await page.keyboard.type('/fixture');
  await page.keyboard.press('Enter');
  await page.waitForSelector('body.game--focus');
});

test('a restart of the resource takes the frame away and makes a new one; a stop leaves none', async () => {
  tab = await open('client');
  const { page } = tab;
  const before = await tab.frame();
  await page.keyboard.press('F6');
  await page.waitForSelector('body.game--focus');
  await before.evaluate(() => Reflect.set(globalThis, 'old', true));
  const hanging = before
    .evaluate(() => fetch('https://fixture/silent', { method: 'POST' }).then(() => 'answered'))
    .catch(() => 'gone');

  await fixture.sandbox.restart('fixture');
  await page.waitForSelector('body:not(.game--focus)');
  await page.waitForFunction(() => !Reflect.has(document.querySelector('iframe')?.contentWindow ?? { old: 1 }, 'old'));
  const after = await shownFrame(page);
  await after.waitForFunction(() => Reflect.get(globalThis, 'received').length === 1);
  expect(await page.locator('iframe').count()).toBe(1);
  expect(await hanging).toBe('gone');

  await fixture.sandbox.stop('fixture');
  await page.waitForSelector('iframe', { state: 'detached' });
  await fixture.sandbox.ensure('fixture');
  await shownFrame(page);
});

test('a reload and a second tab are the same player; leaving and coming back is a new session', async () => {
  tab = await open('client');
  const { page, context } = tab;
  await tab.frame();
  const first = (await player('client')).id;
  await page.reload();
  await tab.frame();
  expect((await player('client')).id).toBe(first);

  const second = await context.newPage();
  await second.goto(`${fixture.served.url}/play/client`);
  const shared = await shownFrame(second);
  expect(fixture.sandbox.players.size).toBe(1);
  await second.keyboard.press('F6');
  await page.waitForSelector('body.game--focus');
  await shared.waitForSelector('#box');
  await second.keyboard.press('Escape');
  await page.waitForSelector('body:not(.game--focus)');
  await second.close();

  await page.click('.who button');
  await page.waitForSelector('.cover .button--main');
  expect(fixture.sandbox.players.size).toBe(0);
  expect(await page.locator('iframe').count()).toBe(0);
  await page.click('.cover .button--main');
  await tab.frame();
  expect((await player('client')).id).not.toBe(first);
});

test('each player has a storage of their own, in one browser too', async () => {
  tab = await open('client');
  const frame = await tab.frame();
  const other = await tab.context.newPage();
  await other.goto(`${fixture.served.url}/play/gestionnaire`);
  const otherFrame = await shownFrame(other);
  await frame.evaluate(() => {
    localStorage.setItem('draft', 'mine');
    localStorage.other = 'too';
  });
  expect(await frame.evaluate(() => [localStorage.length, localStorage.draft, Object.keys(localStorage)])).toEqual([
    2,
    'mine',
    ['draft', 'other'],
  ]);
  expect(
    await otherFrame.evaluate(() => [localStorage.length, localStorage.getItem('draft'), 'draft' in localStorage]),
  ).toEqual([0, null, false]);
  await otherFrame.evaluate(() => localStorage.clear());
  expect(await frame.evaluate(() => localStorage.getItem('draft'))).toBe('mine');
});
