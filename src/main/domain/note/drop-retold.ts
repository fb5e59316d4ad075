import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { Statement } from './statement.ts';

/** Say nothing by themselves of what is wrong: how a story is told, not what it tells. */
const LIGHT = new Set(
  'the a an and or of to in on for with at by from as is are was were be been being has have had having do does did it its this that these those there he she they them his her their him patient so then when also some any just really very quite pretty bit little lot kind sort like more most much about approximately around over last past now today currently still again not no never denies reports report states notes note says said thinks think feels feel feeling felt seems seem gets get getting got gotten goes go going went comes come started start starting starts noticed notices notice noticing experiencing experienced experience having problem problems issue issues symptom symptoms thing things little slightly mainly mostly first time times one which who because if but than well such up out down off back would could can will may might try trying tried'.split(
    ' ',
  ),
);
/** Worse and worsening say the same, as do better and improving. */
const STEMS: readonly (readonly [RegExp, string])[] = [
  [/^wors\w*$/, 'wors'],
  [/^(?:better|improv\w*)$/, 'better'],
  [/^(?:swell\w*|swollen|puffy)$/, 'swell'],
  [/^(?:worr\w*|concern\w*|anxious)$/, 'worry'],
];
const stem = (word: string): string =>
  STEMS.find(([pattern]) => pattern.test(word))?.[1] ?? word.replace(/(?:ing|ed|es|s)$/, '').replace(/(.)\1$/, '$1');

interface Told {
  readonly statement: Statement;
  readonly said: ReadonlySet<string>;
  readonly negated: boolean;
}

function tell(statement: Statement, lexicon: Lexicon): Told {
  const tokens = tokenize(statement.text);
  const mentions = lexicon.find(tokens);
  const said = new Set<string>();
  tokens.forEach((token, i) => {
    const mention = mentions.find(({ start, end }) => i >= start && i < end);
    if (mention && /^(?:symptom|condition|drug)$/.test(mention.concept.kind)) {
      said.add(mention.concept.id);
      return;
    }
    const word = token.norm;
    if (!LIGHT.has(word) && /[a-z0-9]/.test(word)) said.add(stem(word));
  });
  return { statement, said, negated: /\b(?:not|no|never|denies|without|nothing|cannot)\b/i.test(statement.text) };
}

/** So much of a sentence has to be new, or this many words of it. */
const NEW_SHARE = 0.34;
const NEW_WORDS = 3;

/**
 * Patients tell the same two and three times: once when asked why they came, once when asked since when, once with a sigh. A sentence of the
 * story stays while it says something that the sentences before it in weight do not; composed ones and those of more weight come first.
 */
export function dropRetold(statements: readonly Statement[], lexicon: Lexicon): Statement[] {
  const story = statements.filter((statement) => statement.slot === 'hpi' && statement.list === undefined);
  const ranked = story
    .map((statement) => tell(statement, lexicon))
    .sort(
      (a, b) =>
        Number(b.statement.composed === true) - Number(a.statement.composed === true) ||
        b.said.size - a.said.size ||
        a.statement.order - b.statement.order,
    );
  const kept: Told[] = [];
  const dropped = new Set<Statement>();
  for (const told of ranked) {
    const known = new Set(kept.filter(({ negated }) => negated === told.negated).flatMap(({ said }) => [...said]));
    const fresh = [...told.said].filter((word) => !known.has(word));
    const isNew =
      fresh.length >= NEW_WORDS || fresh.length > told.said.size * NEW_SHARE || fresh.some((word) => /\d/.test(word));
    if (isNew || kept.length === 0) kept.push(told);
    else dropped.add(told.statement);
  }
  return statements.filter((statement) => !dropped.has(statement));
}
