import { inThird, type Phrase } from './clinical-phrase.ts';
import type { Person } from './person.ts';
import { COMMANDS } from './plan-advice.ts';
import { intentOf } from './plan-intents.ts';
import { NO_PLAN, type PlanItem, type SaidIntent } from './plan-item.ts';
import { goesTo, withoutVerb } from './plan-spoken.ts';
import { toPlanItem } from './plan-sentence.ts';

const LEADS =
  /^(?:(?:so|and|then|now|also|but|well|okay|sure|of course|yeah|yes|good|great|perfect|definitely|certainly|absolutely|first|firstly|second|secondly|third|thirdly|next|lastly|finally|number one|number two|number three|again|instead|otherwise|additionally|in addition|in addition to that|at this point|at this time|right now|for now|for that|for this|today|in the meantime|after that|from there|as well|on top of that|in that case|, |what i would like to do is|what i want to do is|what (?:i am|we are) going to is|what (?:i|we) (?:will|would like to|want to) is|what i am going to do is|what we are going to do is|what i will do is|what we will do is|the first thing i want to do is|the next thing i want to do is|what i would recommend is|what i would suggest is|what i would like to go ahead and do is|my plan is to|my plan would be to|the plan is to|the plan will be to|i think that|i think what|i think|i do think that|i do think|i feel like|the other thing is|here is what i am thinking|what i am thinking is|my recommendation is|my recommendation would be|my recommendation at this time is|the best thing to do is) ?,? ?)+/;

/** Up to here the heading is named ("for your first problem, your hypertension, i …"). */
const HEADING =
  /^(?:(?:so|and|now|then|okay|as) )*(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|when it comes to|with respect to|concerning|going back to|moving on to|on|from) (?:the |your |that |a |an )?(?:(?:first|second|third|fourth|next|last|other|final) )?(?:problem|issue|diagnosis|concern)?.{0,90}?(?:standpoint|perspective|point of view)?(?= i | we | you should | you can | please | take | continue | let us | it is | it looks | that is | this is | these are | your symptoms | everything | keep | start | use | avoid | stay on | stop | hold | increase | decrease | double | refill )/;

const BAD_OBJECT =
  /\b(?:the medications and|gym|party|vacation|weather|game|congratulations|wedding|dog|holiday|holidays|weekend|traffic)\b/;

/** "Increased stool burden means that …". */
const EXPLAINS = /^\S+(?: \S+){0,5} means\b/;

/** "… so you can avoid the flares": what the order before is for. */
export const isPurpose = ({ unit }: Phrase): boolean =>
  /^so (?:that )?(?:you|we|i|it|they) (?:can|could|do not|does not)\b/.test(
    unit.tokens
      .slice(0, 5)
      .map((token) => token.norm)
      .join(' '),
  );

/** "Because of the fall I'd like a CT": the order stands without its reason. */
const REASON_FIRST =
  /^(?:(?:because|since|given)(?: of| that)?|of) [a-z' -]{3,70}? ,? ?(?=(?:i|we) (?:(?:would|do|also|really) )*(?:want|like|am|are|will|need|recommend|think we)\b|let us\b)/;

/** A plan said without a verb: only where plans are made, for elsewhere the same words tell what was done. */
export function composeVerbless(phrase: Phrase, person: Person): PlanItem | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  const text = phrase.text.replace(LEADS, '').trim();
  const made = withoutVerb(saidIntent(text, phrase));
  return made && made !== NO_PLAN ? toPlanItem(made, undefined, person) : undefined;
}

/** What will be done, as a plan item. Undefined where the words are no instruction or intention, or cannot be put well. */
export function composePlan(phrase: Phrase, person: Person): PlanItem | undefined {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return undefined;
  const whole = goesTo(saidIntent(phrase.text.replace(LEADS, ''), phrase));
  if (whole && whole !== NO_PLAN) return toPlanItem(whole, undefined, person);
  const text = phrase.text.replace(HEADING, '').trim().replace(LEADS, '').replace(REASON_FIRST, '').trim();
  if (text === '' || BAD_OBJECT.test(text) || EXPLAINS.test(text) || isPurpose(phrase)) return undefined;
  // "if your symptoms continue, we will order an mri"
  const conditional = /^(?:if|should|when|once|unless|until) (.+)$/.test(text) ? splitCondition(text) : undefined;
  if (conditional) {
    const made = intentOf(saidIntent(conditional.main, phrase));
    return made && toPlanItem({ ...made, option: false }, conditionText(conditional.condition, person), person);
  }
  const made = intentOf(saidIntent(text.replace(/^(?:hey )?dragon /, ''), phrase));
  return made && toPlanItem(made, undefined, person);
}

const conditionText = (condition: string, person: Person): string =>
  inThird(condition.replace(/^should /, 'if '), person)
    .replace(/^if they\b/, 'if the patient')
    .replace(/^if (?:it|this|that) (?:is|does) not (?:get |feel |any )?better/, 'if not better');

/** The words of an intention, with what is known of them; of a drug "keep taking" is said where "continue" is meant. */
function saidIntent(heard: string, phrase: Phrase): SaidIntent {
  const names = (...kinds: readonly string[]): boolean =>
    phrase.mentions.some(({ concept }) => kinds.includes(concept.kind));
  const text = heard.replace(/^(?:maybe|perhaps) /, '');
  const drug = names('drug');
  return {
    text: drug
      ? text
          .replace(/^(?:keep|stay on|stick with) (?:going with |taking |using |on )?(?:the |your )?/, 'continue ')
          .replace(/^cut (?=.* to )/, 'decrease ')
      : text,
    maybe: text !== heard,
    named: names('drug', 'test', 'procedure'),
    drug,
    test: names('test'),
    phrase,
  };
}

/** "if your symptoms continue , we will …": both halves; "call us if …" is no such thing. */
function splitCondition(text: string): { condition: string; main: string } | undefined {
  const words = text.split(' ');
  for (let i = 3; i < Math.min(words.length - 1, 26); i++) {
    const before = words[i - 1]!;
    if (!opensMain(words, i) || /^(?:that|which|what|and|or|as|because)$/.test(before)) continue;
    const condition = words.slice(0, before === ',' ? i - 1 : i);
    if (condition.length < 3) continue;
    const main = words.slice(/^(?:then|please)$/.test(words[i]!) ? i + 1 : i).join(' ');
    return {
      condition: condition.join(' '),
      main: main.replace(/^(?:, |then |please )+/, '').replace(LEADS, ''),
    };
  }
  return undefined;
}

/** Whether the clause that the condition governs begins at `i`. */
function opensMain(words: readonly string[], i: number): boolean {
  const word = words[i]!;
  const next = words[i + 1] ?? '';
  const before = words[i - 1]!;
  switch (word) {
    case 'i':
    case 'we':
      return /^(?:will|can|may|might|would|could|want|am|are|need|should|recommend|repeat|recheck|do|start|stop|treat|check|get)$/.test(
        next,
      );
    case 'you':
      return /^(?:should|can|need|will|may)$/.test(next);
    case 'let':
      return /^(?:us|me)$/.test(next);
    case 'then':
      return true;
    case 'please':
      if (next !== 'you') return true;
  }
  const isCommand =
    before === ',' &&
    COMMANDS.test(`${word} `) &&
    !/^(?:be|have|do|get|work|walk|exercise|rest|ice|let|cut|change|sleep)$/.test(word);
  const callsForHelp =
    (before === ',' || i >= 4) &&
    /^(?:call|return|seek|contact|notify|give|stop|take|come|go)$/.test(word) &&
    !/^(?:to|or|and|not|you|i|they|can|will|should|must|may|could|would|does|do|your)$/.test(before);
  return isCommand || callsForHelp;
}
