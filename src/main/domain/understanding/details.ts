import { tokenAt, type Line } from './line.ts';

export type DetailKind =
  | 'onset'
  | 'duration'
  | 'course'
  | 'severity'
  | 'quality'
  | 'timing'
  | 'context'
  | 'radiation'
  | 'aggravatedBy'
  | 'relievedBy';

/** Something said of a complaint beyond its name, with the tokens it stands on. */
export interface Detail {
  readonly kind: DetailKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const COUNT = String.raw`(?:\d+(?:\.\d+)?(?: ?(?:-|to|or) ?\d+)?(?: and a half)?|a few|few|a couple of|a couple|couple of|couple|several|many|a|an|one|two|three|four|five|six|seven|eight|nine|ten|half a|half an|a good|the whole)`;
const PERIOD = String.raw`(?:more |good |straight |full |solid |whole |or so )?(?:second|minute|hour|day|week|month|year|night|decade)s?(?: and a half)?(?: or so| now)?`;
const HEDGE = String.raw`(?:(?:about|around|almost|nearly|over|at least|probably|maybe|roughly|approximately|like|the|these|past|last|this past|more than|less than|just|close to|well over|only) )*`;
export const SPAN = `${COUNT} ${PERIOD}`;
const DAY = String.raw`(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)`;
const MONTH = String.raw`(?:january|february|march|april|may|june|july|august|september|october|november|december)`;
export const HOLIDAY = String.raw`(?:easter|christmas|thanksgiving|labor day|memorial day|new year's(?: eve| day)?|new years|halloween|independence day|the fourth of july|mother's day|father's day|valentine's day|the holidays|spring break|passover|ramadan|hanukkah)`;
const POINT = `(?:${HEDGE}${SPAN} (?:ago|back)|a while (?:ago|back)|(?:early |late )?yesterday(?: morning| afternoon| evening| night)?|last (?:night|week|month|year|${DAY}|${MONTH}|weekend|summer|winter|spring|fall)|this (?:morning|week|afternoon|evening|weekend|month|year|past \\S+|summer|winter|spring|fall)|(?:on |since )?${DAY}(?: morning| night| afternoon| evening)?|(?:in |since )?(?:early |late |mid )?${MONTH}|over the (?:weekend|holidays|summer|winter)|the other (?:day|night)|in (?:19|20)\\d\\d|today|overnight|(?:around |about |before |just before |just after )?${HOLIDAY}|(?:right )?after (?:i |we |he |she |the |a |my |her |his |that |lunch|dinner|breakfast|work|school|practice)[a-z' -]{0,40})`;

const STOP =
  /^(?:and|but|,|so|because|or|then|which|though|although|except|however|it|that|i|he|she|you|they|there|since|too|also|anyway|actually|right|like|now|usually|though|sometimes)$/;

/** Words from a place on, until the clause ends. */
function clauseFrom(
  line: Line,
  from: number,
  most: number,
  stop: RegExp = STOP,
): { value: string; end: number } | undefined {
  let end = from;
  while (end < line.tokens.length && end - from < most && !stop.test(line.tokens[end]!.norm)) end++;
  while (
    end > from &&
    /^(?:the|a|my|to|of|in|on|with|for|really|just|is|was|at|your|his|her|when|if|or|and|any)$/.test(
      line.tokens[end - 1]!.norm,
    )
  )
    end--;
  return end > from ? { value: words(line, from, end), end } : undefined;
}

export const words = (line: Line, from: number, to: number): string =>
  line.tokens
    .slice(from, to)
    .map((token) => token.text)
    .join(' ')
    .replace(/ ,/g, ',');

type Rule = readonly [DetailKind, RegExp, number];
/** Pattern and the group that holds the value. */
const RULES: readonly Rule[] = [
  ['onset', new RegExp(String.raw`\b(?:start\w*|began|begin\w*|begun|came on|come on|noticed (?:it|this|them)?|happened|kicked in|flared up|hit me|set in|onset|woke up)(?: (?:with (?:it|this)|hurting|to hurt|having \S+|feeling \S+|up|acting up|getting \S+|it|this|really|just|all|coming on|bothering me))*,? (?:it was |i think |maybe |probably |like )?(${POINT})`), 1],
  ['onset', new RegExp(String.raw`\b(?:since) ((?:${POINT})|(?:the |my |our |that )?(?:morning|fall|accident|weekend|surgery|crash|injury|game|trip|baby|birth|delivery|divorce|move|holidays|summer|winter|spring|childhood|wreck)(?: last \S+)?|(?:i|he|she|we) (?:was|were|started|stopped|had|got|fell|came|moved|lost|took|hurt|changed|went)(?: [a-z0-9'-]+){0,6}|(?:19|20)\d\d|birth|high school|college|then)\b`), 0],
  ['onset', new RegExp(String.raw`\b(${HEDGE}${SPAN} (?:ago|back))\b`), 1],
  ['onset', /\b((?:very |pretty |kind of )?(?:suddenly|all of a sudden|out of nowhere|out of the blue|gradually|came on (?:slowly|fast|quickly|gradually|suddenly)|sudden onset|gradual onset))\b/, 1],
  ['duration', new RegExp(String.raw`\b(?:for|over|lasted|lasting|lasts|last|going on|been|has been|have been|took|takes|during)(?: \S+){0,1}? ${HEDGE}(${SPAN})\b(?! (?:ago|back|old))`), 1],
  ['duration', new RegExp(`^(${SPAN})$`), 1],
  ['duration', new RegExp(String.raw`\b(?:past|last) (${COUNT.replace('|a|an|', '|')} ${PERIOD})\b(?! (?:ago|back|old))`), 1],
  ['duration', /\b(?:for|been) ((?:a (?:long |little )?while|ages|quite a while|quite some time|years|months|weeks|days|a long time|as long as i can remember|most of my life))\b/, 1],
  ['severity', /\b((?:about |around |like )?(?:a |an )?\d{1,2}(?:-\d+)?\/10)\b/, 1],
  ['severity', /\b((?:the )?worst (?:headache|pain|cough|thing|\S+)(?: of my life| ever| i have ever had| i have had)?)\b/, 1],
  ['severity', /\b((?:very |pretty |really |quite |so |fairly )?(?:mild|moderate|severe|excruciating|unbearable|intense|horrible|terrible|awful|agonizing|slight|minor)|(?:really|pretty|so|very|quite) bad|not (?:too|that|very) bad|mildly|severely|slightly)\b/, 1],
  ['quality', /\b((?:kind of |sort of |more of |like |just |very |really |more |a |an |this )*(?:sharp|dull|aching|achy|burning|stabbing|throbbing|pounding|crushing|squeezing|pressure-like|heavy|crampy|cramping|shooting|electric|electrical|tearing|gnawing|stinging|pulsating|pulsing|knife-like|band-like|nagging|tight|itchy|scaly|bumpy|barky|barking|dry|hacking|wet|productive|nonproductive|watery|mucousy|thick|greenish|green|yellow|yellowish|whitish|clear|foul smelling|smelly|bloody|spinning|sandpapery|flaky|raised|blistery|prickly|tender)(?: (?:and|or|,|but) (?:sharp|dull|aching|achy|burning|stabbing|throbbing|pounding|shooting|tight|itchy|scaly|thick|yellow|green|heavy|watery|wet|tender))*)\b/, 1],
  ['quality', /\b(like (?:someone|somebody|something|an elephant|a (?:knife|band|vice|vise|hammer|rock|ton|weight|rubber band|lightning|bolt|needle|pebble|electric)|pins and needles|there is|being|i am (?:walking|being|swallowing|spinning|drowning)|the room)[a-z' -]{0,45})/, 1],
  ['timing', /\b((?:mostly |mainly |usually |only |worse |especially |more |worst )?(?:at night|by the end of the day|before (?:practice|bed|work|school)|at (?:\S+ )?practice|at bedtime|in the (?:morning|mornings|evening|evenings|afternoon|afternoons)|first thing in the morning|at the end of the day|after meals|(?:(?:a half hour|half an hour|an hour|\d+ minutes) )?after (?:i|he|she) eats?|after (?:eating|dinner|lunch)|before bed|all (?:day|night)(?: long)?|all the time|every (?:day|night|morning|evening|week|month|other day|few (?:days|hours|weeks|minutes)|couple (?:of )?(?:days|hours|weeks)|\d+ (?:minutes|hours|days|weeks)|time i eat)|(?:once|twice|\d+ times|two times|three times|four times|five times|a few times|(?:a )?couple(?: of)? times|several times|multiple times|2 or 3 times|\S+ or \S+ times|\S+ to \S+ times) (?:a|per|each|every) (?:day|night|week|month|year|hour)|once in a while|now and then|every now and then|every so often|on weekends|during the day|daily|weekly|nightly|here and there|most (?:days|nights|mornings)))\b/, 1],
  ['course', /\b((?:is |are |been |it is |just |has |have |slowly |gradually |progressively |steadily |definitely |a lot |much |a little |a bit |only |so |still )*(?:getting (?:a lot |a little |a bit |much |so much |progressively |slowly |steadily |any )?(?:worse|better|bigger|smaller)|got(?:ten)? (?:a lot |a little |a bit |much |progressively )?(?:worse|better|bigger)|worsening|worsened|improving|improved|progressed|progressing|deteriorating)|(?:about|pretty much|kind of|stayed|staying|stays|still|just)(?: about| stayed)* the same|comes? and goes?|coming and going|came and went|constant(?:ly)?|intermittent(?:ly)?|on and off|off and on|stable|not (?:really |going to )?(?:going away|gone away|gotten (?:any )?better|getting (?:any )?better|improving|improved|changed|go away)|(?:won't|will not) go away|never (?:goes|went) away|(?:much|a lot|a little|a bit|somewhat|way|so much|slightly|definitely) (?:worse|better)(?! (?:when|with|at|if|after|in the|on|by|than)))\b/, 1],
  ['radiation', /\b(?:goes|go|radiates?|radiating|shoots?|shooting|travels?|traveling|spreads?|spreading|moves?|moving|runs?|running|going|extends?) (?:(?:all the way|right|straight|also|kind of|sometimes|back|out|on|a little) )*((?:down|to|into|up|through|across|toward|towards|around|over)(?: into| to| through| around)? (?:(?:the|my|his|her|your|both|left|right|back|front|side|outside|inside|top|of|sides|upper|lower|of my|other) )*[a-z]+(?: (?:side|blade|blades|and (?:my |the )?[a-z]+))?)\b/, 1],
]; // prettier-ignore

const AGGRAVATED =
  /\b(?:worse|worst|hurts?(?: (?:more|most|worse|me|a lot|the most))?|aches?|bothers me|acts? up|flares?(?: up)?|comes? on|painful|get (?:it|them|this)|getting (?:it|them)|notice (?:it|this|them)|feel (?:it|this)|triggered|brought on|set off|aggravated|exacerbated|happens?|starts?|sharp|short of breath|winded|dizzy|swells?|stiff|pain|itches)(?: (?:mostly|mainly|usually|only|especially|really|when|is|more|a lot|particularly|bad))*? (when(?:ever)? (?:i|he|she|you|it is|my|the)|with|after|if i|if he|if she|by|every time i|anytime i|on)\b/g;
const AGGRAVATES =
  /\b([a-z][a-z' -]{2,40}?) (?:(?:really|definitely|only|just|also|seems? to|tends? to|will|does|always|usually) )*(?:makes? (?:it|them|this|that|the \S+) (?:a lot |a little |so much |much )?worse|aggravates? (?:it|them|the \S+)|sets? (?:it|them) off|triggers? (?:it|them|the \S+)|brings? (?:it|them) on|bothers? (?:it|me))\b/;
const RELIEVED =
  /\b(?:better|helps?|helped|relieved|eases?(?: up)?|goes away|go away|improves?|relief|let(?:s)? up|calms down)(?: (?:a little|a bit|some|somewhat|only|once|mostly|if|it|usually|right))*? (when(?:ever)? (?:i|he|she)|with|by|if i|after|from|once i)\b/g;
const RELIEVES =
  /\b([a-z0-9][a-z0-9' -]{1,45}?) (?:(?:really|definitely|only|just|also|does|did|do|seems? to|seemed to|has|have|will|kind of|sort of|always|usually|would) )*(?:helps?|helped|helping|makes? (?:it|them|this|that|me feel) (?:a lot |a little |a bit |much )?better|takes the edge off|eases? (?:it|the)|relieves?|calms? it|works)\b(?! (?:me |him |her |you )?(?:with|to|out|around|up)\b(?! (?:the|a little|some|my)))/;

/** Short words before what helps or harms that are not part of it. */
const LEAD_IN =
  /^(?:(?:well|and|but|so|yeah|yes|no|i|think|i think|that|mostly|mainly|usually|definitely|probably|maybe|just|only|like|uh|it|is|does|a little|seems|also|the only thing that|sometimes|really|actually|then|i guess|if|when|have|tried|took|i have|i took|i tried|found|some|,|taking|using|oh|you know) )+/;

const WALKED =
  /\b(?:stairs?|stairway|steps|hills?|street|road|block|hall|hallway|stores?|bathroom|work|school|bed|gym|church|car|kitchen|house|town|ladder|basement|driveway)$/;

export function detailsIn(line: Line): Detail[] {
  const out: Detail[] = [];
  const { text } = line;
  const push = (kind: DetailKind, value: string, start: number, end: number): void => {
    if (value !== '' && !out.some((other) => other.kind === kind && other.start < end && other.end > start))
      out.push({ kind, value, start, end });
  };
  for (const [kind, pattern, group] of RULES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const part = match[group]!;
    const from = match.index + match[0].lastIndexOf(part);
    const start = tokenAt(line, from);
    let end = tokenAt(line, from + part.length - 1) + 1;
    if (kind === 'duration' && isFuture(text, match.index)) continue;
    if (kind === 'onset' && out.some((other) => other.kind === 'onset')) continue;
    // An "after …" ends with its clause.
    if (/\bafter\b/.test(part) || part.startsWith('since')) {
      const cut = clauseFrom(line, start + 1, 9, /^(?:and|but|,|so|because|then|which|though|it|there|or)$/);
      if (cut) end = Math.min(end, cut.end);
    }
    // "A six when I go down stairs": where one walks, not where it goes.
    if (kind === 'radiation' && WALKED.test(part)) continue;
    push(kind, tidy(words(line, start, end), kind), start, end);
    if (kind !== 'quality') continue;
    const again = pattern.exec(text.slice(match.index + match[0].length));
    if (!again) continue;
    const at = tokenAt(line, match.index + match[0].length + again.index + again[0].length - again[1]!.length);
    const till = tokenAt(line, match.index + match[0].length + again.index + again[0].length - 1) + 1;
    push(kind, tidy(words(line, at, till), kind), at, till);
  }
  for (const match of text.matchAll(AGGRAVATED)) {
    if (/\b(?:not|no|never|n't) (?:\S+ ){0,2}$/.test(text.slice(Math.max(0, match.index - 14), match.index))) continue;
    const from = tokenAt(line, match.index + match[0].length - match[1]!.length);
    const lead = /^(with|by|after|on)$/.test(match[1]!) ? 1 : 0;
    // "pain with my knee", "pain after surgery" are not what makes it worse.
    if (/^(?:pain|starts?|happens?)$/.test(match[0].split(' ')[0]!) && !/^when|^if i|^every|^anytime/.test(match[1]!))
      continue;
    if (match[1] === 'on' && !/^(?:hurts|worse)/.test(match[0])) continue;
    const clause = clauseFrom(line, from + lead + (lead ? 0 : 2), 7);
    if (!clause) continue;
    const value = lead ? clause.value : words(line, from, clause.end);
    if (lead && /^(?:it|that|this|the pain|me|them|my (?:knee|back|leg|arm|shoulder))\b/.test(value)) continue;
    push('aggravatedBy', lead && match[1] === 'after' ? `after ${value}` : value, from, clause.end);
  }
  const worse = AGGRAVATES.exec(text);
  if (worse) subjectOf(line, worse, 'aggravatedBy', push);
  for (const match of text.matchAll(RELIEVED)) {
    const lead = /^(with|by|from|after)$/.test(match[1]!) ? 1 : 0;
    const from = tokenAt(line, match.index + match[0].length - match[1]!.length);
    if (/\b(?:not|no|never|nothing|any) (?:\S+ )?$/.test(text.slice(Math.max(0, match.index - 16), match.index)))
      continue;
    if (/^(?:helps?|helped)/.test(match[0]) && match[1] === 'with') continue;
    const clause = clauseFrom(line, from + lead + (lead ? 0 : 2), 6);
    if (clause) push('relievedBy', lead ? clause.value : words(line, from, clause.end), from, clause.end);
  }
  const effort =
    /\b(?:short of breath|winded|breathless|dizzy|lightheaded|hurts?|pain|worse|tightness|chest pain|aches?)(?: (?:just|when|while|only|mostly|even|from|with|more))* ((?:going|climbing|walking|lifting|bending|lying|standing|sitting|running|getting|reaching|climb|carrying|turning|squatting|kneeling|doing|twisting|coughing|swallowing|chewing|breathing|eating)(?: [a-z]+){0,5})/.exec(
      text,
    );
  if (effort) {
    const at = tokenAt(line, effort.index + effort[0].length - effort[1]!.length);
    const clause = clauseFrom(line, at, 6);
    if (clause) push('aggravatedBy', clause.value, at, clause.end);
  }
  const habit =
    /\b((?:if|when|whenever|once) i [a-z][a-z0-9' ]{2,44}?) (?:it|the pain|that|they) (?:usually |just |kind of |will |always |sometimes )*(goes away|go away|gets better|feels better|eases|helps|lets up|calms down|stops|hurts|gets worse|aches|burns|flares|acts up|comes on|swells)\b/.exec(
      text,
    );
  if (habit) {
    const at = tokenAt(line, habit.index);
    push(
      /^(?:hurts|gets worse|aches|burns|flares|acts up|comes on|swells)$/.test(habit[2]!)
        ? 'aggravatedBy'
        : 'relievedBy',
      habit[1]!,
      at,
      tokenAt(line, habit.index + habit[1]!.length - 1) + 1,
    );
  }
  const better = RELIEVES.exec(text);
  if (
    better &&
    !/\b(?:not|never|nothing|hardly|barely|neither|no)\b[^,]{0,30}$/.test(
      text.slice(0, better.index + better[0].length),
    )
  )
    subjectOf(line, better, 'relievedBy', push);
  const context =
    /\b((?:while|when) (?:i|he|she|we) (?:was|were|am) (?!a (?:kid|child)|\d|little|young|born|in (?:high|college|my)|pregnant)[a-z' -]{3,50}|while (?:i was )?[a-z]+ing(?: [a-z' -]{0,30})?|after (?:i |he |she )?(?:lifting|lifted|falling|fell|slipping|slipped|twisting|moving|playing|running|raking|shoveling|working|gardening|painting|helping|hiking|driving|eating|a (?:fall|car accident|game|long|trip|hike|bike)|the (?:fall|accident|game))[a-z' -]{0,40})/.exec(
      text,
    );
  if (context) {
    const start = tokenAt(line, context.index);
    const clause = clauseFrom(line, start + 3, 9, /^(?:and|but|,|so|because|then|which|it|that)$/);
    const end = clause ? clause.end : Math.min(line.tokens.length, start + 3);
    push('context', words(line, start, end), start, end);
  }
  return out;
}

const HELPS_SOMEBODY =
  /^ (?:\S+ )*?help(?:s|ed|ing)? (?:him|them|(?:my|our|the|a|his|her) (?:son|daughter|wife|husband|mom|mother|dad|father|brother|sister|friends?|neighbou?rs?|kids?|grand\w+|boss|buddy|church|school|parents|in-laws|uncle|aunt|cousin))\b/;

function subjectOf(
  line: Line,
  match: RegExpExecArray,
  kind: DetailKind,
  push: (kind: DetailKind, value: string, start: number, end: number) => void,
): void {
  // "I helped my son move his piano": somebody was helped, not the pain.
  if (kind === 'relievedBy' && HELPS_SOMEBODY.test(line.text.slice(match.index + match[1]!.length))) return;
  let subject = match[1]!;
  const cut = Math.max(
    ...[' and ', ' but ', ' , ', ' so ', ' because ', ' which '].map(
      (stop) => subject.lastIndexOf(stop) + (subject.includes(stop) ? stop.length : 0),
    ),
  );
  let offset = match.index;
  if (cut > 0) {
    offset += cut;
    subject = subject.slice(cut);
  }
  const lead = LEAD_IN.exec(`${subject} `)?.[0].length ?? 0;
  offset += lead;
  subject = subject.slice(lead).trim();
  if (
    subject === '' ||
    /^(?:it|that|this|they|what|anything|nothing|which|he|she|something|everything|them|you|the pain|if|when|and|or|any|to|does|did)$/.test(
      subject,
    )
  )
    return;
  if (/\b(?:any|anything|not|nothing|does|hope|hopefully|should|might|may|to see if|used to)\b/.test(subject)) return;
  const start = tokenAt(line, offset);
  push(kind, subject, start, tokenAt(line, offset + subject.length - 1) + 1);
}

function isFuture(text: string, at: number): boolean {
  return /\b(?:will|going to|want you|take (?:it|this|that|these)|twice|daily|once|times|mg|tablets?|come back|see you|follow up|within|in|every|off work|next|would like)\b/.test(
    text.slice(Math.max(0, at - 28), at + 4),
  );
}

function tidy(value: string, kind: DetailKind): string {
  let out = value
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/,? (?:yeah|yes|maybe|i guess|probably)$/i, '');
  if (kind === 'duration') out = out.replace(/ now$/, '');
  if (kind === 'severity') out = out.replace(/^(?:about|around|like) /, '').replace(/^an? (?=\d)/, '');
  if (kind === 'quality') out = out.replace(/^(?:(?:kind of|sort of|more of|just|very|really|more|a|an|this) )+/, '');
  if (kind === 'course') out = out.replace(/^(?:(?:is|are|been|it is|just|has|have|still|so) )+/, '');
  if (kind === 'timing') out = out.replace(/^(?:mostly|mainly|usually|only|worse|especially|more|worst) /, '');
  return out;
}

/** The words of a short answer without its hedges: "um, I'd say about three weeks" → "about three weeks". */
export function answerPhrase(line: Line, most = 12): string | undefined {
  const text = line.text
    .replace(/ ?,? (?:yeah|yes|i guess)$/, '')
    .replace(
      /^(?:(?:well|yeah|yes|no|um|oh|okay|,|i think|i guess|i would say|probably|maybe|mostly|mainly|usually|it is|it was|it has been|it started|it began|started|that was|they are|it feels|feels|it hurts|just|like|so|it|i do not know|honestly|really|actually|kind of|sort of) )+/,
      '',
    );
  const count = text.split(' ').length;
  if (text === '' || count > most) return undefined;
  const start = tokenAt(line, line.text.length - text.length);
  return words(line, start, line.tokens.length);
}
