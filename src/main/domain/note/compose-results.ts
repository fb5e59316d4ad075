import type { Mention } from '../understanding/lexicon.ts';
import { clippings, isFinished, withoutFronts, type Phrase } from './clinical-phrase.ts';
import { labValue } from './lab-value.ts';
import { rewriteAll, type Rewrite } from './rewriting.ts';
import { isStudy, studyIn, type Study } from './study.ts';
import { asSentence } from './sentence-text.ts';

const SHOWN = String.raw`(?:shows?|showed|showing|reveals?|revealed|demonstrates?|demonstrated|indicates?|indicated|confirms?|confirmed|suggests?)`;
const FRONTS: readonly RegExp[] = [
  new RegExp(
    String.raw`^.{0,90}?(?<!\b(?:might|may|could|would|not|to) )\b${SHOWN}(?: me| us)?(?: that| a| an| some| basically| also| just)*(?: that)? (?=\S)`,
  ),
  /^(?:in|by|after|when|and)? ?(?:looking|reviewing|i look|i looked|i reviewed|i did review|we looked)(?: here| back| over| now)*(?: at| over| through)? .{2,70}? , /,
  /^(?:the |your |his |her )?[a-z -]{2,24}?(?: from [a-z ]{3,20}?| here| today| in [a-z]+)? (?:had|has|gave) (?:an? |the )?(?=\S)/,
  /^(?:here|so here|now here|this here) (?:is|are|on|in) .{2,60}? , (?:this |it |that )?/,
  /^i(?: can| could| do| did| am| also| have)* (?:see|note|noticed|notice|noted|found|find|appreciate|seeing|saw)(?: that)?(?: there is| there are)? /,
  /^(?:you|he|she|the patient)(?: do| also| still| really)* (?:have|has)(?: got| had)?(?: also| still)? /,
  /^(?:there|it)(?: also| still| does| looks| appears| seems| do)* (?:is|are|was|were|appears? to be|seems? to be|looks? like(?: there is| you have| we have)?|to be|like)(?: also| still| just)? /,
  /^(?:this|that|it|everything)(?: also| just| basically| actually)* (?:is|looks|was|looked)(?: to be)? /,
  /^(?:it|this|that|(?:the |your )?(?:[a-z-]+ ){0,4}(?:report|ultrasound|x-ray|mri|scan|biopsy|pathology)) (?:says|said|means|reads) (?:that )?(?:there is |you have )?(?:an? |some )?/,
];
const NEGATED: readonly RegExp[] = [
  /^i(?: did| do| am| can| could| also| really)* not (?:appreciate|see|seeing|note|notice|find)(?: any| a| an)? /,
  /^(?:you|he|she|the patient)(?: do| does)* not have(?: any| a| an)? /,
  /^there(?: is| are| was| were| does| do)* not(?: appear to be| seem to be)?(?: any| a| an)? /,
  /^there (?:is|are|was|were) no /,
];
const TAILS: readonly RegExp[] = [
  / ?,? (?:and )?(?:which|that) is (?:really |very |all |a |also |pretty |which is )*(?:good|great|fine|reassuring|excellent|what|not surprising|not terrible|expected|okay|encouraging|why|where|nice|exactly|common|something)\b.*$/,
  / ?,? (?:so|because|but i|but we|but you|and i|and we|and you|so that|like i|meaning|okay|as we|which you|which can|which we|which i|which may|you know|that means)\b.*$/,
  / ?,? that (?:we|i) (?:are|will|have|can)\b.*$/,
  / (?:here|there|today|as well|for you|though|at all|right now|in that|on it)$/,
];
const NOT_RESULT =
  /^(?:those|they|everything|depending|(?:approximately|about) \d+ (?:days|weeks|months|years) ago|(?:i|we) (?:am|are|will|want|would|need|know|think|did|wanted|have|can|called|ordered|got|had|do|took|drew|obtained)|let|can you|could you|if|have you|do you|did|are you|what|how|show|order|the reason|(?:good|great)(?: sign| news| thing)?$|okay|assuming|go|does|once|when|your symptoms)\b/;

/** When it was done is no result. */
const ONLY_DATE = /^[a-z -]{2,40} (?:on|from|in) \d[\d/]*$/;

const SHAPE =
  /\b(?:normal|abnormal|fracture|dislocation|alignment|elevated|high|low|positive|negative|stable|unremarkable|mild|moderate|severe|degenerat\w+|arthritis|effusion|tear|mass|nodule|opacit\w+|infiltrate|consolidation|pneumonia|regurgitation|stenosis|hypertrophy|ejection fraction|pumping|function|block\w*|rhythm|changes?|evidence|findings?|disease|swelling|decreased|reduced|increased|good|fine|great|looks?|acute|fluid|stones?|within|bulg\w+|herniat\w+|narrowing|spurs?|spurring|infection|inflammation|elevation|loss|lesion|thicken\w*|deficien\w+|present|absent|identified|intact|shows?|margins?|obstruct\w*|edema|cardiomegaly|enlarged|heart|controlled|clear|\d)\b/;

export interface ResultLine {
  readonly text: string;
  readonly study?: Study;
}

/** What a study showed. `current`: the study talked about, when the phrase names none itself. */
export function composeResult(whole: Phrase, current: Study | undefined): ResultLine[] {
  const { tokens } = whole.unit;
  const second = whole.mentions.find((mention) => opensResult(mention, whole));
  const words = whole.text.split(' ');
  const at = second ? words.indexOf(tokens[second.start]!.norm, 3) : -1;
  if (!second || at <= 0) return oneResult(whole, current);
  return [
    ...oneResult(part(whole, 0, second.start, words.slice(0, at)), current),
    ...oneResult(part(whole, second.start, tokens.length, words.slice(at)), undefined),
  ];
}

/** "… a little blood pregnancy test is negative": a second study with its own verb. */
function opensResult(mention: Mention, { unit: { tokens } }: Phrase): boolean {
  const before = tokens[mention.start - 1]?.norm ?? '';
  const after = tokens[mention.end]?.norm ?? '';
  return (
    isStudy(mention) &&
    mention.start > 3 &&
    /^(?:is|was|are|were|shows?|showed|came)$/.test(after) &&
    !/^(?:of|for|in|on|the|and|a|your|at|from)$/.test(before)
  );
}

const part = ({ unit, mentions }: Phrase, from: number, to: number, words: readonly string[]): Phrase => ({
  unit: { ...unit, tokens: unit.tokens.slice(from, to) },
  mentions: mentions
    .filter(({ start, end }) => start >= from && end <= to)
    .map((mention) => ({ ...mention, start: mention.start - from, end: mention.end - from })),
  text: words.join(' '),
});

const TIDY: readonly Rewrite[] = [
  [/^there (?:might|may|could) be (?:a question of )?(?:a |an |some )?/, 'possible '],
  [/ there lower down$/, ''],
  [/^(?:some|a|an|that|this|like|basically|also|just|just a) (?=\w)/, ''],
  [/\b(?:your|his|her|their)\b/g, 'the'],
  [/\b(and|with|,) (?:some|a|an|there is|there are|you have) (?=\w)/g, '$1 '],
  [/\bpretty (?=\w)/g, ''],
  [/ ?,? from (?:that|this|a) [a-z ]*standpoint$/, ''],
  [/^nice ,? ?/, ''],
  [/ there (?=(?:on|in|at|along|over|of)\b)/g, ' '],
]; // prettier-ignore

/** "the x-ray of the right knee is normal": the heading says the study. */
const OWN_NAME: readonly Rewrite[] = [
  [
    /^(?:the |a )?[a-z0-9' -]{0,50}?\b(?:is|are|was|were|looks?|came back|looked|comes back)(?: also| all| just| back)* (?=\S)/,
    '',
  ],
  [/^(?:the )?(?:result|results) (?:of|are|is) /, ''],
];

function oneResult(phrase: Phrase, current: Study | undefined): ResultLine[] {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return [];
  const named = studyIn(phrase);
  const study = named ?? current;
  const value = named && labValue(phrase, named);
  if (value !== undefined) return isFinished(value.replace(/[:()]/g, ' ')) ? [{ text: value, study: named! }] : [];
  const text = shown(phrase, named);
  if (text === undefined) return [];
  const best = clippings(text).find(
    (clip) =>
      SHAPE.test(clip) &&
      isFinished(clip) &&
      !/^(?:it|that|this|they|we|he|she|you|with|for|if)\b/.test(clip) &&
      clip.split(' ').length <= 32,
  );
  if (best === undefined || ONLY_DATE.test(best)) return [];
  if (!study) return [{ text: asSentence(best) }];
  if (best.toLowerCase().replace(/^the /, '') === study.label.toLowerCase()) return [];
  return [{ text: `${study.label}: ${asSentence(best)}`, study }];
}

/** The words that tell what was shown, bare of what leads up to them; undefined where nothing was. */
function shown(phrase: Phrase, named: Study | undefined): string | undefined {
  const { text: bare, negative } = withoutFronts(phrase.text, NEGATED, FRONTS, 4);
  if (!negative && NOT_RESULT.test(bare)) return undefined;
  // A tail may stand behind another.
  const short = [...TAILS, ...TAILS].reduce((out, tail) => out.replace(tail, ''), bare);
  const tidy = rewriteAll(short, TIDY).trim();
  const own = named ? rewriteAll(tidy, OWN_NAME) : tidy;
  const text = negative ? `no ${own.replace(/^(?:any|a|an|some|no) /, '')}` : own;
  const isLong =
    named !== undefined || text.split(' ').length >= 3 || /^no |^normal|^negative|^unremarkable/.test(text);
  return SHAPE.test(text) && isLong ? text : undefined;
}
