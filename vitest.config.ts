import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** `npm test`: everything that needs no server, browser or installed package beyond npm's. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          globalSetup: 'tests/support/left-out.ts',
          include: ['tests/{server,collectors,seed,house}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [vue()],
        test: { name: 'web', include: ['tests/web/**/*.test.ts'], environment: 'happy-dom' },
      },
    ],
  },
})
