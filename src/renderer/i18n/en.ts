import { app } from './en/app.ts';
import { audit } from './en/audit.ts';
import { coding } from './en/coding.ts';
import { drafting } from './en/drafting.ts';
import { instruct } from './en/instruct.ts';
import { documents } from './en/documents.ts';
import { models } from './en/models.ts';
import { note } from './en/note.ts';
import { proof } from './en/proof.ts';
import { recording } from './en/recording.ts';
import { settings } from './en/settings.ts';
import { start } from './en/start.ts';
import { style } from './en/style.ts';
import { templates } from './en/templates.ts';
import { today } from './en/today.ts';
import { transcript } from './en/transcript.ts';
import { visit } from './en/visit.ts';
import { vocabulary } from './en/vocabulary.ts';

/**
 * Every word the app shows, English, one file a feature in `en/`. Keys begin with their screen; `{name}` is filled in;
 * `.one` / `.other` are plural forms. The files of `es/` must have the same keys: the compiler and i18n.test.ts see to it.
 */
export const en = {
  ...app,
  ...start,
  ...today,
  ...visit,
  ...recording,
  ...transcript,
  ...note,
  ...proof,
  ...coding,
  ...settings,
  ...audit,
  ...vocabulary,
  ...models,
  ...drafting,
  ...templates,
  ...style,
  ...instruct,
  ...documents,
} as const;

/** The same by file, for the test that no key is given twice. */
export const englishFiles = {
  app,
  start,
  today,
  visit,
  recording,
  transcript,
  note,
  proof,
  coding,
  settings,
  audit,
  vocabulary,
  models,
  drafting,
  templates,
  style,
  instruct,
  documents,
};
