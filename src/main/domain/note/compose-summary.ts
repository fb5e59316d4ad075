import { isIntroduction, type Statement } from './statement.ts';

/** What a visit is for rather than with: "presents for follow-up". */
const ERRAND =
  /\b(?:follow[- ]?up|check|check-?up|visit|physical|exam|evaluation|refills?|screening|consultation|results|clearance|establish)\b/i;
/** No reason by itself, or no name of one. */
const NO_REASON =
  /^(?:pain|popping sensation|popping|falls?|lump|sprain|symptoms?|problems?|discomfort|clicking|injury|(?:got )?(?:a )?history of .*|concerns?|issues?|(?:i|he|she|they|the patient|his|her|their|my|you|your)\b.*)$/i;
/** Fewer words than this introduce nobody. */
const FEWEST_WORDS = 8;

const asPart = (text: string): string =>
  text.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const isList = ({ slot, composed, list, text }: Statement): boolean =>
  slot === 'pmh' &&
  composed === true &&
  list === undefined &&
  !/^(?:(?:denies|no|the patient|reports)\b|immuni[sz]|up to date|vaginal delivery|cesarean|c-section|pregnanc|menopause|.*\bvaccin)/i.test(
    text,
  );

/**
 * The visit in a sentence ahead of the assessment: who came, with what behind them, for what. As the clinician introduced the patient, or
 * of the past history and the reason for the visit that the note gives anyway; nothing when that would only repeat the reason.
 */
export function composeSummary(
  statements: readonly Statement[],
  supported: (statement: Statement) => boolean,
): Statement | undefined {
  const introduced = statements.find((statement) => isIntroduction(statement) && saysWhy(statement));
  const made = introduced ? inSummary(introduced) : fromParts(statements, supported);
  return made && supported(made) ? made : undefined;
}

const saysWhy = ({ text }: Statement): boolean =>
  text.split(' ').length >= FEWEST_WORDS && /\b(?:with|who|here|for|post)\b/.test(text);

const inSummary = (statement: Statement): Statement => ({
  ...statement,
  text: statement.text.replace(/^(?:He|She|They) (?=is |are )/, 'The patient '),
  slot: 'summary',
  order: -1,
  salience: 0.8,
});

function fromParts(
  statements: readonly Statement[],
  supported: (statement: Statement) => boolean,
): Statement | undefined {
  const reason = statements.find(({ slot }) => slot === 'chief-complaint');
  if (!reason || NO_REASON.test(asPart(reason.text))) return undefined;
  const past = statements.find((statement) => isList(statement) && supported(statement));
  // Alone it would say no more than the chief complaint; and "hepatitis C" may be known and what the visit is about.
  if (!past || asPart(past.text).toLowerCase().includes(asPart(reason.text).toLowerCase())) return undefined;
  const why = `presents ${ERRAND.test(reason.text) ? 'for' : 'with'} ${asPart(reason.text)}`;
  const { list: _, ...rest } = reason;
  return {
    ...inSummary(rest),
    text: `The patient has a history of ${asPart(past.text)} and ${why}.`,
    units: [...new Set([...past.units, ...reason.units])],
    trust: Math.min(reason.trust, past.trust),
    composed: true,
  };
}
