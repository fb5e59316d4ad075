import path from 'node:path';
import {
  AutoModelForCausalLM,
  AutoTokenizer,
  env,
  InterruptableStoppingCriteria,
  TextStreamer,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from '@huggingface/transformers';
import { AppError } from '../../../shared/errors.ts';
import { endOfObject } from '../../domain/drafting/model-answer.ts';
import type { ChatMessage } from '../../ports/text-generator.ts';
import type { LocalSpec, LocalStarted, LocalText } from './local-protocol.ts';
import { describeTextModel } from './text-model-files.ts';

export interface OpenTextModel {
  readonly started: LocalStarted;
  generate(request: {
    readonly messages: readonly ChatMessage[];
    readonly maxTokens: number;
    readonly isCancelled: () => boolean;
    readonly onToken: () => void;
  }): Promise<LocalText>;
}

/**
 * A causal language model from a local folder, by transformers.js. Nothing is fetched: remote models are off, and so is `fetch` itself.
 * @throws AppError `model.missing`, `model.corrupt`, `model.digest`
 */
export async function openTextModel(spec: LocalSpec): Promise<OpenTextModel> {
  const folder = path.resolve(spec.folder);
  const { name, sha256, precision } = await describeTextModel(folder);
  if (spec.sha256 !== undefined && spec.sha256 !== sha256)
    throw new AppError('model.digest', { params: { file: name } });
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = path.dirname(folder);
  env.useFSCache = false;
  let tokenizer: PreTrainedTokenizer;
  let model: PreTrainedModel;
  try {
    const base = path.basename(folder);
    tokenizer = await AutoTokenizer.from_pretrained(base, { local_files_only: true });
    model = await AutoModelForCausalLM.from_pretrained(base, {
      local_files_only: true,
      dtype: precision,
      device: 'cpu',
      session_options: { intraOpNumThreads: spec.intraOpThreads, interOpNumThreads: 1, logSeverityLevel: 4 },
    });
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { file: name }, cause });
  }

  return {
    started: { name, sha256 },
    async generate({ messages, maxTokens, isCancelled, onToken }) {
      const inputs = encode(tokenizer, messages) as { input_ids: { dims: readonly number[] } };
      const stop = new InterruptableStoppingCriteria();
      let text = '';
      let tokens = 0;
      let start = -1;
      let isWhole = false;
      const streamer = new TextStreamer(tokenizer, {
        skip_prompt: true,
        skip_special_tokens: true,
        callback_function(piece: string) {
          text += piece;
          if (start < 0) start = text.indexOf('{');
          if (piece.includes('}') && start >= 0 && endOfObject(text, start) !== undefined) isWhole = true;
          if (isWhole || isCancelled()) stop.interrupt();
        },
        token_callback_function() {
          tokens++;
          onToken();
          if (isCancelled()) stop.interrupt();
        },
      });
      await model.generate({
        ...(inputs as object),
        max_new_tokens: maxTokens,
        do_sample: false,
        streamer,
        stopping_criteria: stop,
      } as never);
      return { text, cutOff: !isWhole && tokens >= maxTokens };
    },
  };
}

/** By the model's own chat template; a model that has none gets plain text. */
function encode(tokenizer: PreTrainedTokenizer, messages: readonly ChatMessage[]): unknown {
  const chat = messages.map(({ role, content }) => ({ role, content }));
  if (tokenizer.chat_template)
    return tokenizer.apply_chat_template(chat, { add_generation_prompt: true, return_dict: true });
  return (tokenizer as unknown as (text: string) => unknown)(`${chat.map(({ content }) => content).join('\n\n')}\n\n`);
}
