import { serveDrafting } from '../adapters/llm/serve-drafting.ts';

/** The drafting process: a language model that crashes or hangs here costs its draft, not the app. */
serveDrafting();
