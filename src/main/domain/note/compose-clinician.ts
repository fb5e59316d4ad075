import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Mention } from '../understanding/lexicon.ts';
import { takesBackLast, takesBackNamed } from '../understanding/take-backs.ts';
import { wholeClauses } from './clauses.ts';
import { place, type Pending } from './arrange-clinician.ts';
import { ProblemList } from './assign-problems.ts';
import { rejoined, toClauses } from './clinician-clauses.ts';
import {
  asSentence,
  capital,
  clippings,
  inThird,
  isFinished,
  toPhrase,
  withAcronyms,
  type Phrase,
} from './clinical-phrase.ts';
import { composeExam, regionOf, type ExamRegion } from './compose-exam.ts';
import { composeElicited } from './compose-elicited.ts';
import { composeImpression, isOneClause } from './compose-impression.ts';
import { composePlan } from './compose-plan.ts';
import { composeResult, studyIn, type Study } from './compose-results.ts';
import { composeVitals } from './compose-vitals.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import type { Slot, Statement } from './statement.ts';
import { verifySentence } from './verify-sentence.ts';

/** A candidate with what the models and rules think of it. */
export interface Judged {
  readonly candidate: Candidate;
  readonly slot: Slot;
  readonly salience: number;
}

export interface ClinicianHalf {
  readonly statements: readonly Statement[];
  /** Candidates whose words are settled here, composed or left to the omissions. */
  readonly settled: ReadonlySet<Candidate>;
}

const IN_HALF: ReadonlySet<Slot> = new Set(['vitals', 'exam', 'results', 'assessment', 'plan']);

type Phase = 'history' | 'exam' | 'results' | 'plan';

const EXAM_ON =
  /\b(?:physical exam\w*|(?:quick|brief|focused|do (?:a|an|my|your)) (?:physical|exam)|examine you|examine your|on (?:your )?exam\w*|let (?:me|us) (?:take a look at you|examine|listen|feel|check you)|take a (?:quick )?(?:look at you|listen)|listen to your|check you out|\w+ exam (?:shows|is|reveals)|verbalize (?:some of )?my findings|call out some of my findings|vital signs|your vitals)\b/;
const RESULTS_ON =
  /\b(?:show me (?:the |your )?|results? (?:of|for|from)|look(?:ing)? (?:here )?at (?:your |the |some of your )|review(?:ed|ing)? (?:the |your |some )|pull up |here is (?:your|the) )(?:.{0,40}?)\b(?:x-?rays?|ekg|ecg|echo\w*|labs?|lab results|mri|ct|ultrasound|results|a1c|panel|imaging|scan|blood work|pathology|report|images|hemoglobin|urinalysis|level|study|function)\b|^(?:the |your )?(?:[a-z]+ ){0,3}(?:x-?ray|ekg|mri|ct scan|echocardiogram|ultrasound)(?: of (?:the |your )?[a-z ]{2,24})? (?:shows|showed|reveals|is|was|looks)\b|\bx-?ray (?:i|we) (?:took|did) .{0,20}\bshows?\b/;
const PLAN_ON =
  /\b(?:i do not (?:think|believe) (?:this|it|that|you|he|she)|i (?:would like|want) (?:an?|you|him|her|some)\b|(?:so|yeah) (?:you|he|she) (?:has|have|had) an?|i can ?not rule out|look like|assessment and (?:my |our )?plan|my (?:assessment|plan|impression)|(?:first|second|next|last|other) problem|for your (?:first|second)|i (?:do )?(?:think|believe|suspect) (?:that )?(?:you|this|it|your|what)|what i would like to do|(?:i am|we are) going to (?:order|prescribe|start|refer|put|give|send|get|increase|continue|have you|treat|go ahead)|i want to (?:order|prescribe|start|refer|put|get|increase|go ahead and (?:order|prescribe|start))|i would (?:like|recommend)|let us (?:go ahead and )?(?:order|start|get|continue|increase|try)|treatment|you (?:do )?have (?:a |an )?(?:acute|mild|case of)|i recommend|consistent with|diagnos)\b/;

const STRONG_PLAN =
  /\b(?:i can ?not rule out|(?:my|our|the) (?:assessment and |impression and )?plan\b|(?:my|our) (?:assessment|impression)|can ?not rule out|(?:for|with) (?:the|your) (?:first|second|third|next|last) (?:problem|issue|diagnosis|concern)|first problem)\b/;

/** "So this is a heart failure flare": with a condition named, what was found out. */
const CONCLUDES =
  /^(?:(?:so|and|yeah|okay|well|now|,) )*(?:this|that|it|you|he|she) (?:is|are|has|have|had|looks like) (?!no\b|not\b)/;

/** Conditions that were said to be the patient's anywhere in the visit: what a plan item may turn out to be for. */
function conditionsOf(judged: readonly Judged[]): Mention[] {
  const out = new Map<string, Mention>();
  for (const { candidate } of judged)
    for (const mention of candidate.mentions) {
      if (mention.concept.kind !== 'condition' || out.has(mention.concept.id)) continue;
      const scope = scopeOf(candidate.unit.tokens, mention);
      if (scope.experiencer === 'patient' && scope.assertion === 'present' && !candidate.unit.question) out.set(mention.concept.id, mention);
    }
  return [...out.values()];
} // prettier-ignore

/** Past the story: of a visit of a few sentences all but the first. */
const isLate = (index: number, total: number): boolean => (total < 12 ? index > 0 : index > total * 0.3);

/** Where in the visit each clinician unit stands, by what it says and what came before. */
function phasesOf(judged: readonly Judged[], total: number): Map<number, Phase> {
  const out = new Map<number, Phase>();
  let phase: Phase = 'history';
  for (const { candidate, slot } of judged) {
    const { unit } = candidate;
    if (unit.speaker === 'patient') continue;
    const text = unit.tokens.map((token) => token.norm).join(' ');
    const late = isLate(unit.index, total);
    if (late && STRONG_PLAN.test(text)) phase = 'plan';
    else if (EXAM_ON.test(text) && phase !== 'plan') phase = 'exam';
    else if (late && RESULTS_ON.test(text) && (phase !== 'plan' || !PLAN_ON.test(text))) phase = 'results';
    else if (late && (PLAN_ON.test(text) || (CONCLUDES.test(text) && candidate.mentions.some((mention) => mention.concept.kind === 'condition'))) && !(phase === 'exam' && slot === 'exam')) phase = 'plan';
    else if (late && phase === 'plan' && slot === 'exam' && /\bon (?:your|the) \w+ exam|forgot to examine\b/.test(text)) phase = 'exam';
    out.set(unit.index, phase);
  }
  return out;
} // prettier-ignore

const INTENT =
  /^(?:(?:so|and|now|then|okay|also|but|well|,) )*(?:(?:i|we) (?:(?:also|just|would|do|am|are|will|probably) )*(?:going to|want|like|will|need|recommend|suggest|plan|should|can|could|may|might|refer|prescribe|order|have to)|let us|why do not we|i (?:think|feel like|believe) (?:that )?we (?:should|will|can|need)|i do not think you need|(?:i|we) (?:have |also |already )*(?:explained|discussed|counseled|recommended|ordered|prescribed|referred)|i will|we will|you (?:should|need|can|will|may|have to|could|must)|please|if |continue|take |follow up|return|come back|keep going|stay on|order|i recommend|what i would like|for your|for the|make sure|avoid|keep|use|call|stop|start)\b/;

/** Composes vitals, exam, results, assessment and plan from the clinician's candidates (and answers given during the exam). */
export function composeClinician(
  judged: readonly Judged[],
  total: number,
  person: Person,
  resources: DraftResources,
  complaint?: string,
): ClinicianHalf {
  const { lexicon, wording } = resources;
  const polish = (text: string, units: readonly Phrase['unit'][]): string =>
    resources.polish(withAcronyms(text, units));
  const statements: Statement[] = [];
  const settled = new Set<Candidate>();
  const phases = phasesOf(judged, total);
  const problems = new ProblemList(conditionsOf(judged));
  const pending: Pending[] = [];
  let region: ExamRegion | undefined;
  let study: Study | undefined;
  /** The last clause that named a drug or a test. */
  let referent: Phrase | undefined;
  let talk = 0;
  const proven = (text: string, units: readonly Phrase['unit'][]): boolean =>
    verifySentence(text, units.map(spoken), lexicon).support === 'supported';

  for (const { items, unit } of rejoined(judged, ({ candidate }) => candidate.unit)) {
    const lead = items.reduce((best, item) => (item.salience > best.salience ? item : best));
    const { candidate, slot, salience } = lead;
    const phase = phases.get(unit.index) ?? 'history';
    if (unit.speaker === 'patient') {
      const elicited = composeElicited(candidate, region, lexicon, near(phases, candidate) === 'exam');
      if (!elicited) continue;
      settled.add(candidate);
      statements.push({
        slot: 'exam', text: polish(elicited.text, elicited.units), units: elicited.units, salience: 0.62, trust: 0.75, clinical: true, order: unit.index,
        ...(elicited.region ? { system: elicited.region } : {}),
      }); // prettier-ignore
      continue;
    }
    const late = isLate(unit.index, total);
    const inHalf = IN_HALF.has(slot);
    if (!inHalf && !late && phase === 'history') continue;
    if (phase !== 'exam' && phase !== 'results') region = phase === 'plan' ? undefined : region;
    const clauses = unit.question && unit.tokens.length < 10 ? [unit] : toClauses(unit);
    let used = false;
    // Vital signs are told in one breath, over the borders of clauses.
    const whole = toPhrase(unit, lexicon, wording);
    const vitals = unit.question || (slot === 'plan' && phase === 'plan') ? [] : composeVitals(unit.tokens.map((token) => token.norm).join(' ')); // prettier-ignore
    for (const line of vitals) {
      if (!proven(line.text, [unit])) continue;
      used = true;
      statements.push({ slot: 'vitals', text: polish(line.text, [unit]), units: [unit], salience: 0.85, trust: 0.9, clinical: true, order: unit.index + 0.001 * statements.length }); // prettier-ignore
    }
    if (phase !== 'plan') {
      const shown = studyIn(whole);
      if (shown && (phase === 'results' || slot === 'results')) study = shown;
    } else study = undefined;
    clauses.forEach((clause, k) => {
      talk++;
      const phrase = clauses.length === 1 ? whole : toPhrase(clause, lexicon, wording);
      if (phrase.text === '') return;
      const order = unit.index + 0.01 * (k + 1);
      if (phase === 'plan' || (phase === 'results' && /\b(?:i think|what i see|my impression|this is a)\b/.test(phrase.text))) problems.hear(phrase, talk, true); // prettier-ignore
      if (clause.question || (unit.question && k === clauses.length - 1)) return;
      const clinical = phrase.mentions.length > 0 || /\d/.test(phrase.text);
      const base = { salience, trust: 0.75, clinical, order } as const;
      const told = vitals.length > 0 && !/\b(?:exam|lungs|murmur)\b/.test(phrase.text);
      const wantsPlan = INTENT.test(phrase.text);
      const tryExam = (): boolean => {
        if ((told && composeVitals(phrase.text).length > 0) || (!/\b(?:baby|fetal)\b/.test(phrase.text) && /\b(?:vital signs|vitals|blood pressure|heart rate|oxygen saturation|fever)\b/.test(phrase.text))) return true;
        region = regionOf(phrase, region) ?? region;
        const lines = composeExam(phrase);
        for (const text of lines) {
          const units = region?.from && region.from !== clause && region.label.includes(' ') ? [region.from, clause] : [clause];
          if (!proven(text, units)) continue;
          used = true;
          statements.push({ ...base, slot: 'exam', text: polish(text, units), units, salience: Math.max(salience, 0.62), ...(region ? { system: region.label } : {}) });
        }
        return lines.length > 0;
      };
      const tryResult = (): boolean => {
        const lines = composeResult(phrase, phase === 'results' || slot === 'results' ? study : undefined);
        for (const line of lines) {
          const units = line.study && line.study.from.index !== unit.index ? [line.study.from, clause] : line.study && line.study.from !== clause && line.study.from.tokens.length < 40 && !studyIn(phrase) ? [line.study.from] : [clause];
          if (!proven(line.text, units)) continue;
          used = true;
          statements.push({ ...base, slot: 'results', text: polish(line.text, units), units, salience: Math.max(salience, 0.6), ...(line.study ? { system: resources.polish(line.study.label) } : {}) });
        }
        return lines.length > 0;
      };
      const tryTakeBack = (): boolean => {
        // "I'll give you prednisone. Actually, let's not do that."
        // "Do you have asthma?" "Yes." "Then not propranolol.": what was decided some turns ago.
        const words = phrase.unit.tokens.map((token) => token.norm);
        const drug = phrase.mentions.find((mention) => mention.concept.kind === 'drug' && takesBackNamed(words.slice(0, mention.start).join(' ')));
        if (drug) {
          const before = pending.findLastIndex((item) => item.kind === 'plan' && item.phrase.mentions.some((mention) => mention.concept.id === drug.concept.id));
          if (before >= 0) pending.splice(before, 1);
          return before >= 0;
        }
        if (!takesBackLast(phrase.text)) return false;
        const last = pending.findLastIndex((item) => item.kind === 'plan');
        if (last >= 0 && order - pending[last]!.made.order < 2.2) pending.splice(last, 1);
        return true;
      };
      const tryPlan = (): boolean => {
        if (!late && phase !== 'plan' && !clinical) return false;
        if (phase === 'exam' && !/\b(?:order|prescribe|start|refer|mg|x-ray|mri|labs?|follow up|weeks|medications?)\b/.test(phrase.text)) return false;
        const { phrase: full, units } = withReferent(phrase, referent);
        const item = composePlan(full, person);
        if (!item || !proven(item.text, units)) return false;
        if (item.option && !accepted(judged, unit.index)) return true;
        used = true;
        const named = phrase.mentions.some((mention) => /^(?:drug|test|procedure)$/.test(mention.concept.kind));
        const least = named || /\d (?:mg|mcg|g|mL)|follow up|return/i.test(item.text) || item.kind === 'return' || item.kind === 'follow-up' ? 0.62 : item.kind === 'other' ? 0.3 : 0.45;
        pending.push({ made: { ...base, slot: 'plan', text: polish(item.text, units), units, salience: Math.max(salience, least) }, phrase, current: problems.current, kind: 'plan', item });
        return true;
      };
      const tryDose = (): boolean => {
        // "… cefdinir. That is 14 mg per kilogram once a day."
        const match = /^(?:that|it|this) (?:is|will be|is going to be) ((?:[a-z]+ )?\d.{3,60})$/.exec(phrase.text);
        const last = pending.at(-1);
        if (!match || !last || last.item?.kind !== 'medication' || order - last.made.order > 1.2) return false;
        const text = `${last.made.text.replace(/\.$/, '')}, ${clippings(match[1]!)[0]!}.`;
        const units = [...last.made.units, clause];
        if (!isFinished(text) || !proven(text, units)) return false;
        used = true;
        last.made = { ...last.made, text: polish(text, units), units };
        return true;
      };
      const tryPurpose = (): boolean => {
        // "… a steroid. This will help to decrease the inflammation." is what the order before is for.
        const match = PURPOSE.exec(phrase.text);
        const last = pending.at(-1);
        if (!match || !last || last.kind !== 'plan' || order - last.made.order > 1.2 || / (?:to|for|so|if|which) /.test(last.made.text.slice(20))) return false;
        const goal = clippings(match[1]!.replace(/^help (?:you |us |to |with )*(?:to )?(?=\w)/, 'help ').replace(/\b(?:your|the) /g, 'the ')).at(-1)!;
        const text = `${last.made.text.replace(/\.$/, '')} to ${goal}.`;
        const units = [...last.made.units, clause];
        if (!isFinished(text) || !proven(text, units)) return false;
        used = true;
        last.made = { ...last.made, text: polish(text, units), units };
        return true;
      };
      const tryFollowOn = (): boolean => {
        // "This could be caused by mold": reads well only right behind what "this" is.
        const last = pending.at(-1);
        if (salience < 0.4 || !late || !last || order - last.made.order > 1.2 || last.made.text.split(' ').length > 24 || /\. /.test(last.made.text)) return false;
        if (!/^(?:this|that|it|these|they|those) (?:is|are|was|will|can|could|may|might|should|would|has|have|does|helps?|causes?|means|leads?|usually|also|typically|often|often)\b/.test(phrase.text)) return false;
        if (ASIDE.test(phrase.text) || phrase.text.split(' ').length < 5) return false;
        for (const clip of clippings(phrase.text)) {
          const more = asSentence(inThird(clip, person));
          if (clip.split(' ').length < 5 || !isFinished(more)) continue;
          const units = [...last.made.units, clause];
          if (!proven(more, units)) continue;
          used = true;
          pending.push({ made: { ...last.made, text: polish(more, units), units, order }, phrase, current: last.current, kind: 'impression' });
          return true;
        }
        return false;
      };
      const tryImpression = (): boolean => {
        if (!late) return false;
        const impression = composeImpression(phrase, person);
        if (!impression || !proven(impression.text, [clause])) return false;
        used = true;
        const least = impression.kind === 'diagnosis' ? 0.66 : impression.kind === 'status' && (clinical || problems.current) ? 0.6 : clinical ? 0.32 : 0;
        const at = /^(?:The patient (?:will|is going to|can|may|should|needs)|We )/.test(impression.text) ? ('plan' as const) : ('assessment' as const);
        pending.push({ made: { ...base, slot: at, text: polish(impression.text, [clause]), units: [clause], salience: Math.max(salience, least) }, phrase, current: problems.current, kind: 'impression' });
        return true;
      };
      const tryWhole = (): boolean => {
        if (salience < 0.5 || !late || phase !== 'plan' || !clinical) return false;
        let any = false;
        for (const words of wholeClauses(asSentence(inThird(phrase.text, person)))) {
          const text = asSentence(words.join(' '));
          if (words.length < 6 || !isFinished(text) || ASIDE.test(text.toLowerCase()) || !/^(?:the patient|[a-z]+ (?:[a-z]+ ){0,4}(?:is|are|can|may|will|should|helps?|causes?|has|have|does|shows?|usually|often)\b)/i.test(text)) continue;
          if (/^(?:it|this|that|these|they|those|there|what|which|how|when|where|who|if|as|we|he|she|and|but|so|one|good|great|nothing|something|everything|next|some|only|not|then|because|our|my|for|in|on|at|with)\b/i.test(text) || !proven(text, [clause])) continue;
          used = any = true;
          const at = /^The patient (?:will|is going to|can|may|should|needs)\b/.test(text) ? ('plan' as const) : ('assessment' as const);
          pending.push({ made: { ...base, slot: at, text: polish(text, [clause]), units: [clause] }, phrase, current: problems.current, kind: 'impression' });
        }
        return any;
      };
      const tryDictated = (): boolean => {
        // Dictation is written language already.
        if (salience < 0.8 || !late || phrase.text.split(' ').length < 2 || (slot === 'exam' && !EXAM_ONLY.test(phrase.text))) return false;
        if (/^(?:it|this|that|these|they|those|what|which|how|when|where|who|if|as|because|one|good|great|on|in|at|with|not|then|just|only|nothing|something|once|hey|show|looking|let|can|do|does|is|are)\b|[?]/.test(phrase.text)) return false;
        const at: Slot = IN_HALF.has(slot) && slot !== 'vitals' ? slot : 'assessment';
if (at === 'exam' || at === 'results' ? phase === 'history' : phase !== 'plan') return false;
        if (/\bwhich (?:shows|showed)\b/.test(phrase.text)) return false;
        const text = asSentence(inThird(phrase.text, person));
        const whole = /\b(?:is|are|was|were|has|have|had|will|should|may|can|shows?|showed|reveals?|revealed|presents|underwent|continues?|reviewed|discussed|identified|present)\b/.test(phrase.text);
        if (!isFinished(text) || (whole && (at === 'assessment' || at === 'plan') && !isOneClause(text)) || (!whole && (at === 'assessment' || at === 'plan' || text.split(' ').length > 9)) || !proven(text, [clause])) return false;
        used = true;
        const made = { ...base, slot: at === 'plan' ? ('assessment' as const) : at, text: polish(text, [clause]), units: [clause] };
        if (at === 'exam' || at === 'results') statements.push({ ...made, ...(at === 'exam' && region ? { system: region.label } : {}) });
        else pending.push({ made, phrase, current: problems.current, kind: 'impression' });
        return true;
      };
      if (told) void 0;
      else if (phase === 'exam' && !wantsPlan) void (tryExam() || (slot === 'results' && tryResult()) || (slot === 'assessment' && tryImpression()) || tryDictated());
      else if (phase === 'results' && !wantsPlan && slot !== 'plan') void (tryResult() || (slot === 'exam' && tryExam()) || (slot === 'assessment' && tryImpression()) || tryDictated());
      else if (late || phase === 'plan' || slot === 'exam' || slot === 'results' || slot === 'vitals')
        void (
          tryTakeBack() ||
          tryDose() ||
          tryPurpose() ||
          tryPlan() ||
          (slot === 'results' && !wantsPlan && (phase !== 'plan' || studyIn(phrase) !== undefined) && !DIAGNOSES.test(phrase.text) && tryResult()) ||
          ((slot === 'exam' || slot === 'vitals') && !wantsPlan && !DIAGNOSES.test(phrase.text) && (phase !== 'history' || (salience > 0.6 && EXAM_ONLY.test(phrase.text))) && tryExam()) ||
          ((IN_HALF.has(slot) || phase === 'plan') && (!wantsPlan || THOUGHT.test(phrase.text)) && tryImpression()) ||
          (!wantsPlan && tryFollowOn()) ||
          tryWhole() ||
          (!wantsPlan && tryDictated())
        );
      if (phrase.mentions.some((mention) => mention.concept.kind === 'drug' || mention.concept.kind === 'test')) referent = phrase;
    }); // prettier-ignore
    for (const item of items) if (used || IN_HALF.has(item.slot)) settled.add(item.candidate);
  }
  // What was worked up, where the clinician gave it no name.
  if (problems.problems.length === 0 && complaint !== undefined && complaint.split(' ').length <= 5)
    problems.add(capital(complaint), `complaint:${complaint}`, true);
  place(pending, problems, statements, resources.polish);
  return { statements, settled };
}

/** "You can take that every 6 hours", "we will get one": the drug or test named just before, with its words among the evidence. */
function withReferent(phrase: Phrase, before: Phrase | undefined): { phrase: Phrase; units: Phrase['unit'][] } {
  const own = { phrase, units: [phrase.unit] };
  if (!before || phrase.unit.index - before.unit.index > 3 || before.unit === phrase.unit) return own;
  const drug = /\b(take|use|apply|taking|using|start|continue|increase|decrease|stop|refill|reduce|double|prescribe) (?:it|that|this|them|those|these)(?= |$)/.exec(phrase.text);
  const test = /\b(get|order|do|obtain|repeat) (?:one|it|that)(?= |$)/.exec(phrase.text);
  const match = drug ?? test;
  const kind = drug ? 'drug' : 'test';
  if (!match || (phrase.mentions.some((mention) => mention.concept.kind === kind) && !/^(?:stop|increase|decrease|continue)/.test(match[0]))) return own;
  const named = before.mentions.filter((mention) => mention.concept.kind === kind);
  const chosen = named.length === 1 || (named.length === 2 && /\b(?:switch|change|instead)\b/.test(before.text)) ? named.at(-1) : undefined;
  if (!chosen) return own;
  const name = before.unit.tokens.slice(chosen.start, chosen.end).map((token) => token.norm).join(' ');
  return {
    phrase: { ...phrase, mentions: [...phrase.mentions, chosen], text: phrase.text.replace(match[0], `${match[1]!} ${kind === 'test' ? `${/^[aeiou]|^mri|^ekg/.test(name) ? 'an' : 'a'} ` : ''}${name}`) },
    units: [before.unit, phrase.unit],
  };
} // prettier-ignore

const DIAGNOSES = /\b(?:i (?:do )?(?:think|believe|suspect)|consistent with|most likely|concerned)\b/;

const ASIDE =
  /^(?:this|that|it|these|they|those) (?:is|are|was|will be|would be|can be) (?:really |very |so |a |an |the |just |all |also |kind of |pretty |actually |definitely |totally )*(?:nothing|good|great|fine|okay|right|what|why i|it|me|normal|nice|wonderful|awesome|excellent|perfect|fantastic|important|hard|tough|fair|correct|true|exactly|going to be (?:good|great|fine|okay|hard)|lot|thing|reason|something|question|big|plan|best|same|better|not too bad|news|up to|how|where|my|your call|interesting|helpful)\b|\b(?:document|note|visit|schedule|front desk|nurse|insurance|website|portal|call it|we call)\b/;

/** Words of an exam that no story uses. */
const EXAM_ONLY =
  /\b(?:palpation|intact|murmurs?|regular rate|clear|rebound|guarding|erythema\w*|edema|effusion|range of motion|tender\w*|eardrums?|exudates?|reflexes|strength|sensation|positive|negative|rales|rhonchi|crackles|wheez\w+|supple|lymphadenopathy|bruits?|distended|soft|papule|lesion|plaques?|symmetric|bulging|monofilament|flexion|extension|midline|fundal|pupils|distress|bowel sounds|pulses|nodule|swollen|drop arm|heart)\b/;

const THOUGHT =
  /\b(?:i (?:do |also |really )*(?:think|believe|suspect|feel)|consistent with|can ?not (?:completely |fully )?(?:rule out|exclude)|^(?:for|if|you) )/;

const PURPOSE =
  /^(?:this|it|that|these|they|which)(?: will| should| can| is going to| also| would| just)+ ((?:help|decrease|reduce|relieve|control|improve|lower|prevent|treat|protect|strengthen|stabilize|calm|ease|loosen|relax)\b.{4,80})$/;

const ACCEPTS =
  /^(?:(?:okay|yeah|yes|sure|um|well|,|i think|oh|so|great) )*(?:let us (?:do|try|go)|i would (?:like|love) (?:that|to (?:do|try) (?:that|it))|i am (?:okay|fine|good|open|willing) (?:with|to) (?:that|it|try)|that (?:would be|sounds|works)|sounds? (?:good|great|like a plan)|i will (?:do|try|take) (?:that|it)|let me try|yes please|please do)\b/;

/** An offer becomes a plan when the patient takes it up in the next turn. */
function accepted(judged: readonly Judged[], index: number): boolean {
  const next = judged.find(({ candidate }) => candidate.unit.index > index && candidate.unit.speaker !== 'clinician');
  return next !== undefined && next.candidate.unit.index - index <= 4 && ACCEPTS.test(next.candidate.unit.tokens.map((token) => token.norm).join(' '));
} // prettier-ignore

const near = (phases: ReadonlyMap<number, Phase>, candidate: Candidate): Phase | undefined =>
  candidate.question ? phases.get(candidate.question.index) : undefined;

const spoken = (unit: Phrase['unit']): string => unit.tokens.map((token) => token.text).join(' ');
