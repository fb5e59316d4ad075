import { AppError } from '../../shared/errors.ts';
import type { StyleView } from '../../shared/contract/style.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import type { ClinicianId } from '../../shared/model/ids.ts';
import type { Note } from '../../shared/model/note.ts';
import { readJson } from '../../shared/model/json-places.ts';
import {
  MOST_STYLE_RULES,
  STYLE_SCHEMA,
  StyleBook,
  StyleFile,
  styleRuleId,
  type StyleProposal,
  type StyleRule,
} from '../../shared/model/style.ts';
import { applyStyle } from '../domain/style/apply-style.ts';
import { learnStyle, type StyleVisit } from '../domain/style/learn-style.ts';
import { isSafeRule } from '../domain/style/safe-rule.ts';
import type { Handlers } from './app.ts';
import type { AppContext } from './app-context.ts';

type StyleHandlers = Pick<Handlers, Extract<keyof Handlers, `style.${string}`>>;

/** Habits change: only so many of the newest signed visits are looked at. */
const MOST_VISITS = 100;

/** The clinician's habits of wording. The record counts them and never says which. */
export function createStyleKeeper(context: AppContext): StyleHandlers {
  const { deps, auditor, hub, session } = context;
  const { store, lexicon } = deps;

  const proposalsFor = (clinician: Clinician, book: StyleBook): StyleProposal[] =>
    book.enabled && lexicon ? learnStyle(signedVisits(context, clinician.id), book, lexicon) : [];
  const viewOf = (clinician: Clinician, book: StyleBook): StyleView => ({
    enabled: book.enabled,
    rules: book.rules,
    proposals: proposalsFor(clinician, book),
  });
  const change = (action: string, edit: (book: StyleBook, clinician: Clinician) => StyleBook): StyleView => {
    const clinician = session.requireClinician();
    const book = store.transaction(() => {
      const after = edit(store.styles.get(clinician.id), clinician);
      store.styles.save(clinician.id, after);
      auditor.record(clinician.id, action, 'settings/style', { enabled: after.enabled, rules: after.rules.length });
      return after;
    });
    hub.emit({ type: 'settings.changed' });
    return viewOf(clinician, book);
  };
  const without = (rules: readonly StyleRule[], id: string): StyleRule[] =>
    rules.filter((rule) => styleRuleId(rule) !== id);
  const dismiss = (dismissed: readonly string[], id: string): string[] =>
    [...dismissed.filter((other) => other !== id), id].slice(-1_000);

  return {
    'style.get': () => {
      const clinician = session.requireClinician();
      return viewOf(clinician, store.styles.get(clinician.id));
    },
    'style.enable': ({ enabled }) => change('style.enable', (book) => ({ ...book, enabled })),
    'style.decide': ({ rule, accept }) => {
      const id = styleRuleId(rule);
      return change(accept ? 'style.accept' : 'style.dismiss', (book, clinician) => {
        // Only what was seen and checked here can be accepted, whatever a caller sends.
        if (!proposalsFor(clinician, book).some((proposal) => styleRuleId(proposal.rule) === id))
          throw new AppError('validation.input', { params: { field: 'rule' } });
        if (!accept) return { ...book, dismissed: dismiss(book.dismissed, id) };
        return { ...book, rules: [...without(book.rules, id), rule].slice(-MOST_STYLE_RULES) };
      });
    },
    'style.remove': ({ rule }) =>
      change('style.remove', (book) => ({
        ...book,
        rules: without(book.rules, styleRuleId(rule)),
        dismissed: dismiss(book.dismissed, styleRuleId(rule)),
      })),
    'style.export': () => {
      const { rules } = store.styles.get(session.requireClinician().id);
      return { fileName: 'my-style.json', text: `${JSON.stringify({ $schema: STYLE_SCHEMA, rules }, null, 2)}\n` };
    },
    'style.import': ({ text }) => {
      const read = readJson(text);
      if (!read.ok) return { added: 0, refused: 0, problem: 'not-json' };
      const file = StyleFile.safeParse(read.value);
      if (!file.success) return { added: 0, refused: 0, problem: 'not-a-style' };
      const own = store.styles.get(session.requireClinician().id).rules;
      const had = new Set(own.map(styleRuleId));
      const fresh = file.data.rules.filter((rule) => !had.has(styleRuleId(rule)));
      const safe = fresh.filter((rule) => lexicon && isSafeRule(rule, lexicon)).slice(0, MOST_STYLE_RULES - own.length);
      if (safe.length > 0) change('style.import', (book) => ({ ...book, rules: [...book.rules, ...safe] }));
      return { added: safe.length, refused: fresh.length - safe.length };
    },
    'style.delete': () => change('style.delete', ({ enabled }) => StyleBook.parse({ enabled })),
  };
}

/** A draft in the accepted wording of the clinician whose visit it is; as it was while they have not turned it on. */
export function inStyleOf({ deps }: AppContext, clinicianId: ClinicianId | undefined, note: Note): Note {
  if (clinicianId === undefined || !deps.lexicon) return note;
  const { enabled, rules } = deps.store.styles.get(clinicianId);
  return enabled ? applyStyle(note, rules, deps.lexicon) : note;
}

/** Newest signed visits of this clinician: the draft they began from, and what they signed. */
function signedVisits({ deps: { store } }: AppContext, clinicianId: ClinicianId): StyleVisit[] {
  const staff = store.clinicians.list().flatMap(({ name }) => name.split(/[\s,.]+/));
  return store.encounters
    .list({ states: ['signed', 'delivered', 'delivery-failed'], limit: 2 * MOST_VISITS })
    .filter((encounter) => encounter.clinicianId === clinicianId)
    .slice(0, MOST_VISITS)
    .flatMap(({ id, patient }): StyleVisit[] => {
      const draft = store.notes.draft(id);
      // An addendum carries the note as it was signed.
      const signed = store.notes.latest(id);
      if (!draft || (signed?.kind !== 'signed' && signed?.kind !== 'addendum')) return [];
      const names = [...patient.name.split(/[\s,.]+/), ...staff].filter((name) => name.length > 1);
      return [{ draft: draft.note, signed: signed.note, names }];
    });
}
