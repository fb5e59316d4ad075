/** Family history: who has or had what, and what the family is said not to have. */
import type { Discourse, HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import { DENIES, whenFor, whenIn } from './history-words.ts';
import type { Mention } from './lexicon.ts';
import { isFinding, type Said } from './said.ts';

export function readFamily(said: Said, state: Discourse): void {
  const asks = said.topics.has('family') && !/\b(?:live|living|help at home|drive you)\b/.test(said.asked?.text ?? '');
  const no = asks && (said.candidate.answer === 'no' || DENIES.test(said.text));
  const done = new Set<string>();
  if (
    said.clinician &&
    !/\b(?:your (?:\S+ )?(?:mother|father|mom|dad|sister|brother|aunt|uncle|grand\w+|family|parents)|you (?:said|mentioned|have a family))\b/.test(
      said.text,
    )
  )
    return;
  for (const mention of said.mentions) {
    if (
      !isFinding(mention) &&
      !(
        mention.concept.kind === 'procedure' &&
        /^(?:surgery|procedure)$/.test(mention.concept.group) &&
        mention.concept.preferred !== 'surgery'
      )
    )
      continue;
    const scope = said.scopes.get(mention)!;
    const relative = scope.experiencer === 'family' ? scope.relative : undefined;
    const bare =
      asks &&
      scope.experiencer === 'patient' &&
      !said.clinician &&
      !/\b(?:i|me|my (?:knee|back|chest|head|own))\b/.test(said.text);
    if (relative === undefined && !bare) continue;
    if (
      mention.concept.kind === 'procedure' &&
      (relative === undefined || /\b(?:brought|drove|visit|helped|with me)\b/.test(said.text))
    )
      continue;
    if (
      mention.concept.kind === 'symptom' &&
      !/^(?:seizure|syncope|tremor|headache|memory loss)$/.test(mention.concept.preferred)
    ) {
      if (!asks) continue;
      continue;
    }
    if (scope.assertion === 'hypothetical') continue;
    const askedWho = bare ? relativeOf(said, state) : undefined;
    const who = relative ?? askedWho ?? 'family';
    const body: HistoryBody = {
      type: 'history',
      kind: 'family',
      term: mention.concept.preferred,
      // "No, my dad was on dialysis though": the no was the patient's own.
      assertion:
        scope.assertion === 'negated' && !/^(?:no|nope|none|not me)(?: ,)? (?:but )?my\b/.test(said.text)
          ? 'negated'
          : scope.assertion === 'possible'
            ? 'possible'
            : 'present',
      experiencer: 'family',
      relative: who,
    };
    const when = whenFor(said, mention);
    if (when && !/^for /.test(when)) body.when = when;
    if (
      /\b(?:died|passed|passed away|killed)\b/.test(ownClause(said, mention)) &&
      !/\b(?:nearly|almost|about|thought (?:he|she) (?:had )?) ?(?:died|passed)\b/.test(said.text)
    )
      body.detail =
        /\b(?:died|passed away|passed)(?: (?:of|from) (?:it|that))?(?= |$)/.exec(ownClause(said, mention))?.[0] ??
        'died';
    done.add(mention.concept.id);
    put(body, said, state, 0.92, asks);
  }
  if (!asks || !said.candidate.question) return;
  const tokens = said.candidate.question.tokens;
  const named = state.lexicon
    .find(tokens)
    .filter((mention) => mention.concept.kind === 'condition' && !done.has(mention.concept.id));
  const yes = said.candidate.answer === 'yes' && named.length === 1 && done.size === 0;
  const who = relativeOf(said, state) ?? 'family';
  if (no && done.size === 0 && !/\bnot that i am aware\b.*\bbut\b/.test(said.text)) {
    for (const mention of named) putAsked(mention, 'negated', 'family', said, state, 0.88);
  } else if (yes) {
    const answer = personOfAnswer(said, state) ?? who;
    putAsked(named[0]!, 'present', answer, said, state, 0.85);
  } else if (named.length === 1 && done.size === 0 && !no && who !== 'family' && AGED.test(said.text)) {
    // "Your father had a heart attack, right?" "At fifty-two.", "he died of it".
    putAsked(named[0]!, 'present', who, said, state, 0.88, whenIn(said.text));
  } else if (named.length === 1 && done.size === 0 && !no) {
    // "Anybody with colon cancer?" "My uncle."
    const people = new Set([...said.text.matchAll(KIN_WORDS)].map(([, who]) => who!));
    for (const who of people) putAsked(named[0]!, 'present', who, said, state, 0.9);
  }
}

/** What is said of this relative: up to where the next one is named ("my mom has depression and my uncle killed himself"). */
function ownClause(said: Said, mention: Mention): string {
  const at = said.line.at[mention.start] ?? 0;
  const next = NEXT_RELATIVE.exec(said.text.slice(at));
  const before = [...said.text.slice(0, at).matchAll(new RegExp(NEXT_RELATIVE, 'g'))].at(-1);
  return said.text.slice(before?.index ?? 0, next ? at + next.index : undefined);
}

/** An answer that takes the illness for granted and says when. */
const AGED =
  /^(?:(?:yes|yeah|he|she|it|was|is|,|right|about|that|i think) )*(?:at (?:age )?\d|when (?:he|she) was|in (?:his|her) |(?:his|her) (?:early|mid|late) |died|passed|\d+ years ago|years ago)/;

/** What only the question names, as its answer settles it. */
function putAsked(
  mention: Mention,
  assertion: 'present' | 'negated',
  relative: string,
  said: Said,
  state: Discourse,
  trust: number,
  when?: string,
): void {
  put(
    {
      type: 'history',
      kind: 'family',
      term: mention.concept.preferred,
      assertion,
      experiencer: 'family',
      relative,
      ...(when === undefined ? {} : { when }),
    },
    said,
    state,
    trust,
    true,
  );
}

const KIN_WORD =
  /\b((?:maternal |paternal )?(?:mother|mom|mum|father|dad|sister|brother|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|son|daughter|parents|siblings|grandparents|both parents))(?:'s side)?\b/;

const NEXT_RELATIVE = new RegExp(
  String.raw`(?:\b(?:and|but) |, )(?:my|his|her|our) ${KIN_WORD.source.replace(/^\\b/, '')}`,
);

/** "My mom and my sister." */
const KIN_WORDS = new RegExp(KIN_WORD, 'g');

function personOfAnswer(said: Said, state: Discourse): string | undefined {
  void state;
  return KIN_WORD.exec(said.text)?.[1];
}

function relativeOf(said: Said, state: Discourse): string | undefined {
  const own = KIN_WORD.exec(said.text)?.[1];
  if (own) return own;
  const asked = said.asked ? KIN_WORD.exec(said.asked.text)?.[1] : undefined;
  if (asked && !/\b(?:parents|siblings|or)\b/.test(asked)) return asked;
  return state.person && said.unit.index - state.person.at <= 2 && state.person.experiencer === 'family'
    ? state.person.relative
    : undefined;
}
