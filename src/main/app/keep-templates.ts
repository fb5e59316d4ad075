import { AppError } from '../../shared/errors.ts';
import type { TemplateEntry } from '../../shared/contract/templates.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { checkTemplateText, templateText } from '../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { Handlers } from './app.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import { draftVisit } from './finish-visit.ts';
import { findTemplate, shippedTemplates, USUAL_TEMPLATE } from './template-of.ts';

type TemplateHandlers = Pick<Handlers, Extract<keyof Handlers, `templates.${string}` | 'encounters.setTemplate'>>;

/** The note templates of the practice: kept with everything else, encrypted. The record names a template by its file name only. */
export function createTemplateKeeper(context: AppContext): TemplateHandlers {
  const { deps, auditor, hub, session } = context;
  const { store } = deps;

  const require = (name: string): TemplateEntry => {
    const found = findTemplate(deps, name);
    if (!found) throw new AppError('not-found.template');
    return { template: found, shipped: !store.templates.get(name) };
  };
  const requireOwn = (name: string): NoteTemplate => {
    const own = store.templates.get(name);
    if (!own) throw new AppError('not-found.template');
    return own;
  };
  const isTaken = (name: string): boolean => findTemplate(deps, name) !== undefined;
  const keep = (action: 'template.save' | 'template.import', template: NoteTemplate, replaces?: string): void => {
    const clinician = session.requireClinician();
    store.transaction(() => {
      if (replaces !== undefined && replaces !== template.name) {
        store.templates.delete(replaces);
        if (store.settings.get().template === replaces)
          store.settings.save({ ...store.settings.get(), template: template.name });
      }
      store.templates.save(template);
      auditor.record(clinician.id, action, `template/${template.name}`, { sections: template.sections.length });
    });
    hub.emit({ type: 'settings.changed' });
  };

  return {
    'templates.list': () => ({
      templates: [
        ...shippedTemplates(deps).map((template) => ({ template, shipped: true })),
        ...store.templates.list().map((template) => ({ template, shipped: false })),
      ],
    }),
    'templates.get': ({ name }) => require(name),
    'templates.save': ({ template, replaces }) => {
      if (replaces !== undefined) requireOwn(replaces);
      if (template.name !== replaces && isTaken(template.name)) throw new AppError('conflict.exists');
      keep('template.save', template, replaces);
      return { template, shipped: false };
    },
    'templates.delete': ({ name }) => {
      requireOwn(name);
      const clinician = session.requireClinician();
      store.transaction(() => {
        store.templates.delete(name);
        const settings = store.settings.get();
        if (settings.template === name) store.settings.save({ ...settings, template: USUAL_TEMPLATE });
        auditor.record(clinician.id, 'template.delete', `template/${name}`);
      });
      hub.emit({ type: 'settings.changed' });
      return {};
    },
    'templates.preview': async ({ template, of }, { signal }) => {
      const drafter = deps.liveDrafter ?? deps.drafter;
      const newest = of === 'latest' ? newestTranscript(context) : undefined;
      const transcript = newest?.transcript ?? deps.templates?.sample;
      if (!transcript) throw new AppError('not-found.template');
      const note = await drafter.draft({ transcript, chart: newest?.chart, template, signal });
      return { note, of: newest ? 'latest' : 'sample' };
    },
    'templates.import': ({ text }) => {
      const { template, problems } = checkTemplateText(text);
      if (!template) return { problems: [...problems] };
      const named = withFreeName(template, isTaken);
      keep('template.import', named);
      return { entry: { template: named, shipped: false }, problems: [] };
    },
    'templates.export': ({ name }) => ({ fileName: `${name}.json`, text: templateText(require(name).template) }),
    'encounters.setTemplate': ({ encounterId, template }) => {
      require(template);
      return chooseTemplate(context, encounterId, template);
    },
  };
}

/** The same template under a name that nobody has: "soap" becomes "soap-2", and its title says so, too. */
export function withFreeName(template: NoteTemplate, isTaken: (name: string) => boolean): NoteTemplate {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? template.name : `${template.name.slice(0, 58)}-${n}`;
    if (!isTaken(name))
      return { ...template, name, title: n === 1 ? template.title : `${template.title.slice(0, 74)} (${n})` };
  }
}

function newestTranscript({ deps: { store } }: AppContext) {
  for (const { id } of store.encounters.list({ limit: 20 })) {
    const transcript = store.transcripts.get(id);
    if (transcript && transcript.segments.length > 0) return { transcript, chart: store.charts.get(id) };
  }
  return undefined;
}

function chooseTemplate(context: AppContext, encounterId: EncounterId, template: string): Encounter {
  const { deps, auditor, session, jobs } = context;
  const clinician = session.requireClinician();
  const { encounter, redraft } = deps.store.transaction(() => {
    const before = requireEncounter(context, encounterId);
    const latest = deps.store.notes.latest(encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    // What a person wrote is never drafted over.
    if (latest?.kind === 'edit') throw new AppError('conflict.state', { params: { edited: true } });
    const after: Encounter = { ...before, template, updatedAt: deps.clock.now() };
    deps.store.encounters.update(after);
    auditor.record(clinician.id, 'encounter.template', encounterSubject(encounterId), { template });
    const hasDraft = latest !== undefined && deps.store.transcripts.get(encounterId) !== undefined;
    return { encounter: after, redraft: hasDraft && !jobs.isRunning(encounterId) };
  });
  announce(context, encounter);
  if (redraft) void jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
  return encounter;
}
