import path from 'node:path';
import os from 'node:os';
import { createChosenDrafter, type ClosableDrafter } from '../adapters/llm/chosen-drafter.ts';
import { lockedEngine, type DraftingPolicy } from '../adapters/llm/drafting-policy.ts';
import { createEndpointGenerator } from '../adapters/llm/endpoint-generator.ts';
import { endpointRules } from '../adapters/llm/endpoint-rules.ts';
import { createLocalGenerator } from '../adapters/llm/local-generator.ts';
import { createModelDrafter, fallbackReason } from '../adapters/llm/model-drafter.ts';
import { loadPrompt, NOTE_DRAFT_PROMPT } from '../adapters/llm/prompt-file.ts';
import { describeTextModel } from '../adapters/llm/text-model-files.ts';
import { authorities } from '../adapters/models/http-client.ts';
import { readModelPolicy } from '../adapters/models/model-policy.ts';
import type { SpawnProcess } from '../adapters/speech/worker-protocol.ts';
import type { DraftingDeps } from '../app/drafting/drafting-deps.ts';
import type { DraftResources } from '../domain/note/draft-resources.ts';
import type { Drafter } from '../ports/drafter.ts';
import type { Log } from '../ports/runtime.ts';
import type { TextGenerator } from '../ports/text-generator.ts';
import { AppError } from '../../shared/errors.ts';
import type { DraftingChoice } from '../../shared/model/drafting.ts';

/** A clinician waits for the draft: a server gets this long for all of it, a model on two cores longer. */
const ENDPOINT_DEADLINE_MS = 90_000;
const LOCAL_DEADLINE_MS = 300_000;

export interface DraftingParts {
  /** Holds the IT department's policy. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly resourcesDir: string;
  readonly resources: DraftResources;
  readonly base: Drafter;
  readonly log: Log;
  readonly workerEntry: URL | string;
  readonly spawn?: SpawnProcess;
}

/** Makes drafters of choices, within the policy. */
export function createDraftingDeps(parts: DraftingParts): DraftingDeps {
  const policyNow = (): { policy: DraftingPolicy; caFile: string | undefined } => {
    const { drafting, caFile } = readModelPolicy(parts.dataDir, parts.env);
    return { policy: drafting, caFile };
  };

  /** @throws `model.policy` when a model in that folder may not be used; returns the digest that it must have, if the policy says */
  const pinOf = (folder: string, { localModels = true }: DraftingPolicy): string | undefined => {
    if (localModels === true) return undefined;
    const pinned = localModels === false ? undefined : localModels[path.basename(path.resolve(folder))];
    if (pinned === undefined) throw new AppError('model.policy');
    return pinned;
  };

  const generatorFor = ({
    engine,
    sha256,
    bearer,
  }: DraftingChoice): { generator: TextGenerator; deadlineMs: number } => {
    const { policy, caFile } = policyNow();
    switch (engine.kind) {
      case 'built-in':
        throw new AppError('bug');
      case 'local':
        return {
          deadlineMs: LOCAL_DEADLINE_MS,
          generator: createLocalGenerator({
            spec: {
              folder: engine.folder,
              sha256: pinOf(engine.folder, policy) ?? sha256,
              intraOpThreads: Math.max(1, Math.min(8, os.availableParallelism() - 1)),
            },
            name: path.basename(path.resolve(engine.folder)),
            entry: parts.workerEntry,
            spawn: parts.spawn,
            log: parts.log,
          }),
        };
      case 'endpoint':
        return {
          deadlineMs: ENDPOINT_DEADLINE_MS,
          generator: createEndpointGenerator({
            url: engine.url,
            model: engine.model,
            bearer,
            policy: () => policyNow().policy,
            ...(engine.url.startsWith('https:') ? { ca: authorities(caFile) } : {}),
          }),
        };
    }
  };

  return {
    rules() {
      const { policy } = policyNow();
      const { localModels = true, loopback = true, endpoints = [] } = policy;
      return {
        locked: lockedEngine(policy),
        allowed: {
          local: localModels === true ? 'any' : localModels === false ? 'none' : 'listed',
          loopback,
          endpoints: endpoints.map(({ url }) => url),
        },
      };
    },
    async prepare(choice) {
      const { engine, bearer } = choice;
      const { policy } = policyNow();
      if (engine.kind === 'built-in') return { engine };
      if (engine.kind === 'endpoint') {
        endpointRules(engine.url, policy);
        return { engine, ...(bearer === undefined ? {} : { bearer }) };
      }
      const pinned = pinOf(engine.folder, policy);
      if (!path.isAbsolute(engine.folder)) throw new AppError('model.missing', { params: { file: 'config.json' } });
      const { sha256, name } = await describeTextModel(engine.folder);
      if (pinned !== undefined && pinned !== sha256) throw new AppError('model.digest', { params: { file: name } });
      return { engine, sha256 };
    },
    open(choice) {
      if (choice.engine.kind === 'built-in')
        return { ...parts.base, engine: parts.base.engine, close: () => Promise.resolve() };
      const { generator, deadlineMs } = generatorFor(choice);
      const drafter = createModelDrafter({
        generator,
        prompt: loadPrompt(parts.resourcesDir, NOTE_DRAFT_PROMPT),
        resources: parts.resources,
        base: parts.base,
        deadlineMs,
      });
      return { ...drafter, close: () => generator.close() };
    },
  };
}

/** The drafter that the settings choose, and the ways to choose another. */
export function composeDrafting(parts: DraftingParts & { choice(): DraftingChoice | undefined }): {
  readonly drafter: ClosableDrafter;
  readonly drafting: DraftingDeps;
} {
  const drafting = createDraftingDeps(parts);
  const drafter = createChosenDrafter({
    base: parts.base,
    choice() {
      const kept = parts.choice();
      // Read where it matters: without a model there is nothing that a policy could forbid. IT may have chosen one for everybody, though.
      const { locked } = drafting.rules();
      if (!locked) return kept;
      // The key is the clinician's own; what server it is for has been decided elsewhere.
      const isSame = locked.kind === 'endpoint' && kept?.engine.kind === 'endpoint' && kept.engine.url === locked.url;
      return { engine: locked, ...(isSame && kept.bearer !== undefined ? { bearer: kept.bearer } : {}) };
    },
    make: (choice) => drafting.open(choice),
    // A policy that cannot be read forbids.
    reasonOf: (error) =>
      error instanceof AppError && error.code === 'validation.input' ? 'policy' : fallbackReason(error),
  });
  return { drafter, drafting };
}
