import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files run side by side; each opens its own store in its own temporary folder.
    pool: 'forks',
    setupFiles: ['test/helpers/fuzz.ts'],
  },
})
