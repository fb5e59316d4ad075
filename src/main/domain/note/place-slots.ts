import type { NoteTemplate, Slot, SlotPart, TemplateSlot } from '../../../shared/model/template.ts';
import type { Statement } from './statement.ts';

/** Where a slot's statements go in a template that has no place for it: the nearest one that it has. */
const NEAREST: Readonly<Record<Slot, readonly Slot[]>> = {
  'chief-complaint': ['hpi'],
  hpi: ['pmh', 'assessment'],
  // Answers that are not a system's list belong to the story.
  ros: ['hpi', 'ros'],
  pmh: ['hpi'],
  psh: ['pmh', 'hpi'],
  medications: ['pmh', 'hpi'],
  allergies: ['medications', 'pmh', 'hpi'],
  family: ['pmh', 'social', 'hpi'],
  social: ['pmh', 'hpi'],
  vitals: ['exam', 'results'],
  exam: ['vitals', 'results'],
  results: ['exam', 'vitals', 'assessment', 'hpi'],
  // It says nothing that the note does not say elsewhere.
  summary: [],
  assessment: ['plan'],
  plan: ['assessment'],
};

/** What makes a statement one of a part, and which slots it may come from. `plain` cues stand for themselves in any history. */
const CUES: Readonly<Record<SlotPart, { from: readonly Slot[]; cue: RegExp; plain?: RegExp }>> = {
  obstetric: {
    from: ['pmh', 'psh', 'social'],
    cue: /\b(?:gravida|para|g\d+ ?p\d+\w*|pregnan\w+|miscarri\w+|c-?section|cesarean|vaginal deliver\w+|preeclampsia|last menstrual|lmp|menarche|menstrua\w+|menopaus\w+|pap (?:smear|test)|contracepti\w+|birth control|iud)\b/i,
    plain:
      /\b(?:gravida|g\d+ ?p\d+\w*|miscarri\w+|(?:previous|prior|other|\d+) pregnanc\w+|last menstrual|lmp|menarche)\b/i,
  },
  immunizations: {
    from: ['pmh', 'hpi', 'social'],
    cue: /\b(?:vaccin\w+|immuni[sz]ations?|immuni[sz]ed|flu shots?|shots are|tetanus (?:shot|booster)|boosters?|tdap|dtap|mmr|hpv shots?)\b/i,
  },
  'birth-development': {
    from: ['pmh', 'social'],
    cue: /\b(?:born|full[- ]term|premature(?:ly)?|preterm|weeks'? gestation|birth weight|nicu|milestones?|crawl\w*|babbl\w+|first (?:words?|steps?)|toilet[- ]train\w+|daycare|grade|breast-?fe?d\w*|formula)\b/i,
    plain: /\b(?:weeks'? gestation|birth weight|nicu|milestones?|toilet[- ]train\w+)\b/i,
  },
  'mental-status': {
    from: ['exam'],
    cue: /\b(?:mood|affect|thought (?:process|content)|speech|eye contact|insight|judge?ment|oriented|suicidal|homicidal|hallucinat\w+|delusion\w*|psychomotor|groomed|cooperative|attention|memory)\b/i,
  },
  'follow-up': {
    from: ['plan'],
    cue: /\b(?:follow[- ]?up|return (?:in|to|if|for|sooner|precautions)|come back|see (?:you|us|me|him|her|them|the patient) (?:back|again)|recheck in|call (?:us|me|the (?:clinic|office)|911)|(?:emergency (?:room|department)|urgent care) if|go to the (?:er|ed|emergency))\b/i,
  },
};

const HISTORY: readonly Slot[] = ['hpi', 'pmh', 'psh', 'social', 'ros'];

function partOf(statement: Statement, placed: ReadonlySet<TemplateSlot>): SlotPart | undefined {
  return (Object.keys(CUES) as SlotPart[]).find((part) => {
    if (!placed.has(part)) return false;
    const { from, cue, plain } = CUES[part];
    return (
      (from.includes(statement.slot) && cue.test(statement.text)) ||
      (plain !== undefined && HISTORY.includes(statement.slot) && plain.test(statement.text))
    );
  });
}

/** Decides for each statement which of the template's slots takes it; undefined: the template leaves it out. */
export function slotPlacer(template: NoteTemplate): (statement: Statement) => TemplateSlot | undefined {
  const placed = new Set(template.sections.flatMap((section) => section.slots.map(({ slot }) => slot)));
  const named = new Set([...placed, ...template.leaveOut]);
  return (statement) => {
    const own: TemplateSlot =
      partOf(statement, named) ?? (statement.slot === 'ros' && placed.has('hpi') ? 'hpi' : statement.slot);
    if (template.leaveOut.includes(own)) return undefined;
    if (placed.has(own)) return own;
    return NEAREST[statement.slot].find((slot) => placed.has(slot));
  };
}

/** What was said for a place that this template does not have or give: it is listed, never lost. */
export function isLeftOut(statement: Statement, template: NoteTemplate, place: ReturnType<typeof slotPlacer>): boolean {
  return place(statement) === undefined || (template.negatives === 'none' && statement.list?.verb === 'denies');
}
