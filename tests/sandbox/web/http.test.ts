import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fixture, type RawOptions, startFixture } from './fixture.ts';

let fixture: Fixture;

const api = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
  const answer = await fetch(`${fixture.served.url}/api/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture?.close());

test('a player is added, joins, is seen, and is removed', async () => {
  const added = await api('players', { firstName: 'Zoé', lastName: 'Le Goff', bank: 1000 });
  expect(added.body).toMatchObject({
    slug: 'zoe-le-goff',
    role: null,
    name: 'Zoé Le Goff',
    group: 'user',
    online: false,
    id: null,
  });
  const joined = await api('players/zoe-le-goff/join', {});
  expect(joined.body).toMatchObject({ online: true, tabs: 0 });
  expect(fixture.sandbox.players.get(joined.body.id)?.spec).toMatchObject({ firstName: 'Zoé', bank: 1000 });

  await api('players/zoe-le-goff/state', { dead: true });
  const observed = await api(`players/${joined.body.id}`);
  expect(observed.body).toMatchObject({
    slug: 'zoe-le-goff',
    switches: { dead: true },
    client: { focus: { hasFocus: false } },
  });

  expect(await api('players/zoe-le-goff', undefined, 'DELETE')).toMatchObject({
    status: 409,
    body: { error: 'online' },
  });
  expect((await api('players/zoe-le-goff/leave', {})).body.online).toBe(false);
  expect((await api('players/zoe-le-goff', undefined, 'DELETE')).status).toBe(200);
  expect((await api('players/zoe-le-goff')).status).toBe(404);
});

test('two who ask at once for the same player get one session', async () => {
  const [one, two] = await Promise.all([api('players/visiteur/join', {}), api('players/visiteur/join', {})]);
  expect(one.body.id).toBe(two.body.id);
  await api('players/visiteur/leave', {});
});

test('a player whom a test joined has a place in the list', async () => {
  const player = await fixture.sandbox.join({ name: 'Jean Test', firstName: 'Jean', lastName: 'Test' });
  expect((await api('players/jean-test')).body).toMatchObject({ id: player.id, online: true });
  await player.leave();
});

test('events of a cheating client reach the server, and the log tells what it said', async () => {
  await api('players/client/join', {});
  await api('players/client/emit', { name: 'fixture:mark', args: ['hello'] });
  await fixture.sandbox.until(() => fixture.sandbox.logs.some(({ text }) => text.includes('marked hello')));
  const lines = (await api('logs?resource=fixture&contains=marked')).body;
  expect(lines).toEqual([expect.objectContaining({ side: 'server', resource: 'fixture', text: 'marked hello' })]);
  await api('players/client/leave', {});
});

test('resources are stopped, started and restarted', async () => {
  expect((await api('resources/fixture/stop', {})).status).toBe(200);
  expect(fixture.sandbox.state('fixture')).toBe('stopped');
  await api('resources/ensure', {});
  expect(fixture.sandbox.state('fixture')).toBe('started');
  expect((await api('resources/nothing/restart', {})).body).toEqual({ error: 'unknown_resource' });
});

test.each([
  ['players/nobody', undefined, 404, 'unknown_player'],
  ['players/client/leave', {}, 409, 'not_online'],
  ['players/client/bank', { amount: -1 }, 400, 'bad_input'],
  ['players/client/group', { group: 'a; b' }, 400, 'bad_input'],
  ['players/client/state', { flying: true }, 400, 'bad_input'],
  ['players', { firstName: '' }, 400, 'bad_input'],
  ['players/client/dance', {}, 404, 'unknown_route'],
  ['clock/advance', { ms: 1000 }, 409, 'real_clock'],
  ['nothing', {}, 404, 'unknown_route'],
])('%s %j is refused', async (path, body, status, error) => {
  expect(await api(path, body)).toMatchObject({ status, body: { error } });
});

test('the files of the manifest are served as the game serves them', async () => {
  const { body } = await api('players/client/join', {});
  const file = (path: string) => fixture.raw(`/nui/${body.id}/${path}`);
  expect(await file('html/assets/page.js')).toMatchObject({
    status: 200,
    type: 'text/javascript; charset=utf-8',
    cache: 'no-cache',
  });
  expect(await file('html/assets/page.css')).toMatchObject({ status: 200, type: 'text/css; charset=utf-8' });
  expect(await file('html/assets/font.woff2')).toMatchObject({ status: 200, type: 'font/woff2', text: 'font' });
  // The game's browser has no type for it.
  expect(await file('html/assets/photo.avif')).toMatchObject({ status: 200, type: 'application/octet-stream' });
  const page = await file('html/index.html?a=b');
  expect(page.type).toBe('text/html; charset=utf-8');
  expect(page.text).toMatch(
    /<head><script src="\/bridge\.js" data-player="\d+" data-resource="fixture" data-store="client"><\/script><meta/,
  );
  await api('players/client/leave', {});
});

test.each([
  'html/other.html',
  'client.js',
  'server.js',
  'fxmanifest.lua',
  'html/assets/link.txt',
  'html/assets/../../client.js',
  'html/assets/../../../secret.txt',
  'html/assets/%2e%2e/%2e%2e/client.js',
  'html/assets/..%2f..%2fclient.js',
  'html/assets/..%5c..%5cclient.js',
  'html/assets/..\\..\\client.js',
  'html/assets//page.js',
  'html/./assets/page.js',
  'html/assets/page.js%00.css',
  'html/assets/page.js/',
  'html/assets/%zz',
  'html/assets',
  '/etc/passwd',
  '',
  `html/assets/${'a/../'.repeat(60)}page.js`,
])('a page does not get %s', async (path) => {
  const { body } = await api('players/client/join', {});
  const { status, text } = await fixture.raw(`/nui/${body.id}/${path}`);
  expect(status).toBe(404);
  expect(text).not.toMatch(/secret|RegisterCommand|root:/);
});

test('nobody else’s files or callbacks: the player must be online', async () => {
  expect((await fixture.raw('/nui/999/html/index.html')).status).toBe(404);
  expect((await fixture.raw('/nui-callback/999/echo', { method: 'POST', body: 'x' })).status).toBe(404);
  const { body } = await api('players/client/join', {});
  const echo = await fixture.raw(`/nui-callback/${body.id}/echo`, { method: 'POST', body: 'é' });
  expect(echo).toMatchObject({ status: 200, text: 'é' });
});

test.each<[string, RawOptions]>([
  ['a name that leads here', { headers: { host: 'evil.example' } }],
  ['a foreign page', { headers: { origin: 'https://evil.example' } }],
  ['a foreign page that posts', { method: 'POST', headers: { origin: 'null' }, body: '{"command":"quit"}' }],
])('%s cannot use the API', async (_, options) => {
  expect(await fixture.raw('/api/state', options)).toMatchObject({ status: 403 });
});

test('a taken port gives the next one, and the pages speak the asked language', async () => {
  const { serveSandbox } = await import('../../../sandbox/web/server.ts');
  const next = await serveSandbox(fixture.sandbox, { port: fixture.served.port, language: 'en' });
  try {
    expect(next.port).toBeGreaterThan(fixture.served.port);
    expect(await (await fetch(next.url)).text()).toContain('<html lang="en">');
    expect(await (await fetch(`${next.url}/?lang=fr`)).text()).toContain('<html lang="fr">');
  } finally {
    await next.close();
  }
});
