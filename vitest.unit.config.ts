import { defineConfig } from 'vitest/config';

/** What needs no database: seconds, for `npm run verify`. */
export default defineConfig({
  test: {
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.ts',
      'scripts/**/*.test.ts',
      'demo/**/*.test.ts',
      'tests/architecture.test.ts',
    ],
    setupFiles: ['tests/support/each-file.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
  },
});
