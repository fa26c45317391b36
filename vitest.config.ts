import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'demo/**/*.test.ts',
      'apps/**/*.test.ts',
      'test/**/*.test.ts',
      'test/**/*.journey.ts',
    ],
    globalSetup: ['test/database-server.ts'],
    setupFiles: ['test/property-runs.ts'],
    maxWorkers: 2,
    // Nothing under test keeps a state of its own: what one file has loaded the next one need not load again.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
