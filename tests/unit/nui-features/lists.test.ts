import { describe, expect, test } from 'vitest';
import { withRow } from '../../../nui/src/features/home/own.ts';
import { createRequestFile, createRequestList, type RequestList } from '../../../nui/src/features/requests/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { request, row, rows } from './fixtures.ts';

const numbers = (list: RequestList) => list.store.getState().rows.map(({ createdAt }) => createdAt / 1_000);
const versions = (list: RequestList) => list.store.getState().rows.map(({ version }) => version);

describe('a list of requests', () => {
  test('shows the newest first and goes on after its last row', () => {
    const list = createRequestList();
    expect(list.cursor()).toBeNull();
    list.show({ items: rows(50, 26), more: true });
    expect(list.cursor()).toEqual({ createdAt: 26_000, id: row(26).id });
    list.append({ items: rows(25, 1), more: false });
    expect(numbers(list)).toEqual(Array.from({ length: 50 }, (_, index) => 50 - index));
    expect(list.store.getState().more).toBe(false);
  });

  test('drops what is older than what it shows, whatever the order of arrival', () => {
    const list = createRequestList();
    list.show({ items: [row(1, { version: 3, status: 'on_hold' })], more: false });
    list.change(row(1, { version: 2, status: 'negotiating' }));
    list.change(row(1, { version: 3, status: 'negotiating' }));
    expect(list.store.getState().rows[0]?.status).toBe('on_hold');
    list.change(row(1, { version: 4, status: 'negotiating' }));
    expect(list.store.getState().rows[0]?.status).toBe('negotiating');
  });

  test('keeps a newer row when a page with an older one arrives late', () => {
    const list = createRequestList();
    list.show({ items: rows(3, 2), more: true });
    list.change(row(2, { version: 5 }));
    list.append({ items: [row(2), row(1)], more: false });
    expect(numbers(list)).toEqual([3, 2, 1]);
    expect(versions(list)).toEqual([1, 5, 1]);
    list.show({ items: rows(3, 1), more: false });
    expect(versions(list)).toEqual([1, 5, 1]);
  });

  test('marks what comes in live until it was seen', () => {
    const list = createRequestList();
    list.show({ items: rows(2, 1), more: false });
    expect(list.store.getState().arrived.size).toBe(0);
    list.change(row(3));
    list.change(row(4));
    list.change(row(1, { version: 2 }));
    expect(numbers(list)).toEqual([4, 3, 2, 1]);
    expect([...list.store.getState().arrived]).toEqual([row(3).id, row(4).id]);
    list.seen(row(3).id);
    expect([...list.store.getState().arrived]).toEqual([row(4).id]);
    list.seen();
    expect(list.store.getState().arrived.size).toBe(0);
  });

  test('leaves a change of a row that was not read yet to its page', () => {
    const list = createRequestList();
    list.show({ items: rows(50, 26), more: true });
    list.change(row(3, { version: 7 }));
    expect(numbers(list)).toHaveLength(25);
    list.append({ items: rows(25, 1), more: false });
    expect(numbers(list)).toHaveLength(50);
  });

  test('after a reconnection keeps its older pages only when nothing can be missing in between', () => {
    const list = createRequestList();
    list.show({ items: rows(50, 26), more: true });
    list.append({ items: rows(25, 1), more: false });
    list.show({ items: rows(52, 28), more: true });
    expect(numbers(list)).toEqual(Array.from({ length: 52 }, (_, index) => 52 - index));
    expect(list.store.getState().more).toBe(false);
    expect([...list.store.getState().arrived]).toEqual([row(52).id, row(51).id]);

    list.show({ items: rows(100, 76), more: true });
    expect(numbers(list)).toEqual(Array.from({ length: 25 }, (_, index) => 100 - index));
    expect(list.store.getState().more).toBe(true);
  });

  test('of one state lets go of what leaves that state and takes what comes back', () => {
    const list = createRequestList({ status: 'on_hold' });
    list.show({ items: [row(2, { status: 'on_hold', version: 2 }), row(1, { status: 'on_hold' })], more: false });
    list.change(row(2, { status: 'negotiating', version: 3 }));
    expect(numbers(list)).toEqual([1]);
    list.change(row(2, { status: 'on_hold', version: 2 }));
    expect(numbers(list)).toEqual([1]);
    list.change(row(2, { status: 'on_hold', version: 4 }));
    expect(numbers(list)).toEqual([2, 1]);
  });

  test('that is on screen is not taken away by a failure', () => {
    const list = createRequestList();
    list.fail(new AppError('unavailable'));
    expect(list.store.getState()).toMatchObject({ state: 'failed', error: { code: 'unavailable' } });
    list.show({ items: rows(1, 1), more: false });
    list.fail(new AppError('unavailable'));
    expect(list.store.getState()).toMatchObject({ state: 'ready', error: null });
  });
});

describe('the request on its page', () => {
  test('never goes back to an older state', () => {
    const file = createRequestFile();
    file.show(request(1, { version: 4, status: 'on_hold' }));
    file.put(request(1, { version: 3, status: 'negotiating' }));
    expect(file.store.getState().request?.status).toBe('on_hold');
    file.put(request(1, { version: 5, status: 'negotiating' }));
    expect(file.store.getState().request?.status).toBe('negotiating');
  });

  test('that may not be seen any more is gone from the screen', () => {
    const file = createRequestFile();
    file.show(request(1));
    file.fail(new AppError('not_found'));
    expect(file.store.getState()).toMatchObject({ state: 'failed', request: null, error: { code: 'not_found' } });
  });
});

test('the list at home takes the newest version of each request', () => {
  const page = { items: [row(2, { version: 2 }), row(1)], more: false };
  expect(withRow(page, row(2, { version: 1, title: 'vieux' }))).toBe(page);
  expect(withRow(page, row(1, { version: 2, title: 'neuf' })).items.map(({ title }) => title)).toEqual([
    'Demande 2',
    'neuf',
  ]);
  expect(withRow(page, row(3)).items[0]?.id).toBe(row(3).id);
  expect(withRow({ ...page, more: true }, row(0)).items).toHaveLength(2);
});
