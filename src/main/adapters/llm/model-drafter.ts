import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import { FallbackReason } from '../../../shared/model/drafting.ts';
import type { DraftProvenance, Note } from '../../../shared/model/note.ts';
import { answerSchema, parseAnswer } from '../../domain/drafting/model-answer.ts';
import { makeMaterial } from '../../domain/drafting/model-material.ts';
import { noteFromAnswer } from '../../domain/drafting/note-from-answer.ts';
import { withChart } from '../../domain/note/chart-vocabulary.ts';
import type { DraftResources } from '../../domain/note/draft-resources.ts';
import { understandVisit } from '../../domain/understanding/understand-visit.ts';
import type { Drafter } from '../../ports/drafter.ts';
import type { GeneratedText, TextGenerator } from '../../ports/text-generator.ts';
import type { Prompt } from './prompt-file.ts';

/** Version of what is done with an answer: checks and all. */
const VERSION = '1';
/** A note is rarely longer; what is longer still is an endless one. */
const MOST_TOKENS = 4_096;

export interface ModelDrafterOptions {
  readonly generator: TextGenerator;
  readonly prompt: Prompt;
  readonly resources: DraftResources;
  /** The built-in drafter: its draft is what the model rewords, and what stands when the model does not deliver. */
  readonly base: Drafter;
  /** For the whole answer. */
  readonly deadlineMs: number;
}

/**
 * Drafts with a language model over the facts of the visit. Whatever goes wrong with the model, there is a note: the built-in one, with
 * `provenance.fallback` saying why. Only a cancellation and a wrong template are errors.
 */
export function createModelDrafter(options: ModelDrafterOptions): Drafter {
  const { generator, prompt, resources, base } = options;
  const engine = { name: `language-model ${generator.label}`.slice(0, 300), version: VERSION };

  const ask = async (
    input: Parameters<Drafter['draft']>[0],
    builtIn: Note,
  ): Promise<{ note: Note } | { reason: FallbackReason; provenance: DraftProvenance }> => {
    const own = withChart(resources, input.chart);
    const material = makeMaterial(input.transcript, understandVisit(input.transcript, input.chart, own), builtIn);
    if (material.text.length > generator.maxMaterialChars) return { reason: 'too-long', provenance: {} };
    const written = await withDeadline(options.deadlineMs, input.signal, (signal) =>
      generator.generate({
        messages: prompt.messages(material.text),
        schema: answerSchema(material.sectionKeys),
        maxTokens: MOST_TOKENS,
        signal,
      }),
    );
    const provenance: DraftProvenance = {
      model: modelOf(written),
      prompt: { name: prompt.name, sha256: prompt.sha256 },
    };
    const parsed = parseAnswer(written.text);
    if (!parsed.ok) {
      const wasCut = written.cutOff && parsed.reason === 'garbage';
      return { reason: wasCut ? 'truncated' : parsed.reason, provenance };
    }
    const checked = noteFromAnswer(parsed.answer, {
      transcript: input.transcript,
      material,
      base: builtIn,
      resources: own,
      engine,
    });
    if (!checked.ok) return { reason: checked.reason, provenance: { ...provenance, dropped: checked.dropped } };
    return { note: { ...checked.note, provenance: { ...provenance, dropped: checked.dropped } } };
  };

  return {
    engine,
    async draft(input) {
      throwWhenCancelled(input.signal);
      const builtIn = await base.draft(input);
      // Nothing was said: nothing to ask about.
      if (input.transcript.segments.length === 0) return builtIn;
      const asked = await ask(input, builtIn).catch((error: unknown) => {
        if (input.signal?.aborted || (error instanceof AppError && error.code === 'cancelled'))
          throw new AppError('cancelled', { retryable: true, cause: error });
        return { reason: fallbackReason(error), provenance: {} };
      });
      if ('note' in asked) return asked.note;
      return {
        ...builtIn,
        provenance: {
          ...asked.provenance,
          prompt: { name: prompt.name, sha256: prompt.sha256 },
          fallback: { from: generator.label, reason: asked.reason },
        },
      };
    },
  };
}

/** What a server says of itself is shown, not believed: short, one line, printable. */
function modelOf({ model }: GeneratedText): NonNullable<DraftProvenance['model']> {
  const name = model.name
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return {
    name: name === '' ? 'unnamed' : name,
    ...(model.sha256 === undefined ? {} : { sha256: model.sha256 }),
    ...(model.address === undefined ? {} : { address: model.address }),
  };
}

/** The stable word for why a model did not deliver. A bug in an adapter of ours costs the model's draft, not the note. */
export function fallbackReason(error: unknown): FallbackReason {
  if (!(error instanceof AppError)) return 'worker';
  switch (error.code) {
    case 'network.address':
      return 'address';
    case 'network.insecure':
      return 'insecure';
    case 'network.redirect':
      return 'redirect';
    case 'network.timeout':
      return 'timeout';
    case 'model.policy':
      return 'policy';
    case 'model.missing':
      return 'missing';
    case 'model.corrupt':
    case 'model.digest':
      return 'changed';
    case 'model.answer': {
      const reason = FallbackReason.safeParse(error.params['reason']);
      return reason.success ? reason.data : 'garbage';
    }
    default:
      return error.code.startsWith('network.') ? 'unreachable' : 'worker';
  }
}

function throwWhenCancelled(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
}

/** Ends when the work does, the time is up, or somebody cancels: a generator that does not listen is left behind. */
async function withDeadline<T>(
  ms: number,
  outer: CancelSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  let end: (error: AppError) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  const cancel = (): void => {
    end(new AppError('cancelled', { retryable: true }));
    control.abort();
  };
  const timer = setTimeout(() => {
    end(new AppError('network.timeout', { retryable: true }));
    control.abort();
  }, ms);
  outer?.addEventListener('abort', cancel, { once: true });
  try {
    if (outer?.aborted) cancel();
    return await Promise.race([work(control.signal), ended]);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', cancel);
    ended.catch(() => undefined);
  }
}
