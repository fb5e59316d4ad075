import { AppError } from '../../../shared/errors.ts';
import type { DraftingCheck, DraftingView } from '../../../shared/contract/drafting.ts';
import { FallbackReason, type DraftingChoice, type DraftingEngine } from '../../../shared/model/drafting.ts';
import { TRIAL_VISIT } from '../../domain/drafting/trial-visit.ts';
import type { Handlers } from '../app.ts';
import type { AppContext } from '../app-context.ts';
import type { DraftingDeps } from './drafting-deps.ts';

type DraftingCall = Extract<keyof Handlers, `drafting.${string}`>;

const BUILT_IN: DraftingEngine = { kind: 'built-in' };

/** Which engine drafts, and which could. */
export function createDrafting(context: AppContext): Pick<Handlers, DraftingCall> {
  const { deps, auditor, hub, session } = context;
  const { settings } = deps.store;

  const need = (): DraftingDeps => {
    if (!deps.drafting) throw new AppError('not-found.procedure');
    return deps.drafting;
  };

  const view = (): DraftingView => {
    const { locked, allowed } = need().rules();
    const kept = settings.drafting();
    return {
      engine: locked ?? kept?.engine ?? BUILT_IN,
      hasKey: kept?.bearer !== undefined,
      locked: locked !== undefined,
      allowed,
      ...(locked === undefined && kept?.sha256 !== undefined ? { sha256: kept.sha256 } : {}),
    };
  };

  /** A key belongs to its server: another one never gets it. */
  const withKey = ({ engine, bearer }: { engine: DraftingEngine; bearer?: string }): DraftingChoice => {
    if (engine.kind !== 'endpoint') return { engine };
    const kept = settings.drafting();
    const isSame = kept?.engine.kind === 'endpoint' && originOf(kept.engine.url) === originOf(engine.url);
    const key = bearer === undefined ? (isSame ? kept.bearer : undefined) : bearer;
    return { engine, ...(key ? { bearer: key } : {}) };
  };

  const note = (action: string, engine: DraftingEngine, detail: Record<string, string | number | boolean> = {}): void =>
    auditor.record(session.requireClinician().id, action, 'settings/drafting', { engine: labelOf(engine), ...detail });

  return {
    'drafting.get': view,
    'drafting.set': async (input) => {
      if (need().rules().locked) throw new AppError('model.policy');
      const choice = await need().prepare(withKey(input));
      deps.store.transaction(() => {
        settings.saveDrafting(choice);
        note('drafting.set', choice.engine, {
          hasKey: choice.bearer !== undefined,
          ...(choice.sha256 === undefined ? {} : { modelSha256: choice.sha256 }),
        });
      });
      hub.emit({ type: 'settings.changed' });
      return view();
    },
    'drafting.check': async (input, { signal }): Promise<DraftingCheck> => {
      const choice = await need().prepare(withKey(input));
      note('drafting.check', choice.engine);
      const drafter = need().open(choice);
      try {
        const from = deps.clock.now();
        const drafted = await drafter.draft({ transcript: TRIAL_VISIT, template: 'soap', signal });
        const { fallback, model, dropped } = drafted.provenance ?? {};
        const reason = FallbackReason.safeParse(fallback?.reason);
        return {
          ok: fallback === undefined,
          tookMs: Math.max(0, Math.round(deps.clock.now() - from)),
          dropped: dropped ?? 0,
          ...(reason.success ? { reason: reason.data } : {}),
          ...(model === undefined
            ? {}
            : { model: { name: model.name, ...(model.sha256 === undefined ? {} : { sha256: model.sha256 }) } }),
          sentences: drafted.sections.flatMap(({ heading, sentences }) =>
            sentences.map(({ text }) => ({ heading, text })),
          ),
        };
      } finally {
        await drafter.close();
      }
    },
  };
}

/** For the record: where it is, never a key. */
export function labelOf(engine: DraftingEngine): string {
  switch (engine.kind) {
    case 'built-in':
      return 'built-in';
    case 'local':
      return `local:${engine.folder.split(/[\\/]/).filter(Boolean).at(-1) ?? ''}`.slice(0, 150);
    case 'endpoint':
      return `${originOf(engine.url)}#${engine.model}`.slice(0, 200);
  }
}

const originOf = (url: string): string => /^https?:\/\/[^/]+/i.exec(url)?.[0].toLowerCase() ?? '';
