import { defineConfig } from 'electron-vite';
import path from 'node:path';
import rendererConfig from './src/renderer/vite.config.ts';

const root = import.meta.dirname;
const at = (...parts: string[]): string => path.join(root, ...parts);

/** Everything Electron runs, to out/: main with the speech process beside it, the preload script, the renderer. */
export default defineConfig({
  main: {
    build: {
      outDir: at('out/main'),
      target: 'node24',
      rollupOptions: {
        input: {
          main: at('src/main/hosts/electron/main.entry.ts'),
          speech: at('src/main/workers/speech.entry.ts'),
          'language-model': at('src/main/workers/language-model.entry.ts'),
          decode: at('src/main/workers/decode.entry.ts'),
          draft: at('src/main/workers/draft.entry.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      // A sandboxed preload script is one CommonJS file that can require nothing but electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('src/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...rendererConfig,
    // Said again: bundled into this file, that one no longer knows where it lies.
    root: at('src/renderer'),
    build: {
      ...rendererConfig.build,
      outDir: at('out/renderer'),
      chunkSizeWarningLimit: 4000,
      rollupOptions: { input: at('src/renderer/index.html') },
    },
  },
});
