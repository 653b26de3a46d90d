import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '../../shared/access/permissions.ts';
import { ROLES, SYSTEM_ROLES } from '../../shared/access/roles.ts';
import { has, is, missingPermission, permits, type Rule } from '../../shared/access/rules.ts';
import { entries, entry } from '../../shared/contract/index.ts';
import { feedKey } from '../../shared/contract/wire.ts';
import {
  CLOSED_STATUSES,
  canTransition,
  REQUEST_ACTIONS,
  REQUEST_STATUSES,
  REQUEST_WORKFLOW,
  turnOf,
} from '../../shared/features/requests/workflow.ts';
import { ID_PATTERN, newId } from '../../shared/ids.ts';

const permissionsOf = (rule: Rule): string[] => {
  if ('has' in rule) return [rule.has];
  if ('is' in rule) return [];
  return ('any' in rule ? rule.any : rule.all).flatMap(permissionsOf);
};

describe('the contract', () => {
  test('asks for every permission that a role can hold', () => {
    const asked = new Set([...entries()].flatMap(([, { allow }]) => permissionsOf(allow)));
    expect([...asked].sort()).toEqual([...PERMISSIONS].sort());
  });

  test('gives no visitor anything but the catalogue, the sign-up and the knowledge of who they are', () => {
    const visitor = { accountId: null, permissions: new Set(ROLES.visitor.permissions) };
    const open = [...entries()].filter(([, { allow }]) => permits(allow, visitor)).map(([name]) => name);
    expect(open.sort()).toEqual(['clients.signUp', 'services.catalogue', 'session.me']);
  });

  test('knows no name that was made up', () => {
    for (const name of ['__proto__', 'constructor', 'requests.constructor', 'requests', '', 'requests.submit.x']) {
      expect(entry(name)).toBeUndefined();
    }
  });

  test('decides about a request only with the request in hand', () => {
    for (const [name, definition] of entries()) {
      if (JSON.stringify(definition.allow).includes('"is"')) expect(definition.on, name).toBeDefined();
    }
  });
});

describe('rules', () => {
  const actor = { accountId: 'a', permissions: new Set(['request.read'] as const) };
  test('are data that both sides evaluate', () => {
    expect(permits(has('request.read'), actor)).toBe(true);
    expect(permits(has('request.work'), actor)).toBe(false);
    expect(permits(is('owner'), actor)).toBe(false);
    expect(permits(is('owner'), actor, ['owner'])).toBe(true);
    expect(permits({ any: [] }, actor)).toBe(false);
    expect(permits({ all: [] }, actor)).toBe(true);
    expect(permits({ all: [has('request.read'), is('assignee')] }, actor, ['owner'])).toBe(false);
  });

  test('name what is missing', () => {
    expect(missingPermission({ all: [has('request.read'), has('request.work')] }, actor)).toBe('request.work');
    expect(missingPermission(is('owner'), actor)).toBeUndefined();
  });

  test('higher ranks never lose what the studio needs', () => {
    expect(ROLES.superadmin.permissions).toEqual(PERMISSIONS);
    const ranks = SYSTEM_ROLES.map((role) => ROLES[role].rank);
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
  });
});

test('every state of a request says whose turn it is, and from a closed one nothing leads on', () => {
  for (const status of REQUEST_STATUSES) expect(['studio', 'client', 'nobody']).toContain(turnOf(status));
  for (const action of REQUEST_ACTIONS) {
    expect(REQUEST_WORKFLOW[action].from.length, action).toBeGreaterThan(0);
    for (const closed of CLOSED_STATUSES) expect(canTransition(closed, action), `${closed} ${action}`).toBe(false);
  }
});

test('ids sort by time and do not repeat within a millisecond', () => {
  let seed = 1;
  const random = (bytes: number) =>
    Uint8Array.from({ length: bytes }, () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed % 256;
    });
  const ids = Array.from({ length: 1_000 }, () => newId(1_795_550_400_000, random));
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids) expect(id).toMatch(ID_PATTERN);
  expect(newId(1_795_550_400_001, random) > (ids[0] ?? '')).toBe(true);
});

test('the key of a live view does not depend on the order of its input', () => {
  expect(feedKey('x.y', { b: 1, a: 'z' })).toBe(feedKey('x.y', { a: 'z', b: 1 }));
  expect(feedKey('x.y', {})).toBe('x.y');
});
