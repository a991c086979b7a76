import { defineConfig } from 'vitest/config'

/** Suites on real components: MariaDB, snmpd, snmpfarm, a browser. `.ci/run` installs and starts what they need. */
export default defineConfig({
  test: {
    include: ['tests/real/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // They share ports and the machine's two cores.
    fileParallelism: false,
  },
})
