import { serveDrafting } from '../adapters/drafting/serve-drafting.ts';

/** The drafting thread: a long visit's draft must not hold up sound that waits to be written. */
serveDrafting();
