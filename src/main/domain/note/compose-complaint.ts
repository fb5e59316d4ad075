import type { FindingFact } from '../../../shared/model/facts.ts';
import { HOLIDAY } from '../understanding/details.ts';
import { BODY } from './word-answers.ts';
import { isUsable, list, phrase, type Composed, type ComposeVoice } from './compose-phrase.ts';

/**
 * One complaint in one or two sentences, as it is dictated: "The patient reports sharp left knee pain for 3 weeks, rated 7/10. It is worse
 * with stairs and better with rest." Every word of the facts; nothing between them but grammar.
 */
export function composeComplaint(fact: FindingFact, all: readonly FindingFact[], voice: ComposeVoice): Composed[] {
  if (fact.assertion !== 'present' || fact.experiencer !== 'patient') return [];
  const parts = partsOf(fact, voice);
  const together = fact.associated
    .map((id) => all.find((other) => other.id === id))
    .filter(
      (other): other is FindingFact =>
        other?.assertion === 'present' && other.experiencer === 'patient' && other.id !== fact.id,
    )
    .filter((other) => other.side === undefined || other.side === fact.side);
  const withOthers = together.length > 0 ? ` associated with ${list(together.map((other) => nameOf(other)))}` : '';
  const head = [...parts.before, nameOf(fact)].join(' ');
  const noun = `${articleFor(head, fact.term)}${head}`;
  const first = `The patient reports ${noun}${parts.after.map((part) => ` ${part}`).join('')}${withOthers}${parts.apart
    .map((part) => `, ${part}`)
    .join('')}.`;
  const out: Composed[] = [{ slot: 'hpi', text: voice.polish(first), facts: [fact, ...together] }];
  const moves = [
    ...(parts.worse.length > 0 ? [`worse ${list(parts.worse)}`] : []),
    ...(parts.better.length > 0 ? [`better ${list(parts.better)}`] : []),
  ];
  if (moves.length > 0)
    out.push({
      slot: 'hpi',
      text: voice.polish(`The ${shortName(fact)} ${verbFor(fact, 'is', 'are')} ${moves.join(' and ')}.`),
      facts: [fact],
    });
  return out;
}

/** "It lasted about ten minutes": one attack, not how long there have been any. */
const isEpisode = (fact: FindingFact, duration: string): boolean =>
  /\b(?:seconds?|minutes?|hours?)$/.test(duration) &&
  fact.evidence.some(({ quote }) => /\blast(?:s|ed|ing)?\b/i.test(quote));

/** How many things are told of it beside its name: a bare name needs no sentence of its own here. */
export function detailCount(fact: FindingFact): number {
  return (
    [
      fact.onset,
      fact.duration,
      fact.course,
      fact.severity,
      fact.quality,
      fact.timing,
      fact.radiation,
      fact.context,
    ].filter((value) => value !== undefined).length +
    fact.aggravatedBy.length +
    fact.relievedBy.length +
    (fact.associated.length > 0 ? 1 : 0)
  );
}

/** Only what is felt in one place can go to another. */
const isPainful = (fact: FindingFact): boolean =>
  /\b(?:pain|ache|numbness|tingling|burning|headache|cramps?|spasms?|discomfort|pressure|tightness|sciatica)\b/.test(
    fact.term,
  );

interface Parts {
  /** Adjectives in front: "severe, sharp". */
  readonly before: string[];
  /** Right after the name: "for 3 weeks", "radiating to the arm". */
  readonly after: string[];
  /** After a comma: "rated 7/10". */
  readonly apart: string[];
  readonly worse: string[];
  readonly better: string[];
}

const ADJECTIVE =
  /^(?:mild|moderate|severe|intense|excruciating|slight|minor|sharp|dull|aching|achy|burning|stabbing|throbbing|pounding|crushing|squeezing|cramping|crampy|shooting|stinging|gnawing|nagging|tight|dry|productive|nonproductive|wet|watery|itchy|constant|intermittent|worsening|improving|persistent|heavy|electric|tearing|pulsating|bloody|yellow|green|thick|clear|hacking)(?:(?:,| and|, and) (?:sharp|dull|aching|achy|burning|stabbing|throbbing|pounding|shooting|tight|itchy|thick|yellow|green|heavy|watery|wet|tender))*$/;

/** Said of a pain, never of what does not hurt. */
const OF_PAIN = /^(?:sharp|dull|stabbing|shooting|gnawing|nagging|crushing|squeezing)\b/;

/** Said of a cough or a discharge, never of a pain. */
const FLUID = /\b(?:clear|yellow|green|thick|dry|wet|productive|watery|bloody|hacking)\b/;

const COURSES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:not|never|n't)\b.*\b(?:better|improv)/, ', not improving'],
  [/\b(?:wors\w+|worse|deteriorat\w+|progress\w+)\b/, 'worsening'],
  [/\b(?:better|improv\w+)\b/, 'improving'],
  [/\b(?:comes? and goes?|coming and going|came and went|on and off|off and on|intermittent\w*)\b/, 'intermittent'],
  [/\bconstant\w*\b|\ball the time\b/, 'constant'],
  [/\b(?:the same|unchanged)\b/, ', unchanged'],
  [/\bstable\b/, ', stable'],
];

function partsOf(fact: FindingFact, voice: ComposeVoice): Parts {
  const before: string[] = [];
  const after: string[] = [];
  const apart: string[] = [];
  const use = (value: string | undefined): string | undefined => {
    const said = value === undefined ? undefined : phrase(value, voice);
    return said !== undefined && isUsable(said) ? said : undefined;
  };
  const severity = use(fact.severity);
  const quality = use(fact.quality)?.replace(/^(?:an?|more|very|really|kind of|sort of|of) +/, '');
  if (severity !== undefined) {
    const rating = /(\d{1,2}(?:-\d{1,2})?)\/10/.exec(severity);
    const plain = severity.replace(/^(?:really|very|so|quite|pretty) (?=mild|severe|intense)/, '');
    if (/^\d+ (?:pounds|lbs|kilos|kg)\b/.test(severity)) after.push(`of ${severity}`);
    else if (rating && !isPainful(fact)) {
      // A number out of ten rates pain.
    } else if (rating) apart.push(`rated ${rating[0]}`);
    else if (ADJECTIVE.test(plain)) before.push(plain);
    else if (/^(?:really|pretty|very|so|quite|real|super) bad$/.test(severity)) before.push('severe');
    else if (/^(?:the )?worst\b/.test(severity)) apart.push(`described as ${severity.replace(/^(?:the )?/, 'the ')}`);
  }
  if (
    fact.course !== undefined &&
    /^(?:gotten|grown|become|spread|changed) ?(?:bigger|larger|darker)?$/.test(fact.course)
  )
    apart.push(`which has ${fact.course}`);
  const course = fact.course === undefined ? undefined : COURSES.find(([pattern]) => pattern.test(fact.course!))?.[1];
  if (course?.startsWith(', ')) apart.push(course.slice(2));
  else if (course === 'intermittent' || course === 'constant' || course === 'worsening' || course === 'improving')
    before.unshift(course);
  // The name may say it already: "burning sensation", "dry cough".
  if (
    quality !== undefined &&
    !(isPainful(fact) && FLUID.test(quality)) &&
    !(!isPainful(fact) && OF_PAIN.test(quality)) &&
    !fact.term.includes(quality.split(' ')[0]!.replace(/y$/, ''))
  ) {
    if (ADJECTIVE.test(quality)) before.push(quality);
    else if (/^(?:pins and needles|pressure)/.test(quality)) apart.push(`described as ${quality}`);
  }
  const radiation = use(fact.radiation);
  if (
    radiation !== undefined &&
    /^(?:to|down|into|up|through|across|toward|towards|around|over)\b/.test(radiation) &&
    BODY.test(radiation) &&
    isPainful(fact)
  )
    after.push(`radiating ${radiation}`);
  const duration = use(fact.duration)
    ?.replace(/^(?:maybe|probably|about|like|around) +(?=\d|an? |a few|a couple)/i, 'approximately ')
    .replace(/^(?:for|the past|the last|past|last) +/, '')
    .replace(/^(?=few |couple )/, 'a ');
  // "For a year" and "in 2018": the year says it.
  const isDated = fact.onset !== undefined && /\b(?:19|20)\d\d\b/.test(fact.onset);
  if (duration !== undefined && SPAN.test(duration) && !isDated)
    after.push(isEpisode(fact, duration) ? `lasting ${duration}` : `for ${duration}`);
  const onset = use(fact.onset)
    ?.replace(/^(?:maybe|probably) +/, '')
    .replace(/^(?=year and a half|couple |few )/, 'a ');
  const start = onset === undefined ? undefined : onsetPhrase(onset);
  if (start !== undefined && !(duration !== undefined && /\bago$/.test(start))) after.push(start);
  else if (onset === undefined) {
    const context = use(fact.context);
    if (context !== undefined && CONTEXT.test(context)) after.push(context);
  }
  const timing = use(fact.timing);
  const worseThen =
    timing !== undefined &&
    (/\b(?:worse|worst|especially)\b/.test(timing) ||
      fact.evidence.some(({ quote }) =>
        new RegExp(`\\b(?:worse|worst)\\b(?: \\S+){0,2} ${timing.replace(/[^a-z ]/gi, '')}`, 'i').test(quote),
      ));
  const time = timing
    ?.replace(/\b(?:it is |is )?(?:worse|worst|especially|mostly|usually|mainly|only|more) ?/g, '')
    .trim();
  const times = time?.split(/, (?:and )?/).filter((part) => TIME.test(part)) ?? [];
  if (times.length > 0 && !worseThen)
    apart.push(`occurring ${times.map((part) => part.replace(/^couple (?:of )?/, 'a couple of ')).join(', ')}`);
  const worse = [
    ...fact.aggravatedBy.map(use).filter(isCause).map(withWord),
    ...(worseThen && TIME.test(time!) ? [time!] : []),
  ];
  const better = fact.relievedBy.map(use).filter(isCause).map(withWord);
  return {
    before: [...new Set(before)],
    after,
    apart,
    worse: [...new Set(worse)],
    better: [...new Set(better)],
  };
}

const SPAN =
  /^(?:(?:about|approximately|over|more than|almost|nearly|at least|around|only|the) )*(?:a|an|\d+(?:\.\d+)?|a few|few|several|a couple of|a couple|many|one|two|three|four|five|six|seven|eight|nine|ten|half an)(?: (?:to|or) (?:\d+|two|three|four|five|six|seven|eight|nine|ten))? (?:good |full |long )?(?:minute|hour|day|week|month|year|decade)s?(?: and a half)?$|^(?:years|months|weeks|days|a while|a long time)$/;
const CONTEXT =
  /^(?:after|while) (?:\w+ing\b|an? |the |falling|lifting)(?!.*\b(?:was|were|is|are|patient|he|she|they)\b)/;
const TIME =
  /^(?:at (?:night|bedtime|rest|work|the end of the day)|in the (?:morning|mornings|evening|evenings|afternoon|afternoons)|first thing in the morning|(?:(?:a half hour|half an hour|an hour|\d+ minutes) )?after (?:meals|eating|dinner|lunch|breakfast|exercise|(?:the patient|he|she|they) eats?)|before bed|on weekends|during the (?:day|night)|(?:once|twice|a few times|(?:a )?couple(?: of)? times|several times) (?:a|per) (?:week|month|year)|every (?:morning|night|week|month|few days|few weeks|other day)|most (?:days|nights|mornings)|with (?:exertion|exercise|meals))$/;

/** A thing or a doing, not half a story: "rest", "bending over", "when he walks". */
/** "3 weeks", "a couple of months": how long, and nothing else. */
export const isSpan = (value: string): boolean => SPAN.test(value);

const isCause = (value: string | undefined): value is string =>
  value !== undefined &&
  !/\b(?:morning|night|day|week|month|year)s?$/.test(value) &&
  !/\b(?:painful|equally|tried|how|what|can|thing|things|something|nothing|it|that|this|which|know|think|seems?)\b/.test(
    value,
  ) &&
  (/^(?:when|if|after|whenever) (?:the patient|he|she|they) \w+/.test(value) ||
    !/\b(?:patient|he|she|they|is|was|are|were|has|have|had|did|does)\b/.test(value)) &&
  value.split(' ').length <= 6;

const SINCE = new RegExp(
  String.raw`^since (?:\w+day|last \w+|yesterday|the \w+|\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|childhood|birth|this \w+|(?:about |around |approximately )?${HOLIDAY})\b`,
  'i',
);

function onsetPhrase(onset: string): string | undefined {
  if (SINCE.test(onset) && onset.split(' ').length <= 4) return onset;
  if (/sudden|all of a sudden|out of (?:nowhere|the blue)/.test(onset)) return 'that began suddenly';
  if (/gradual|slowly/.test(onset)) return 'that began gradually';
  if (/\b(?:was|were|is|are|patient|he|she|they)\b/.test(onset)) return undefined;
  if (/^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)/i.test(onset)) return `that began on ${onset}`;
  if (/^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i.test(onset))
    return `that began in ${onset}`;
  if (/\bago$|^(?:yesterday|today|last|this|on|in|over|after|during|overnight|early|late|approximately)\b/i.test(onset))
    return `that began ${onset}`;
  return undefined;
}

const withWord = (value: string): string =>
  /^(?:when|whenever|while|after|before|during|if|at|in|on|by|with|once)\b/.test(value) ? value : `with ${value}`;

/** "left knee pain": side and place where the name has none of its own. */
export function nameOf(fact: FindingFact): string {
  const { term, site } = fact;
  const side = isSideSure(fact) ? fact.side : undefined;
  const place = site !== undefined && !term.includes(site) && !namesPlace(term) ? site : undefined;
  // A side belongs to what comes in pairs.
  const paired = side !== undefined && (place !== undefined || BODY.test(term) || isPainful(fact));
  const sided = paired && !/\b(?:left|right|bilateral)\b/.test(`${place ?? ''} ${term}`) ? `${side} ` : '';
  if (place === undefined || /\bextremity\b/.test(term)) return `${sided}${term}`;
  if (place === 'abdomen' && term === 'pain') return `${sided}abdominal pain`;
  if (
    /^(?:pain|swelling|numbness|tingling|weakness|stiffness|redness|tenderness|itching|bruising|cramp\w*|rash|burning|spasms?|discomfort|soreness|lump)$/.test(
      term,
    ) &&
    place.split(' ').length <= 2
  )
    return `${sided}${place} ${term}`;
  return `${term} of the ${sided}${place}`;
}

/** Both sides named, or the side of something past: better none than the wrong one. */
function isSideSure({ side, evidence }: FindingFact): boolean {
  if (side === undefined || side === 'bilateral') return true;
  const other = side === 'left' ? 'right' : 'left';
  const said = evidence.map(({ quote }) => quote.toLowerCase());
  const own = said.filter((quote) => new RegExp(`\\b${side}\\b`).test(quote));
  if (own.length > 0 && own.every((quote) => /\b(?:used to|years ago|surgery on|back in|the other)\b/.test(quote)))
    return false;
  return !said.some(
    (quote) =>
      new RegExp(`\\b${other}\\b(?! (?:now|away|here|there|after|before))`).test(quote) &&
      !/\b(?:i mean|sorry|no|wait|not)\b/.test(quote),
  );
}

const namesPlace = (term: string): boolean =>
  /\b(?:head|neck|back|chest|knee|ankle|foot|toe|hip|shoulder|elbow|wrist|hand|finger|leg|arm|ear|eye|throat|abdominal|facial|jaw|heel|groin|pelvic|flank|rib|breast|skin|nasal|joint|muscle)\w* /.test(
    `${term} `,
  ) && term.includes(' ');

function shortName(fact: FindingFact): string {
  const words = fact.term.split(' ');
  const last = words.at(-1)!;
  return /^(?:pain|swelling|numbness|tingling|weakness|cough|rash|discomfort)$/.test(last) ? last : fact.term;
}

const verbFor = (fact: FindingFact, one: string, many: string): string =>
  /s$/.test(fact.term) && !/(?:ss|us|is|itis|sis|diabetes|dizziness)$/.test(fact.term) ? many : one;

const COUNTED =
  /\b(?:cough|headache|fever|rash|sore throat|lump|migraine|cold|lesion|mass|mole|bruise|cramp|ulcer|wound|cut|burn|blister|cyst|nodule|wart|tick|growth|boil|abscess|hernia|sprain|fracture|injury|fall|stiff neck|seizure|tremor|limp|murmur|burning sensation|backache|toothache|stomach ache|sinus infection|bump|spot|sensation)$/;

function articleFor(head: string, term: string): string {
  if (!COUNTED.test(term)) return '';
  return /^[aeiou]/i.test(head) ? 'an ' : 'a ';
}
