import type { NoteTemplate } from '../../shared/model/template.ts';
import type { AppDeps } from './deps.ts';

/** What stands where nothing else was chosen, or what was chosen is gone. */
export const USUAL_TEMPLATE = 'soap';

type Deps = Pick<AppDeps, 'store' | 'templates'>;

export const shippedTemplates = ({ templates }: Deps): readonly NoteTemplate[] =>
  [...(templates?.shipped ?? [])].sort((a, b) => (a.title < b.title ? -1 : 1));

/** A template by name: the practice's own or a shipped one. */
export const findTemplate = (deps: Deps, name: string): NoteTemplate | undefined =>
  deps.store.templates.get(name) ?? deps.templates?.shipped.find((template) => template.name === name);

/**
 * The template that a visit is drafted with: its own, or where that one was deleted meanwhile the clinician's usual one. Just the name where
 * there are no templates at all (a drafter that needs none).
 */
export function templateOf(deps: Deps, name: string): NoteTemplate | string {
  return (
    findTemplate(deps, name) ??
    findTemplate(deps, deps.store.settings.get().template) ??
    findTemplate(deps, USUAL_TEMPLATE) ??
    name
  );
}
