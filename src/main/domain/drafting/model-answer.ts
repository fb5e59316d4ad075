import { z } from 'zod';
import type { FallbackReason } from '../../../shared/model/drafting.ts';

/** One sentence as a model gives it back: its words, and the ids of what it rests on (facts, lines of the draft, segments). */
export const AnswerSentence = z.object({
  text: z.string().min(1).max(1_000),
  from: z.array(z.string().max(40)).max(200).default([]),
  /** Words it quotes, if it does; they must stand in that segment. */
  quotes: z.array(z.object({ segment: z.string().max(40), quote: z.string().max(1_000) })).default([]),
});
export type AnswerSentence = z.infer<typeof AnswerSentence>;

const Answer = z.object({
  sections: z.array(z.object({ key: z.string().max(120), sentences: z.array(z.unknown()) })).min(1),
});

export interface ModelAnswer {
  readonly sections: readonly { readonly key: string; readonly sentences: readonly AnswerSentence[] }[];
  /** Sentences that were not of the shape asked for. */
  readonly malformed: number;
}

export type ParsedAnswer =
  | { readonly ok: true; readonly answer: ModelAnswer }
  | { readonly ok: false; readonly reason: Extract<FallbackReason, 'refusal' | 'garbage' | 'truncated'> };

/** The schema sent to servers that can hold a model to one. */
export function answerSchema(sectionKeys: readonly string[]): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['sections'],
    properties: {
      sections: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['key', 'sentences'],
          properties: {
            key: { type: 'string', enum: [...sectionKeys] },
            sentences: {
              type: 'array',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['text', 'from'],
                properties: { text: { type: 'string' }, from: { type: 'array', items: { type: 'string' } } },
              },
            },
          },
        },
      },
    },
  };
}

const REFUSAL =
  /^\W*(?:i['’]?m sorry|i am sorry|sorry,|i can(?:['’]t|not)\b|i(?:['’]m| am) (?:unable|not able)|as an ai\b|unfortunately, i|i (?:must|have to) decline|lo siento|no puedo)/i;

/** What a model wrote to an answer, or why it is none. Thinking aloud and code fences round the JSON are forgiven; nothing else is. */
export function parseAnswer(text: string): ParsedAnswer {
  const bare = text.replace(/<think>[\s\S]*?<\/think>/gi, '').trim();
  const start = bare.indexOf('{');
  if (start < 0) return { ok: false, reason: REFUSAL.test(bare) ? 'refusal' : 'garbage' };
  const end = endOfObject(bare, start);
  if (end === undefined) return { ok: false, reason: 'truncated' };
  let raw: unknown;
  try {
    raw = JSON.parse(bare.slice(start, end));
  } catch {
    return { ok: false, reason: REFUSAL.test(bare) ? 'refusal' : 'garbage' };
  }
  const parsed = Answer.safeParse(raw);
  if (!parsed.success) return { ok: false, reason: 'garbage' };
  let malformed = 0;
  const sections = parsed.data.sections.map(({ key, sentences }) => ({
    key,
    sentences: sentences.flatMap((item) => {
      const sentence = AnswerSentence.safeParse(item);
      if (sentence.success) return [sentence.data];
      malformed++;
      return [];
    }),
  }));
  return { ok: true, answer: { sections, malformed } };
}

/** Index after the object that begins at `start`; undefined while it is not closed. Strings may hold braces. */
export function endOfObject(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i + 1;
  }
  return undefined;
}
