import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createAudioDecoder } from '../adapters/audio/audio-decoder.ts';
import { createLpcm16AudioSource } from '../adapters/audio/record-lpcm16-source.ts';
import { createEncryptedAudioStore } from '../adapters/audio-store/encrypted-audio-store.ts';
import { openStore } from '../adapters/db/open-store.ts';
import { acquireProfileLock } from '../adapters/db/profile-lock.ts';
import { createDraftingThread } from '../adapters/drafting/drafting-thread.ts';
import { createThreadOrHere } from '../adapters/drafting/thread-or-here.ts';
import { createFhirGateway } from '../adapters/fhir/fhir-gateway.ts';
import { loadDocumentParts } from '../adapters/document-resources/load-document-resources.ts';
import { loadDraftResources } from '../adapters/note-resources/load-draft-resources.ts';
import { createNodeDiskSpace } from '../adapters/runtime/node-disk-space.ts';
import { nodeDigest, systemClock, uuidSource } from '../adapters/runtime/node-runtime.ts';
import { deriveKeys } from '../adapters/secrets/master-key.ts';
import { createScryptPasswordHasher } from '../adapters/secrets/scrypt-password-hasher.ts';
import { loadRoleModel } from '../adapters/speech/load-role-model.ts';
import { createSecondListener } from '../adapters/speech/second-listener.ts';
import type { SpawnProcess } from '../adapters/speech/worker-protocol.ts';
import { loadTerminology } from '../adapters/terminology/load-terminology.ts';
import type { App } from '../app/app.ts';
import { createApp } from '../app/create-app.ts';
import { parseTranscript } from '../domain/speech/parse-transcript.ts';
import type { RoleModel } from '../domain/speech/role-model.ts';
import type { Transcript } from '../../shared/model/transcript.ts';
import { createDeterministicDrafter } from '../domain/note/deterministic-drafter.ts';
import { createTextJudge } from '../domain/note/judge-text.ts';
import type { GlobalShortcut } from '../ports/global-shortcut.ts';
import type { PowerEvents } from '../ports/power.ts';
import type { Log } from '../ports/runtime.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import { composeDrafting } from './drafting.ts';
import { composeSpeech } from './speech-models.ts';

export interface NodeAppOptions {
  /** Holds everything of one profile: database, audio, key file, lock. Made when it is not there. */
  readonly profileDir: string;
  /** What an installer carries (`resources/`). */
  readonly resourcesDir: string;
  /** Terminology releases installed by `npm run terminology`, speech models, the IT department's policy for them. */
  readonly terminologyDir: string;
  readonly workerEntry: URL;
  /** Of the process that a language model runs in, where one is chosen. */
  readonly languageModelEntry: URL;
  /** How the speech process is started; default: a child process of Node's. */
  readonly spawnWorker?: SpawnProcess;
  /** Where an installer laid the built-in models; default: the packages they come from. */
  readonly modelDir?: string;
  readonly host: 'electron' | 'web';
  readonly demo: boolean;
  readonly version: string;
  readonly log: Log;
  /** What only a host with a window of its own has. */
  readonly power?: PowerEvents;
  readonly globalShortcut?: GlobalShortcut;
  /** Whether the window may hear what the computer plays without a dialog of its own. */
  readonly systemAudio?: boolean;
  /** Called once, while the profile's lock is held. `mustExist`: the profile has data, so its key must be there. */
  secrets(options: { dir: string; mustExist: boolean }): SecretStore;
}

export interface NodeApp {
  readonly app: App;
  /** Whether the clinician has chosen to hear what the computer plays. */
  hearComputer(): boolean;
  /** Ends recordings, stops the workers, closes the store, frees the profile. */
  close(): Promise<void>;
}

/**
 * The app over its real adapters: the composition that every host with a window shares. What it opens it closes again
 * when a later step fails.
 * @throws AppError `conflict.profile-in-use`, `storage.*`, `model.missing`
 */
export async function openNodeApp(options: NodeAppOptions): Promise<NodeApp> {
  const { profileDir, resourcesDir, log } = options;
  const lock = acquireProfileLock(profileDir);
  try {
    const databaseFile = path.join(profileDir, 'chartside.db');
    const secrets = options.secrets({ dir: profileDir, mustExist: existsSync(databaseFile) });
    const keys = deriveKeys(await secrets.masterKey());
    const store = openStore({ path: databaseFile, key: keys.database });
    try {
      const draftResources = loadDraftResources(resourcesDir);
      const drugNames = draftResources.entries.filter((entry) => entry.kind === 'drug');
      const speech = composeSpeech({
        settings: () => store.settings.get(),
        dataDir: options.terminologyDir,
        resourcesDir,
        builtInDir: options.modelDir,
        env: process.env,
        transcriber: {
          workerEntry: options.workerEntry,
          spawn: options.spawnWorker,
          log,
          hearAgain: createSecondListener({ drugNames }),
        },
      });
      const roleModel = loadRoleModel(resourcesDir);
      const builtIn = createDeterministicDrafter(draftResources);
      const liveDrafter = createDraftingThread({ engine: builtIn.engine, resourcesDir });
      const { drafter, drafting } = composeDrafting({
        dataDir: options.terminologyDir,
        env: process.env,
        resourcesDir,
        resources: draftResources,
        // Not where sound is written and the window is served.
        base: createThreadOrHere(liveDrafter, builtIn),
        log,
        workerEntry: options.languageModelEntry,
        spawn: options.spawnWorker,
        choice: () => store.settings.drafting(),
      });
      const app = createApp({
        clock: systemClock,
        ids: uuidSource,
        log,
        digest: nodeDigest,
        hasher: createScryptPasswordHasher(),
        store,
        audio: createEncryptedAudioStore({ dir: path.join(profileDir, 'audio'), key: keys.audio }),
        decoder: createAudioDecoder(),
        microphone: createLpcm16AudioSource(),
        disk: createNodeDiskSpace(profileDir),
        ...(options.power ? { power: options.power } : {}),
        ...(options.globalShortcut ? { globalShortcut: options.globalShortcut } : {}),
        systemAudio: options.systemAudio ?? false,
        transcriber: speech.transcriber,
        models: speech.models,
        roleModel,
        lexicon: draftResources.lexicon,
        templates: {
          shipped: [...draftResources.templates.values()],
          sample: sampleConversation(resourcesDir, roleModel),
        },
        drugNames,
        drafter,
        drafting,
        judgeText: createTextJudge(draftResources),
        liveDrafter,
        documents: loadDocumentParts(resourcesDir, draftResources),
        terminology: loadTerminology({ resourcesDir, installedDir: options.terminologyDir }),
        ehr: createFhirGateway({}),
        protection: secrets.protection,
        host: options.host,
        demo: options.demo,
        version: options.version,
      });
      return {
        app,
        hearComputer: () => store.settings.get().hearComputer,
        async close() {
          try {
            await app.close();
            await liveDrafter.close();
            await drafter.close();
          } finally {
            lock.release();
          }
        },
      };
    } catch (error) {
      store.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** What was said in the sample visit; a practice tries its note templates on it. */
function sampleConversation(resourcesDir: string, roleModel: RoleModel): Transcript | undefined {
  const script = path.join(resourcesDir, 'sample-visit', 'script.txt');
  return existsSync(script) ? parseTranscript(readFileSync(script, 'utf8'), roleModel) : undefined;
}
