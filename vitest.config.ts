import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'lib/**/*.test.ts',
      'scripts/**/*.test.ts',
      'demo/**/*.test.ts',
      'components/**/*.test.ts',
      'tests/**/*.test.ts',
    ],
    exclude: ['tests/browser/**', 'node_modules/**'],
    globalSetup: ['tests/support/global-setup.ts'],
    setupFiles: ['tests/support/each-file.ts'],
    pool: 'forks',
    // What modules share stands on globalThis, and is new to each file (each-file.ts): loading them anew took a third of the run.
    isolate: false,
    // A machine of two cores has one worker unless told: the tests' PostgreSQL and servers leave room for two.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
