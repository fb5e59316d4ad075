import type { Evidence } from '../../../shared/model/note.ts';
import { assertionAt, type Assertion } from './assertion.ts';
import type { CodeEntry, CodeTable } from './code-table.ts';
import { isUnder, LASTING } from './conditions.ts';
import { sitesIn } from './laterality.ts';
import { mentionFinder, type Mention } from './mentions.ts';
import { isAssessment, isVerbless, type Statement } from './note-reader.ts';
import { LEADING_DOUBT, type PhraseCoder } from './phrase-coder.ts';
import type { Problem } from './problems.ts';
import { refine } from './refine.ts';

/** A code on its way into the suggestions. Rules replace values, never the object's meaning: one finding, one code. */
export interface Finding {
  readonly entry: CodeEntry;
  readonly score: number;
  /** The words it rests on, as the note has them. */
  readonly phrase: string;
  /** Why this code, in plain words; rules add theirs. */
  readonly reasons: readonly string[];
  readonly evidence: readonly Evidence[];
  /** Everything the note says about the problem: where sides, stages and severities are looked for. */
  readonly context: string;
  /** Codes to offer first as alternatives. */
  readonly offers: readonly string[];
  /** The heading it stands under. */
  readonly title?: string;
}

export interface Uncertain {
  readonly phrase: string;
  readonly entry: CodeEntry;
  readonly evidence: readonly Evidence[];
  readonly context: string;
}

export interface Diagnosed {
  readonly findings: readonly Finding[];
  /** Diagnoses considered, not made. */
  readonly uncertain: readonly Uncertain[];
}

/** Below this a heading of the plan alone ("Lipid panel") is an order, not a problem. */
const PLAN_TITLE_SCORE = 0.85;
/** A judgement at the end of a heading ("contact dermatitis unlikely") is about the heading. */
const TRAILING_CUE =
  /,?\s+(?:(?:is|was|has been|have been)\s+)?(?:unlikely|ruled out|possible|suspected|likely|negative|resolved)[.\s]*$/i;
const GENERIC_TITLE =
  /^(?:(?:acute|chronic|joint|open|skin|soft tissue|muscle|bone|ligament|possible|likely)\s+)?(?:pain|fracture|sprain|strain|injury|infection|rash|swelling|tear|laceration|contusion|arthritis|wound|burn|lesion|tendinitis|bursitis|cyst|abscess|bite|dislocation)s?$/i;

/** @param reason why the patient came, in the note's words: first visit for an injury, or a later one */
export function diagnose(problem: Problem, coder: PhraseCoder, table: CodeTable, reason: string): Diagnosed {
  return problem.title === undefined
    ? diagnoseProse(problem, coder, table, reason)
    : diagnoseTitled(problem, coder, table, reason);
}

function diagnoseTitled(problem: Problem, coder: PhraseCoder, table: CodeTable, reason: string): Diagnosed {
  const title = problem.title!;
  const context = [title, ...problem.statements.map((statement) => statement.text)].join('. ');
  const own = problem.statements.filter((statement) => statement.isTitle);
  const said = problem.statements.filter((statement) => isAssessment(statement.role) && !statement.isTitle);
  const evidence = evidenceOf(
    own.length > 0 && own.some((s) => s.evidence.length > 0) ? own : said.length > 0 ? said : problem.statements,
  );

  const findings: Finding[] = [];
  const uncertain: Uncertain[] = [];
  const mentions = mineStatements(said, table, coder);

  for (const part of coder.code(title)) {
    // A doubt at the head of the part ("possible strain") is about the part.
    const doubt = LEADING_DOUBT.exec(part.text)?.[0].length ?? 0;
    const after = TRAILING_CUE.exec(part.text)?.[0].length ?? 0;
    const assertion = assertionAt(title, part.start + doubt, part.end - after);
    if (problem.onlyPlan && (part.score < PLAN_TITLE_SCORE || isUnder(part.entry.code, ['Z']) || isOrder(problem)))
      continue;
    const settled = problem.isWritten ? assertion : assertionOfLabel(assertion, part.entry, mentions, coder);
    if (settled === 'uncertain') {
      uncertain.push({ phrase: part.text, entry: part.entry, evidence, context });
      continue;
    }
    const finding = byAssertion(settled, part.text, part.entry, part.score, coder, { evidence, context, title });
    if (finding) findings.push(refine(finding, coder, table, reason));
  }

  // A heading that names nothing ("Visit summary") leaves what stands under it.
  if (
    problem.isWritten &&
    findings.length + uncertain.length === 0 &&
    !GENERIC_TITLE.test(title.trim()) &&
    said.length > 0
  )
    return diagnoseProse({ ...problem, title: undefined, statements: said }, coder, table, reason);

  // A label such as "Sprain" says less than the sentence under it, or than the place that hurts.
  const isGeneric = GENERIC_TITLE.test(title.trim());
  if (isGeneric || findings.length + uncertain.length === 0) {
    const better = mentions.filter(
      ({ mention, entry }) => !isUnder(entry.code, ['Z']) && (findings.length === 0 || saysMore(mention.text, title)),
    );
    const doubted = new Set(
      better.filter(({ assertion }) => assertion === 'uncertain').map(({ entry }) => entry.code.slice(0, 3)),
    );
    const certain = better.find(
      ({ assertion, entry }) => assertion === 'present' && !doubted.has(entry.code.slice(0, 3)),
    );
    const hedged = better.find(({ assertion }) => assertion === 'uncertain');
    if (certain) {
      const finding = byAssertion('present', certain.mention.text, certain.entry, certain.score, coder, {
        evidence: certain.statement.evidence,
        context,
      });
      if (finding) return { findings: [refine(finding, coder, table, reason)], uncertain };
    } else if (hedged && !problem.isWritten) {
      const { mention, entry, statement } = hedged;
      return {
        findings: [],
        uncertain: [...uncertain, { phrase: mention.text, entry, evidence: statement.evidence, context }],
      };
    }
    const placed = isGeneric && uncertain.length === 0 ? placedPhrase(title, context, reason) : undefined;
    const best = placed === undefined ? undefined : coder.best(placed);
    if (placed !== undefined && best && best.score >= 0.6)
      return {
        findings: [
          refine(
            {
              phrase: placed,
              ...best,
              score: best.score * 0.85,
              evidence,
              context,
              offers: [],
              reasons: [`The note names “${title}”; the place is given as “${placed}”.`],
            },
            coder,
            table,
            reason,
          ),
        ],
        uncertain,
      };
    // An injury of an unnamed place is no answer: what hurts says more.
    if (
      isGeneric &&
      sitesIn(title).length === 0 &&
      findings.every((finding) => isUnder(finding.entry.code, ['S', 'T', 'M79', 'R52']))
    )
      findings.length = 0;
  }
  // What an assessment says besides its heading counts where it is a complication that joins codes (kidney disease under diabetes).
  for (const { mention, statement, entry, score, assertion } of mentions) {
    if (
      assertion !== 'present' ||
      !(isUnder(entry.code, JOINING) || standsAlone(statement, mention)) ||
      findings.some((finding) => finding.entry.code.slice(0, 3) === entry.code.slice(0, 3))
    )
      continue;
    const finding = byAssertion('present', mention.text, entry, score * 0.95, coder, {
      evidence: statement.evidence,
      context: statement.text,
    });
    if (finding) findings.push(refine(finding, coder, table, reason));
  }
  for (const { mention, statement, entry, assertion } of mentions)
    if (
      assertion === 'uncertain' &&
      !isUnder(entry.code, ['Z', 'R']) &&
      !findings.some((finding) => finding.entry.code.slice(0, 3) === entry.code.slice(0, 3))
    )
      uncertain.push({ phrase: mention.text, entry, evidence: statement.evidence, context });
  return { findings, uncertain };
}

/** "Medial meniscus sprain" says more than "Sprain"; "joint pain" does not say more than "Arthritis". */
function saysMore(mention: string, title: string): boolean {
  const word = /\w+$/.exec(title.trim())?.[0].toLowerCase().replace(/s$/, '') ?? '';
  return mention.length > title.trim().length && mention.toLowerCase().includes(word);
}

/** "Alcohol use disorder, moderate." after another diagnosis on the line: a name that begins its own verbless sentence. */
function standsAlone(statement: Statement, mention: Mention): boolean {
  return (
    mention.start <= 12 &&
    statement.text.split(/\s+/).length <= 8 &&
    isVerbless(statement.text) &&
    !/^(?:no|without)\b/i.test(statement.text)
  );
}

/** What a patient tells, as against what a clinician concludes. */
const STORY = [
  'R',
  'M25.5',
  'M25.4',
  'M25.6',
  'M54',
  'M79.1',
  'M79.6',
  'M79.89',
  'H92',
  'H57',
  'H53',
  'L29.9',
  'N64.4',
];

const JOINING = ['N18', 'I50', 'E11.2', 'E11.3', 'E11.4', 'E11.5', 'E11.6', 'G62.9', 'G60', 'H35.0', 'K31.84', 'L97', 'Z79.4', 'J18', 'J20', 'I16']; // prettier-ignore

function diagnoseProse(problem: Problem, coder: PhraseCoder, table: CodeTable, reason: string): Diagnosed {
  const findings: Finding[] = [];
  const uncertain: Uncertain[] = [];
  for (const mined of mineStatements(problem.statements, table, coder)) {
    const { mention, statement, entry, score, assertion } = mined;
    if (
      isUnder(entry.code, ['Z']) &&
      !isUnder(entry.code, ['Z00', 'Z01', 'Z02', 'Z34', 'Z39', 'Z09', 'Z08']) &&
      assertion === 'present'
    )
      continue;
    if (assertion === 'uncertain') {
      if (!isUnder(entry.code, ['R', 'Z']))
        uncertain.push({ phrase: mention.text, entry, evidence: statement.evidence, context: statement.text });
      continue;
    }
    const around = expand(statement.text, mention);
    const finding = byAssertion(assertion, around, entry, score * 0.95, coder, {
      evidence: statement.evidence,
      context: statement.text,
    });
    if (finding) findings.push(refine(finding, coder, table, reason));
  }
  const diagnoses = findings.filter((finding) => !isUnder(finding.entry.code, STORY));
  // In running text symptoms tell the story; they are codes only where it ends without a diagnosis.
  return { findings: diagnoses.length > 0 ? diagnoses : findings.slice(0, 2), uncertain };
}

interface Mined {
  readonly mention: Mention;
  readonly statement: Statement;
  readonly entry: CodeEntry;
  readonly score: number;
  readonly assertion: Assertion;
}

function mineStatements(statements: readonly Statement[], table: CodeTable, coder: PhraseCoder): Mined[] {
  const find = mentionFinder(table);
  return statements.flatMap((statement) =>
    find(statement.text).flatMap((mention) => {
      const entry = bestOf(mention, table, coder);
      return entry
        ? [
            {
              mention,
              statement,
              entry,
              score: 0.95,
              assertion: assertionAt(statement.text, mention.start, mention.end),
            },
          ]
        : [];
    }),
  );
}

/** Of the codes that share a name, the one that search puts first; else one that can be billed. */
function bestOf(mention: Mention, table: CodeTable, coder: PhraseCoder): CodeEntry | undefined {
  const found = coder.best(mention.text);
  if (found && mention.codes.some((code) => found.entry.code.startsWith(code))) return found.entry;
  const entries = mention.codes.map((code) => table.get(code)).filter((entry) => entry !== undefined);
  return entries.find((entry) => entry.billable) ?? entries[0];
}

/** The mention with the words that stand right before it: side, severity, course. */
function expand(sentence: string, mention: Mention): string {
  const before =
    /(?:\b(?:left|right|bilateral|acute|chronic|mild|moderate|severe|recurrent|persistent|intermittent|uncontrolled|poorly controlled)\s+){1,3}$/i.exec(
      sentence.slice(0, mention.start),
    );
  return `${before?.[0] ?? ''}${mention.text}`;
}

function assertionOfLabel(own: Assertion, entry: CodeEntry, mentions: readonly Mined[], coder: PhraseCoder): Assertion {
  if (own !== 'present') return own;
  const about = mentions.filter(
    (mined) =>
      mined.entry.code.slice(0, 3) === entry.code.slice(0, 3) ||
      coder.best(mined.mention.text)?.entry.code === entry.code,
  );
  if (about.length === 0 || about.some(({ assertion }) => assertion === 'present' || assertion === 'history'))
    return 'present';
  return about.some(({ assertion }) => assertion === 'uncertain') ? 'uncertain' : about[0]!.assertion;
}

/** Present: the code. History: the condition where it lasts, else its history code. Status: a state after surgery. Family: its Z code. */
function byAssertion(
  assertion: Assertion,
  phrase: string,
  entry: CodeEntry,
  score: number,
  coder: PhraseCoder,
  where: { evidence: readonly Evidence[]; context: string; title?: string },
): Finding | undefined {
  const base = { phrase, ...where, offers: [] };
  // Where the words already led to a history or status code, that is what they mean.
  const settled =
    isUnder(entry.code, ['Z8', 'Z9', 'I25.2']) && assertion !== 'negated' && assertion !== 'hypothetical'
      ? 'present'
      : assertion;
  switch (settled) {
    case 'present': {
      const resolved = entry.billable ? { entry, score } : coder.best(phrase);
      return (
        resolved && {
          ...base,
          ...resolved,
          score: Math.min(score, resolved.score),
          reasons: [`The note names “${phrase}”.`],
        }
      );
    }
    case 'history': {
      if (isUnder(entry.code, LASTING))
        return {
          ...base,
          entry,
          score: score * 0.9,
          reasons: [`“${phrase}” is a lasting condition; a history of it means that the patient has it.`],
        };
      return prefixed(
        'history of',
        ['Z85', 'Z86', 'Z87', 'Z91', 'I25.2', 'Z98'],
        `The note gives “${phrase}” as history, not as a present condition.`,
      );
    }
    case 'status':
      return (
        prefixed('status post', ['Z9', 'Z48', 'Z47'], `The note gives the state after “${phrase}”.`) ??
        prefixed('history of', ['Z85', 'Z86', 'Z87'], `The note gives “${phrase}” as treated and past.`)
      );
    case 'family':
      return prefixed(
        'family history of',
        ['Z80', 'Z81', 'Z82', 'Z83', 'Z84'],
        `“${phrase}” is in the family, not the patient's own.`,
      );
    default:
      return undefined;
  }

  function prefixed(words: string, under: readonly string[], reason: string): Finding | undefined {
    const bare = phrase.replace(/^.*\b(?:history of|h\/o|hx of|status post|s\/p|family history of)\s+/i, '');
    const found = coder.best(`${words} ${bare}`);
    // "Other specified" history is everything that has no code of its own: it says nothing.
    return found && found.score >= 0.7 && isUnder(found.entry.code, under) && !isUnder(found.entry.code, ['Z87.898'])
      ? { ...base, entry: found.entry, score: found.score * 0.9, reasons: [reason] }
      : undefined;
  }
}

/** A line of a plan that names a test or a treatment, or that nothing is said about, is an order. */
function isOrder(problem: Problem): boolean {
  return problem.statements.length < 2 || ORDER.test(problem.title ?? '');
}

const ORDER =
  /\b(?:panel|tests?|labs?|levels?|x-?rays?|mri|ct|ultrasound|echo\w*|mammogra\w*|colonoscopy|referral|therapy|screening|cultures?|cbc|cmp|bmp|tsh|a1c|ekg|vaccin\w*|injection|brace|splint)\b/i;

/** "Contusion" with a right index finger in its sentences, or in why the patient came. */
function placedPhrase(title: string, context: string, reason: string): string | undefined {
  if (sitesIn(title).length > 0) return undefined;
  const places = [context, reason].flatMap((text) => [...text.matchAll(PLACE)].map((match) => match[0].trim()));
  const place = places.find((words) => /^(?:left|right|bilateral|both)\b/i.test(words)) ?? places[0];
  return place === undefined ? undefined : `${place} ${title}`;
}

const PLACE =
  /\b(?:(?:left|right|bilateral|both)\s+)?(?:(?:index|middle|ring|little|great|big|upper|lower|low)\s+)?(?:knee|shoulder|hip|ankle|elbow|wrist|hand|finger|thumb|foot|toe|heel|arm|forearm|leg|thigh|calf|back|neck|rib|chest)s?\b/gi;

function evidenceOf(statements: readonly Statement[]): Evidence[] {
  const seen = new Set<string>();
  return statements
    .flatMap((statement) => statement.evidence)
    .filter((item) => {
      const key = `${item.segmentId}|${item.startMs}|${item.quote}`;
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, 6);
}
