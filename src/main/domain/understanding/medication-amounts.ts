/** How much of a drug, how often, by which way, for how long and what for. */
import { SPAN } from './details.ts';
import type { MedicationBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { part, type Line } from './line.ts';

const COUNT_UNITS = String.raw`(?:tablets?|tabs?|pills?|puffs?|capsules?|caps|drops?|units?|sprays?|teaspoons?|tablespoons?|patch(?:es)?|scoops?|packets?|gummies|lozenges?|shots?|grams?|mcg|mg|ml|meq|cc|g)`;

const NUM = String.raw`(?:\d+(?:[.,]\d+)*(?:\/\d+)?(?:-\d+)?|half a|a half|one|two|three|four|five|six|eight|ten)`;

const DOSE = new RegExp(
  String.raw`(?:^| )(${NUM}(?: (?:to|or) ${NUM})?%?(?: (?:of the )?${COUNT_UNITS}))(?= |$)|(?:^| )(\d+(?:\.\d+)?%)(?= |$)`,
);

/** "the twenty", "on forty of", "take ten": a strength without its unit, next to a drug. */
export const BARE_DOSE =
  /(?:^| )(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?= |$)(?! ?(?:times|days?|weeks?|months?|years?|hours?|minutes?|pounds|percent|%|am|pm|\/))/;

const FREQUENCIES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:(?:two|2) times (?:a|per|each) day|twice (?:a day|daily|per day|each day)|2 times daily|b\.?i\.?d|morning and (?:night|evening)|in the mornings? and (?:(?:\d+|one|two|three|a half|half|another|again) )?(?:at |in the )?(?:night|evening|bedtime))\b/,
    'twice daily',
  ],
  [
    /\b(?:(?:three|3) times (?:a|per|each) day|three times daily|3 times daily|t\.?i\.?d|with (?:each|every) meal|with meals)\b/,
    'three times daily',
  ],
  [/\b(?:(?:four|4) times (?:a|per|each) day|four times daily|4 times daily|q\.?i\.?d)\b/, 'four times daily'],
  [/\bevery (\d+(?: to \d+|-\d+)?|two|three|four|six|eight|twelve) hours\b/, 'every $1 hours'],
  [/\b(?:every other day)\b/, 'every other day'],
  [/\b(?:(?:two|2) times (?:a|per) week|twice (?:a week|weekly|per week))\b/, 'twice weekly'],
  [/\b(?:(?:three|3) times (?:a|per) week|three times weekly)\b/, 'three times weekly'],
  [
    /\b(?:once (?:a|per|every) week|weekly|every week|every (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/,
    'weekly',
  ],
  [/\b(?:once (?:a|per) month|monthly|every month)\b/, 'monthly'],
  [/\bevery (\d+|two|three|four|six) (weeks|months)\b/, 'every $1 $2'],
  [
    /\b(?:at night|at bedtime|before bed|every night|nightly|each night|in the evenings?|every evening)\b/,
    'at bedtime',
  ],
  [/\b(?:in the mornings?|every morning|each morning)\b/, 'every morning'],
  [
    /\b(?:once (?:a day|daily|per day)|one time a day|once a day|(?<!times )(?<!time )a day|daily|every day|everyday|each day|per day|q\.?d)\b/,
    'daily',
  ],
  [
    /\b(?:as needed|p\.?r\.?n|when (?:you|i|he|she) needs? it|if (?:needed|you need it|i need it)|when needed|here and there|now and then|once in a while|occasionally|every once in a while)\b/,
    'as needed',
  ],
];

export const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:eye drops?|in (?:the|your|each|both|my|her|his) (?:left |right |affected )?eyes?)\b/, 'in the eye'],
  [/\b(?:ear drops?|in (?:the|your|my|her|his|each) (?:left |right |affected )?ears?)\b/, 'in the ear'],
  [/\b(?:by mouth|orally)\b/, 'by mouth'],
  [
    /\b(?:topical(?:ly)?|on (?:the|your|my) skin|to the (?:skin|rash|area|affected area)|rub(?:bed)? it on|apply|ointment|cream)\b/,
    'topically',
  ],
  [/\b(?:inject(?:ion|ions|ed|ing)?|shots?|subcutaneous(?:ly)?|under the skin)\b/, 'injection'],
  [/\b(?:inhal(?:e|ed|er|ers|ation)|puffs?|nebuli[sz]er)\b/, 'inhaled'],
  [/\bunder (?:the|your|my) tongue\b/, 'under the tongue'],
  [/\b(?:nasal|each nostril|in (?:each|your|the) (?:nose|nostril))\b/, 'in each nostril'],
  [/\b(?:eye drops?|in (?:the|your|each|both|my|her|his) (?:left |right )?eyes?)\b/, 'in the eye'],
  [/\b(?:ear drops?|in (?:the|your|my|her|his) (?:left |right )?ear)\b/, 'in the ear'],
  [/\b(?:patch(?:es)?)\b/, 'patch'],
  [/\b(?:suppositor|rectally)\b/, 'rectally'],
  [/\b(?:iv|intravenous(?:ly)?)\b/, 'intravenous'],
];

const COUNTS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', eight: '8', ten: '10' }; // prettier-ignore

/** Dose, frequency, route, duration and reason around a drug: after it as far as the next, else right before it. */
export function detailsOf(
  line: Line,
  mention: Mention,
  from: number,
  to: number,
  count: number,
): Partial<MedicationBody> {
  const after = part(line, mention.end, Math.min(to, mention.end + 22));
  const before = part(line, Math.max(from, mention.start - 7), mention.start);
  const out: Partial<MedicationBody> = {};
  const bare =
    /^(?:, )?(?:the |a |at |is |about |of |to )?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?= |$)(?! ?(?:times|days?|weeks?|months?|years?|hours?|minutes?|pounds|%|am|pm|or|to))/.exec(
      after,
    )?.[1];
  // "twenty milligrams of lisinopril": what stands before another drug is that drug's.
  const close = from === 0 ? before : (/(?:^| )((?:\S+ ){1,3}of)$/.exec(before)?.[1] ?? '');
  // "Advil takes the edge off, four hundred every six hours."
  const timed =
    count === 1
      ? /(?:^|[ ,])(\d{2,4}(?:\.\d+)?) (?=(?:every \d|once|twice|three times|four times|3 times|4 times|a day|daily|at night|at bedtime|in the morning))/.exec(
          after,
        )?.[1]
      : undefined;
  const dose =
    doseIn(after) ??
    bare ??
    timed ??
    doseIn(close) ??
    /\b(?:the|of|on) (\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: of)?$/.exec(before)?.[1];
  if (dose !== undefined) out.dose = withoutCommas(dose);
  const frequency = frequencyIn(after) ?? (count === 1 || from === 0 ? frequencyIn(before) : undefined);
  if (frequency !== undefined) out.frequency = frequency;
  const route = ROUTES.find(([pattern]) =>
    pattern.test(`${before} ${part(line, mention.start, mention.end)} | ${after}`),
  )?.[1];
  if (route !== undefined) out.route = route;
  const duration = new RegExp(
    String.raw`\bfor (?:the (?:next|last|past) |about |another |at least )?(${SPAN})\b|\b(\d+)[ -]day course|\bfor (years|months|a while|a long time)\b`,
  ).exec(after);
  if (duration) out.duration = duration[1] ?? (duration[2] ? `${duration[2]} days` : duration[3]!);
  const indication =
    /\bfor (?:my |your |the |his |her |that |this |a )?((?!the |a |about|years|months|now|me\b|you\b|him\b|her\b|it\b|that\b|this\b|some|long|\d|another|several|couple|few|next|as |breakfast|dinner|at least|being|sure)[a-z][a-z'-]*(?: (?!and |but |,|every|twice|once|at |in |so |because|i |he |she |it |which|that|since|when|right|as |or |to |about )[a-z'-]+){0,3})/.exec(
      after,
    );
  if (indication) out.indication = indication[1]!.replace(/ (?:a day|daily|now|too|also)$/, '');
  return out;
}

/** "1,000" is a thousand. */
export const withoutCommas = (dose: string): string => dose.replace(/(\d),(?=\d{3})/g, '$1');

export function doseIn(text: string): string | undefined {
  const match = DOSE.exec(text);
  const fraction = match?.[1] && / point$/.test(text.slice(0, match.index)) ? '0.' : '';
  const dose =
    match?.[1] === undefined
      ? match?.[2]
      : `${fraction}${match[1].replace(/^(?:one|two|three|four|five|six|eight|ten)(?= )/, (word) => COUNTS[word]!)}`;
  return dose === undefined
    ? undefined
    : dose
        .replace(/\bof the /, '')
        .replace(/(\d),(\d{3})/, '$1$2')
        .trim();
}

export function frequencyIn(text: string): string | undefined {
  let frequency: string | undefined;
  for (const [pattern, value] of FREQUENCIES) {
    const match = pattern.exec(text);
    if (!match) continue;
    frequency = value.replace('$1', match[1] ?? '').replace('$2', match[2] ?? '');
    break;
  }
  if (frequency !== undefined && frequency !== 'as needed' && /\bas needed\b/.test(text))
    return `${frequency} as needed`;
  return frequency;
}

/** "from ten to twenty": the old dose and the new. */
export function fromTo(text: string, body: MedicationBody): void {
  const match =
    /\bfrom (?:the )?(\d{1,3}(?:,\d{3})+(?: (?:mg|mcg|g|units?|ml|meq))?|\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)(?: (?:once|twice|daily|a day))* (?:up |down )?to (?:the )?(\d{1,3}(?:,\d{3})+(?: (?:mg|mcg|g|units?|ml|meq))?|\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)/.exec(
      text,
    );
  if (!match) {
    const to =
      /\b(?:up|down|increase|increased|decrease|raise|bump|lower)\b.*\bto (?:the )?(\d{1,3}(?:,\d{3})+(?: (?:mg|mcg|g|units?|ml|meq))?|\d+(?:\.\d+)?(?: (?:mg|mcg|g|units?|ml|meq))?)/.exec(
        text,
      );
    if (to && /^(?:increases|decreases)$/.test(body.action)) body.dose = withoutCommas(to[1]!);
    return;
  }
  const unit =
    / (mg|mcg|g|units?|ml|meq)$/.exec(match[2]!)?.[0] ?? / (mg|mcg|g|units?|ml|meq)$/.exec(match[1]!)?.[0] ?? '';
  body.previousDose = withoutCommas(/ [a-z]/.test(match[1]!) ? match[1]! : `${match[1]!}${unit}`);
  body.dose = withoutCommas(/ [a-z]/.test(match[2]!) ? match[2]! : `${match[2]!}${unit}`);
  if (!/^(?:increases|decreases)$/.test(body.action) && /^(?:starts|takes|changes|continues)$/.test(body.action)) {
    const [a, b] = [parseFloat(body.previousDose), parseFloat(body.dose)];
    body.action = b > a ? 'increases' : b < a ? 'decreases' : 'changes';
  }
}
