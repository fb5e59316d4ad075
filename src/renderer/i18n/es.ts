import { app } from './es/app.ts';
import { audit } from './es/audit.ts';
import { coding } from './es/coding.ts';
import { drafting } from './es/drafting.ts';
import { instruct } from './es/instruct.ts';
import { documents } from './es/documents.ts';
import { models } from './es/models.ts';
import { note } from './es/note.ts';
import { proof } from './es/proof.ts';
import { recording } from './es/recording.ts';
import { settings } from './es/settings.ts';
import { start } from './es/start.ts';
import { style } from './es/style.ts';
import { templates } from './es/templates.ts';
import { today } from './es/today.ts';
import { transcript } from './es/transcript.ts';
import { visit } from './es/visit.ts';
import { vocabulary } from './es/vocabulary.ts';
import type { MessageKey } from './messages.ts';

/** Every word the app shows, Spanish, one file a feature in `es/`. */
export const es: Record<MessageKey, string> = {
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
};
