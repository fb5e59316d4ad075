import type { Mention } from '../understanding/lexicon.ts';
import { clippings, isFinished, withoutFronts, type Phrase } from './clinical-phrase.ts';
import { asSentence, capital } from './sentence-text.ts';

export interface Study {
  /** "Right knee x-ray", "Hemoglobin A1c". */
  readonly label: string;
  readonly sort: 'imaging' | 'lab' | 'other';
  /** The unit that named it. */
  readonly from: Phrase['unit'];
}

const isStudy = (mention: Mention): boolean =>
  mention.concept.kind === 'test' && /^(?:imaging|lab|cardiac|procedure)$/.test(mention.concept.group) && mention.concept.preferred !== 'physical exam'; // prettier-ignore

/** Names as they are written; the lexicon keeps most of them in lower case. */
const SPELLED: Readonly<Record<string, string>> = {
  ekg: 'EKG', mri: 'MRI', 'ct scan': 'CT scan', 'hemoglobin a1c': 'Hemoglobin A1c', tsh: 'TSH', ldl: 'LDL', hdl: 'HDL', psa: 'PSA', bnp: 'BNP', esr: 'ESR', crp: 'CRP', inr: 'INR', ana: 'ANA', eeg: 'EEG', emg: 'EMG',
}; // prettier-ignore

/** The study that a phrase names first, with its site and side. */
export function studyIn(phrase: Phrase): Study | undefined {
  const { mentions, unit, text } = phrase;
  const studies = mentions.filter(isStudy);
  const study = studies.find((mention) => mention.concept.preferred !== 'blood test') ?? studies[0];
  if (!study) {
    if (/\b(?:lab (?:results|work|values)|labs|blood work|bloodwork)\b/.test(text)) return { label: 'Labs', sort: 'lab', from: unit };
    if (/\bpathology\b/.test(text)) return { label: 'Pathology', sort: 'other', from: unit };
    return undefined;
  }
  const name = SPELLED[study.concept.preferred] ?? study.concept.preferred;
  const sort = study.concept.group === 'lab' ? 'lab' : study.concept.group === 'imaging' ? 'imaging' : 'other';
  if (sort !== 'imaging') {
    if (study.concept.preferred === 'blood test') return { label: 'Labs', sort: 'lab', from: unit };
    return { label: capital(name), sort, from: unit };
  }
  const site = mentions.find(
    (other) =>
      other.concept.kind === 'anatomy' &&
      (other.end === study.start || (other.start >= study.end && other.start - study.end <= 5)) &&
      !/^(?:heart|joint|bone)$/.test(other.concept.preferred),
  );
  if (!site || name.includes(site.concept.preferred)) return { label: capital(name), sort, from: unit };
  const side = unit.tokens
    .slice(Math.max(0, site.start - 2), site.start)
    .map((token) => token.norm)
    .find((word) => word === 'left' || word === 'right');
  const place = unit.tokens
    .slice(site.start, site.end)
    .map((token) => token.norm)
    .filter((word) => !/^(?:the|your|left|right|spine)$/.test(word) || word === 'spine')
    .join(' ');
  return { label: capital(`${side ? `${side} ` : ''}${place} ${name}`), sort, from: unit };
} // prettier-ignore

const SHOWN = String.raw`(?:shows?|showed|showing|reveals?|revealed|demonstrates?|demonstrated|indicates?|indicated|confirms?|confirmed|suggests?)`;
const FRONTS: readonly RegExp[] = [
  new RegExp(
    String.raw`^.{0,90}?\b${SHOWN}(?: me| us)?(?: that| a| an| some| basically| also| just)*(?: that)? (?=\S)`,
  ),
  /^(?:in|by|after|when|and)? ?(?:looking|reviewing|i look|i looked|i reviewed|i did review|we looked)(?: here| back| over| now)*(?: at| over| through)? .{2,70}? , /,
  /^(?:the |your |his |her )?[a-z -]{2,24}?(?: from [a-z ]{3,20}?| here| today| in [a-z]+)? (?:had|has|gave) (?:an? |the )?(?=\S)/,
  /^(?:here|so here|now here|this here) (?:is|are|on|in) .{2,60}? , (?:this |it |that )?/,
  /^i(?: can| could| do| did| am| also| have)* (?:see|note|noticed|notice|noted|found|find|appreciate|seeing|saw)(?: that)?(?: there is| there are)? /,
  /^(?:you|he|she|the patient)(?: do| also| still| really)* (?:have|has)(?: got| had)?(?: also| still)? /,
  /^(?:there|it)(?: also| still| does| looks| appears| seems| do)* (?:is|are|was|were|appears? to be|seems? to be|looks? like(?: there is| you have| we have)?|to be|like)(?: also| still| just)? /,
  /^(?:this|that|it|everything)(?: also| just| basically| actually)* (?:is|looks|was|looked)(?: to be)? /,
  /^(?:it|this|that) (?:says|means) (?:that )?/,
];
const NEGATED: readonly RegExp[] = [
  /^i(?: did| do| am| can| could| also| really)* not (?:appreciate|see|seeing|note|notice|find)(?: any| a| an)? /,
  /^(?:you|he|she|the patient)(?: do| does)* not have(?: any| a| an)? /,
  /^there(?: is| are| was| were| does| do)* not(?: appear to be| seem to be)?(?: any| a| an)? /,
  /^there (?:is|are|was|were) no /,
];
const TAILS: readonly RegExp[] = [
  / ?,? (?:and )?(?:which|that) is (?:really |very |all |a |also )*(?:good|great|fine|reassuring|excellent|what|not surprising|not terrible|expected|okay|encouraging|why|where|nice|exactly|common|something)\b.*$/,
  / ?,? (?:so|because|but i|but we|but you|and i|and we|and you|so that|like i|meaning|okay|as we|which you|which can|which we|which i|which may|you know|that means)\b.*$/,
  / ?,? that (?:we|i) (?:are|will|have|can)\b.*$/,
  / (?:here|there|today|as well|for you|though|at all|right now|in that|on it)$/,
];
const NOT_RESULT =
  /^(?:those|they|everything|depending|(?:approximately|about) \d+ (?:days|weeks|months|years) ago|(?:i|we) (?:am|are|will|want|would|need|know|think|did|wanted|have|can|called|ordered|got|had|do|took|drew|obtained)|let|can you|could you|if|have you|do you|did|are you|what|how|show|order|the reason|(?:good|great)(?: sign| news| thing)?$|okay|assuming|go|does|once|when|your symptoms)\b/;

const SHAPE =
  /\b(?:normal|abnormal|fracture|dislocation|alignment|elevated|high|low|positive|negative|stable|unremarkable|mild|moderate|severe|degenerat\w+|arthritis|effusion|tear|mass|nodule|opacit\w+|infiltrate|consolidation|pneumonia|regurgitation|stenosis|hypertrophy|ejection fraction|pumping|function|block\w*|rhythm|changes?|evidence|findings?|disease|swelling|decreased|reduced|increased|good|fine|great|looks?|acute|fluid|stones?|within|bulg\w+|herniat\w+|narrowing|spurs?|spurring|infection|inflammation|elevation|loss|lesion|thicken\w*|deficien\w+|present|absent|identified|intact|shows?|margins?|obstruct\w*|edema|cardiomegaly|enlarged|heart|controlled|clear|\d)\b/;

const DEGREE = String.raw`(?:a little bit|a little|a bit|slightly|slight|mildly|quite|pretty|very|really|still|just|somewhat|markedly|significantly|also|well|not|all|too|on the|still a little)`;
const VALUE = new RegExp(
  String.raw`^(?:.{0,60}?\b)?(?:is|was|are|were|at|came back at|came back|comes back at|has been|have been|of|running|looks)(?: (?:${DEGREE}|high|low|elevated|about|around|approximately|up|down|at|to|now|running|currently|great|good|fine|back|today|stable|in the|only))*? ((?:\d+(?:\.\d+)?|\d+\/\d+)(?: ?%| ?mg\/dl| ?mg| percent)?)(?![\d-]|\/\d| ?(?:years?|months?|weeks?|days?|times?|views?|hours?|minutes?)\b)(.*)$`,
);
const JUDGED = new RegExp(
  String.raw`((?:${DEGREE} )*)(elevated|high|low|normal|stable|good|fine|great|up|down|within normal limits|excellent|borderline|controlled|better|worse|negative|positive|unremarkable|okay)\b`,
);
const WHEN =
  /\b((?:last|this) (?:week|month|year|time|visit)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|today|yesterday|(?:\d+|a few|a couple of|several) (?:days|weeks|months|years) ago)\b/;

function judgement(text: string): string | undefined {
  const match = JUDGED.exec(text);
  if (!match) return undefined;
  const degree = match[1]!
    .replace(/\b(?:just|really|also|all|still)\b/g, ' ')
    .replace(/\b(?:a little bit|a little|a bit|slight)\b/, 'slightly')
    .replace(/\bpretty\b/, 'quite')
    .replace(/\s+/g, ' ')
    .trim();
  if (/\bgoal|should|would like|want|lower|hope\b/.test(text.slice(0, match.index))) return undefined;
  return `${degree} ${match[2] === 'okay' ? 'fine' : match[2]!}`.trim();
}

/** A lab with its value: "Hemoglobin A1c: 8, slightly high." Undefined where no value of this lab was told. */
function valueLine(phrase: Phrase, study: Study): string | undefined {
  const lab = phrase.mentions.find((mention) => isStudy(mention) && mention.concept.preferred !== 'blood test');
  if (!lab || lab.concept.group !== 'lab') return undefined;
  const text = phrase.text;
  if (/\b(?:want|like to see|goal|below|under|less than|would be|should be|if|repeat|recheck|order|another)\b/.test(text.split(/ , i would like| i would like/)[0]!)) return undefined;
  const at = VALUE.exec(text);
  const bare = at ? undefined : /^(?:the |your )?[a-z0-9 ]{2,30}? ?:? (\d+(?:\.\d+)?%?)(?: (.*))?$/.exec(text);
  if (bare && text.split(' ').length <= 6 && /^(?:a1c|hemoglobin|creatinine|potassium|sodium|ldl|hdl|tsh|glucose|wbc|white|platelets|triglycerides|psa|inr|bnp|ferritin|calcium|total|egfr|gfr)/.test(text.replace(/^(?:the |your )/, ''))) return `${study.label}: ${bare[1]!}.`;
  const judged = judgement(text);
  if (at) {
    const value = at[1]!.replace(/ percent/, '%');
    const tail = at[2]!.split(' ').slice(0, 5).join(' ');
    const when = WHEN.exec(/ , /.test(tail) ? tail.split(' , ')[0]! : tail)?.[1] ?? (/\bwas\b/.test(text) ? WHEN.exec(text.slice(0, text.indexOf(at[1]!)))?.[1] : undefined);
    const beside = judgement(text.slice(0, text.indexOf(at[1]!))) ?? judgement(at[2]!.split(/ (?:i|we|but|so|which (?!is)) /)[0]!);
    return `${study.label}: ${value}${beside === undefined ? '' : `, ${beside}`}${when === undefined || when === 'today' ? '' : ` (${when.replace(/(?:january|february|march|april|may|june|july|august|september|october|november|december)/, capital)})`}.`;
  }
  if (judged !== undefined && text.split(' ').length <= 16 && !/\bnot (?:too|that|very)\b/.test(text)) return `${study.label}: ${capital(judged)}.`;
  return undefined;
} // prettier-ignore

export interface ResultLine {
  readonly text: string;
  readonly study?: Study;
}

/** What a study showed. `current`: the study talked about, when the phrase names none itself. */
export function composeResult(whole: Phrase, current: Study | undefined): ResultLine[] {
  // "… a little blood pregnancy test is negative": a second study with its own verb.
  const { tokens } = whole.unit;
  const second = whole.mentions.find((mention) => isStudy(mention) && mention.start > 3 && /^(?:is|was|are|were|shows?|showed|came)$/.test(tokens[mention.end]?.norm ?? '') && !/^(?:of|for|in|on|the|and|a|your|at|from)$/.test(tokens[mention.start - 1]?.norm ?? ''));
  if (second) {
    const words = whole.text.split(' ');
    const at = words.indexOf(tokens[second.start]!.norm, 3);
    if (at > 0) {
      const half = (from: number, to: number, text: string): Phrase => ({ unit: { ...whole.unit, tokens: tokens.slice(from, to) }, mentions: whole.mentions.filter((mention) => mention.start >= from && mention.end <= to).map((mention) => ({ ...mention, start: mention.start - from, end: mention.end - from })), text });
      return [...oneResult(half(0, second.start, words.slice(0, at).join(' ')), current), ...oneResult(half(second.start, tokens.length, words.slice(at).join(' ')), undefined)];
    }
  }
  return oneResult(whole, current);
} // prettier-ignore

function oneResult(phrase: Phrase, current: Study | undefined): ResultLine[] {
  if (phrase.unit.question || phrase.unit.speaker === 'patient') return [];
  const named = studyIn(phrase);
  const study = named ?? current;
  if (named) {
    const value = valueLine(phrase, named);
    if (value !== undefined) return isFinished(value.replace(/[:()]/g, ' ')) ? [{ text: value, study: named }] : [];
  }
  const bare = withoutFronts(phrase.text, NEGATED, FRONTS, 4);
  const { negative } = bare;
  let { text } = bare;
  if (!negative && NOT_RESULT.test(text)) return [];
  for (let k = 0; k < 2; k++) for (const tail of TAILS) text = text.replace(tail, '');
  text = text
    .replace(/^(?:some|a|an|that|this|like|basically|also|just|just a) (?=\w)/, '')
    .replace(/\b(?:your|his|her|their)\b/g, 'the')
    .replace(/\b(and|with|,) (?:some|a|an|there is|there are|you have) (?=\w)/g, '$1 ')
    .replace(/\bpretty (?=\w)/g, '')
    .replace(/ ?,? from (?:that|this|a) [a-z ]*standpoint$/, '')
    .replace(/^nice ,? ?/, '')
    .replace(/ there (?=(?:on|in|at|along|over|of)\b)/g, ' ')
    .trim();
  // "the x-ray of the right knee is normal": the heading says the study.
  if (named) text = text.replace(/^(?:the |a )?[a-z0-9' -]{0,50}?\b(?:is|are|was|were|looks?|came back|looked|comes back)(?: also| all| just| back)* (?=\S)/, '').replace(/^(?:the )?(?:result|results) (?:of|are|is) /, '');
  if (negative) text = `no ${text.replace(/^(?:any|a|an|some|no) /, '')}`;
  if (!SHAPE.test(text) || (!named && text.split(' ').length < 3 && !/^no |^normal|^negative|^unremarkable/.test(text))) return [];
  const best = clippings(text).find((clip) => SHAPE.test(clip) && isFinished(clip) && !/^(?:it|that|this|they|we|he|she|you)\b/.test(clip) && clip.split(' ').length <= 32);
  if (best === undefined || (study && best.toLowerCase().replace(/^the /, '') === study.label.toLowerCase())) return [];
  return [{ text: study ? `${study.label}: ${asSentence(best)}` : asSentence(best), ...(study ? { study } : {}) }];
} // prettier-ignore
