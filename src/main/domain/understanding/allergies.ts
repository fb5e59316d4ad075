import { add, known, rest, type AllergyBody, type Discourse, type Draft } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { lineOf } from './line.ts';
import type { Said } from './said.ts';

const ALLERGY_WORD = /\b(?:allerg(?:y|ies|ic)|anaphyla\w+)\b/;
const NOT_DRUG =
  /\b(?:seasonal|pollen|spring|hay fever|environmental|outdoor|allergy (?:season|symptoms|shots|pill|medicine|medication|pills|clinic|testing|test))\b/;
const REACTION =
  /\b(?:(?:i|he|she|my \S+) (?:get|got|gets|break out|broke out|breaks out|had|have|swell|swells|swelled|could not|vomit\w*|threw up|went into|go into|itch\w*)|gives? (?:me|him|her)|gave (?:me|him|her)|makes? (?:me|him|her|my)|made (?:me|him|her|my)|causes?|caused|reaction (?:is|was)|just|with|in) ?([a-z' ,-]{3,60})/;
const NONE =
  /\b(?:no (?:known )?(?:drug |medication |medicine |food |other )?allerg(?:y|ies)|no allerg|not allergic to (?:any|anything)|do not have (?:any )?allerg|nkda|none (?:that i know of|to medications?)|no known)\b/;

/** "Penicillin gives me hives": told as an effect, and an allergy all the same. */
const GIVES_ALLERGY =
  /\b(?:gives?|gave|makes?|made|causes?|caused)(?: (?:me|him|her|my \S+))?(?: (?:to|a|an|the|in|out|break|really|bad|terrible|awful|big|all|over|get|have|bunch of))* (?:hives|rash|swell\w*|anaphyla\w+|itch\w*|welts|throat (?:close|swell)\w*)\b/;

/** "They gave me Bactrim." "And I got a rash all over.": what came of the drug that was named right before. */
const CAME_OF_IT =
  /^(?:(?:and|but|then|so|well|,) )*(?:i|it|he|she|(?:my|his|her) (?:face|throat|skin|lips?|tongue|arms?|legs?|(?:whole )?body|eyes?|chest)) (?:just |then |immediately |really )*(?:got|had|developed|broke out|came out|swelled|swoll|itched)\b/;
const ALLERGIC_SIGN =
  /^(?:rash|hives|facial swelling|swelling|itching|anaphylaxis|tongue swelling|lip swelling|throat swelling|throat tightness)$/;

function afterDrug(said: Said, state: Discourse): boolean {
  const { drug } = state;
  if (said.clinician || !drug || drug.dropped || drug.body.experiencer !== 'patient' || drug.by === 'clinician')
    return false;
  if (drug.body.action !== 'took' && drug.body.action !== 'stops') return false;
  const own = said.candidate.index === state.drugAt ? said.text.split(/ (?=and (?:i|it|he|she) )/)[1] : said.text;
  if (own === undefined || said.candidate.index - state.drugAt > 1 || !CAME_OF_IT.test(own)) return false;
  const sign = said.mentions.find((mention) => ALLERGIC_SIGN.test(mention.concept.preferred));
  const scope = sign && said.scopes.get(sign);
  if (!sign || scope?.assertion !== 'present' || scope.experiencer !== 'patient') return false;
  const draft = put(
    { type: 'allergy', term: drug.body.term, assertion: 'present', reaction: phraseAround(said, sign) },
    said,
    state,
  );
  rest(draft as unknown as Draft, drug.units.slice(-1));
  return true;
}

/** Whether drugs named here are named as allergens, not as taken. */
export function isDrugAllergyTalk(said: Said, state: Discourse): boolean {
  if (ALLERGY_WORD.test(said.text) && !NOT_DRUG.test(said.text)) return true;
  if (!said.clinician && GIVES_ALLERGY.test(said.text)) return true;
  if (said.topics.has('allergies') && !said.clinician) return !/\b(?:take|taking|for my allergies)\b/.test(said.text);
  return said.topics.has('reaction') && state.allergy !== undefined && said.candidate.index - state.allergyAt <= 3;
}

/** Allergies with what happened, and allergies denied. Only of the patient. */
export function readAllergies(said: Said, state: Discourse): boolean {
  const { candidate, text, mentions } = said;
  if (said.isQuestion) return false;
  const standing = said.topics.has('allergies');
  const own = (ALLERGY_WORD.test(text) && !NOT_DRUG.test(text)) || (!said.clinician && GIVES_ALLERGY.test(text));
  if (!standing && !own) {
    return afterDrug(said, state) || reactionLater(said, state);
  }
  if (
    said.clinician &&
    !/\b(?:you (?:are|have|said)|your (?:allerg|chart)|allergy to|allergies (?:are|include|listed)|allergic to|no known|no (?:known |drug |medication )+allerg\w+)\b/.test(
      text,
    )
  )
    return false;
  const substances = mentions.filter((mention) => mention.concept.kind === 'drug');
  // "Sulfa. It gives me a rash.": of the drug named right before.
  if (substances.length === 0 && reactionLater(said, state)) return true;
  const found: Draft<AllergyBody>[] = [];
  for (const mention of substances) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient') continue;
    if (
      /\b(?:took|take|taking|gave me|used)\b/.test(before(said, mention, 3)) &&
      !/\ballerg/.test(before(said, mention, 6)) &&
      substances.length > 1
    )
      continue;
    // "She can't take penicillin": why it is asked of.
    const barred = /\b(?:can not|cannot|could not|must not|should not) (?:take|have|tolerate|use|be given)\b/.test(
      before(said, mention, 6),
    );
    const negated =
      (scope.assertion === 'negated' && !barred) ||
      /\b(?:not allergic|no allergy|not have (?:an )?allergy)\b/.test(before(said, mention, 6));
    if (scope.assertion === 'hypothetical' && !own) continue;
    const body: AllergyBody = {
      type: 'allergy',
      term: mention.concept.preferred,
      assertion: negated
        ? 'negated'
        : scope.assertion === 'possible' || /\b(?:might be|think i|maybe|not sure if)\b/.test(text)
          ? 'possible'
          : 'present',
    };
    const reaction = negated ? undefined : reactionFor(said, mention, substances);
    if (reaction) body.reaction = reaction;
    found.push(put(body, said, state));
  }
  if (found.length > 0) {
    const last = found.at(-1)!;
    if (last.body.assertion !== 'negated') {
      state.allergy = last;
      state.allergyAt = candidate.index;
    }
    return true;
  }
  // "Allergic to strawberries": an allergen that no list knows.
  const free =
    /\ballergic to ((?:(?!and\b|but\b|so\b|any|it\b|that\b|some|the\b|to\b|medic|drug|not\b|work\b)[a-z-]+ ?){1,2})/.exec(
      text,
    );
  if (
    free &&
    !said.clinician &&
    !figurative(text) &&
    ![...said.scopes.values()].some((scope) => scope.experiencer !== 'patient') &&
    !/\b(?:not|never|no) (?:\S+ )?allergic/.test(text) &&
    /^(?:i|and i|he|she|yes|yeah|just|only|no|also|my (?:son|daughter))\b/.test(text)
  ) {
    found.push(put({ type: 'allergy', term: free[1]!.trim(), assertion: 'present' }, said, state));
    state.allergy = found[0]!;
    state.allergyAt = candidate.index;
    return true;
  }
  // Asked and denied.
  const asked = candidate.question;
  const no =
    candidate.answer === 'no' || NONE.test(text) || /^(?:(?:um|oh|well|,) )*(?:no|none|not that i)\b/.test(text);
  if (!no) return false;
  if (NONE.test(text) || (standing && asked)) {
    const line = asked ? lineOf(asked.tokens) : said.line;
    const named = asked ? state.lexicon.find(asked.tokens).filter((mention) => mention.concept.kind === 'drug') : [];
    if (/\bother\b/.test(line.text)) return false;
    // "Any seasonal allergies?" "No." says nothing of drugs.
    if (NOT_DRUG.test(line.text) && !/\b(?:drug|medic|med)\w*/.test(`${line.text} ${text}`) && !NONE.test(text))
      return false;
    for (const mention of named)
      put({ type: 'allergy', term: mention.concept.preferred, assertion: 'negated' }, said, state);
    if (named.length > 0) return true;
    if (/\bfamily\b|\b(?:mother|father|mom|dad|wife|husband)\b/.test(line.text)) return false;
    const food = /\bfoods?\b/.test(`${line.text} ${text}`) && !/\b(?:drug|medic|med)\w*/.test(`${line.text} ${text}`);
    put({ type: 'allergy', term: food ? 'food allergy' : 'drug allergy', assertion: 'negated' }, said, state);
    return true;
  }
  return false;
}

const figurative = (text: string): boolean =>
  /\ballergic to (?:exercise|work|working|mornings?|mondays?|hospitals|doctors|housework|vegetables|salad|people|the gym|broccoli|homework|school|paperwork|taxes|cleaning|cold weather|being|my)\b/.test(
    text,
  );

const before = (said: Said, mention: Mention, n: number): string =>
  said.unit.tokens
    .slice(Math.max(0, mention.start - n), mention.start)
    .map((token) => token.norm)
    .join(' ');

function reactionFor(said: Said, mention: Mention, substances: readonly Mention[]): string | undefined {
  const next = substances.find((other) => other.start >= mention.end)?.start ?? said.unit.tokens.length;
  // "I break out in hives with penicillin" tells it first; "penicillin and sulfa, they both give me a rash" last.
  const shared = substances.at(-1) === mention ? said.unit.tokens.length : next;
  const symptom = said.mentions.filter(
    (other) => (other.concept.kind === 'symptom' || other.concept.preferred === 'anaphylaxis') && other !== mention,
  );
  const after = symptom.find((other) => other.start >= mention.end && other.start < shared);
  if (after) return phraseAround(said, after);
  const both = /\bboth\b/.test(said.text) ? symptom.find((other) => other.start >= mention.end) : undefined;
  if (both) return phraseAround(said, both);
  const first = symptom.find((other) => other.end <= mention.start);
  if (first && substances.length === 1) return phraseAround(said, first);
  const tokens = said.unit.tokens.slice(mention.end, shared);
  const match = REACTION.exec(tokens.map((token) => token.norm).join(' '));
  const value = match?.[1]?.trim().replace(/^(?:a |an |really |very |some |in |my |to )+/, '');
  return value && value.split(' ').length <= 6 && !/^(?:it|that|no|not|and|the)\b/.test(value) ? value : undefined;
}

function phraseAround(said: Said, mention: Mention): string {
  const site = said.mentions.find(
    (other) => other.concept.kind === 'anatomy' && Math.abs(other.start - mention.end) <= 2,
  );
  return site && /^(?:swelling|itching|rash|numbness)$/.test(mention.concept.preferred)
    ? `${site.concept.preferred} ${mention.concept.preferred}`
    : mention.concept.preferred;
}

function put(body: AllergyBody, said: Said, state: Discourse): Draft<AllergyBody> {
  const old = known(state, body).find(
    (draft) => draft.body.assertion === body.assertion || body.reaction === undefined,
  );
  const units = said.topics.has('allergies') ? said.pair : [said.unit];
  if (old) {
    old.body.reaction ??= body.reaction;
    if (body.assertion === 'present' && old.body.assertion === 'possible') old.body.assertion = 'present';
    rest(old as unknown as Draft, units);
    return old;
  }
  return add(state, body, units, said.by, said.clinician ? 0.8 : 0.93);
}

/** "What happens when you take it?" "My face swells up." */
function reactionLater(said: Said, state: Discourse): boolean {
  const allergy = state.allergy;
  if (!allergy || said.clinician || said.candidate.index - state.allergyAt > 3 || allergy.body.reaction !== undefined)
    return false;
  const asked =
    said.topics.has('reaction') ||
    /\bwhat happens\b/.test(said.asked?.text ?? '') ||
    /\b(?:what happens|happened|reaction)\b/.test(said.asked?.text ?? '');
  const same =
    said.candidate.index - state.allergyAt === 1 &&
    /\b(?:it|they|gives?|gave|makes?|made|break out|broke out|get|got|gets|swelled|swells|swell|closed|throat|face)\b/.test(
      said.text,
    );
  if (!asked && !same) return false;
  const reactions = said.mentions.filter(
    (mention) => mention.concept.kind === 'symptom' || mention.concept.preferred === 'anaphylaxis',
  );
  // "Broke out in hives": what it broke out in.
  const symptom = reactions.find((mention) => mention.concept.preferred !== 'rash') ?? reactions[0];
  const value = symptom
    ? phraseAround(said, symptom)
    : asked && said.unit.tokens.length <= 10
      ? said.text.replace(/^(?:(?:i|it|just|um|oh|get|got|a|gives me|gave me|really|had|,|well) )+/, '')
      : undefined;
  if (!value || /^(?:i do not|not sure|no)\b/.test(value)) return false;
  allergy.body.reaction = value;
  rest(allergy as unknown as Draft, said.asked ? said.pair : [said.unit]);
  return true;
}
