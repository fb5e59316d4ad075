import os from 'node:os';
import path from 'node:path';
import { openFileByteSource } from '../adapters/audio/file-byte-source.ts';
import { createModelManager } from '../adapters/models/node-model-manager.ts';
import { createChosenTranscriber, type SpeechChoice } from '../adapters/speech/chosen-transcriber.ts';
import { createTranscriber, type TranscriberSettings } from '../adapters/speech/create-transcriber.ts';
import { readModelManifest } from '../adapters/speech/model-manifest.ts';
import type { ModelDeps } from '../app/models/model-deps.ts';
import type { Settings } from '../../shared/model/clinician.ts';
import type { Transcriber } from '../ports/transcriber.ts';

/** A large model on a large machine: half of what it can do at once is the visit's other work and the other programs. */
const speechThreads = (): number => Math.max(2, Math.min(6, Math.floor(os.availableParallelism() / 2)));

interface Choice extends SpeechChoice {
  /** Of a Whisper model. */
  readonly folder?: string;
}
const BUILT_IN: Choice = { key: 'built-in' };

/** The transcriber that the settings choose, and the ways to choose another. */
export function composeSpeech(options: {
  readonly settings: () => Settings;
  /** Holds `models/` and the IT department's policy. */
  readonly dataDir: string;
  readonly resourcesDir: string;
  /** Where an installer laid the built-in model. */
  readonly builtInDir?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly transcriber: Pick<TranscriberSettings, 'workerEntry' | 'spawn' | 'log' | 'hearAgain'>;
}): { readonly transcriber: Transcriber; readonly models: ModelDeps } {
  const { dataDir, builtInDir, settings } = options;
  const modelsDir = path.join(dataDir, 'models');

  const choiceOf = (model: string, folder: string): Choice => {
    const { speechDevice } = settings();
    return { model, folder, key: `${folder} ${speechDevice}` };
  };
  const chosenNow = (): Choice => {
    const { speechModel, whisperModelDir } = settings();
    if (speechModel !== undefined) return choiceOf(speechModel, path.join(modelsDir, speechModel));
    if (whisperModelDir !== undefined) return choiceOf(path.basename(whisperModelDir), whisperModelDir);
    return BUILT_IN;
  };
  let held: Choice | undefined;
  let holding = 0;
  const make = ({ folder }: { readonly folder?: string }): Transcriber =>
    createTranscriber({
      ...options.transcriber,
      builtInDir,
      ...(folder === undefined
        ? { engine: 'moonshine', modelDir: builtInDir }
        : { engine: 'whisper', modelDir: folder, device: settings().speechDevice, intraOpThreads: speechThreads() }),
    });
  const chosen = createChosenTranscriber<Choice>({
    choice: () => held ?? chosenNow(),
    builtIn: BUILT_IN,
    make,
    log: options.transcriber.log,
    language() {
      const { spokenLanguage } = settings();
      return spokenLanguage === 'auto' ? undefined : spokenLanguage;
    },
  });
  const manager = createModelManager({
    modelsDir,
    dataDir,
    builtInDir,
    env: options.env,
    source: () => settings().modelSource ?? {},
  });

  return {
    transcriber: chosen,
    models: {
      manager,
      notices: chosen.notices,
      machine: { cores: os.availableParallelism(), memoryBytes: os.totalmem() },
      hold() {
        // Recordings do not overlap; a visit that is still being heard to its end keeps the next one's model too.
        held ??= chosenNow();
        holding++;
        let isHeld = true;
        return () => {
          if (!isHeld) return;
          isHeld = false;
          holding--;
          if (holding === 0) held = undefined;
        };
      },
      open(name) {
        // The built-in one has no folder among the installed.
        const isBuiltIn = name === readModelManifest().builtIn.name;
        return make(isBuiltIn ? {} : { folder: path.join(modelsDir, name) });
      },
      sample: () => openFileByteSource(path.join(options.resourcesDir, 'sample-visit', 'visit.ogg')),
    },
  };
}
