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
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
