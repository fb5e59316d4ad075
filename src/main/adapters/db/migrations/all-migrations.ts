import { initial } from './0001-initial.ts';
import { wordLists } from './0002-word-lists.ts';
import { documents } from './0003-documents.ts';
import { templatesAndStyle } from './0004-templates-and-style.ts';
import type { Migration } from './migration.ts';

/** In order; the last one's version is the schema this program writes. */
export const ALL_MIGRATIONS: readonly Migration[] = [initial, wordLists, documents, templatesAndStyle];
