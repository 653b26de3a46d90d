import { describe, expect, test } from 'vitest';
import { standingOf, timeOfDay } from '../../../nui/src/features/home/own.ts';
import { availableActions } from '../../../nui/src/features/requests/actions.ts';
import { ageOf } from '../../../nui/src/features/requests/age.ts';
import { shownAnswers } from '../../../nui/src/features/requests/answers.ts';
import { filtered, rowAfterKey } from '../../../nui/src/features/requests/board.ts';
import { withService } from '../../../nui/src/features/requests/catalogue.ts';
import { byDay, kindOf, lastHold, reachedAt } from '../../../nui/src/features/requests/history.ts';
import { ROLES, type SystemRole } from '../../../shared/access/roles.ts';
import type { RequestLine } from '../../../shared/features/requests/model.ts';
import { CLOSED_STATUSES, REQUEST_STATUSES, type RequestStatus } from '../../../shared/features/requests/workflow.ts';
import { CLIENT, FORM, happened, idOf, MANAGER, request, row, service } from './fixtures.ts';

const actor = (role: SystemRole, accountId: string | null) => ({
  accountId,
  permissions: new Set(ROLES[role].permissions),
});

describe('the actions offered', () => {
  const steps = ['take', 'hold', 'resume'] as const;
  const offered: { readonly [S in RequestStatus]?: readonly string[] } = {
    submitted: ['take', 'hold'],
    negotiating: ['hold'],
    agreed: ['hold'],
    in_progress: ['hold'],
    on_hold: ['resume'],
  };

  test.each(REQUEST_STATUSES)('to a manager follow the workflow: %s', (status) => {
    const actions: readonly string[] = availableActions(actor('manager', MANAGER.id), request(1, { status }));
    expect(steps.filter((step) => actions.includes(step))).toEqual(offered[status] ?? []);
    if (CLOSED_STATUSES.includes(status)) expect(actions).toEqual([]);
  });

  test.each(REQUEST_STATUSES)('to a client on their own request hold none of the studio: %s', (status) => {
    const own = request(1, { status });
    const actions: readonly string[] = availableActions(actor('client', CLIENT.id), own);
    expect(steps.filter((step) => actions.includes(step))).toEqual([]);
    expect(availableActions(actor('client', MANAGER.id), own)).toEqual([]);
    expect(availableActions(actor('visitor', null), own)).toEqual([]);
  });

  test('to a manager on their own request hold none of the studio: nobody serves themselves', () => {
    const actions: readonly string[] = availableActions(actor('manager', CLIENT.id), request(1));
    expect(steps.filter((step) => actions.includes(step))).toEqual([]);
  });
});

describe('the history', () => {
  const history = [
    happened(1, 'request.submit', null, 'submitted', { actor: { name: 'Nadia Ferrand', staff: false } }),
    happened(2, 'request.take', 'submitted', 'negotiating'),
    happened(3, 'request.hold', 'negotiating', 'on_hold', { note: 'Il manque config.lua' }),
    happened(4, 'request.resume', 'on_hold', 'negotiating'),
    happened(30, 'request.polish', 'negotiating', 'negotiating'),
  ];

  test('is told by kind; one from a newer server is told as a change', () => {
    expect(history.map(kindOf)).toEqual(['submit', 'take', 'hold', 'resume', 'other']);
  });

  test('is split at midnight', () => {
    const days = byDay(history);
    expect(days.flatMap(({ entries }) => entries)).toEqual(history);
    for (const { at, entries } of days) {
      for (const entry of entries) expect(new Date(entry.at).toDateString()).toBe(new Date(at).toDateString());
    }
  });

  test('gives each state its date; coming back from a hold does not begin it anew', () => {
    const reached = reachedAt(history);
    expect(reached.get('submitted')).toBe(history[0]?.at);
    expect(reached.get('on_hold')).toBe(history[2]?.at);
    expect(reached.get('negotiating')).toBe(history[1]?.at);
  });

  test('knows why the request waits', () => {
    expect(lastHold(history)?.note).toBe('Il manque config.lua');
    expect(lastHold(history.slice(0, 2))).toBeUndefined();
  });
});

describe('the board', () => {
  const all = [
    row(4, { status: 'submitted' }),
    row(3, { status: 'negotiating', assignee: MANAGER }),
    row(2, { status: 'on_hold', assignee: MANAGER }),
    row(1, { status: 'completed', assignee: MANAGER }),
  ];

  test('filters by whose move it is and by who has it in hand', () => {
    const shown = (filter: Parameters<typeof filtered>[1], me = MANAGER.id) =>
      filtered(all, filter, me).map(({ createdAt }) => createdAt / 1_000);
    expect(shown('all')).toEqual([4, 3, 2, 1]);
    expect(shown('studio')).toEqual([4, 3]);
    expect(shown('mine')).toEqual([3, 2]);
    expect(shown('mine', idOf(7))).toEqual([]);
    expect(shown('on_hold')).toEqual([2]);
  });

  test('moves by arrows within its rows', () => {
    expect(rowAfterKey('ArrowDown', 0, 3)).toBe(1);
    expect(rowAfterKey('ArrowDown', 2, 3)).toBe(2);
    expect(rowAfterKey('ArrowUp', 0, 3)).toBe(0);
    expect(rowAfterKey('End', 0, 3)).toBe(2);
    expect(rowAfterKey('Home', 2, 3)).toBe(0);
    expect(rowAfterKey('a', 0, 3)).toBeNull();
    expect(rowAfterKey('ArrowDown', 0, 0)).toBeNull();
  });

  test('tells ages in whole units, never too old', () => {
    const now = 10 * 86_400_000;
    expect(ageOf(now - 59_000, now)).toEqual({ amount: 0, unit: 'minute' });
    expect(ageOf(now - 59 * 60_000, now)).toEqual({ amount: 59, unit: 'minute' });
    expect(ageOf(now - 23.9 * 3_600_000, now)).toEqual({ amount: 23, unit: 'hour' });
    expect(ageOf(now - 47 * 3_600_000, now)).toEqual({ amount: 1, unit: 'day' });
    expect(ageOf(now + 5_000, now)).toEqual({ amount: 0, unit: 'minute' });
  });
});

describe('answers on the page', () => {
  const line = {
    id: idOf(5),
    serviceId: idOf(1),
    kind: 'script' as const,
    name: { fr: 'Script', en: 'Script' },
    form: FORM,
    listedPrice: null,
    finalPrice: null,
    paid: 0,
    state: 'pending' as const,
    offers: [],
  } satisfies Omit<RequestLine, 'answers'>;

  test('come in the order of the form, choices in the language of the reader', () => {
    const answers = {
      backup: true,
      parts: ['panel', 'database'],
      language: 'unknown',
      needs: 'Un garage',
      players: 64,
    };
    expect(shownAnswers({ ...line, answers }, 'en')).toEqual([
      { key: 'needs', label: 'Besoin', type: 'long', value: 'Un garage' },
      { key: 'language', label: 'Langage', type: 'short', value: 'I don’t know' },
      { key: 'parts', label: 'Parties', type: 'short', value: 'Panel, Database' },
      { key: 'players', label: 'Joueurs', type: 'number', value: 64, unit: undefined },
      { key: 'backup', label: 'Sauvegarde', type: 'tick', value: true },
    ]);
  });

  test('that were left open are not there, and an unknown choice is shown as stored', () => {
    expect(
      shownAnswers({ ...line, answers: { needs: '  ', code: 'x = 1', parts: [], language: 'cobol' } }, 'fr'),
    ).toEqual([
      { key: 'code', label: 'Code', type: 'code', value: 'x = 1' },
      { key: 'language', label: 'Langage', type: 'short', value: 'cobol' },
    ]);
  });
});

describe('at home', () => {
  test('the longest waiting turn comes first, closed requests are not running', () => {
    const { turns, running } = standingOf([
      row(5, { status: 'on_hold', changedAt: 9_000 }),
      row(4, { status: 'delivered', changedAt: 6_000 }),
      row(3, { status: 'negotiating' }),
      row(2, { status: 'completed' }),
      row(1, { status: 'cancelled' }),
    ]);
    expect(turns.map(({ status }) => status)).toEqual(['delivered', 'on_hold']);
    expect(running).toBe(1);
  });

  test('the greeting follows the clock', () => {
    expect([4, 5, 11, 12, 17, 18, 23].map(timeOfDay)).toEqual([
      'evening',
      'day',
      'day',
      'afternoon',
      'afternoon',
      'evening',
      'evening',
    ]);
  });
});

test('a service that leaves the price list leaves the screen, an older version changes nothing', () => {
  const known = [service(1, { version: 2 }), service(3)];
  expect(withService(known, service(1, { version: 1, price: 1 }))).toBe(known);
  expect(withService(known, service(2)).map(({ position }) => position)).toEqual([1, 2, 3]);
  expect(withService(known, service(1, { version: 3, active: false })).map(({ position }) => position)).toEqual([3]);
});
