import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { ChatMessage } from '../../ports/text-generator.ts';

export interface Prompt {
  /** `note-draft.v1` */
  readonly name: string;
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
  messages(material: string): ChatMessage[];
}

/** Newest version that the drafter was written for. */
export const NOTE_DRAFT_PROMPT = 'note-draft.v1';

/** Reads `prompts/<name>.md` of the resources. @throws AppError `model.missing`, `model.corrupt` */
export function loadPrompt(resourcesDir: string, name: string): Prompt {
  const file = `${name}.md`;
  let text: string;
  try {
    text = readFileSync(path.join(resourcesDir, 'prompts', file), 'utf8');
  } catch (cause) {
    throw new AppError('model.missing', { params: { file }, cause });
  }
  const [, system, user] = text.split(/^# (?:system|user)$/m).map((part) => part.trim());
  if (!system || !user?.includes('{{material}}')) throw new AppError('model.corrupt', { params: { file } });
  return {
    name,
    sha256: createHash('sha256').update(text).digest('hex'),
    messages: (material) => [
      { role: 'system', content: system },
      // A function: "$&" in what was said must stay what it is.
      { role: 'user', content: user.replace('{{material}}', () => material) },
    ],
  };
}
