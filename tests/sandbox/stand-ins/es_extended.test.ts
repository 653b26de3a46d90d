import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxOptions } from '../../../sandbox/index.ts';
import { type Probe, startProbe, startTestDatabase } from './probe.ts';

let server: Awaited<ReturnType<typeof startTestDatabase>>;
const probes: Probe[] = [];
let schemas = 0;

beforeAll(async () => {
  server = await startTestDatabase();
}, 60_000);
afterEach(async () => {
  for (const probe of probes.splice(0)) await probe.close();
}, 60_000);
afterAll(async () => {
  await server?.close();
}, 60_000);

async function open(options: SandboxOptions = {}): Promise<Probe> {
  schemas += 1;
  const probe = await startProbe({ clock: 'stepped', databaseUrl: await server.url(`esx_${schemas}`), ...options });
  probes.push(probe);
  return probe;
}

const anna = { name: 'anna_g', license: 'a'.repeat(40), firstName: 'Anna', lastName: 'Grey' };
const call = (id: number, method: string, ...values: readonly unknown[]): string =>
  `exports.es_extended.RunStaticPlayerMethod(${[id, method, ...values].map((value) => JSON.stringify(value)).join(', ')})`;

/** The first row of the character; the driver of the sandbox gives loose rows. */
async function row(probe: Probe, identifier: string = anna.license): Promise<Record<string, unknown> | undefined> {
  const rows: Record<string, unknown>[] = await probe.sandbox.database.query(
    'SELECT * FROM users WHERE identifier = ?',
    [identifier],
  );
  return rows[0];
}

describe('a player', { timeout: 60_000 }, () => {
  it('is created with the identity of the character and loaded on both sides', async () => {
    const probe = await open();
    await probe.value("watch('esx:playerLoaded')");
    const player = await probe.sandbox.join({ ...anna, bank: 900, dateofbirth: '02/03/1980', sex: 'f' });
    expect(player.identifier).toBe(anna.license);
    const [event] = (await probe.value('seen')) as [string, number, Record<string, unknown>, boolean][];
    expect(event?.slice(0, 2)).toEqual(['esx:playerLoaded', player.id]);
    expect(event?.[2]).toMatchObject({
      identifier: anna.license,
      license: `license:${anna.license}`,
      name: 'Anna Grey',
    });
    expect(event?.[3]).toBe(true);
    expect(await probe.value('typeof seen[0][2].getGroup')).toBe('function');
    // A Lua table without entries is a list.
    expect(event?.[2]?.metadata).toEqual([]);
    expect(await probe.value(call(player.id, 'getName'))).toBe('Anna Grey');
    expect(await probe.value(call(player.id, 'get', 'dateofbirth'))).toBe('02/03/1980');
    expect(await probe.value(call(player.id, 'getAccount', 'BANK'))).toMatchObject({ name: 'bank', money: 900 });
    expect(await probe.value(call(player.id, 'getJob'))).toMatchObject({ name: 'unemployed', grade: 0 });
    expect(await probe.value(call(player.id, 'getSSN'))).toMatch(/^\d{3}-\d{2}-\d{4}$/);
    expect(await row(probe)).toMatchObject({ firstname: 'Anna', lastname: 'Grey', sex: 'f', group: 'user' });
  });

  it('answers nothing for an unknown player and an unexplained error for an unknown method', async () => {
    const probe = await open();
    const player = await probe.sandbox.join(anna);
    expect(await probe.value(call(99, 'getGroup'))).toBeUndefined();
    expect(await probe.value(`exports.es_extended.RunStaticPlayerMethod('${player.id}', 'getGroup')`)).toBeUndefined();
    const outcome = await probe.outcome(call(player.id, 'nope'));
    expect(outcome).toEqual({ error: expect.stringContaining('An error occurred while calling export') });
    expect(JSON.stringify(outcome)).not.toContain('Attempted');
  });

  it('is found through the shared object, with live functions and a snapshot of the fields', async () => {
    const probe = await open();
    const player = await probe.sandbox.join(anna);
    await probe.value('(globalThis.ESX = exports.es_extended.getSharedObject(), null)');
    expect(await probe.value(`ESX.IsPlayerLoaded(${player.id})`)).toBe(true);
    expect(await probe.value(`ESX.GetPlayerIdFromIdentifier('${anna.license}')`)).toBe(player.id);
    expect(await probe.value("ESX.GetPlayerIdFromIdentifier('nobody')")).toBeUndefined();
    expect(await probe.value(`ESX.GetIdentifier(${player.id})`)).toEqual([anna.license, 1]);
    expect(await probe.value('ESX.GetExtendedPlayers(null, null, true)')).toEqual([player.id]);
    expect(await probe.value("ESX.GetExtendedPlayers('group', 'nobody', true)")).toEqual([]);
    expect(await probe.value("ESX.GetExtendedPlayers('job', ['unemployed', 'police'], true)")).toEqual({
      unemployed: [player.id],
      police: [],
    });
    expect(await probe.value("ESX.GetConfig('AdminGroups')")).toEqual({ owner: true, admin: true });
    expect(await probe.value('Object.keys(ESX.GetJobs())')).toContain('reporter');
    await probe.value(`(globalThis.p = ESX.GetPlayerFromId(${player.id}), p.setGroup('redaction'), null)`);
    expect(await probe.value('[p.group, p.getGroup()]')).toEqual(['user', 'redaction']);
  });

  it('is forgotten after a drop, still readable during the event, and saved with its group', async () => {
    const probe = await open();
    const player = await probe.sandbox.join({ ...anna, bank: 100 });
    await probe.value(`watch('esx:playerSaved')`);
    await probe.value(
      `on('esx:playerDropped', (id, reason) => { seen.push(['dropped', id, reason, ${call(player.id, 'getGroup')}]); })`,
    );
    await probe.value(call(player.id, 'setGroup', 'redaction'));
    await probe.value(call(player.id, 'setMeta', 'note', { a: 1 }));
    expect(await row(probe)).toMatchObject({ group: 'user' });
    await player.leave('bye');
    await probe.sandbox.until(async () => (await row(probe))?.group === 'redaction', { what: 'the save' });
    await probe.sandbox.until(async () => (await probe.value(call(player.id, 'getGroup'))) === undefined);
    expect((await row(probe))?.metadata).toContain('"note":{"a":1}');
    const seen = (await probe.value('seen')) as unknown[][];
    expect(seen.map((entry) => entry.slice(0, 2))).toEqual([
      ['dropped', player.id],
      ['esx:playerSaved', player.id],
    ]);
    expect(seen[0]?.[3]).toBe('redaction');

    const again = await probe.sandbox.join({ ...anna, bank: 7, group: 'gestionnaire' });
    expect(await probe.value(call(again.id, 'getGroup'))).toBe('gestionnaire');
    expect(await probe.value(call(again.id, 'getAccount', 'bank'))).toMatchObject({ money: 7 });
    expect(await probe.value(call(again.id, 'getMeta', 'note'))).toEqual({ a: 1 });
  });
});

describe('a restart of es_extended', { timeout: 60_000 }, () => {
  it('forgets what was not saved; the client of a server with one character asks to be loaded again', async () => {
    const probe = await open();
    const player = await probe.sandbox.join({ ...anna, bank: 100 });
    await probe.value(call(player.id, 'removeAccountMoney', 'bank', 30));
    await probe.sandbox.restart('es_extended');
    expect(probe.sandbox.state('probe')).toBe('stopped');
    await probe.sandbox.ensure('probe');
    expect(await probe.value(call(player.id, 'getGroup'))).toBeUndefined();
    await probe.sandbox.until(async () => (await probe.value(call(player.id, 'getGroup'))) === 'user');
    expect(await probe.value(call(player.id, 'getAccount', 'bank'))).toMatchObject({ money: 100 });
  });

  it('leaves players with several characters out until they connect again', async () => {
    const probe = await open({ multicharacter: true });
    const player = await probe.sandbox.join(anna);
    await probe.sandbox.restart('es_extended');
    await probe.sandbox.ensure('probe');
    await probe.sandbox.advance(5000);
    expect(await probe.value(call(player.id, 'getGroup'))).toBeUndefined();
  });
});

describe('groups', { timeout: 60_000 }, () => {
  it('setGroup tells the server before the principal and the state change', async () => {
    const probe = await open();
    const player = await probe.sandbox.join(anna);
    await probe.value(`on('esx:setGroup', (id, group, last) => {
      seen.push([id, group, last, Player(id).state.group, Boolean(IsPlayerAceAllowed(String(id), 'probe.ace'))]);
    })`);
    await probe.sandbox.console('add_ace group.redaction probe.ace allow');
    await probe.value(call(player.id, 'setGroup', 'redaction'));
    expect(await probe.value('seen')).toEqual([[player.id, 'redaction', 'user', 'user', false]]);
    expect(await probe.value(`Player(${player.id}).state.group`)).toBe('redaction');
    expect(await probe.value(`Boolean(IsPlayerAceAllowed('${player.id}', 'probe.ace'))`)).toBe(true);
    await probe.value(call(player.id, 'setGroup', 'user'));
    expect(await probe.value(`Boolean(IsPlayerAceAllowed('${player.id}', 'probe.ace'))`)).toBe(false);
  });

  it('reads superadmin as admin when loading and in /setgroup, not in setGroup', async () => {
    const probe = await open();
    const player = await probe.sandbox.join({ ...anna, group: 'superadmin' });
    expect(await probe.value(call(player.id, 'getGroup'))).toBe('admin');
    expect(await probe.value(call(player.id, 'isAdmin'))).toBe(true);
    await probe.value(call(player.id, 'setGroup', 'superadmin'));
    expect(await probe.value(call(player.id, 'getGroup'))).toBe('superadmin');
    await probe.sandbox.console(`setgroup ${player.id} superadmin`);
    expect(await probe.value(call(player.id, 'getGroup'))).toBe('admin');
    await probe.sandbox.console(`setgroup ${player.id} 12`);
    expect(await probe.value(call(player.id, 'getGroup'))).toBe('admin');
    await probe.sandbox.console(`setgroup ${player.id} gestionnaire`);
    expect(await probe.value(call(player.id, 'getGroup'))).toBe('gestionnaire');
  });

  it('leaves the principal behind when the player drops', async () => {
    const probe = await open();
    await probe.sandbox.console('add_ace group.chief probe.ace allow');
    const player = await probe.sandbox.join({ ...anna, group: 'chief' });
    await player.leave();
    await probe.sandbox.until(async () => (await probe.value(call(player.id, 'getGroup'))) === undefined);
    const again = await probe.sandbox.join({ ...anna, group: 'user' });
    expect(await probe.value(call(again.id, 'getGroup'))).toBe('user');
    expect(await probe.value(`Boolean(IsPlayerAceAllowed('${again.id}', 'probe.ace'))`)).toBe(true);
  });
});

describe('accounts', { timeout: 60_000 }, () => {
  it.each(['1.13', '1.16'] as const)('%s: what removing too much does', async (esx) => {
    const probe = await open({ esx });
    const player = await probe.sandbox.join({ ...anna, bank: 100 });
    await probe.value("watch('esx:setAccountMoney', 'esx:addAccountMoney', 'esx:removeAccountMoney')");
    const bank = async () => ((await probe.value(call(player.id, 'getAccount', 'bank'))) as { money: number }).money;
    const modern = esx === '1.16';
    expect(await probe.value("GetResourceMetadata('es_extended', 'version', 0)")).toBe(modern ? '1.16.0' : '1.13.5');
    expect(await probe.value(call(player.id, 'removeAccountMoney', 'bank', 150.4, 'order'))).toBe(
      modern ? false : undefined,
    );
    expect(await bank()).toBe(modern ? 100 : -50);
    await probe.value(call(player.id, 'setAccountMoney', 'bank', 40));
    await probe.value(call(player.id, 'addAccountMoney', 'bank', 2, 'gift'));
    expect(await probe.value(call(player.id, 'removeAccountMoney', 'bank', 2, 'fee'))).toBe(modern ? true : undefined);
    expect(await bank()).toBe(40);
    const invalid = await probe.outcome(call(player.id, 'removeAccountMoney', 'bank', -1));
    if (modern) expect(invalid).toEqual({ value: false });
    else expect(invalid).toHaveProperty('error');
    expect(await probe.value('seen')).toEqual([
      ...(modern ? [] : [['esx:removeAccountMoney', player.id, 'bank', 150, 'order']]),
      ['esx:setAccountMoney', player.id, 'bank', 40, 'Unknown'],
      ['esx:addAccountMoney', player.id, 'bank', 2, 'gift'],
      ['esx:removeAccountMoney', player.id, 'bank', 2, 'fee'],
    ]);
    player.setBank(1234);
    expect(await bank()).toBe(1234);
  });

  it.each(['1.13', '1.16'] as const)('%s: saves all spawned players in one batch every ten minutes', async (esx) => {
    const probe = await open({ esx, frameMs: 1000 });
    const first = await probe.sandbox.join({ ...anna, bank: 100 });
    const second = await probe.sandbox.join({ name: 'bob', firstName: 'Bob', lastName: 'Ray', bank: 100 });
    await probe.value("watch('esx:playerSaved')");
    await probe.value(call(first.id, 'removeAccountMoney', 'bank', 30));
    await probe.value(call(second.id, 'removeAccountMoney', 'bank', 40));
    expect((await row(probe))?.accounts).toContain('"bank":100');
    await probe.sandbox.advance(601_000);
    await probe.sandbox.until(async () =>
      String((await row(probe, second.identifier))?.accounts).includes('"bank":60'),
    );
    expect((await row(probe))?.accounts).toContain('"bank":70');
    expect(await probe.value('seen.length')).toBe(esx === '1.16' ? 2 : 0);
  });
});

describe('characters', { timeout: 60_000 }, () => {
  it('have an identifier with their slot, and change by a logout', async () => {
    const probe = await open({ multicharacter: true });
    const player = await probe.sandbox.join(anna);
    expect(await probe.value(call(player.id, 'getIdentifier'))).toBe(`char1:${anna.license}`);
    await probe.value("watch('esx:playerDropped')");
    await player.relog({ ...anna, slot: 2, firstName: 'Nora', lastName: 'Lund' });
    expect(await probe.value(call(player.id, 'getIdentifier'))).toBe(`char2:${anna.license}`);
    expect(await probe.value(call(player.id, 'getName'))).toBe('Nora Lund');
    expect(await probe.value('seen')).toEqual([['esx:playerDropped', player.id, 'esx_player_logout']]);
  });
});

describe('jobs, items and callbacks', { timeout: 60_000 }, () => {
  it('setJob tells both sides and refuses unknown jobs', async () => {
    const probe = await open();
    const player = await probe.sandbox.join(anna);
    await probe.value(
      "(on('esx:setJob', (id, job, last) => { seen.push([id, job.name, last.name]); }), onNet('probe:client', (...values) => { seen.push(values); }), null)",
    );
    await probe.value(call(player.id, 'setJob', 'reporter', 0));
    await probe.sandbox.until(async () => (await probe.value('seen.length')) === 2);
    const seen = (await probe.value('seen')) as [[number, string, string], [string, { name: string }]];
    expect(seen[0]).toEqual([player.id, 'reporter', 'unemployed']);
    expect(seen[1].slice(0, 2)).toEqual(['esx:setJob', expect.objectContaining({ name: 'reporter', grade: 0 })]);
    expect(await probe.outcome(call(player.id, 'setJob', 'king', 0))).toHaveProperty('error');
  });

  it('answers hasItem with two values and uses items that a resource registered', async () => {
    const probe = await open();
    const player = await probe.sandbox.join(anna);
    await probe.value(
      "exports.es_extended.getSharedObject().RegisterUsableItem('tablet', (id, item) => { seen.push([id, item]); })",
    );
    expect(await probe.value(call(player.id, 'hasItem', 'tablet'))).toEqual([false, 0]);
    player.emitNet('esx:useItem', 'tablet');
    await probe.value(call(player.id, 'addInventoryItem', 'tablet', 1));
    expect(await probe.value(call(player.id, 'hasItem', 'tablet'))).toEqual([expect.objectContaining({ count: 1 }), 1]);
    await probe.sandbox.advance(200);
    player.emitNet('esx:useItem', 'tablet');
    await probe.sandbox.until(async () => (await probe.value('seen.length')) === 1);
    expect(await probe.value('seen')).toEqual([[player.id, 'tablet']]);
  });

  it('keeps the client half informed: player data, death, notifications', async () => {
    const probe = await open();
    await probe.value(
      "(onNet('probe:client', (...values) => { seen.push(values); }), globalThis.last = (name) => seen.filter((entry) => entry[0] === name).at(-1), null)",
    );
    const player = await probe.sandbox.join(anna);
    await probe.value(call(player.id, 'setGroup', 'redaction'));
    await probe.value(`emitNet('probe:ask', ${player.id}, 'GetPlayerData')`);
    await probe.sandbox.until(async () => (await probe.value("last('GetPlayerData')")) !== undefined);
    expect(await probe.value("last('GetPlayerData')[1]")).toMatchObject({
      identifier: anna.license,
      group: 'redaction',
    });
    await probe.value(call(player.id, 'showNotification', 'Hello', 'success', 3000, 'Atelier'));
    await probe.sandbox.until(() => player.client.notifications.length > 0, { what: 'the notification' });
    expect(player.client.notifications[0]).toMatchObject({ message: 'Hello', type: 'success', title: 'Atelier' });
    player.client.set({ dead: true });
    await probe.sandbox.until(async () => (await probe.value("last('esx:onPlayerDeath')")) !== undefined);
  });
});
