import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { ScribeParts } from '../app/scribe-visit.ts';
import { createAudioDecoder } from '../adapters/audio/audio-decoder.ts';
import { loadDocumentParts } from '../adapters/document-resources/load-document-resources.ts';
import { loadDraftResources } from '../adapters/note-resources/load-draft-resources.ts';
import type { ClosableDrafter } from '../adapters/llm/chosen-drafter.ts';
import { loadRoleModel } from '../adapters/speech/load-role-model.ts';
import { createTranscriber } from '../adapters/speech/create-transcriber.ts';
import { createSecondListener } from '../adapters/speech/second-listener.ts';
import { loadTerminology } from '../adapters/terminology/load-terminology.ts';
import { createCodeSearch } from '../domain/coding/search.ts';
import { createDeterministicDrafter } from '../domain/note/deterministic-drafter.ts';
import type { DocumentParts } from '../ports/document-parts.ts';
import type { Log } from '../ports/runtime.ts';
import type { DraftingEngine } from '../../shared/model/drafting.ts';
import { createDraftingDeps } from './drafting.ts';

/** Parts of the main job for a process without a profile: no store, no keys, nothing kept. */
export function composeScribe(options: {
  resourcesDir: string;
  terminologyDir: string;
  workerEntry: URL;
  languageModelEntry: URL;
  log: Log;
  whisperDir?: string;
}): ScribeParts & {
  readonly templates: ReadonlySet<string>;
  readonly documents: DocumentParts;
  /** Another drafter than the built-in one. @throws AppError `model.*`, `network.address`, `network.insecure` */
  useEngine(engine: DraftingEngine, bearer?: string): Promise<void>;
  closeDrafter(): Promise<void>;
} {
  const resources = loadDraftResources(options.resourcesDir);
  const drugNames = resources.entries.filter((entry) => entry.kind === 'drug');
  const terminology = loadTerminology({ resourcesDir: options.resourcesDir, installedDir: options.terminologyDir });
  const base = createDeterministicDrafter(resources);
  const drafting = createDraftingDeps({
    dataDir: options.terminologyDir,
    env: process.env,
    resourcesDir: options.resourcesDir,
    resources,
    base,
    log: options.log,
    workerEntry: options.languageModelEntry,
  });
  let drafter: ClosableDrafter = drafting.open({ engine: { kind: 'built-in' } });
  return {
    decoder: createAudioDecoder(),
    transcriber: createTranscriber({
      engine: options.whisperDir ? 'whisper' : 'moonshine',
      modelDir: options.whisperDir,
      workerEntry: options.workerEntry,
      log: options.log,
      hearAgain: createSecondListener({ drugNames }),
    }),
    roleModel: loadRoleModel(options.resourcesDir),
    drugNames,
    get drafter() {
      return drafter;
    },
    async useEngine(engine, bearer) {
      const wanted = engine.kind === 'local' ? { ...engine, folder: path.resolve(engine.folder) } : engine;
      drafter = drafting.open(await drafting.prepare({ engine: wanted, ...(bearer ? { bearer } : {}) }));
    },
    closeDrafter: () => drafter.close(),
    templates: new Set(resources.templates.keys()),
    documents: loadDocumentParts(options.resourcesDir, resources),
    terminology,
    codeSearch: createCodeSearch(terminology),
    monotonicMs: () => performance.now(),
  };
}
