import { toCandidates, type Candidate } from '../understanding/candidates.ts';
import { relativeIn, scopeOf } from '../understanding/context-scope.ts';
import { isOnlyFigurative } from '../understanding/figurative.ts';
import { lineOf } from '../understanding/line.ts';
import { scoreBinary, scoreMulti, sigmoid } from '../understanding/linear-model.ts';
import { sectionFeatures } from '../understanding/section-features.ts';
import type { Unit } from '../understanding/utterances.ts';
import { chiefComplaints } from './chief-complaint.ts';
import { wholeClauses } from './clauses.ts';
import type { Judged } from './clinician-state.ts';
import { composeClinician } from './compose-clinician.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import { listText } from './plan-sections.ts';
import { isDiagnosis } from './problems.ts';
import { SUBJECTIVE, type Slot, type Statement } from './statement.ts';
import { sentence } from './third-person.ts';
import { wordCandidate, type Worded } from './word.ts';

const CLINICIAN_HALF: ReadonlySet<Slot> = new Set(['vitals', 'exam', 'results', 'assessment', 'plan']);

export interface Made {
  readonly candidates: readonly Candidate[];
  /** Per candidate. */
  readonly salience: readonly number[];
  readonly statements: readonly Statement[];
}

/** Every sentence that could stand in the note, with where and how much it matters. Selection comes after. */
export function makeStatements(units: readonly Unit[], person: Person, resources: DraftResources): Made {
  const candidates = toCandidates(units, resources.lexicon);
  const statements: Statement[] = [];
  const salience: number[] = [];
  const judgements: Judged[] = candidates.map((candidate) => ({
    candidate,
    ...judge(candidate, candidates, units.length, resources),
  }));
  const complaints = chiefComplaints(candidates, units.length);
  const clinician = composeClinician(judgements, units.length, person, resources, complaints[0]?.text);
  for (const complaint of complaints)
    statements.push({
      slot: 'chief-complaint',
      text: resources.polish(sentence(complaint.text.split(' '))),
      units: complaint.units,
      salience: 1,
      trust: complaint.trust ?? 0.8,
      clinical: true,
      order: 0,
    });
  for (const candidate of candidates) {
    const judged = { ...judgements[candidate.index]! };
    // "Penicillin. It gives me hives."
    if (
      statements.at(-1)?.slot === 'allergies' &&
      candidate.unit.index - statements.at(-1)!.order <= 2 &&
      candidate.mentions.some((mention) => mention.concept.kind === 'symptom') &&
      REACTION.test(candidate.unit.tokens.map((token) => token.norm).join(' '))
    )
      judged.slot = 'allergies';
    salience.push(judged.salience);
    if (clinician.settled.has(candidate)) continue;
    const late = candidate.unit.index > units.length * 0.3;
    const voice = { speaker: 'patient' as const, person, lead: 'the patient' };
    const worded = wordCandidate(candidate, judged.slot, voice, resources, late);
    for (const item of worded
      .flatMap((each) => wholeOnly(each, resources))
      .flatMap((each) => byKind(each, resources))) {
      // The clinician's half is composed above.
      if (candidate.unit.speaker === 'clinician' && CLINICIAN_HALF.has(item.slot)) continue;
      statements.push({
        slot: item.slot,
        text: item.text,
        units: [
          ...(item.byInformant && person.informant?.unit ? [person.informant.unit] : []),
          ...(item.usesQuestion && candidate.question ? [candidate.question] : []),
          candidate.unit,
        ],
        salience: Math.max(judged.salience, floor(candidate, item)),
        trust: item.trust,
        clinical: candidate.mentions.length > 0 || /\d/.test(item.text),
        order: candidate.unit.index,
        ...(item.list ? { list: item.list } : {}),
        ...(item.told === undefined ? {} : { told: item.told }),
      });
    }
  }
  statements.push(...clinician.statements);
  return { candidates, salience, statements };
}

/** Where the patient sits, what was mentioned before, that something is correct: the call, not the illness. */
const HOUSEKEEPING =
  /\b(?:private (?:place|space)|has mentioned|made the appointment|(?:has|have) (?:got )?no idea|that was embarrassing|charge of|co-?pay|the consultation|quiet and private|speak at the moment|at all any|can hear me|date of birth)\b|^(?:That|It|This) is (?:correct|right|true|it|all)\.$/;

const KIN =
  /\b(?:family|mother|father|parents?|brothers?|sisters?|siblings?|grand\w+|aunts?|uncles?|cousins?|sons?|daughters?|child|children|twin|nephew|niece|relatives?|side|adopted)\b/i;

/** Symptoms that were asked about are a review; illnesses are history. */
function byKind(item: Worded, resources: DraftResources): Worded[] {
  const { list } = item;
  if (!list) return [item];
  // "Reports pain": where, the story says.
  if (list.verb === 'reports' && list.items.every(({ term }) => term === 'pain')) return [];
  const part = (kind: 'symptom' | 'condition', slot: Slot): Worded[] => {
    const items = list.items.filter((each) => (each.kind ?? 'symptom') === kind);
    if (items.length === 0) return [];
    return [{ ...item, slot, list: { ...list, items }, text: resources.polish(listText(slot, list.verb, items)) }];
  };
  return [...part('symptom', item.slot === 'pmh' ? 'hpi' : item.slot), ...part('condition', 'pmh')];
}

/** History reads as whole sentences: of what a rule made, the clauses that are; what is none stays in the omissions. */
function wholeOnly(item: Worded, resources: DraftResources): Worded[] {
  const told = item.slot === 'chief-complaint' || SUBJECTIVE.has(item.slot);
  if (item.list || item.slot === 'allergies' || !told) return [item];
  if (HOUSEKEEPING.test(item.text)) return [];
  // The one-line introduction is the story's, whatever illnesses it names; a family's illness names the family.
  if (item.slot !== 'hpi' && /\bis an? \d+[- ]years?[- ]old\b/.test(item.text))
    return wholeOnly({ ...item, slot: 'hpi' }, resources);
  if (item.slot === 'family' && !KIN.test(item.text)) return wholeOnly({ ...item, slot: 'pmh' }, resources);
  const clauses = wholeClauses(item.text);
  const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9' ]/g, '');
  const only = clauses.length === 1 ? resources.polish(sentence(clauses[0]!)) : undefined;
  if (only !== undefined && bare(only) === bare(item.text)) return [item];
  // Half of a question with its answer says something else.
  if (item.usesQuestion) return [];
  return clauses.map((clause) => ({ ...item, text: resources.polish(sentence(clause)) }));
}

function judge(
  candidate: Candidate,
  all: readonly Candidate[],
  total: number,
  resources: DraftResources,
): { slot: Slot; salience: number } {
  const patient = candidate.unit.speaker === 'patient' || candidate.unit.speaker === 'other';
  let slot: Slot = patient ? 'hpi' : 'plan';
  let salience = 0.5;
  const features = sectionFeatures(candidate, all, total);
  if (resources.salience) salience = sigmoid(scoreBinary(resources.salience, features));
  if (resources.slots) {
    const scores = scoreMulti(resources.slots, features);
    let best = -Infinity;
    resources.slots.labels.forEach((name, k) => {
      if (name === 'chief-complaint' || (patient && !SUBJECTIVE.has(name as Slot)) || scores[k]! <= best) return;
      best = scores[k]!;
      slot = name as Slot;
    });
  }
  if (
    patient &&
    (isSmallTalk(candidate) ||
      isOfAcquaintance(candidate) ||
      isOnlyFigurative(lineOf(candidate.unit.tokens), candidate.mentions))
  )
    salience = Math.min(salience, 0.05);
  return { slot: overrule(candidate, slot, total), salience };
}

const ACQUAINTANCE =
  /\b(?:\w+-in-law|neighbou?rs?|friends?|co-?workers?|roommates?|boss|colleagues?|teammates?|classmates?|everybody|everyone)\b/;

/** "My sister-in-law got terrible cramps from that": nothing of the patient's, and of no family history. */
function isOfAcquaintance({ unit, mentions }: Candidate): boolean {
  if (!ACQUAINTANCE.test(unit.tokens.map((token) => token.norm).join(' '))) return false;
  const clinical = mentions.filter(({ concept }) => /symptom|condition|drug/.test(concept.kind));
  return clinical.length > 0 && clinical.every((mention) => scopeOf(unit.tokens, mention).experiencer === 'other');
}

/** "How was the wedding?" and its answer, when neither names anything clinical. */
function isSmallTalk(candidate: Candidate): boolean {
  if (!candidate.question) return false;
  const own = candidate.mentions.some(
    (mention) =>
      /symptom|condition|drug|procedure/.test(mention.concept.kind) &&
      scopeOf(candidate.unit.tokens, mention).experiencer === 'patient',
  );
  if (own) return false;
  const asked = candidate.question.tokens.map((token) => token.norm).join(' ');
  return (
    /\bhow (was|were|is|are) (the|your|that)\b/.test(asked) &&
    !/\b(pain|readings?|pressures?|numbers?|knee|back|hip|shoulder|leg|foot|hand|head|stomach|throat|cough|vision|hearing|eyes?|ears?|feet|bowels?|periods?|cholesterol|depression|anxiety|diabetes|asthma|medication|visit|surgery|appetite|sleep|mood|diet|symptoms|recovery|blood|sugar|pressure|therapy|weight|pregnancy|procedure|breathing|swelling|energy|injection)/.test(
      asked,
    )
  );
}

const REACTION =
  /^(it|that|they|those) (just )?(gives?|gave|makes?|made|causes?|caused)\b|^i (just |always |usually )?(break|broke|get|got|swell|swelled|come|came) (out |up )?(in|with|a|an|the|really|very)?\b/;
/** What rules know better than the model. */
function overrule(candidate: Candidate, slot: Slot, total: number): Slot {
  const { unit, question, mentions } = candidate;
  const text = unit.tokens.map((token) => token.norm).join(' ');
  const asked = question ? question.tokens.map((token) => token.norm).join(' ') : '';
  const patient = unit.speaker !== 'clinician';
  if (
    patient &&
    (/\ballerg(y|ies|ic) to\b|\bdrug allerg|\ballergic\b/.test(`${asked} ${text}`) ||
      /\bany (known |other )?(drug |medication )?allergies\b/.test(asked)) &&
    !/seasonal|pollen/.test(text)
  )
    return 'allergies';
  if (
    patient &&
    question &&
    relativeIn(question.tokens) !== undefined &&
    candidate.answer !== 'other' &&
    !/\b(live|lives|sick|with you)\b/.test(asked)
  )
    return 'family';
  if (
    patient &&
    (relativeIn(unit.tokens) !== undefined || (/\bfamily\b/.test(asked) && candidate.answer !== 'other')) &&
    (mentions.some(
      (mention) => mention.concept.kind === 'condition' && scopeOf(unit.tokens, mention).experiencer === 'family',
    ) ||
      /family (history|member)/.test(asked))
  )
    return 'family';
  if (
    !patient &&
    slot !== 'plan' &&
    slot !== 'exam' &&
    mentions.some((mention) => mention.concept.kind === 'condition') &&
    mentions.every(
      (mention) => mention.concept.kind !== 'condition' || scopeOf(unit.tokens, mention).experiencer === 'family',
    )
  )
    return 'family';
  if (isDiagnosis(candidate) && unit.index > total * 0.3 && slot !== 'results') return 'assessment';
  const condition = mentions.some((mention) => mention.concept.kind === 'condition');
  if (!patient && !unit.question && unit.index > total * 0.5 && condition && CONTROL.test(text) && slot !== 'results')
    return 'assessment';
  // "Naproxen can raise your blood pressure": why the plan is what it is.
  if (!patient && slot === 'hpi' && unit.index > total * 0.5 && DRUG_CAN.test(text)) return 'assessment';
  // "You have had some cramps": the story told back.
  if (!patient && slot === 'assessment' && !condition && TOLD_BACK.test(text) && !CONTROL.test(text)) return 'hpi';
  if (patient && TAKES.test(text) && mentions.some((mention) => mention.concept.kind === 'drug')) return 'medications';
  if (patient && ADHERENCE.test(text)) return 'medications';
  // "I'd rather try that Chantix": a wish, nothing that is taken.
  if (patient && slot === 'medications' && /\b(?:would|will) (?:rather|like to|want to)\b/.test(text)) return 'hpi';
  if (
    patient &&
    (slot === 'pmh' || slot === 'hpi') &&
    /^(?:(?:no|yes|yeah|,|well) )*i (?:do not |never |have never |used to |still )?(?:smoke|smoked|vape)\b/.test(text)
  )
    return 'social';
  // "I've lost eight pounds", "my heart was racing": of the illness, not of how one lives.
  if (patient && slot === 'social' && OF_ILLNESS.test(text)) return 'hpi';
  // "The memory test today was 18 out of 30"
  if (!patient && !unit.question && SCORED.test(text)) return 'results';
  if (!patient && !unit.question && slot !== 'exam') {
    const test = mentions.some(
      (mention) => mention.concept.kind === 'test' && /^(imaging|lab|cardiac)$/.test(mention.concept.group),
    );
    if (test && RESULT.test(text) && !INTENT.test(text)) return 'results';
  }
  if (
    question &&
    candidate.denied.length + candidate.affirmed.length > 0 &&
    [...candidate.denied, ...candidate.affirmed].every((mention) => mention.concept.kind === 'condition') &&
    PAST.test(asked)
  )
    return 'pmh';
  return slot;
}

const OF_ILLNESS =
  /\b(?:lost|gained|put on) (?:about |like |around )?\d+ (?:pounds|kilos)\b|\bheart (?:was|is) (?:racing|pounding)\b|\bcould not breathe\b/;
const SCORED = /\b(?:memory test|moca|mmse|mini mental)\b.{0,24}\b(?:is|was|are)\b.{0,12}\d/;
const DRUG_CAN =
  /\b(?:can|may|might|could) (?:also )?(?:raise|cause|worsen|increase|lower|affect|upset|irritate|interact)\b/;
const TOLD_BACK = /^(?:so |and |okay |, )*you have (?:had|been)\b/;
const TAKES =
  /^(?:(?:no|yes|yeah|well|and|so|,|just) )*i (?:am |do |still |also |usually |sometimes |just )*(?:take|taking|use|using|am on)\b/;
const ADHERENCE = /\b(?:not |never )?miss(?:ed)? (?:a|any|my|some|one) (?:single )?(?:dose|doses|pill|pills)\b/;
const MODIFIES =
  /^(?:(?:and|but|so|yeah|,|well) )*(?:it|the pain|this|they) (?:is|are|gets?|feels?|seems?|was) (?:usually |always |a little |a lot |much |mostly |really )*(?:worse|better|worst) (?:when|with|at|in|after|during|if|on)\b/;
const REASON =
  /^(?:(?:well|so|,|yeah|hi) )*i (?:am (?:just )?here|came (?:in|here|today)|am coming in) (?:today )?(?:about|for|because|with|to)\b/;
const EMERGENCY = /\b(?:911|emergency|ER)\b/;

const PAST =
  /\b(history|diagnosed|medical (problems?|conditions?)|health (problems?|conditions?|issues)|(any|other|chronic) (medical )?conditions|in the past|ever had|long-?term|past medical|illnesses)\b/;
/** Questions whose answers make the history of the present illness: onset, place, quality, severity, course, what helps. */
const STORY =
  /\b(when (did|was)|where|how long|what kind of pain|scale|worse|better|go anywhere|radiat|spread|start|began|describe|feel like|constant|come and go|comes? and goes?|first notice|what happened|brings? you|brought you|going on|how (bad|severe)|what makes|anything that|had this before|what were you doing|sharp|dull|changed)\b/;

const RESULT =
  /\b(show(s|ed|ing)?|reveal(s|ed)?|demonstrat(es|ed)|came back|come back|result(s)?|was (\d|normal|elevated|high|low|negative|positive|stable|good|fine|up|down|a little)|is (normal|elevated|high|low|negative|positive|stable|good|fine|up|down|a little|at|\d)|were (normal|elevated|high|low|negative|positive|stable|good|fine)|are (normal|elevated|high|low|negative|positive|stable|good|fine)|looks?|look(s|ed)? (good|normal|fine)|there (is|are) no|i reviewed|unremarkable|within normal)\b/;
const INTENT =
  /\b(i (want|would like|am going|will)|we (will|are going|want|can|should|would)|let us|order|repeat|recheck|if |schedule|going to|have you|get you)\b/;

/** What becomes of tobacco and alcohol is always written down, whatever the model thinks of the sentence. */
const SUBSTANCE =
  /\b(?:not (?:smoke|vape)|(?:quit|stopped|never|started|still) (?:smok|drink|vap)\w*|smok(?:es|ed|ing)|packs? (?:a|per) day|packs? daily|tobacco|vap(?:es|ed|ing)|alcohol|glass(?:es)? of wine|beers?)\b/i;

/** Only as an answer: "drinks" is otherwise water or coffee as well, and a drug has floors of its own. */
const ROUTINE_ANSWER = /\b(?:smok|drink|cigarette|drugs?|pregnan|allerg|taking|takes|medications?|surger)/i;

const EXAM =
  /\b(positive|negative|tender\w*|clear|normal|murmurs?|rubs?|gallops?|effusion|edema|range of motion|intact|regular|soft|erythema\w*|red|bulging|palpation|strength|unremarkable|distended|wheez\w+|rales|rhonchi|bruits?|swelling|swollen)\b/i;

/** An accident, or what a body does no more: the reason for many a visit, in words that no list of symptoms has. */
const HAPPENED =
  /\b(?:fell (?:on|in|off|down|at|over|while|when|from|out|last|and|yesterday|getting)|slipped|tripped|passed out|blacked out|fainted|collapsed|rear ended|crashed|got hit|was hit|left the (?:stove|oven|gas|water|door)|(?:got|gets|getting) lost|landed on|twisted (?:my|his|her)|rolled (?:my|his|her)|cut (?:my|his|her) (?:\w+ )?(?:finger|hand|foot|leg|arm|thumb)|stung|bitten|bit (?:me|him|her)|(?:can not|could not|cannot) (?:make it|get (?:up|out of|dressed)|walk|climb|lift|sleep|put|bear|bend|reach|keep anything)|bled when|pillows|i was (?:just )?(?:reaching|lifting|bending|shovel\w+|running|playing|walking|carrying|picking|pulling|pushing|moving|riding|driving|standing|turning|swinging|throwing|skiing|climbing|jumping|raking|gardening|stepping|hiking)|felt (?:something|it|a) (?:tear|pop|rip|snap|give|click|twinge|crack)|felt like i (?:could not|was (?:dying|choking|going to))|(?:ice|heat|rest|stretching|massage) (?:does not|did not|does|did|helps|helped)|would rather (?:not|have)|do not want (?:surgery|another|to take|to start|any more)|without stopping|(?:gets?|got|getting) stuck|go(?:es)? down (?:fine|okay|easy)|killed (?:himself|herself|themselves)|passed away|(?:husband|wife|partner|mother|mom|father|dad|son|daughter|brother|sister|friend|dog) (?:just |recently )?died|lost my (?:job|husband|wife|mother|mom|father|dad|son|daughter|brother|sister|partner)|soak(?:ed|ing)? through|clots\b)\b/;
const OTHER_MATTER = /\b(?:if|asleep|fell (?:in love|apart|behind|through)|prices?|market|would|wish|going to)\b/;

const CONTROL =
  /\b(well controlled|not controlled|uncontrolled|out of control|under control|stable|doing well|worsening|improving|resolved)\b/;

/** The patient says of themself that a symptom is there, in a sentence short enough to be about it. */
function complains(candidate: Candidate): boolean {
  const { unit } = candidate;
  return (
    unit.tokens.length <= 24 &&
    candidate.mentions.some((mention) => {
      if (mention.concept.kind !== 'symptom') return false;
      const scope = scopeOf(unit.tokens, mention);
      return scope.experiencer === 'patient' && scope.assertion === 'present';
    })
  );
}

function storyAnswer(candidate: Candidate): boolean {
  return (
    candidate.question !== undefined &&
    STORY.test(candidate.question.tokens.map((token) => token.norm).join(' ')) &&
    !/\bhow (are|is) (you|it going)\b/.test(candidate.question.tokens.map((token) => token.norm).join(' '))
  );
}

/** What may not be lost whatever the model thinks: settled answers, and plan items that name a drug, test, procedure or dose. */
function floor(candidate: Candidate, item: Worded): number {
  if (item.list) return item.list.verb === 'denies' ? 0.62 : 0.6;
  if (item.slot === 'hpi' && /^It wakes\b/.test(item.text)) return 0.64;
  if (item.slot === 'allergies' || (item.slot === 'vitals' && item.trust > 0.8)) return 0.8;
  if (/\d{2,3}\/\d{2,3}/.test(item.text)) return 0.6;
  if (item.slot === 'exam' && EXAM.test(item.text)) return 0.6;
  if (item.slot === 'results' && (/\d/.test(item.text) || EXAM.test(item.text)) && candidate.mentions.length > 0)
    return 0.6;
  if (item.slot === 'family' && item.usesQuestion) return 0.6;
  if (item.slot === 'family' && candidate.mentions.some((mention) => mention.concept.kind === 'condition')) return 0.6;
  if (item.slot === 'hpi' && candidate.unit.speaker !== 'clinician' && complains(candidate)) return 0.6;
  const said = candidate.unit.tokens.map((token) => token.norm).join(' ');
  if (
    item.slot === 'medications' &&
    candidate.unit.speaker !== 'clinician' &&
    (TAKES.test(said) || ADHERENCE.test(said))
  )
    return 0.62;
  if (item.slot === 'hpi' && candidate.unit.speaker !== 'clinician' && REASON.test(said)) return 0.62;
  if (item.slot === 'hpi' && candidate.unit.speaker !== 'clinician' && MODIFIES.test(said)) return 0.6;
  if (item.slot === 'hpi' && candidate.unit.speaker !== 'clinician' && HAPPENED.test(said) && !OTHER_MATTER.test(said))
    return 0.6;
  if (item.slot === 'plan' && EMERGENCY.test(item.text)) return 0.62;
  if (item.slot === 'assessment' && CONTROL.test(item.text) && candidate.mentions.length > 0) return 0.6;
  if (item.slot === 'hpi' && candidate.unit.speaker !== 'clinician' && storyAnswer(candidate)) return 0.6;
  if (candidate.unit.speaker !== 'clinician' && SUBSTANCE.test(item.text)) return 0.62;
  if (item.usesQuestion && candidate.question && ROUTINE_ANSWER.test(item.text)) return 0.6;
  if (item.slot === 'assessment' && isDiagnosis(candidate)) return 0.65;
  if (item.slot !== 'plan' || candidate.unit.speaker === 'patient') return 0;
  const named = candidate.mentions.some(
    (mention) =>
      mention.concept.kind === 'drug' || mention.concept.kind === 'test' || mention.concept.kind === 'procedure',
  );
  return named || /\d (mg|mcg|g|mL)|follow up|return/i.test(item.text) ? 0.6 : 0.3;
}
