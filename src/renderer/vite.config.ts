import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The renderer by itself: development against the scripted host (`dev.html`), and the build that both hosts serve. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  // The host replaces this word with the nonce of each page it serves.
  html: { cspNonce: 'CHARTSIDE_CSP_NONCE' },
  build: {
    outDir: '../../out/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // One file each: inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    // Loaded once, from this machine: splitting would only add round trips.
    chunkSizeWarningLimit: 1_200,
  },
  worker: { format: 'es' },
});
