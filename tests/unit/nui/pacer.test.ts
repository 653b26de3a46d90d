import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PACE, Pacer } from '../../../nui/src/rpc/pacer.ts';

describe('pacing what leaves the page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets a burst out at once, then keeps to the rate of frames', () => {
    const out: string[] = [];
    const pacer = new Pacer((frame) => out.push(frame));
    for (let count = 0; count < 100; count++) pacer.send(`${count}`, 100);
    expect(out).toHaveLength(PACE.frameBurst);
    vi.advanceTimersByTime(1_000);
    expect(out.length).toBeGreaterThanOrEqual(59);
    expect(out.length).toBeLessThanOrEqual(60);
    vi.advanceTimersByTime(2_000);
    expect(out).toEqual(Array.from({ length: 100 }, (_, count) => `${count}`));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never sends more bytes than the burst and the rate allow', () => {
    const sent: { readonly at: number; readonly bytes: number }[] = [];
    const start = Date.now();
    const pacer = new Pacer((frame) => sent.push({ at: Date.now() - start, bytes: Number(frame) }));
    for (const bytes of [200_000, 200_000, 1_000, 200_000]) pacer.send(String(bytes), bytes);
    vi.advanceTimersByTime(20_000);
    expect(sent.map(({ bytes }) => bytes)).toEqual([200_000, 200_000, 1_000, 200_000]);
    let total = 0;
    for (const { at, bytes } of sent) {
      total += bytes;
      expect(total).toBeLessThanOrEqual(PACE.byteBurst + (at / 1_000) * PACE.bytesPerSecond + 1);
    }
  });

  it('tells when a frame has left', async () => {
    const pacer = new Pacer(() => undefined);
    await pacer.send('first', 240_000);
    let left = false;
    const second = pacer.send('second', 100_000).then(() => {
      left = true;
    });
    await vi.advanceTimersByTimeAsync(500);
    expect(left).toBe(false);
    await vi.advanceTimersByTimeAsync(2_000);
    await second;
    expect(left).toBe(true);
  });
});
