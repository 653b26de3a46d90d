import { defineConfig, type PlaywrightTestOptions } from '@playwright/test';
import { findChromium } from './scripts/machine.mjs';
import { nuiChromium, nuiChromiumRuns } from './scripts/nui-chromium.mjs';

const STABLE = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--disable-lcd-text'];
/** The switches with which the game starts its browser. */
const GAME = [
  '--enable-experimental-web-platform-features',
  '--autoplay-policy=no-user-gesture-required',
  '--disable-web-security',
];
const page: Partial<PlaywrightTestOptions> = {
  viewport: { width: 1920, height: 1080 },
  locale: 'fr-FR',
  timezoneId: 'Europe/Paris',
};

const browser = (name: string, executablePath: string, args: readonly string[]) => ({
  name,
  use: { ...page, launchOptions: { executablePath, args: [...STABLE, ...args] } },
});

const game = nuiChromiumRuns ? await nuiChromium() : null;
const current = findChromium();
if (!game) console.warn('Chromium 103 exists for Linux on x64 only: the tests run in the current Chromium alone.');

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/support/database.ts',
  outputDir: 'artifacts/playwright',
  reporter: [['list'], ['json', { outputFile: 'artifacts/playwright.json' }]],
  workers: 2,
  timeout: 150_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // A trace of every test would double its time on two cores; ask for one with --trace on.
  use: { screenshot: 'only-on-failure' },
  projects: [
    ...(game ? [browser('fivem103', game, GAME), browser('plain103', game, [])] : []),
    ...(current ? [browser('current', current, [])] : []),
  ],
});
