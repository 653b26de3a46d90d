import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Api, newCommandId } from '../../../nui/src/rpc/api.ts';
import { DEADLINE_MS, KNOCK_MS } from '../../../nui/src/rpc/calls.ts';
import { connectionStore } from '../../../nui/src/rpc/connection.ts';
import { LINGER_MS } from '../../../nui/src/rpc/feeds.ts';
import { COMMAND_ID, MAX_FRAME_BYTES } from '../../../shared/contract/wire.ts';
import { AppError } from '../../../shared/errors.ts';
import { FakeWire, settle } from './wire.ts';

const REQUEST = 'r'.repeat(20);

let wire: FakeWire;
let api: Api;

/** What a watcher saw, in order. */
function watching(name: 'requests.own' | 'requests.board' = 'requests.own') {
  const seen: string[] = [];
  const stop = api.watch(
    name,
    {},
    {
      show: (page) => seen.push(`show ${JSON.stringify(page)}`),
      change: (row) => seen.push(`change ${JSON.stringify(row)}`),
      fail: (error) => seen.push(`fail ${error.code}`),
    },
  );
  return { seen, stop };
}

const code = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : 'another error'),
  );

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeWire();
  api = new Api(wire);
  api.start(() => undefined);
  wire.say({ t: 'hello', locale: 'fr', open: true });
  api.resume();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('greeting the client script', () => {
  it('says ready until it is heard', () => {
    const quiet = new FakeWire();
    new Api(quiet).start(() => undefined);
    vi.advanceTimersByTime(3_500);
    expect(quiet.signals).toEqual(['ready', 'ready', 'ready', 'ready']);
    quiet.say({ t: 'hello', locale: 'fr', open: false });
    vi.advanceTimersByTime(60_000);
    expect(quiet.signals).toHaveLength(4);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a query', () => {
  it('gets the answer to its own frame', async () => {
    const answer = api.call('drafts.read', { place: 'request.new' });
    expect(wire.newest('drafts.read')).toEqual({ id: 1, k: 'q', n: 'drafts.read', i: { place: 'request.new' } });
    wire.answer('drafts.read', null);
    expect(await answer).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is asked once more after ten seconds, then fails', async () => {
    const outcome = code(api.call('requests.mine', {}));
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(wire.named('requests.mine')).toHaveLength(2);
    expect(connectionStore.getState().state).toBe('lost');
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(await outcome).toBe('timeout');
    expect(wire.named('requests.mine')).toHaveLength(2);
  });

  it('takes a late answer to its first frame', async () => {
    const answer = api.call('requests.mine', {});
    const first = wire.newest('requests.mine').id;
    await vi.advanceTimersByTimeAsync(DEADLINE_MS + 100);
    wire.say({ t: 'r', id: first, ok: true, d: { items: [], more: false } });
    expect(await answer).toEqual({ items: [], more: false });
    expect(connectionStore.getState().state).toBe('online');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails with what the server said', async () => {
    const call = api.call('requests.mine', {});
    wire.refuse('requests.mine', { code: 'rate_limited', retryMs: 1_500 });
    await expect(call).rejects.toMatchObject({ code: 'rate_limited', details: { retryMs: 1_500 } });
  });

  it('that is too large is not sent at all', async () => {
    const call = api.call('drafts.save', { place: 'x', counter: 1, body: 'é'.repeat(MAX_FRAME_BYTES / 2) });
    await expect(call).rejects.toMatchObject({ code: 'too_large' });
    expect(wire.frames).toHaveLength(0);
  });
});

describe('a command', () => {
  const take = () => api.command('requests.take', { requestId: REQUEST, version: 3 });

  it('carries an id that the server takes, another one each time', () => {
    const ids = new Set(Array.from({ length: 200 }, newCommandId));
    expect(ids.size).toBe(200);
    for (const id of ids) expect(id).toMatch(COMMAND_ID);
  });

  it('is sent again with the same id three times, then fails', async () => {
    const outcome = code(take());
    await vi.advanceTimersByTimeAsync(4 * DEADLINE_MS);
    const sent = wire.named('requests.take');
    expect(sent).toHaveLength(4);
    expect(new Set(sent.map(({ c }) => c)).size).toBe(1);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(4);
    expect(await outcome).toBe('timeout');
  });

  it('keeps the id that it is given', () => {
    api.command('requests.take', { requestId: REQUEST, version: 3 }, { commandId: 'a-known-command-id' });
    expect(wire.newest('requests.take').c).toBe('a-known-command-id');
  });

  it('waits without timers while the tablet is closed, and is sent again with its id when it opens', async () => {
    const outcome = code(take());
    const { c } = wire.newest('requests.take');
    api.suspend();
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(wire.named('requests.take')).toHaveLength(1);
    api.resume();
    expect(wire.named('requests.take')).toHaveLength(2);
    expect(wire.newest('requests.take').c).toBe(c);
    wire.answer('requests.take', {});
    expect(await outcome).toBe('answered');
  });

  it('is never sent in the name of another person', async () => {
    const outcome = code(take());
    await settle();
    wire.say({ t: 'x' });
    api.personChanged();
    await vi.advanceTimersByTimeAsync(10 * DEADLINE_MS);
    expect(await outcome).toBe('timeout');
    expect(wire.named('requests.take')).toHaveLength(1);
  });
});

describe('a feed', () => {
  const page = { items: [], more: false };
  const shown = `show ${JSON.stringify(page)}`;

  it('shows the snapshot, then the events that came before it, then those after it', async () => {
    const { seen } = watching();
    expect(wire.newest('requests.own')).toEqual({ id: 1, k: 'o', n: 'requests.own', i: {} });
    wire.say({ t: 'p', e: [{ f: 'requests.own', d: 1 }] });
    expect(seen).toEqual([]);
    wire.answer('requests.own', page);
    await settle();
    wire.say({
      t: 'p',
      e: [
        { f: 'requests.own', d: 2 },
        { f: 'requests.board', d: 3 },
      ],
    });
    expect(seen).toEqual([shown, 'change 1', 'change 2']);
  });

  it('is opened once for several viewers; a later one sees the same', async () => {
    const first = watching();
    wire.answer('requests.own', page);
    await settle();
    wire.say({ t: 'p', e: [{ f: 'requests.own', d: 1 }] });
    const second = watching();
    expect(wire.named('requests.own')).toHaveLength(1);
    expect(second.seen).toEqual([shown, 'change 1']);
    first.stop();
    wire.say({ t: 'p', e: [{ f: 'requests.own', d: 2 }] });
    expect(first.seen).toEqual([shown, 'change 1']);
    expect(second.seen).toEqual([shown, 'change 1', 'change 2']);
  });

  it('lingers a little without viewers, then is closed', async () => {
    const { stop } = watching();
    wire.answer('requests.own', page);
    await settle();
    stop();
    vi.advanceTimersByTime(LINGER_MS - 1);
    const again = watching();
    expect(again.seen).toEqual([shown]);
    again.stop();
    vi.advanceTimersByTime(LINGER_MS);
    expect(wire.closed('requests.own')).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that nobody wants any more when it opens is closed at once', async () => {
    const { stop } = watching();
    stop();
    wire.answer('requests.own', page);
    await settle();
    expect(wire.closed('requests.own')).toBe(1);
  });

  it('opens again after a new session, and shows anew', async () => {
    const { seen } = watching();
    wire.answer('requests.own', page);
    await settle();
    wire.say({ t: 'x' });
    expect(wire.named('requests.own')).toHaveLength(2);
    wire.answer('requests.own', { items: [], more: true });
    await settle();
    expect(seen).toEqual([shown, `show ${JSON.stringify({ items: [], more: true })}`]);
  });

  it('drops the answer to an opening that a new session made obsolete', async () => {
    const { seen } = watching();
    const old = wire.newest('requests.own').id;
    wire.say({ t: 'x' });
    wire.say({ t: 'r', id: old, ok: true, d: 'of the former person' });
    await settle();
    expect(seen).toEqual([]);
  });

  it('opens again after a second hello (the client script was restarted)', async () => {
    watching();
    wire.answer('requests.own', page);
    await settle();
    wire.say({ t: 'hello', locale: 'fr', open: true });
    expect(wire.named('requests.own')).toHaveLength(2);
  });

  it('tries again by itself when the database is away, tells the waiting viewer, and recovers', async () => {
    const { seen } = watching();
    wire.refuse('requests.own', { code: 'unavailable' });
    await settle();
    expect(seen).toEqual(['fail unavailable']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wire.named('requests.own')).toHaveLength(2);
    wire.answer('requests.own', page);
    await settle();
    expect(seen).toEqual(['fail unavailable', shown]);
  });

  it('is opened again when a call had no answer; what is on screen stays', async () => {
    const { seen } = watching();
    wire.answer('requests.own', page);
    await settle();
    code(api.call('requests.mine', {}));
    await vi.advanceTimersByTimeAsync(DEADLINE_MS + 1_000);
    expect(wire.named('requests.own')).toHaveLength(2);
    wire.answer('requests.own', page);
    await settle();
    expect(connectionStore.getState().state).toBe('online');
    expect(seen).toEqual([shown, shown]);
  });

  it('knocks every few seconds while nobody answers', async () => {
    watching();
    await vi.advanceTimersByTimeAsync(DEADLINE_MS);
    expect(connectionStore.getState().state).toBe('lost');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wire.named('requests.own')).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(KNOCK_MS + 2_000);
    expect(wire.named('requests.own')).toHaveLength(3);
    wire.answer('requests.own', page);
    expect(connectionStore.getState().state).toBe('online');
  });

  it('that the server ends fails, and is tried again when rights change', async () => {
    const { seen } = watching('requests.board');
    wire.answer('requests.board', page);
    await settle();
    wire.say({ t: 'p', e: [{ f: 'requests.board', x: 'not_found' }] });
    expect(seen).toEqual([shown, 'fail not_found']);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(wire.named('requests.board')).toHaveLength(1);
    api.rightsChanged();
    expect(wire.named('requests.board')).toHaveLength(2);
  });

  it('is closed with the tablet, without a timer left, and comes back with it', async () => {
    const { seen } = watching();
    wire.answer('requests.own', page);
    await settle();
    api.suspend();
    expect(wire.closed('requests.own')).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    api.resume();
    expect(wire.named('requests.own')).toHaveLength(2);
    wire.answer('requests.own', page);
    await settle();
    expect(seen).toEqual([shown, shown]);
  });

  it('that the page does not know is closed at the server', () => {
    wire.say({ t: 'p', e: [{ f: `requests.one?requestId=${REQUEST}`, d: {} }] });
    expect(wire.frames.at(-1)).toMatchObject({ k: 'x', n: 'requests.one', i: { requestId: REQUEST } });
  });
});
