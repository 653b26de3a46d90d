import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { nui103 } from '../scripts/postcss-nui103.mjs';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // The page lives under a resource whose name is not ours to choose.
  base: './',
  plugins: [optimizeLocales.vite({ locales: ['fr-FR', 'en-US'] }), react()],
  css: { postcss: { plugins: [nui103()] } },
  build: {
    target: 'chrome103',
    cssTarget: 'chrome103',
    modulePreload: false,
    manifest: true,
    emptyOutDir: true,
    reportCompressedSize: false,
    outDir: fileURLToPath(new URL('../dist/nui', import.meta.url)),
  },
});
