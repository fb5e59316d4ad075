import { config } from 'zod';

/** Imported first: zod compiles its parsers with `new Function` unless told otherwise, which the content security policy forbids. */
config({ jitless: true });
