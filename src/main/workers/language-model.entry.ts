import { serveTextModel } from '../adapters/llm/serve-text-model.ts';

/** The drafting process: a language model that crashes or hangs here costs its draft, not the app. */
serveTextModel();
