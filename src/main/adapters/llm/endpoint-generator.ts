import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { FallbackReason } from '../../../shared/model/drafting.ts';
import { endOfObject } from '../../domain/drafting/model-answer.ts';
import type { GeneratedText, TextGenerator } from '../../ports/text-generator.ts';
import type { DraftingPolicy } from './drafting-policy.ts';
import { post, type LookupAll, type PostAnswer } from './endpoint-http.ts';
import { endpointRules } from './endpoint-rules.ts';

export interface EndpointOptions {
  readonly url: string;
  readonly model: string;
  readonly bearer?: string;
  /** Read anew for each question: it may have changed. */
  readonly policy: () => DraftingPolicy;
  readonly ca?: readonly string[];
  /** Silence of the server, before its first word too (it may be loading the model). Default 45 s. */
  readonly idleMs?: number;
  readonly lookup?: LookupAll;
}

/** Bytes on the wire, events and all; and characters of the answer itself. */
const MOST_BYTES = 4_000_000;
const MOST_TEXT = 200_000;

const Choice = z.object({
  delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).optional(),
  message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).optional(),
  finish_reason: z.string().nullish(),
});
const Chunk = z.object({
  model: z.string().optional(),
  choices: z.array(Choice).default([]),
  error: z.unknown().optional(),
});

/** An OpenAI-compatible server (Ollama, llama.cpp, vLLM) at an address that text of visits may go to. */
export function createEndpointGenerator(options: EndpointOptions): TextGenerator {
  const { url, model, policy, idleMs = 45_000 } = options;
  const address = URL.canParse(url) ? new URL(url).origin : '';

  const ask = async (
    request: Parameters<TextGenerator['generate']>[0],
    format: object | undefined,
  ): Promise<PostAnswer> =>
    post({
      rules: endpointRules(url, policy()),
      path: 'chat/completions',
      bearer: options.bearer,
      ca: options.ca,
      idleMs,
      lookup: options.lookup,
      signal: request.signal,
      body: JSON.stringify({
        model,
        messages: request.messages,
        temperature: 0,
        max_tokens: request.maxTokens,
        stream: true,
        ...(format === undefined ? {} : { response_format: format }),
      }),
    });

  return {
    label: `${address}#${model}`,
    maxMaterialChars: 120_000,
    async generate(request) {
      const formats = [
        { type: 'json_schema', json_schema: { name: 'note', strict: true, schema: request.schema } },
        { type: 'json_object' },
        undefined,
      ];
      for (const format of formats) {
        const answer = await ask(request, format);
        // Some servers know no schema, some no format at all: asked again with less.
        if ((answer.status === 400 || answer.status === 422) && format !== undefined) {
          answer.discard();
          continue;
        }
        return await readAnswer(answer, { name: model, address });
      }
      throw failed('server');
    },
    close: () => Promise.resolve(),
  };
}

const failed = (reason: FallbackReason): AppError => new AppError('model.answer', { params: { reason } });

async function readAnswer(
  answer: PostAnswer,
  { name, address }: { name: string; address: string },
): Promise<GeneratedText> {
  const { status } = answer;
  if (status !== 200) {
    answer.discard();
    throw failed(status === 401 || status === 403 ? 'unauthorized' : status === 404 ? 'missing' : 'server');
  }
  const isStream = /event-stream/.test(answer.contentType);
  const decoder = new TextDecoder();
  let bytes = 0;
  let pending = '';
  let text = '';
  let cutOff = false;
  let toldName = name;
  let start = -1;

  /** @returns whether the answer is whole */
  const take = (json: string): boolean => {
    const chunk = Chunk.safeParse(parse(json));
    if (!chunk.success || chunk.data.error !== undefined) throw failed('server');
    toldName = chunk.data.model ?? toldName;
    const [choice] = chunk.data.choices;
    const part = choice?.delta ?? choice?.message;
    if (part?.refusal || choice?.finish_reason === 'content_filter') throw failed('refusal');
    const added = part?.content ?? '';
    text += added;
    if (text.length > MOST_TEXT) throw failed('too-long');
    if (choice?.finish_reason === 'length') cutOff = true;
    if (start < 0) start = text.indexOf('{');
    // Looked at only where it could have ended: once a closing brace came in.
    return added.includes('}') && start >= 0 && endOfObject(text, start) !== undefined;
  };

  try {
    reading: for await (const piece of answer.chunks) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) throw failed('too-long');
      pending += decoder.decode(piece, { stream: true });
      if (!isStream) continue;
      const lines = pending.split(/\r?\n/);
      pending = lines.pop() ?? '';
      for (const line of lines) {
        if (!line.startsWith('data:')) continue;
        const data = line.slice('data:'.length).trim();
        if (data === '[DONE]' || (data !== '' && take(data))) break reading;
      }
    }
    if (!isStream && pending.trim() !== '') take(pending);
  } finally {
    answer.discard();
  }
  return { text, cutOff, model: { name: toldName, address } };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
