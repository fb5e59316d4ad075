import { serveDecode } from '../adapters/audio/decode/serve-decode.ts';

/** The decoding thread: one recording, then it ends. */
await serveDecode();
