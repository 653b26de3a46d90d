import { afterEach, describe, expect, test } from 'vitest';
import { refusal, Tablet } from '../support/tablet.ts';
import { twoLines, type World, world } from '../support/world.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const one of worlds.splice(0)) await one.close();
});
async function open(options: Parameters<typeof world>[1] = {}): Promise<World> {
  const opened = await world('sessions', options);
  worlds.push(opened);
  return opened;
}

describe.each(['1.13', '1.16'] as const)('on ESX %s', (esx) => {
  test('a group given and taken by ESX itself takes effect at once in the open tablet', async () => {
    const { sandbox, enter } = await open({ esx });
    const ines = await enter('Inès Caron');
    const me = await ines.watch('session.me', {});
    expect(me.snapshot).toMatchObject({ role: 'visitor', staff: false });
    expect(await refusal(ines.watch('requests.board', {}))).toBe('forbidden');

    await sandbox.console(`setgroup ${ines.player.id} gestionnaire`);
    await sandbox.until(() => me.events.at(-1)?.role === 'manager', { what: 'the role to arrive' });
    const board = await ines.watch('requests.board', {});

    await sandbox.console(`setgroup ${ines.player.id} user`);
    await sandbox.until(() => me.events.at(-1)?.role === 'visitor', { what: 'the role to go' });
    expect(board.ended).toBe('not_found');
    expect(await refusal(ines.watch('requests.board', {}))).toBe('forbidden');
  });

  test('full ESX admins are superadmins, unknown groups are nothing', async () => {
    const { enter } = await open({ esx });
    const admin = await (await enter('Théo Marchal', 'admin')).watch('session.me', {});
    expect(admin.snapshot).toMatchObject({ role: 'superadmin', staff: true });
    const journalist = await (await enter('Jules Verdier', 'journalist')).watch('session.me', {});
    expect(journalist.snapshot).toMatchObject({ role: 'visitor', permissions: [] });
  });
});

test('an account belongs to the person: another character of the same licence has it, another licence does not', async () => {
  const { sandbox, client } = await open({ multicharacter: true });
  const nadia = await client('Nadia Ferrand');
  const me = await nadia.watch('session.me', {});
  const accountId = me.snapshot.account?.id;
  expect(accountId).toBeDefined();

  await nadia.player.relog({ name: 'Nadia Ferrand', slot: 2, firstName: 'Rosa', lastName: 'Lopez' });
  const again = await nadia.watch('session.me', {});
  expect(again.snapshot).toMatchObject({ account: { id: accountId, client: true }, character: { firstName: 'Rosa' } });
  const rows = await sandbox.database.query('SELECT person_key FROM atelier_account');
  expect(rows).toHaveLength(1);
  expect(String(rows[0]?.person_key)).not.toContain('char');
});

test('two tablets of one account, with two of its characters, show the same', async () => {
  const { sandbox, client } = await open({ multicharacter: true });
  const nadia = await client('Nadia Ferrand');
  const { license = nadia.player.identifier.replace('char1:', '') } = nadia.player.spec;
  const second = new Tablet(
    sandbox,
    await sandbox.join({ name: 'Nadia encore', license, slot: 2, firstName: 'Rosa', lastName: 'Lopez' }),
  );
  await second.open();
  const own = await second.watch('requests.own', {});
  await nadia.command('requests.submit', await twoLines(nadia));
  await sandbox.until(() => own.events.length === 1, { what: 'the request on the other tablet' });
});

test('a restart of es_extended stops Atelier; started again, everybody is who they were', async () => {
  const { sandbox, client } = await open();
  const nadia = await client('Nadia Ferrand');
  const me = await nadia.watch('session.me', {});
  await sandbox.restart('es_extended');
  // Its dependants were stopped with it, and nobody starts them again.
  expect(sandbox.state('atelier')).toBe('stopped');
  await sandbox.ensure('atelier');
  await sandbox.until(() => sandbox.logs.filter(({ text }) => text.includes('Atelier is ready')).length > 1, {
    what: 'the restart',
  });
  await sandbox.until(async () => (await refusal(nadia.watch('session.me', {}))).startsWith('accepted'), {
    what: 'the character',
  });
  expect((await nadia.watch('session.me', {})).snapshot.account).toEqual(me.snapshot.account);
});

test('a player who leaves is forgotten; the next one with the same id is somebody else', async () => {
  const { sandbox, client, enter } = await open();
  const nadia = await client('Nadia Ferrand');
  await nadia.watch('requests.own', {});
  await nadia.player.leave();
  const malik = await enter('Malik Benali');
  expect((await malik.watch('session.me', {})).snapshot).toMatchObject({ role: 'visitor', account: null });
  expect(sandbox.logs.filter(({ level, resource }) => level === 'error' && resource === 'atelier')).toEqual([]);
});

test('the resource runs under any folder name', async () => {
  const { enter, sandbox } = await open({ resourceName: 'studio-de-nadia' });
  const nadia = await enter('Nadia Ferrand');
  expect((await nadia.watch('services.catalogue', {})).snapshot).toHaveLength(4);
  expect(sandbox.resourceName).toBe('studio-de-nadia');
});
