/** What an answer tells of a finding by what its question asked: a yes to a detail, or a detail in a few words. */
import { answerPhrase, detailsIn, words, type Detail, type DetailKind } from './details.ts';
import { rest, type Discourse, type Draft, type FindingBody } from './draft-fact.ts';
import { LIMB } from './finding-body.ts';
import { set } from './finding-details.ts';
import { tokenAt } from './line.ts';
import type { Said } from './said.ts';
import { onlySide, siteKey } from './sides.ts';

const YES =
  /^(?:(?:oh|well|um|,|so) )*(?:yes|yeah|yep|yup|mm-hmm|mhm|uh-huh|correct|right|exactly|it does|it is|it did|they do|definitely|absolutely|sure|sometimes|a little|i do|i have|i was|i am|i did)\b/;

export const NO_ANSWER =
  /^(?:(?:well|um|oh|,) )*(?:no|nope|nah|not really|nothing|none|never|not that|i do not|it does not|neither)\b/;

export const UNKNOWN = /^(?:(?:well|um|oh|,) )*(?:i do not know|not sure|i am not sure|hard to say|i can not)\b/;

const NUMBERS: Readonly<Record<string, string>> = { one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10', zero: '0' }; // prettier-ignore

const BARE_SPAN = String.raw`\b(?:about |around |almost |nearly |over |maybe |like |more than |less than )?(?:\d+(?: ?(?:-|to|or) ?\d+)?(?: and a half)?|a few|a couple of|a couple|couple|couple of|several|many|a|an|one|two|three|four|five|six|seven|eight|nine|ten|half a|half an) (?:more |good )?(?:second|minute|hour|day|week|month|year)s?\b`;

/** What the question says and a yes confirms: "Does it go down your leg?" "It does." */
export function fromQuestion(said: Said, draft: Draft<FindingBody>, state: Discourse): boolean {
  const asked = said.asked!;
  if (
    !YES.test(said.text) ||
    /\bor\b/.test(asked.text) ||
    /^(?:(?:so|and|okay|,) )*(?:what|how|when|where|which|who|why)\b/.test(asked.text)
  )
    return false;
  if (
    ['medications', 'allergies', 'tobacco', 'alcohol', 'family', 'surgical', 'medical', 'offer', 'exam'].some((topic) =>
      said.topics.has(topic as never),
    )
  )
    return false;
  let touched = false;
  for (const detail of detailsIn(asked)) {
    if (detail.kind === 'context' && /\byou\b/.test(detail.value)) continue;
    const value = detail.value.replace(/\byour\b/g, 'the').replace(/\byou\b/g, 'i');
    set(draft, { kind: detail.kind, value });
    touched = true;
  }
  const side = draft.body.side ? undefined : onlySide(asked.tokens);
  if (
    side &&
    (draft.body.site !== undefined ||
      state.lexicon.find(asked.tokens).some((mention) => mention.concept.kind === 'anatomy'))
  ) {
    draft.body.side = side;
    touched = true;
  }
  if (touched) rest(draft, said.pair);
  return touched;
}

/** An answer by what its question asked for, where its own words do not say which detail it is. */
export function typedAnswer(said: Said, draft: Draft<FindingBody>, details: readonly Detail[]): boolean {
  const { topics, line } = said;
  const has = (kind: DetailKind): boolean => details.some((detail) => detail.kind === kind);
  const no = NO_ANSWER.test(said.text);
  if (UNKNOWN.test(said.text)) return false;
  let touched = false;
  const give = (kind: DetailKind, value: string | undefined): void => {
    if (value === undefined || value.length < 2 || /^(?:yes|yeah|no|okay|right|sure)$/.test(value)) return;
    set(draft, { kind, value });
    touched = true;
  };
  const scored = topics.has('severity');
  if (scored) {
    const match = /\b(\d{1,2})(?:\/10)?\b|\b(one|two|three|four|five|six|seven|eight|nine|ten|zero)\b/.exec(said.text);
    const value = match ? (match[1] ?? NUMBERS[match[2]!]) : undefined;
    if (value !== undefined && Number(value) <= 10) {
      const scale = /\b(?:scale|out of|10|ten)\b/.test(`${said.asked?.text ?? ''} ${said.text}`);
      draft.body.severity = scale ? `${value}/10` : value;
      touched = true;
    } else if (!has('severity') && !no) give('severity', answerPhrase(line, 6));
  }
  if (topics.has('duration') && !has('duration') && !has('onset') && !scored) {
    const bare = new RegExp(BARE_SPAN).exec(said.text);
    if (bare)
      give('duration', words(line, tokenAt(line, bare.index), tokenAt(line, bare.index + bare[0].length - 1) + 1));
    else if (!no && said.unit.tokens.length <= 6) give('duration', answerPhrase(line, 6));
  }
  if (
    topics.has('onset') &&
    !has('onset') &&
    !has('duration') &&
    !no &&
    said.unit.tokens.length <= 14 &&
    !topics.has('medical')
  ) {
    if (
      /\b(?:ago|yesterday|last|this|since|on|in|after|when|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|night|weekend|suddenly|gradually|overnight|sudden|gradual)\b/.test(
        said.text,
      )
    )
      give('onset', answerPhrase(line, 14));
  }
  if (no) return touched;
  if (topics.has('quality') && !has('quality') && said.unit.tokens.length <= 12)
    give('quality', answerPhrase(line, 10)?.replace(/^(?:(?:a|more|more of a|kind of) )+/, ''));
  if (topics.has('aggravating') && !has('aggravatedBy') && !topics.has('relieving')) list('aggravatedBy', said, give);
  if (
    topics.has('relieving') &&
    !has('relievedBy') &&
    !topics.has('aggravating') &&
    !/\b(?:not|nothing|no)\b/.test(said.text) &&
    /\b(?:help|better|relie|eas)/.test(
      `${said.text} ${/\bhelp|better|relie/.test(said.asked?.text ?? '') ? 'help' : ''}`,
    )
  )
    list('relievedBy', said, give);
  if (topics.has('timing') && !has('timing') && !has('course') && said.unit.tokens.length <= 8 && !scored) {
    const phrase = answerPhrase(line, 8);
    if (
      phrase &&
      /\b(?:day|week|night|morning|month|hour|minute|times?|often|sometimes|always|constant|daily|once|twice|every|evening|work|meal|weekend|go)/.test(
        phrase,
      )
    )
      give('timing', phrase);
  }
  if (topics.has('course') && !has('course') && said.unit.tokens.length <= 7) {
    const match = /\b(?:worse|better|the same|same|about the same|no change|not much|worsening|improving)\b/.exec(
      said.text,
    );
    if (match) give('course', match[0]);
  }
  if (topics.has('radiation') && !has('radiation')) {
    const match =
      /\b((?:down|up|into|to|across|through|around) (?:(?:my|the|his|her|left|right|both|lower|upper|back of|side of|front of) )*[a-z]+(?: [a-z]+)?)\b/.exec(
        said.text,
      );
    if (match && !/\b(?:to me|to be|to the doctor|to sleep)\b/.test(match[1]!)) give('radiation', match[1]);
  }
  if ((topics.has('side') || topics.has('site')) && !draft.body.side) {
    const side = onlySide(said.unit.tokens) ?? bareSide(said.text);
    if (side && (side !== 'bilateral' || draft.body.site === undefined || LIMB.test(siteKey(draft.body.site)))) {
      draft.body.side = side;
      touched = true;
    }
  }
  if (topics.has('site') && draft.body.site === undefined) {
    // "On the outside, kind of down to the elbow": where it goes is not where it is.
    const place = said.mentions.find(
      (mention) =>
        mention.concept.kind === 'anatomy' &&
        !REACHES.test(
          said.unit.tokens
            .slice(Math.max(0, mention.start - 4), mention.start)
            .map(({ norm }) => norm)
            .join(' '),
        ),
    );
    if (place) {
      draft.body.site = place.concept.preferred;
      touched = true;
    }
  }
  if (
    topics.has('context') &&
    !has('context') &&
    said.unit.tokens.length >= 4 &&
    said.unit.tokens.length <= 22 &&
    /\b(?:was|were|fell|slipped|twisted|lifted|lifting|tripped|hit|landed|playing|doing|moving|bent|reached|rolled|jumped|picked|stepped|crashed|ran)\b/.test(
      said.text,
    )
  )
    give('context', answerPhrase(line, 22));
  return touched;
}

const REACHES = /\b(?:to|into|toward|towards|past)(?: (?:the|my|his|her|back of|side of|top of))*$/;

export const bareSide = (text: string): 'left' | 'right' | 'bilateral' | undefined => {
  const match =
    /^(?:(?:it is|the|my|um|on|in|no|oh|well|mostly|,|just|yeah) )*(left|right|both)(?: (?:one|side|sides|of them|doctor|,|knee|leg|arm|ear|eye|hip|foot|shoulder))*(?:,? doctor)?$/.exec(
      text,
    );
  return match ? (match[1] === 'both' ? 'bilateral' : (match[1] as 'left' | 'right')) : undefined;
};

function list(kind: 'aggravatedBy' | 'relievedBy', said: Said, give: (kind: DetailKind, value: string) => void): void {
  const phrase = answerPhrase(said.line, 16);
  if (phrase === undefined) return;
  const cleaned = phrase
    .replace(/^(?:when i am|that|the only thing|i guess|i think|definitely|anything|any|especially) /, '')
    .replace(/ (?:makes it (?:worse|better)|helps?(?: a (?:little|lot|bit))?|seems to help.*)$/, '');
  for (const part of cleaned.split(/ ?, (?:and |or )?| and | or /)) {
    const value = part
      .replace(
        /^(?:i (?:have |had )?(?:tried|took|used|take|use|been taking|been using)|trying|taking|using|just|maybe|some|like|also|then) /,
        '',
      )
      .trim();
    if (
      value !== '' &&
      value.split(' ').length <= 7 &&
      !/^\d|\btimes a day\b|^helps?\b|\b(?:mg|milligrams)\b/.test(value) &&
      !/^(?:it|that|i|not|yeah|no|so|but|you know)\b/.test(value) &&
      !/\b(?:not|nothing|did not|do not)\b/.test(value)
    )
      give(kind, value);
  }
}
