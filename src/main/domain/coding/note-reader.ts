import type { Evidence, Note } from '../../../shared/model/note.ts';
import type { TemplateSlot } from '../../../shared/model/template.ts';

/** What part of a note a statement stands in, as far as coding cares. */
export type Role =
  | 'complaint'
  | 'subjective'
  | 'history'
  | 'family'
  | 'social'
  | 'medications'
  | 'allergies'
  | 'review'
  | 'objective'
  | 'assessment'
  | 'plan'
  | 'assessment-plan';

export interface Statement {
  readonly text: string;
  readonly role: Role;
  /** The problem it belongs to, as the note names it. */
  readonly problem?: string;
  /** The statement is that name itself: a heading, or an item of an assessment list. */
  readonly isTitle: boolean;
  readonly evidence: readonly Evidence[];
}

/** Longest heading first where one contains another. Roles of headings that clinicians use; matched on the whole heading. */
const HEADINGS: readonly (readonly [RegExp, Role])[] = [
  [
    /^(?:assessment|impressions?|a)\s*(?:&|and|\/|\+)\s*(?:plan|p|recommendations?)$|^a\/?p$|^assessment_and_plan$/,
    'assessment-plan',
  ],
  [
    /^(?:assessments?|impressions?|imp|diagnos[ie]s|dx|final diagnos[ie]s|clinical impression|problem list|working diagnosis|a)$/,
    'assessment',
  ],
  [
    /^(?:plan|plan of care|treatment(?: plan)?|recommendations?|disposition|follow[- ]?up|instructions|patient instructions|orders|p)$/,
    'plan',
  ],
  [/^(?:cc|chief complaints?|reason for (?:visit|consultation|referral)|presenting complaint)$/, 'complaint'],
  [
    /^(?:subjective|hpi|history of (?:the )?present(?:ing)? illness|history|interval history|interim history|s)$/,
    'subjective',
  ],
  [
    /^(?:pmh|pmhx|past medical history|medical history|past history|psh|past surgical history|surgical history|past medical and surgical history|obstetric history|history of pregnancies|gyn(?:ecologic)? history)$/,
    'history',
  ],
  [/^(?:fh|fhx|family history|family medical history)$/, 'family'],
  [/^(?:sh|shx|social history|social)$/, 'social'],
  [/^(?:medications?|meds|current medications?|home medications?|medication list|dh)$/, 'medications'],
  [/^(?:allerg(?:y|ies)|drug allergies)$/, 'allergies'],
  [/^(?:ros|review of systems)$/, 'review'],
  [
    /^(?:objective|exam|physical exam(?:ination)?|pe|vitals?|vital signs|vitals reviewed|results|labs?|laboratory|imaging|procedures?|studies|data|o|lab results|diagnostics|investigations)$/,
    'objective',
  ],
];

/** Labels under a problem that describe it and are no problem themselves. */
const DETAIL_LABEL =
  /^(?:medical reasoning|additional (?:testing|workup)|medical treatments?|specialist referrals?|patient (?:education|agreements?|instructions?).*|counsell?ing|education|follow[- ]?up(?: instructions?)?|plan|treatment|reasoning|status|medications?|labs?|imaging|tests?|testing|referrals?|orders?|notes?|differential(?: diagnosis)?|today|goals?|procedures?|recommendations?|monitoring|disposition|return precautions?)$/i;

const BULLET = /^\s*(?:[-–—•*‣▪●◦]+|\(?\d{1,2}[.)]|#+\s*\d*[.):]?|problem\s*#?\s*\d+\s*[:.]?)\s+(?=\S)|^\s*#\s*(?=\S)/i;
const MOST_TITLE_WORDS = 14;
/** A clause with one of these says something about a problem; without, a short line names one. */
const VERB =
  /\b(?:is|are|was|were|has|have|had|will|would|should|can|could|may|might|must|do|does|did|continues?d?|continuing|start(?:ed|ing)?|stop(?:ped)?|increase[ds]?|decrease[ds]?|take[ns]?|took|order(?:ed)?|refer(?:red)?|recommend(?:ed)?|discuss(?:ed)?|advis(?:e|ed)|prescrib(?:e|ed)|schedul(?:e|ed)|presents?|reports?|denies|states|endorses|appears?|seems?|shows?|showed|showing|reviewed|monitor|obtain|check|recheck|encourag(?:e|ed)|counsel(?:ed|led)|provided|given|initiate[ds]?|need[s]?|agree[sd]?|i|we|he|she|they|patient|please|call|avoid|apply|(?<!(?:alcohol|tobacco|cannabis|opioid|drug|substance|marijuana|cocaine|nicotine) )use|proceed|planned|plans? to|consider|follow(?![- ]?up)|push|rest|repeat|switch|add|refill(?:ed)?|administered|performed|instructed|explained|understands?)\b/i;

/** Orders and honorifics that look like headings. */
const NO_TITLE =
  /^\d+[- ]?(?:years?|months?|weeks?|days?|yo|y\/o|m|f)\b|^(?:the |this |our )?(?:patient|pt|he|she|they|we|i)\b|^(?:visit )?summary$|^(?:telehealth|telemedicine|video visit)\b|^(?:mr|mrs|ms|miss|dr)\b|^(?:return|follow[- ]?up|f\/u|rtc) (?:in|with|for|as|prn|to|at)\b|^(?:follow[- ]?up|return|n\/a|none|thank you.*)$|^(?:\w+ ){0,2}(?:follow[- ]?up|visit|note|consult(?:ation)?)$/i;

export function headingRole(heading: string): Role | undefined {
  const plain = heading
    .trim()
    .toLowerCase()
    .replace(/[:.\-–\s]+$/, '')
    .replace(/\s+/g, ' ')
    .replace(/_/g, ' ');
  return HEADINGS.find(([pattern]) => pattern.test(plain))?.[1];
}

const SLOT_ROLES: Readonly<Record<TemplateSlot, Role>> = {
  'chief-complaint': 'complaint', hpi: 'subjective', ros: 'review', pmh: 'history', psh: 'history', medications: 'medications', allergies: 'allergies',
  family: 'family', social: 'social', vitals: 'objective', exam: 'objective', results: 'objective',
  // Who came for what: no problem is dealt with by being named there.
  summary: 'subjective', assessment: 'assessment', plan: 'plan',
  obstetric: 'history', immunizations: 'history', 'birth-development': 'history', 'mental-status': 'objective', 'follow-up': 'plan',
}; // prettier-ignore

function roleOfSlot(slot: TemplateSlot, sectionRole: Role): Role {
  const role = SLOT_ROLES[slot];
  return sectionRole === 'assessment-plan' && role === 'assessment' ? sectionRole : role;
}

/** A drafted or edited note. Sentences with a `problem` belong to it; the problem's name is no title unless a sentence says it. */
export function readNote(note: Note): Statement[] {
  const statements: Statement[] = [];
  for (const section of note.sections) {
    const sectionRole = headingRole(section.key) ?? headingRole(section.heading) ?? 'subjective';
    for (const sentence of section.sentences) {
      // What a practice calls its sections tells less than what the sentence is.
      const role = sentence.slot
        ? roleOfSlot(sentence.slot, sectionRole)
        : ((sentence.group ? headingRole(sentence.group) : undefined) ?? sectionRole);
      statements.push({
        text: sentence.text,
        role,
        problem: sentence.problem,
        isTitle: isAssessment(role) && !VERB.test(sentence.text) && wordCount(sentence.text) <= MOST_TITLE_WORDS,
        evidence: sentence.evidence,
      });
    }
  }
  return statements;
}

/** Free text of a note, or of its assessment alone. Without any heading, all of it is taken for an assessment. */
export function readNoteText(text: string): Statement[] {
  const blocks = splitBlocks(withSidesInFull(text));
  return blocks.flatMap(({ role, lines }) =>
    isAssessment(role) || role === 'plan'
      ? readProblems(role, lines)
      : lines.flatMap((line) => sentencesOf(line).map((sentence) => plainStatement(sentence, role))),
  );
}

export function isAssessment(role: Role): boolean {
  return role === 'assessment' || role === 'assessment-plan';
}

interface Block {
  role: Role;
  readonly lines: string[];
  readonly isImpression: boolean;
}

function splitBlocks(text: string): Block[] {
  // "A: gout. P: colchicine." on one line.
  const lines = text.split(
    /\r?\n|(?<=[.;!?])\s+(?=(?:P|Plan|A\/P|A&P|Assessment|Impression|Imp|Dx|Diagnosis|Treatment)\s*:\s)/,
  );
  const blocks: Block[] = [];
  let current: Block | undefined;
  for (const line of lines) {
    const opened = openHeading(line);
    if (opened && opened.role === 'plan' && blocks.length === 0 && /^\W*follow/i.test(line)) {
      // "Follow-up." at the very top is why the patient came.
      blocks.push({ role: 'complaint', lines: [line], isImpression: false });
      continue;
    }
    if (opened) {
      current = {
        role: opened.role,
        lines: opened.rest === '' ? [] : [opened.rest],
        isImpression: /^\W*imp/i.test(line),
      };
      blocks.push(current);
      continue;
    }
    if (!current) {
      current = { role: 'subjective', lines: [], isImpression: false };
      blocks.push(current);
    }
    current.lines.push(line);
  }
  // Beside an assessment, an "impression" before it is the radiologist's.
  const assessed = blocks.findLastIndex((block) => isAssessment(block.role) && !block.isImpression);
  for (const [i, block] of blocks.entries()) if (block.isImpression && i < assessed) block.role = 'objective';
  if (!blocks.some((block) => isAssessment(block.role))) {
    // No assessment is marked: with other headings the part before the plan may hold it; without any, everything is it.
    const headed = blocks.some((block) => block.role !== 'subjective');
    if (!headed) return [{ role: 'assessment-plan', lines, isImpression: false }];
  }
  return blocks;
}

/** "ASSESSMENT", "Assessment and Plan:", "Imp: gastroenteritis", "A/P:". A bare one-letter heading needs its colon. */
function openHeading(line: string): { role: Role; rest: string } | undefined {
  const trimmed = line.trim().replace(/^[#*_]+\s*|\s*[*_]+$/g, '');
  if (trimmed === '' || trimmed.length > 4_000) return undefined;
  const colon = /^([A-Za-z][A-Za-z &/+_-]{0,48}?)\s*[:：]\s*(.*)$/.exec(trimmed);
  if (colon) {
    const role = headingRole(colon[1]!);
    // Under a problem, "Plan:" and "Follow-up:" at the start of a bullet are its details, not a new section.
    if (role && !BULLET.test(line)) return { role, rest: colon[2]!.trim() };
    return undefined;
  }
  if (wordCount(trimmed) <= 6 && trimmed.length > 1) {
    const role = headingRole(trimmed);
    if (role) return { role, rest: '' };
  }
  return undefined;
}

/** How a line is set: details of a problem stand under another mark, or further in, than the problems themselves. */
function layoutOf(line: string): string {
  const indent = /^\s*/.exec(line.replaceAll('\t', '    '))![0].length;
  const mark = BULLET.exec(line)?.[0].trim() ?? '';
  const kind = /\d/.test(mark) ? 'number' : mark.startsWith('#') ? 'hash' : mark === '' ? 'none' : 'bullet';
  return `${kind}${Math.floor(indent / 2)}`;
}

function readProblems(role: Role, lines: readonly string[]): Statement[] {
  const statements: Statement[] = [];
  let problem: string | undefined;
  const split = lines.flatMap(inlineItems);
  const layouts = split.filter((line) => line.trim() !== '').map(layoutOf);
  // Where problems are numbered or hashed, nothing else opens one.
  let level =
    layouts.find((layout) => layout.startsWith('number')) ?? layouts.find((layout) => layout.startsWith('hash'));
  for (const line of split) {
    if (line.trim() === '') continue;
    const body = line
      .replace(BULLET, '')
      .replace(/^\s*[-–•]\s+/, '')
      .trim();
    if (body === '') continue;
    const layout = layoutOf(line);
    const label = /^([^:]{2,60}):\s*(.*)$/.exec(body);
    if (label && DETAIL_LABEL.test(label[1]!.trim())) {
      if (/^patient agreements?$/i.test(label[1]!.trim())) continue;
      for (const sentence of sentencesOf(label[2]!)) statements.push({ ...plainStatement(sentence, role), problem });
      continue;
    }
    const titled =
      level === undefined || level === layout || (level.startsWith('bullet') && layout.startsWith('none'))
        ? splitTitle(body)
        : undefined;
    if (titled) {
      level ??= layout;
      problem = titled.title;
      statements.push({ text: titled.title, role, problem, isTitle: true, evidence: [] });
      for (const sentence of sentencesOf(titled.rest)) {
        // "Gout of the left toe. HTN.": short names side by side.
        if (role === 'assessment' && layout.startsWith('none') && isShortName(sentence)) {
          problem = sentence.replace(/[.:;]+$/, '');
          statements.push({ text: problem, role, problem, isTitle: true, evidence: [] });
        } else statements.push({ ...plainStatement(sentence, role), problem });
      }
      continue;
    }
    for (const sentence of sentencesOf(body)) {
      // "Regarding her diabetes, she should …" opens another problem in prose.
      const regarding =
        /^(?:regarding|concerning|as for|with regards? to|in regards? to|for)\s+(?:(?:his|her|their|the|this|patient's)\s+)?([^,]{3,60}),/i.exec(
          sentence,
        );
      if (regarding && !VERB.test(regarding[1]!)) problem = regarding[1]!.trim();
      statements.push({ ...plainStatement(sentence, role), problem });
    }
  }
  return statements;
}

/** "1. Vertigo. 2. History of TIA." on one line are two lines. */
function inlineItems(line: string): string[] {
  const marks = [...line.matchAll(/(?:^|[\s.;])\(?(\d{1,2})[.)]\s+(?=[A-Za-z])/g)];
  if (marks.length < 2 || marks[0]?.[1] !== '1') return [line];
  return marks.map((mark, i) => line.slice(mark.index, marks[i + 1]?.index ?? line.length).replace(/^[\s.;]+/, ''));
}

/** "Hypertension.", "HTN: continue lisinopril", "Right knee pain - ice and rest", "1. Asthma, mild. Well controlled." */
function splitTitle(body: string): { title: string; rest: string } | undefined {
  const cut = /^(.{2,120}?)(?:\s*[:]\s+|\s+[-–—]+\s+|(?<!\b(?:vs|dr|mr|mrs|ms|st|approx))[.;]\s+|[.:;]?\s*$)/i.exec(
    body,
  );
  if (!cut) return undefined;
  let title = cut[1]!.trim().replace(/[.:;]+$/, '');
  let rest = body.slice(cut[0].length).trim();
  // "Tobacco use disorder, counseled today": the name ends before what was done.
  const verb = VERB.exec(title);
  const comma = verb ? title.lastIndexOf(',', verb.index) : -1;
  if (comma > 2) {
    rest = `${title.slice(comma + 1).trim()}. ${rest}`;
    title = title.slice(0, comma).trim();
  }
  if (wordCount(title) > MOST_TITLE_WORDS || VERB.test(title) || DETAIL_LABEL.test(title)) return undefined;
  if (!/[a-z]{2}/i.test(title) || NO_TITLE.test(title)) return undefined;
  return { title, rest };
}

/** Ends at . ! ? before a capital or the end; not after "Dr.", initials and abbreviations with numbers. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?]+(?=\s+["'(]?[A-Z0-9]|\s*$)/g)) {
    const before = text.slice(from, match.index);
    if (
      /\b(?:dr|mr|mrs|ms|st|vs|no|approx|e\.g|i\.e|[a-z])$/i.test(before) &&
      match.index + match[0].length < text.length
    )
      continue;
    const sentence = text.slice(from, match.index + match[0].length).trim();
    if (sentence !== '') sentences.push(sentence);
    from = match.index + match[0].length;
  }
  const rest = text.slice(from).trim();
  if (rest !== '') sentences.push(rest);
  return sentences
    .flatMap((sentence) => sentence.split(/\s+-\s+(?=(?:Medical|Additional|Patient|Specialist)\b)/))
    .map((sentence) => sentence.replace(BULLET, '').trim())
    .filter((sentence) => sentence !== '');
}

function plainStatement(text: string, role: Role): Statement {
  return { text, role, isTitle: false, evidence: [] };
}

const DESCRIBES =
  /\b(?:mild|moderate|severe|persistent|intermittent|controlled|stable|improv\w*|wors\w*|resolv\w*|healing|unchanged|goal|doing|well|no|not|without|likely|possibl[ey]|new|normal|negative|positive|left|right|bilateral)\b/i;

/** Names something rather than says something about it. */
export function isVerbless(sentence: string): boolean {
  return !VERB.test(sentence);
}

function isShortName(sentence: string): boolean {
  return (
    wordCount(sentence) <= 3 &&
    !/^\W/.test(sentence) &&
    !VERB.test(sentence) &&
    !DESCRIBES.test(sentence) &&
    !NO_TITLE.test(sentence)
  );
}

/** "L great toe", "R knee": a lone capital before a part of the body. */
function withSidesInFull(text: string): string {
  return text.replace(
    /\b([LR])\.?(?=\s+(?:\w+\s+){0,2}?(?:knee|shoulder|hip|ankle|elbow|wrist|hand|finger|thumb|foot|toe|heel|arm|forearm|leg|thigh|calf|ear|eye|breast|flank|groin|axilla|side|rib|clavicle|humerus|radius|tibia|fibula|femur)s?\b)/g,
    (_, letter: string) => (letter === 'L' ? 'left' : 'right'),
  );
}

function wordCount(text: string): number {
  return text.trim().split(/\s+/).length;
}
