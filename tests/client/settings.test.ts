import { afterEach, expect, test } from 'vitest';
import type { SandboxOptions } from '../../sandbox/index.ts';
import { type Bench, bench } from './resource.ts';

let world: Bench | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});

const start = async (config: string, options?: SandboxOptions): Promise<Bench> => {
  world = await bench(config, options);
  await world.page('ready');
  return world;
};
const complaints = ({ sandbox }: Bench): string[] =>
  sandbox.logs.filter(({ text, side }) => side === 'client' && text.includes('config.json')).map(({ text }) => text);

test('the command has the name that the owner gives it; without prop there is none', async () => {
  const tablet = await start('{ "client": { "command": "studio", "prop": false } }');
  await tablet.type('/atelier');
  expect(tablet.isOpen).toBe(false);
  await tablet.type('/studio');
  expect(tablet.isOpen).toBe(true);
  await tablet.sandbox.advance(4_000);
  expect(tablet.player.client.objects).toEqual([]);
  expect(complaints(tablet)).toEqual([]);
});

test.each([
  ['{ "client": ', 'config.json is not valid JSON'],
  ['[]', 'config.json: client must be an object'],
  ['{ "client": { "command": "two words", "key": 6, "prop": "yes" } }', 'client.command, client.key, client.prop'],
])('%s: the defaults serve, and one line says why', async (config, reason) => {
  const tablet = await start(config);
  await tablet.open();
  expect(complaints(tablet)).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['en', 'en'],
  ['fr', 'fr'],
  ['de', 'fr'],
])('when the server speaks %s and the player has not chosen, the tablet speaks %s', async (server, locale) => {
  const tablet = await start('{}', { convars: { 'esx:locale': server } });
  expect(tablet.told('hello')).toEqual([{ t: 'hello', locale, open: false }]);
});
