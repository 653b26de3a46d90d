import { defineConfig } from 'vitest/config';

const PLAIN = ['unit', 'architecture', 'toolchain', 'nui'].map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // Tests start real servers, which need processes of their own, and a first start of the database takes seconds.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 90_000,
    allowOnly: !process.env.CI,
    projects: [
      { extends: true, test: { name: 'plain', include: PLAIN } },
      {
        extends: true,
        test: {
          name: 'sandbox',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: [...PLAIN, 'tests/e2e/**'],
          globalSetup: ['tests/support/database.ts'],
        },
      },
    ],
  },
});
