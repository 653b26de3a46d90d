import { expect, test } from './stage.ts';

const WATCHED_MS = 3_000;

interface Counts {
  timers: number;
  frames: number;
  changes: number;
}

type CountingWindow = Window & { counted?: { start(): void; after(ms: number): Promise<Counts> } };

/** Runs in the frame before its own scripts: counts what is asked of the clock, and what changes on the page. */
function count(): void {
  if (window === window.top) return;
  const { setTimeout: later, setInterval: every, requestAnimationFrame: frame } = window;
  let counts: Counts = { timers: 0, frames: 0, changes: 0 };
  // What was set earlier counts when it runs, too.
  const counted = (key: 'timers' | 'frames', run: unknown) =>
    typeof run === 'function'
      ? (...given: unknown[]) => {
          counts[key] += 1;
          return run(...given);
        }
      : run;
  Object.assign(window, {
    setTimeout: (run: unknown, ...rest: unknown[]) => {
      counts.timers += 1;
      return Reflect.apply(later, window, [counted('timers', run), ...rest]);
    },
    setInterval: (run: unknown, ...rest: unknown[]) => {
      counts.timers += 1;
      return Reflect.apply(every, window, [counted('timers', run), ...rest]);
    },
    requestAnimationFrame: (run: unknown) => {
      counts.frames += 1;
      return Reflect.apply(frame, window, [counted('frames', run)]);
    },
  });
  const page: CountingWindow = window;
  page.counted = {
    start: () => {
      counts = { timers: 0, frames: 0, changes: 0 };
    },
    after: (ms) =>
      new Promise((done) => {
        const observer = new MutationObserver((changes) => {
          counts.changes += changes.length;
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        Reflect.apply(later, window, [() => done(counts), ms]);
      }),
  };
}

test('a closed tablet does nothing: no tick, timer, frame or change, on the page and in the client script', async ({
  seat,
  stage,
}) => {
  const player = await seat(
    { firstName: 'Basile', lastName: 'Noël', group: 'gestionnaire' },
    {
      before: (page) => page.addInitScript(count),
    },
  );
  await player.open();
  const frame = await player.frame();
  const watch = () =>
    frame.evaluate((ms) => {
      const { counted }: CountingWindow = window;
      if (!counted) throw new Error('Nothing was counted');
      counted.start();
      return counted.after(ms);
    }, WATCHED_MS);

  await player.go('studio');
  await expect(player.heading(player.t.requests.board.title)).toBeVisible();
  const busy = await frame.evaluate(() => {
    const { counted }: CountingWindow = window;
    const counts = counted?.after(0);
    document.body.append(document.createComment('a change'));
    window.setTimeout(() => undefined);
    return counts;
  });
  expect(busy, 'the counters count').toMatchObject({ changes: 1 });
  expect(busy?.timers).toBeGreaterThan(0);

  await player.close();
  await expect.poll(() => player.player.client.activity()).toEqual({ ticks: 0, timers: 0 });
  expect(player.player.client.animation).toBeNull();
  expect(player.player.client.objects.filter(({ alive }) => alive)).toEqual([]);

  // What happens in the studio meanwhile must not wake it either.
  const watched = watch();
  const client = await stage.client({ firstName: 'Lila', lastName: 'Perrot' });
  expect(await watched).toEqual({ timers: 0, frames: 0, changes: 0 });
  expect(player.player.client.activity()).toEqual({ ticks: 0, timers: 0 });
  await client.player.leave();
});
