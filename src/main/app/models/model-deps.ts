import type { ByteSource } from '../../ports/audio.ts';
import type { ModelManager } from '../../ports/model-manager.ts';
import type { SpeechNotices } from '../../ports/speech-choice.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import type { Machine } from '../../domain/models/recommend.ts';

/** What choosing among models needs beside the transcriber that listens. */
export interface ModelDeps {
  readonly manager: ModelManager;
  readonly notices: SpeechNotices;
  readonly machine: Machine;
  /** Keeps the choice as it is now, whatever the settings say meanwhile. @returns what lets go */
  hold(): () => void;
  /** A transcriber of its own for one model, to be measured and closed. */
  open(name: string): Transcriber;
  /** The recording that a model is measured with. */
  sample(): Promise<ByteSource & { close(): Promise<void> }>;
}
