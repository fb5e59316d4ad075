import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError, toWireError } from '../../../shared/errors.ts';
import { readTokenModel, type TokenModel } from '../../domain/speech/token-model.ts';
import { parentChannel, type ParentChannel } from '../runtime/parent-channel.ts';
import type { SpeechEngine } from './engine.ts';
import { firstSearch, openMoonshine } from './moonshine-engine.ts';
import { openSileroVad, type VoiceActivityDetector } from './silero-vad.ts';
import type { EngineSpec, WorkerCalls, WorkerOperation, WorkerReply, WorkerRequest } from './worker-protocol.ts';

/** Answers the protocol of `worker-protocol.ts` on this process's channel until the parent goes away. */
export function serveSpeech(channel: ParentChannel<WorkerRequest, WorkerReply> = parentChannel()): void {
  let vad: VoiceActivityDetector | undefined;
  let engine: SpeechEngine | undefined;
  let tail: Promise<void> = Promise.resolve();

  const handlers: {
    [Operation in WorkerOperation]: (
      request: WorkerCalls[Operation]['request'],
    ) => Promise<WorkerCalls[Operation]['value']>;
  } = {
    async start(spec) {
      vad = await openSileroVad(spec.vadFile);
      engine = await openEngine(spec);
      const { maxBatch, provider, precision, fellBack } = engine;
      return { maxBatch, provider, precision, fellBack };
    },
    async detect({ samples, state }) {
      return (await vad?.detect(samples, state)) ?? { probabilities: new Float32Array(0), state };
    },
    async transcribe({ segments, ...options }) {
      return (await engine?.transcribe(segments, options)) ?? [];
    },
  };

  const answer = async ({ id, operation, request }: WorkerRequest): Promise<WorkerReply> => {
    try {
      return { id, ok: true, value: await handlers[operation](request as never) };
    } catch (error) {
      const { code, params } = toWireError(error, '');
      return { id, ok: false, code: code === 'bug' ? 'model.worker' : code, params };
    }
  };

  channel.onMessage((request) => {
    tail = tail.then(async () => {
      channel.send(await answer(request));
    });
  });
}

async function openLanguage(file: string): Promise<TokenModel> {
  try {
    return readTokenModel(await readFile(file));
  } catch (cause) {
    throw new AppError('model.corrupt', { params: { file: path.basename(file) }, cause });
  }
}

async function openEngine(spec: EngineSpec): Promise<SpeechEngine> {
  const options = { intraOpThreads: spec.intraOpThreads };
  if ('folder' in spec.modelFiles) {
    // Loaded only when it is used: the library is large.
    const { openWhisper } = await import('./whisper-engine.ts');
    return openWhisper(spec.modelFiles.folder, { ...options, precision: spec.precision, device: spec.device });
  }
  const language = spec.languageFile === undefined ? undefined : await openLanguage(spec.languageFile);
  return openMoonshine(spec.modelFiles, options, firstSearch(language, spec.beams));
}
