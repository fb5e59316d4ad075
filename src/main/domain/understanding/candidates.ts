import { answerKind, isBare, takesForGranted, type AnswerKind } from './answers.ts';
import { relativeIn, scopeOf } from './context-scope.ts';
import { figurativeMentions } from './figurative.ts';
import type { Lexicon, Mention } from './lexicon.ts';
import { lineOf } from './line.ts';
import { fold, type Token } from './tokens.ts';
import type { Unit } from './utterances.ts';

/**
 * One thing said that could stand in a note: a single unit, or a question together with its answer.
 * `answer` is set for pairs; `denied`/`affirmed` are the findings that the answer settles.
 */
export interface Candidate {
  readonly index: number;
  /** The unit whose words make the sentence (the answer's, or the only one). */
  readonly unit: Unit;
  /** The question before it, when the sentence rests on both. */
  readonly question?: Unit;
  readonly answer?: AnswerKind;
  readonly bare: boolean;
  readonly denied: readonly Mention[];
  readonly affirmed: readonly Mention[];
  /** Findings that the question asks after. */
  readonly asked: readonly Mention[];
  /** Mentions in the unit's own words. */
  readonly mentions: readonly Mention[];
}

/** Units of one voice in a row, whatever the segments; a lone "okay" of the other side does not end a turn. */
function toTurns(units: readonly Unit[]): Unit[][] {
  const turns: Unit[][] = [];
  for (const unit of units) {
    const last = turns.at(-1);
    if (last?.[0]?.speaker === unit.speaker && unit.speaker !== 'unknown') last.push(unit);
    else turns.push([unit]);
  }
  return turns;
}

const isBackchannel = (turn: readonly Unit[]): boolean =>
  turn.every((unit) =>
    unit.tokens.every((token) =>
      /^(okay|ok|mm-hmm|mhm|uh-huh|right|alright|all|yeah|sure|hmm|i|see|got|it|good|great|,)$/.test(token.norm),
    ),
  );

/** "Blurry vision?" that lost its question mark: a finding and nothing else. */
function isNounPhrase(unit: Unit, lexicon: Lexicon): boolean {
  if (unit.speaker === 'patient' || unit.tokens.length > 9) return false;
  const mentions = lexicon
    .find(unit.tokens)
    .filter(
      (mention) =>
        mention.concept.kind === 'symptom' ||
        mention.concept.kind === 'condition' ||
        (mention.concept.kind === 'drug' && unit.tokens.length <= 5),
    );
  if (mentions.length === 0) return false;
  return unit.tokens.every(
    (token, i) =>
      /^(and|or|any|,|okay|how|about|what|the|your|his|her|down|into|through|around|from|to|is|it|in|a|like|alright|other|some|of|so|legs?|feet|arms?|hands?|also|then|at|all|night)$/.test(
        token.norm,
      ) || mentions.some((mention) => i >= mention.start && i < mention.end),
  );
}

/** Questions that neither a mark nor their first words betray: "anyone in the family with psoriasis", "does asthma run in your family", "smoking". */
export function looksAsked(words: string): boolean {
  return /^(?:(?:so|okay|and|alright|now|,|then|also|um|great|good) )*(?:(?:anyone|anybody|anything|ever|does|do|did|is|are|was|were|has|have|can|could|would) (?!not (?:think|see|hear|feel))\S+ |(?:family history of|smoking|smoke|alcohol|drinking|drugs|tobacco|medications|allergies|surgeries|exercise|what about|how about|when was|how (?:long|often|much|many|is|are))\b)/.test(
    `${words} `,
  );
}

/** "Allergies?": one word, and the whole question. */
const isHeading = ({ tokens }: Unit): boolean =>
  /^(?:allergies|allergy|medications?|medicines?|meds|surger(?:y|ies)|operations?|smoking|smoker|tobacco|cigarettes|alcohol|drugs|exercise|diet|hospitali[sz]ations?|vaccines?|vaccinations?|immuni[sz]ations?|kids|children|pregnanc(?:y|ies))$/.test(
    tokens.map(({ norm }) => norm).join(' '),
  );

/** "No." "Well, bread sometimes sticks.": what comes after takes the no back. */
function takesBackNo(unit: Unit, next: Unit | undefined): boolean {
  if (next === undefined || next.question || next.speaker !== unit.speaker || !isBare(unit.tokens)) return false;
  const words = next.tokens.map(({ norm }) => norm).join(' ');
  return (
    /^(?:well|actually|except|although|but|i mean)\b/.test(words) && !/\b(?:no|not|never|none|nothing)\b/.test(words)
  );
}

/** The questions of a turn that are still open at its end: the last question unit and those listed right before it. */
function openQuestion(turn: readonly Unit[], lexicon: Lexicon): Unit | undefined {
  for (let i = turn.length - 1; i >= 0 && i >= turn.length - 3; i--) {
    const unit = turn[i]!;
    // "Metoprolol?" asks as well as "any swelling?" does.
    if (unit.question && (unit.tokens.length >= 2 || isHeading(unit) || isNounPhrase(unit, lexicon))) return unit;
    if (unit.tokens.length > 6 && i < turn.length - 1) return undefined;
  }
  // A statement with a rising tone at the very end: "so you are still taking the Lasix", "no fevers".
  const last = turn.at(-1);
  if (last && last.tokens.length >= 2 && last.tokens.length <= 14) {
    const words = last.tokens.map((token) => token.norm).join(' ');
    if (
      /^(so |okay |ha |seriously |and |alright |now |, )*(you|no|any|not) /.test(words) ||
      isNounPhrase(last, lexicon)
    )
      return last;
    if (looksAsked(words)) return last;
    if (relativeIn(last.tokens) !== undefined && /\b(right|correct)$/.test(words)) return last;
  }
  return undefined;
}

function findings(tokens: readonly Token[], lexicon: Lexicon): Mention[] {
  const seen = new Set<string>();
  return lexicon.find(tokens).filter((mention) => {
    const kind = mention.concept.kind;
    if (kind !== 'symptom' && kind !== 'condition') return false;
    if (scopeOf(tokens, mention).experiencer !== 'patient') return false;
    // "besides the pain", "does that cough": known already, not asked after.
    const before = tokens[mention.start - 1]?.norm ?? '';
    if (/^(the|this|that|your|besides)$/.test(before) && tokens[mention.start - 2]?.norm !== 'any') return false;
    // "hurt yourself": an injury, not the finding.
    if (/^(yourself|myself|themselves|himself|herself)$/.test(tokens[mention.end]?.norm ?? '')) return false;
    if (seen.has(mention.concept.id)) return false;
    seen.add(mention.concept.id);
    return true;
  });
}

const FAMILY_QUESTION = /\b(family|mother|father|parents|siblings|run in|relatives|mom|dad)\b/;
const TAG_ONLY =
  /^(so |okay |ok |and |alright |well |right |, )*((and you|is that right|right|correct|okay|ok|you know|alright)$|how are you\b(?! (doing|feeling|managing|sleeping|eating) (with|on|since|after|at|when))|how is it going|does that (sound|make)|sound good|do you have any (other )?questions|any (other )?questions|is that okay|are you okay with|okay with)/;

export function toCandidates(units: readonly Unit[], lexicon: Lexicon): Candidate[] {
  const turns = toTurns(units).filter(
    (turn, i, all) =>
      !(
        i > 0 &&
        i < all.length - 1 &&
        isBackchannel(turn) &&
        all[i - 1]![0]!.speaker === all[i + 1]![0]!.speaker &&
        !openQuestion(all[i - 1]!, lexicon)
      ),
  );
  const out: Candidate[] = [];
  const push = (candidate: Omit<Candidate, 'index'>): void => void out.push({ ...candidate, index: out.length });
  let question: Unit | undefined;
  turns.forEach((turn) => {
    const patient =
      turn[0]!.speaker === 'patient' ||
      turn[0]!.speaker === 'other' ||
      (turn[0]!.speaker === 'unknown' && question !== undefined);
    turn.forEach((unit, k) => {
      const found = lexicon.find(unit.tokens);
      const figures = figurativeMentions(lineOf(unit.tokens), found);
      const mentions = figures.size === 0 ? found : found.filter((mention) => !figures.has(mention));
      const opens =
        k === 0 ||
        // "Fevers, weight loss?" "I wish I'd lose weight. No.": the answer comes after the joke.
        (k === 1 &&
          isBare(unit.tokens) &&
          answerKind(unit.tokens) === 'no' &&
          answerKind(turn[0]!.tokens) === 'other') ||
        (question !== undefined &&
          mentions.some((mention) =>
            lexicon
              .find(question!.tokens)
              .some(
                (other) =>
                  other.concept.id === mention.concept.id ||
                  (mention.concept.kind === 'symptom' && other.concept.preferred.endsWith(mention.concept.preferred)),
              ),
          ));
      const open = patient && opens && question && !unit.question ? question : undefined;
      if (open) {
        const text = open.tokens.map((token) => token.norm).join(' ');
        if (!TAG_ONLY.test(text)) {
          push({
            unit,
            question: open,
            bare: isBare(unit.tokens),
            mentions,
            asked: findings(open.tokens, lexicon),
            ...(takesBackNo(unit, turn[k + 1])
              ? { answer: 'other', denied: [], affirmed: [] }
              : settle(open, unit, mentions, lexicon, text, k > 0)),
          });
          return;
        }
      }
      push({ unit, bare: isBare(unit.tokens), denied: [], affirmed: [], asked: [], mentions });
    });
    if (patient) question = undefined;
    else question = openQuestion(turn, lexicon);
  });
  return out;
}

function settle(
  question: Unit,
  unit: Unit,
  mentions: readonly Mention[],
  lexicon: Lexicon,
  text: string,
  isLater: boolean,
): { answer: AnswerKind; denied: Mention[]; affirmed: Mention[] } {
  const answer = answerKind(unit.tokens);
  // What a relative has or has not is no finding of the patient's.
  if (FAMILY_QUESTION.test(text)) return { answer, denied: [], affirmed: [] };
  const asked = findings(question.tokens, lexicon);
  const own = mentions.filter((mention) => mention.concept.kind === 'symptom' || mention.concept.kind === 'condition');
  const present = own.filter(
    (mention) =>
      scopeOf(unit.tokens, mention).assertion === 'present' &&
      !plainNo(unit.tokens, mention) &&
      !isHers(unit.tokens, mention),
  );
  const absent = own.filter(
    (mention) => !present.includes(mention) && scopeOf(unit.tokens, mention).assertion === 'negated',
  );
  // "swelling in your legs" answered by "just some swelling": the one asked after is meant.
  const words = (tokens: readonly Token[], mention: Mention): string[] =>
    tokens.slice(mention.start, mention.end).map((token) => fold(token.norm));
  const meant = (mention: Mention): Mention | undefined =>
    asked.find(
      (other) =>
        other.concept.id !== mention.concept.id &&
        words(unit.tokens, mention).every((word) => words(question.tokens, other).includes(word)),
    );
  const specific = (mentions: readonly Mention[]): Mention[] => mentions.map((mention) => meant(mention) ?? mention);
  const ids = new Set(own.flatMap((mention) => [mention.concept.id, meant(mention)?.concept.id ?? mention.concept.id]));
  const negativeForm = /^(so |okay |and |alright |, )*(no|not|you (do|have|are) not|you did not|denies)\b/.test(text);
  if (
    !question.question &&
    !negativeForm &&
    !/^(so |okay |and |alright |, )*any\b/.test(text) &&
    !isNounPhrase(question, lexicon)
  )
    return { answer, denied: [], affirmed: [] };
  if (
    /^(so |okay |and |, )*(how|what|when|where|why|which|who)\b/.test(text) &&
    !/^(so |okay |and |, )*(how about|what about|when (you|your|the|it))\b/.test(text)
  )
    return { answer, denied: [], affirmed: [] };
  const rest = asked.filter((mention) => !ids.has(mention.concept.id));
  if (answer === 'exception' && asked.length === 0) return { answer: 'other', denied: [], affirmed: [] };
  if (answer === 'exception')
    return { answer, denied: once([...specific(absent), ...rest]), affirmed: specific(present) };
  if (
    answer === 'no' ||
    (negativeForm &&
      /^(yes|yeah|correct|right|that is right)\b/.test(unit.tokens.map((token) => token.norm).join(' ')) &&
      isBare(unit.tokens) &&
      !/^(yes|yeah)/.test(unit.tokens[0]?.norm ?? ''))
  ) {
    // "no vomiting but constipation": the no belongs to its own noun, the rest of the list stays open.
    const ownNo =
      unit.tokens[0]?.norm === 'no' &&
      !/^(i|it|my|they|he|she|we|just)$/.test(unit.tokens[1]?.norm ?? '') &&
      own.some((mention) => mention.start <= 3 && absent.includes(mention)) &&
      (unit.tokens[1]?.norm !== ',' || isLater);
    if (ownNo) return { answer, denied: once(specific(absent)), affirmed: specific(present) };
    // "no pain" to "any pain": the same word again, negated.
    return { answer, denied: once([...rest, ...specific(absent)]), affirmed: specific(present) };
  }
  if (answer === 'yes' && !negativeForm) {
    if (own.length > 0) return { answer, denied: once(specific(absent)), affirmed: specific(present) };
    return { answer, denied: [], affirmed: asked.length === 1 ? asked : [] };
  }
  // "Have you gained weight?" "Seven pounds in a week."
  const open = rest.filter(({ concept }) => concept.kind === 'symptom');
  if (
    (answer === 'other' || answer === 'unsure') &&
    asked.length === 1 &&
    open.length === 1 &&
    takesForGranted(unit.tokens)
  )
    return { answer, denied: once(specific(absent)), affirmed: [...open, ...specific(present)] };
  // "insulin for diabetes" answers what is taken; it does not report diabetes as a new finding.
  const sought =
    asked.length > 0 ||
    /\b(symptoms?|conditions?|diagnosed|problems?|anything else|issues|complaints?|illness)\b/.test(text);
  return sought
    ? { answer, denied: once(specific(absent)), affirmed: specific(present) }
    : { answer, denied: [], affirmed: [] };
}

/** "Diabetes?" "My mom's diabetic": what somebody else has and is told of in the same breath. */
const isHers = (tokens: readonly Token[], mention: Mention): boolean =>
  scopeOf(tokens, mention).experiencer !== 'patient' && /'s$/.test(tokens[mention.start - 1]?.norm ?? '');

function once(mentions: readonly Mention[]): Mention[] {
  return mentions.filter((mention, i) => mentions.findIndex((other) => other.concept.id === mention.concept.id) === i);
}

/** A leading "no," that answers the question does not negate what follows after a comma or "but". */
function plainNo(tokens: readonly Token[], mention: Mention): boolean {
  const before = tokens.slice(0, mention.start).map((token) => token.norm);
  return (
    before.includes('no') &&
    !before.includes(',') &&
    !before.includes('but') &&
    !before.includes('just') &&
    !before.includes('only')
  );
}
