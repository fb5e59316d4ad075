import { serveSpeech } from '../adapters/speech/serve-speech.ts';

/** The speech process: a native crash here costs one call, which its supervisor makes again. */
serveSpeech();
