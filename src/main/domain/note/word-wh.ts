import { isBaseVerb, isPastVerb } from './verbs.ts';
import { pastOf } from './word-history.ts';

/**
 * An open question and the few words that answer it, as one statement in the second person: "how long have you smoked" with
 * "40 years" is "you have smoked for 40 years". Undefined where question or answer is of another shape.
 */
export function declareOpen(question: readonly string[], reply: readonly string[]): string[] | undefined {
  const text = question.join(' ');
  const answer = reply.join(' ');
  const TIME =
    /\b(\d+|few|couple|week|weeks|day|days|month|months|year|years|hour|hours|minutes?|while|since|yesterday|today|morning|night|ago|last|child|childhood|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas)\b/;

  const long = /\bhow long (?:ago )?(?:now )?(have|has|did|is|was|does|do) (.+)$/.exec(text);
  if (long && TIME.test(answer)) {
    const duration = answer.replace(/^for /, '').replace(/^it (?:has )?been /, '');
    const link = /^(since|about \d+.* ago|.*\bago$|yesterday|last|this)/.test(duration) ? '' : 'for ';
    const clause = clauseOf(long[1]!, long[2]!.replace(/ (for|now|for now)$/, '').replace(/ this (for )?$/, ''));
    if (clause && !/ (long|ago)\b/.test(clause))
      return `${clause} ${/^(since|.*\bago$|yesterday|last)/.test(duration) && long[1] === 'have' ? '' : link}${duration}`.split(
        /\s+/,
      );
    return undefined;
  }
  // "When was your last Pap?" "Two years ago, it was normal."
  const latest = /\bwhen was (?:your|the) (last [a-z-]+(?: [a-z-]+){0,2})$/.exec(text);
  if (latest && TIME.test(answer) && reply.length <= 10 && !/^(?:it|i) /.test(answer))
    return `your ${latest[1]!} was ${answer.replace(/ ?, (?:and )?(?:it|that) was /, ' and was ')}`.split(' ');
  const when = /\bwhen (?:exactly |about |approximately )?(did|was|were|does|do) (.+)$/.exec(text);
  if (when && TIME.test(answer)) {
    const clause = clauseOf(when[1]!, when[2]!);
    return clause ? `${clause} ${answer}`.split(' ') : undefined;
  }
  // "How's your breathing?" "Worse."
  const how =
    /^(?:(?:so|and|okay|well|,|morning|good|hi|hello|mister|mr|mrs|miss|[a-z]+) ){0,4}?how (is|are|has|have) (?:the|your) (breathing|sleep|appetite|mood|energy|pain|cough|headaches?|vision|balance|memory|swelling|walking)(?: been)?(?: doing)?$/.exec(
      text,
    );
  const state = HOW.exec(answer)?.[1];
  if (how && state !== undefined && reply.length <= 12)
    return `your ${how[2]!} ${how[1]!}${how[1]!.startsWith('ha') ? ' been' : ''} ${state}`.split(' ');
  const where = /\bwhere (?:exactly |abouts )?(is|are|was|do|does) (.+)$/.exec(text);
  if (
    where &&
    /^(right |just |mostly |mainly )*(in|on|at|around|over|near|behind|under|across|along|down|between|all over|with)\b/.test(
      answer,
    )
  ) {
    if (where[1] === 'is' || where[1] === 'are' || where[1] === 'was') {
      const subject = where[2]!.replace(/ (located|exactly|at|situated|hurting)$/, '');
      return subject.split(' ').length <= 6 ? `${subject} ${where[1]!} ${answer}`.split(' ') : undefined;
    }
    const clause = clauseOf(where[1]!, where[2]!);
    return clause ? `${clause} ${answer}`.split(' ') : undefined;
  }
  const amount = /\bhow (?:often|much|many(?: [a-z]+){0,3}|frequently) (do|does|did|are|is|have) (.+)$/.exec(text);
  if (
    amount &&
    /\b(\d+|a|an|one|two|three|four|five|half|once|twice|every|daily|weekly|couple|few|occasionally|rarely|sometimes|time|times|usually|pack|packs)\b/.test(
      answer,
    )
  ) {
    const clause = clauseOf(
      amount[1]!,
      amount[2]!.replace(/ (would|on average|in a day|a day|per day|in a week|a week|per week)\b.*$/, ''),
    );
    // "How many times a day?" "Four to five": times a day.
    const counted = /\bhow many ([a-z]+(?: (?:a|per) [a-z]+| daily| weekly)?) (?:do|does|did|are|is|have)\b/.exec(
      text,
    )?.[1];
    const bare =
      /^(?:(?:about|maybe|around|probably|like) )?\S+(?: (?:to|or) \S+)?$/.test(answer) && !/[a-z]{6}/.test(answer);
    const whole = counted !== undefined && bare ? `${inDigits(answer)} ${counted}` : answer;
    // "How many pillows do you sleep with?" has lost its end as an end of talk.
    const joint = counted !== undefined && / sleep$/.test(clause ?? '') ? 'with ' : '';
    return clause ? `${clause} ${joint}${whole}`.split(' ') : undefined;
  }
  if (
    /\bwhat (?:all |else )?(?:have|did) you (?:tried|taken|try|take|used|use|been taking|been doing)\b/.test(text) &&
    !/^(nothing|not|no|none|i|it|so)\b|(?<!\b(?:it|that|they|which|and) (?:really |just |only )?)\b(?:helps?|helped|does|did|works?|worked|is|was|made|makes)\b/.test(
      answer,
    )
  )
    return ['you', 'have', 'tried', ...reply];
  const who = /\bwho (?:do|did|are) you (?:currently )?(live|living)\b(?: at home)?(?: with)?/.exec(text);
  if (who && !/^(i|it|we)\b/.test(answer))
    return `you live ${/^(with|alone|by)/.test(answer) ? '' : 'with '}${answer}`.trim().split(' ');
  if (/\bhow old are you\b|\bwhat is your age\b|\byour age\b/.test(text)) {
    const age = /^(?:about )?(\d{1,3})\b/.exec(answer);
    if (age) return ['you', 'are', age[1]!, 'years', 'old'];
  }
  if (
    /\b(what|which|any|other)\b.*\b(medications?|medicines?|meds|drugs)\b|\bwhat (do|are) you tak(e|ing)\b|\bdo you take any/.test(
      text,
    ) &&
    !/allerg/.test(text) &&
    !/^(no|none|nothing|not)\b/.test(answer)
  ) {
    return /\bfor\b.*\b(pain|it|that)\b.*\?*$/.test(text) && /\bhave you (taken|tried)\b/.test(text)
      ? undefined
      : ['you', 'take', ...reply];
  }
  if (
    /\b(makes?|made|get|gets|is) (?:it|this|that|the pain|them) (?:any )?worse\b|\bdoes it get worse\b/.test(text) &&
    /^(when|with|if|after|during|at|on|by|walking|sitting|standing|lying|bending|moving|eating|lifting|coughing|breathing|movement|exercise|stairs)\b/.test(
      answer,
    )
  )
    return [
      'it',
      'is',
      'worse',
      ...(/^(when|with|if|after|during|at|on|by)\b/.test(answer) ? reply : ['with', ...reply]),
    ];
  if (
    /\b(makes?|made|get|gets|is) (?:it|this|that|the pain|them) (?:feel )?(?:any )?better\b|\bhelps?\b.*\b(pain|it|that)\b/.test(
      text,
    ) &&
    /^(when|with|if|after|during|rest|resting|sitting|lying|ice|heat|standing|stretching)\b/.test(answer)
  )
    return ['it', 'is', 'better', ...(/^(when|with|if|after|during)\b/.test(answer) ? reply : ['with', ...reply])];
  return undefined;
}

const DIGITS: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
};
const inDigits = (answer: string): string =>
  answer.replace(/\b(?:one|two|three|four|five|six|seven|eight|nine)\b/g, (word) => DIGITS[word]!);

/** How something is, in so many words, and nothing behind them that would change it. */
const HOW =
  /^(?:it (?:is|has been) )?((?:much |a lot |a little |about |not |still |really |pretty |very |so )*(?:worse|better|good|great|bad|terrible|awful|poor|the same|okay|fine|up and down|off and on))(?: (?:now|lately|today|this week|,))?$/;

/** "have" + "you smoked cigarettes" → "you have smoked cigarettes"; "did" + "this pain start" → "this pain started". */
function clauseOf(aux: string, rest: string): string | undefined {
  const words = rest.split(' ').filter((word) => word !== 'ever' && word !== ',');
  let verb = words.findIndex(
    (word, i) =>
      i > 0 &&
      i <= 4 &&
      (isBaseVerb(word) ||
        isPastVerb(word) ||
        word === 'been' ||
        word === 'going' ||
        word.endsWith('ing') ||
        word === 'had'),
  );
  if (verb < 1) return undefined;
  // "did this ache start": the noun looks like a verb too.
  const begins = words.findIndex(
    (word, i) => i > verb && i <= verb + 2 && /^(?:start|begin|happen|occur|come)$/.test(word),
  );
  if (begins > 0 && words[0] !== 'you') verb = begins;
  const subject = words.slice(0, verb);
  if (!/^(you|it|this|that|these|those|the|your|they|she|he|symptoms?)$/.test(subject[0]!)) return undefined;
  const predicate = words.slice(verb);
  if (aux === 'did') {
    const past = pastOf(predicate[0]!);
    return past === undefined ? undefined : [...subject, past, ...predicate.slice(1)].join(' ');
  }
  if (aux === 'do') return [...subject, ...predicate].join(' ');
  if (aux === 'does') return undefined;
  return [...subject, aux, ...predicate].join(' ');
}
