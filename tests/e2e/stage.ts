import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect, type Page } from '@playwright/test';
import { createSandbox, type SandboxPlayer } from '../../sandbox/index.ts';
import { serveSandbox } from '../../sandbox/web/server.ts';
import { Tablet } from '../support/tablet.ts';
import { FLAT_GAME, type Person, Seat, Stage } from './seat.ts';

interface WorkerParts {
  stage: Stage;
}

export interface SeatOptions {
  readonly before?: (page: Page) => Promise<unknown>;
  readonly scene?: boolean;
}

interface Parts {
  /**
   * A player at a page of their own. `before` acts on the page before it is loaded; `scene` draws the game behind the
   * tablet, which takes a software renderer most of its time.
   */
  seat(who: Person | Tablet, options?: SeatOptions): Promise<Seat>;
  /** Keeps a picture of this step in artifacts/shots, in both sizes. */
  keep(seat: Seat, name: string): Promise<void>;
}

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
] as const;

export const test = base.extend<Parts, WorkerParts>({
  stage: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the parts from this pattern.
    async ({}, use, { workerIndex }) => {
      const sandbox = await createSandbox({
        databaseName: `atelier_e2e_${process.pid}_${workerIndex}`,
        ...(process.env.ATELIER_TEST_RESOURCE && { resource: process.env.ATELIER_TEST_RESOURCE }),
      });
      await sandbox.until(() => sandbox.logs.some(({ text }) => text.includes('Atelier is ready')), {
        what: 'the resource to be ready',
        timeoutMs: 30_000,
      });
      const web = await serveSandbox(sandbox, { port: 0 });
      await use(new Stage(sandbox, web.url));
      await web.close();
      await sandbox.close();
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  seat: async ({ stage, context }, use) => {
    const faults: string[] = [];
    const players: SandboxPlayer[] = [];
    await use(async (who, { before, scene = false } = {}) => {
      const player = who instanceof Tablet ? who.player : await stage.join(who);
      players.push(player);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${player.spec.name}: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${player.spec.name}: ${message.text()}`);
      });
      await before?.(page);
      await page.goto(`${stage.url}/play/${player.id}`);
      if (!scene) await page.addStyleTag({ content: FLAT_GAME });
      return new Seat(stage, player, page);
    });
    expect(faults, 'errors in the browser').toEqual([]);
    expect(
      players.flatMap(({ client }) => client.errors),
      'errors of the client script',
    ).toEqual([]);
    await Promise.all(players.filter(({ online }) => online).map((player) => player.leave()));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the parts from this pattern.
  keep: async ({}, use, { project }) => {
    const folder = join(fileURLToPath(new URL('../../artifacts/shots', import.meta.url)), project.name);
    mkdirSync(folder, { recursive: true });
    await use(async ({ page }, name) => {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.screenshot({ path: join(folder, `${name}-${size.width}x${size.height}.png`) });
      }
      await page.setViewportSize(SIZES[0]);
    });
  },
});

export { expect };
