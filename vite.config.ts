import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import elementPlus from 'unplugin-element-plus/vite'

export default defineConfig({
  root: 'web',
  plugins: [vue(), elementPlus({})],
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/api': process.env['CITYBASE_API'] ?? 'http://127.0.0.1:8080' } },
})
