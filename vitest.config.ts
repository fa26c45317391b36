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
    // The modules are read by Node itself, as the product reads them: what its loader refuses fails here too.
    experimental: { viteModuleRunner: false },
    // Nothing here is a measurement: a limit ends what hangs, and a busy machine is not in a hurry.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
