import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftBox, type DraftOptions, flushDrafts } from '../../../nui/src/rpc/drafts.ts';
import { AppError } from '../../../shared/errors.ts';

interface Form {
  readonly title: string;
  readonly lines: readonly string[];
}

const EMPTY: Form = { title: '', lines: [] };
const ACCOUNT = 'a'.repeat(20);
const KEY = `atelier:draft:${ACCOUNT}:request.new`;

/** A browser's storage and a server that keeps drafts, both of which can fail. */
class Places {
  readonly local = new Map<string, string>();
  readonly saved: { readonly place: string; readonly counter: number; readonly body: string }[] = [];
  remote: { counter: number; body: string } | null = null;
  full = false;
  away = false;
  readonly storage = {
    getItem: (key: string) => this.local.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (this.full) throw new Error('QuotaExceededError');
      this.local.set(key, value);
    },
    removeItem: (key: string) => {
      this.local.delete(key);
    },
  };
  readonly api = {
    call: (name: string, input: unknown): Promise<never> => {
      if (this.away) return Promise.reject(new AppError('timeout'));
      if (name === 'drafts.read') {
        const draft = this.remote && { place: 'request.new', ...this.remote, savedAt: this.remote.counter };
        return Promise.resolve(draft as never);
      }
      this.saved.push(input as { place: string; counter: number; body: string });
      return Promise.resolve({ savedAt: Date.now() } as never);
    },
  };
}

let places: Places;
const stops: (() => void)[] = [];

function box(account: string | null = ACCOUNT, options: DraftOptions<Form> = {}): DraftBox<Form> {
  const made = new DraftBox<Form>('request.new', account, EMPTY, options, { ...places, now: Date.now });
  stops.push(made.connect());
  return made;
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000 });
  places = new Places();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

describe('a draft', () => {
  it('is on this computer within a third of a second and on the server within three', async () => {
    const draft = box();
    await vi.advanceTimersByTimeAsync(0);
    draft.set({ title: 'Gar', lines: [] });
    draft.set({ title: 'Garage', lines: [] });
    expect(draft.store.getState().status).toBe('saving');
    await vi.advanceTimersByTimeAsync(300);
    expect(draft.store.getState()).toMatchObject({ status: 'saved', value: { title: 'Garage' } });
    expect(places.local.get(KEY)).toContain('Garage');
    expect(places.saved).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(places.saved.map(({ body }) => JSON.parse(body))).toEqual([{ title: 'Garage', lines: [] }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('above 50 KB goes to the server less often', async () => {
    const draft = box();
    draft.set({ title: 'x'.repeat(60_000), lines: [] });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(places.saved).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_400);
    expect(places.saved).toHaveLength(1);
  });

  it('comes back where it was typed', () => {
    const first = box();
    first.set({ title: 'Garage', lines: ['a'] });
    flushDrafts();
    const second = box();
    expect(second.store.getState()).toMatchObject({ value: { title: 'Garage', lines: ['a'] }, status: 'saved' });
  });

  it('of one account is not seen by another, nor by a visitor', () => {
    box().set({ title: 'Secret', lines: [] });
    flushDrafts();
    expect(box('b'.repeat(20)).store.getState().value).toEqual(EMPTY);
    expect(box(null).store.getState().value).toEqual(EMPTY);
  });

  it('comes from the server on another computer', async () => {
    places.remote = { counter: 5, body: JSON.stringify({ title: 'From elsewhere', lines: [] }) };
    const draft = box();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.store.getState()).toMatchObject({ value: { title: 'From elsewhere' }, savedAt: 5 });
  });

  it('is not replaced by an older one from the server, which gets the newer one instead', async () => {
    places.local.set(KEY, JSON.stringify({ counter: 9, body: JSON.stringify({ title: 'Mine', lines: [] }) }));
    places.remote = { counter: 5, body: JSON.stringify({ title: 'Old', lines: [] }) };
    const draft = box();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.store.getState().value.title).toBe('Mine');
    expect(places.saved).toMatchObject([{ counter: 9 }]);
  });

  it('is replaced by a newer one from the server', async () => {
    places.local.set(KEY, JSON.stringify({ counter: 5, body: JSON.stringify({ title: 'Mine', lines: [] }) }));
    places.remote = { counter: 9, body: JSON.stringify({ title: 'Newer', lines: [] }) };
    const draft = box();
    await vi.advanceTimersByTimeAsync(0);
    expect(draft.store.getState().value.title).toBe('Newer');
  });

  it('typed while the server is asked wins, whatever the clocks say', async () => {
    places.remote = { counter: 9_999_999_999_999, body: JSON.stringify({ title: 'From a fast clock', lines: [] }) };
    const draft = box();
    draft.set({ title: 'Typed now', lines: [] });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(draft.store.getState().value.title).toBe('Typed now');
    expect(places.saved.at(-1)?.counter).toBeGreaterThan(9_999_999_999_999);
  });

  it('that was sent is forgotten everywhere and does not come back from an old copy', async () => {
    const draft = box();
    draft.set({ title: 'Garage', lines: [] });
    await vi.advanceTimersByTimeAsync(4_000);
    const { counter } = places.saved.at(-1) ?? { counter: 0 };
    vi.setSystemTime(Date.now() + 10);
    draft.clear();
    expect(draft.store.getState()).toEqual({ value: EMPTY, status: 'empty', savedAt: null });
    expect(places.saved.at(-1)).toMatchObject({ body: '' });
    places.remote = { counter, body: JSON.stringify({ title: 'Garage', lines: [] }) };
    const again = box();
    await vi.advanceTimersByTimeAsync(0);
    expect(again.store.getState().value).toEqual(EMPTY);
  });

  it('with contact data never leaves this computer', async () => {
    const draft = box(ACCOUNT, { server: false });
    draft.set({ title: 'nadia@example.fr', lines: [] });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(places.saved).toHaveLength(0);
    draft.clear();
    expect(places.local.has(KEY)).toBe(false);
  });

  it('says so when the storage is full, and is safe again once the server has it', async () => {
    places.full = true;
    const draft = box();
    draft.set({ title: 'Garage', lines: [] });
    await vi.advanceTimersByTimeAsync(300);
    expect(draft.store.getState()).toMatchObject({ status: 'unsaved', value: { title: 'Garage' } });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(draft.store.getState().status).toBe('saved');
  });

  it('goes on while the server is away, and is sent with the next change', async () => {
    places.away = true;
    const draft = box();
    draft.set({ title: 'One', lines: [] });
    await vi.advanceTimersByTimeAsync(5_000);
    places.away = false;
    draft.set({ title: 'Two', lines: [] });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(places.saved.map(({ body }) => JSON.parse(body).title)).toEqual(['Two']);
  });

  it('that no longer fits the form, or is broken, is not shown', () => {
    for (const body of ['{"title":5,"lines":[]}', '{"title":"x"}', 'not json', '[]']) {
      places.local.set(KEY, JSON.stringify({ counter: 1, body }));
      expect(box().store.getState().value).toEqual(EMPTY);
    }
    places.local.set(KEY, 'not json either');
    expect(box().store.getState().value).toEqual(EMPTY);
  });
});
