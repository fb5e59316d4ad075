import { rememberedText } from '../understanding/remembered.ts';
import type { Token } from '../understanding/tokens.ts';

/**
 * The verifier's own reader: words with their places, contractions opened, hyphens cut where a number is in them. It is written apart from
 * the generator's (`understanding/tokens.ts`), so that one mistake cannot both write a sentence and prove it.
 */
export type Word = Token;

const PIECE =
  /\/(?:min|minute|hr|hour|day|week|wk)\b|\bf\/u\b|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[./]\d+)*|\.\d+|[A-Za-z]+-?\d+[A-Za-z]?(?![A-Za-z])|[A-Za-z]+(?:['’][A-Za-z]+)*(?:-[A-Za-z]+(?:['’][A-Za-z]+)*)*|['’][A-Za-z]+|[.?!,;:%°+]/g;
const SPLIT_AT_HYPHEN =
  /^(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|half|year|day|week|month|hour|minute|old|milligram|time|times)$/;
const FILLERS = new Set(['um', 'uh', 'uhm', 'umm', 'erm', 'hmm', 'hm', 'ah', 'eh', 'uhh']);
const OPENED: Readonly<Record<string, string>> = {
  "can't": 'can not', cannot: 'can not', "won't": 'will not', "ain't": 'is not', "shan't": 'shall not', gonna: 'going to', wanna: 'want to', gotta: 'have to', kinda: 'kind of', sorta: 'sort of', "let's": 'let us', dunno: 'do not know', "'cause": 'because', cuz: 'because', till: 'until',
}; // prettier-ignore
/** Written in capitals by those who write notes, said in full by those who speak. */
const ABBREVIATED: Readonly<Record<string, string>> = {
  PT: 'physical therapy', OT: 'occupational therapy', RTC: 'return to clinic', OTC: 'over the counter', SOB: 'shortness of breath', DOE: 'dyspnea on exertion', LE: 'lower extremity', LEs: 'lower extremities', BLE: 'bilateral lower extremities', ROM: 'range of motion', NKDA: 'no known drug allergies', WNL: 'within normal limits', HA: 'headache', LBP: 'low back pain', SI: 'suicidal ideation', HI: 'homicidal ideation', LOC: 'loss of consciousness', BM: 'bowel movement', TM: 'tympanic membrane', TMs: 'tympanic membranes', CVA: 'stroke', LFTs: 'liver function tests', AOM: 'otitis media', UTI: 'urinary tract infection', URI: 'upper respiratory infection', DJD: 'arthritis', BMs: 'bowel movements', LMP: 'last menstrual period', PND: 'paroxysmal nocturnal dyspnea', ASA: 'aspirin', APAP: 'acetaminophen', HCTZ: 'hydrochlorothiazide', TTP: 'tender to palpation', CTAB: 'clear to auscultation bilaterally', RRR: 'regular rate and rhythm', EtOH: 'alcohol', ETOH: 'alcohol', DM: 'diabetes', PNA: 'pneumonia', ppd: 'packs per day', PPD: 'packs per day', Tmax: 'temperature', qAM: 'every morning', QAM: 'every morning', qam: 'every morning', qPM: 'every evening', qpm: 'every evening', QPM: 'every evening', qHS: 'at bedtime', '/day': 'per day', '/week': 'per week', '/wk': 'per week', 'f/u': 'follow up',
}; // prettier-ignore
const HOSTS = new Set(['it', 'he', 'she', 'that', 'what', 'there', 'here', 'how', 'who', 'where', 'when', 'this', 'everything', 'nothing', 'which', 'one', 'i', 'pain', 'mom', 'dad']); // prettier-ignore

interface Piece {
  text: string;
  start: number;
  end: number;
}

function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  for (const match of text.matchAll(PIECE)) {
    const start = match.index;
    const raw = match[0].replace(/’/g, "'");
    const last = out.at(-1);
    // Transcripts that part the clitics: "do n't", "i 'm", "gon na".
    if (last && start - last.end <= 1) {
      if (raw.toLowerCase() === "n't" || /^'(?:m|s|re|ve|ll|d)$/i.test(raw)) {
        last.text += raw;
        last.end = start + raw.length;
        continue;
      }
      if (/^(?:gon na|wan na|got ta)$/.test(`${last.text} ${raw}`.toLowerCase())) {
        last.text += raw;
        last.end = start + raw.length;
        continue;
      }
      if (/n$/i.test(last.text) && /^'t$/i.test(raw)) {
        last.text += raw;
        last.end = start + raw.length;
        continue;
      }
    }
    if (raw.includes('-') && raw.split('-').some((part) => SPLIT_AT_HYPHEN.test(part.toLowerCase()))) {
      let at = start;
      for (const part of raw.split('-')) {
        if (part !== '') out.push({ text: part, start: at, end: at + part.length });
        at += part.length + 1;
      }
      continue;
    }
    out.push({ text: raw, start, end: start + match[0].length });
  }
  return out;
}

function opened(text: string): string[] {
  if (Object.hasOwn(ABBREVIATED, text)) return ABBREVIATED[text]!.split(' ');
  const lower = text.toLowerCase();
  const whole = Object.hasOwn(OPENED, lower) ? OPENED[lower] : undefined;
  if (whole) return whole.split(' ');
  if (lower.endsWith("n't") && lower.length > 3) return [lower.slice(0, -3), 'not'];
  const clitic = /^(.+)'(m|re|ve|ll|d|s)$/.exec(lower);
  if (!clitic) return [lower];
  const host = clitic[1]!;
  if (clitic[2] === 's') return HOSTS.has(host) ? [host, 'is'] : [lower];
  return [host, { m: 'am', re: 'are', ve: 'have', ll: 'will', d: 'would' }[clitic[2]!]!];
}

/** The comma behind an answer parts it from what follows: "no, uh, fever, yes". */
const ANSWERS = /^(?:no|nope|nah|yes|yeah|yep|okay|right|well|so|not|none|never|[.?!;:])$/;

/** Text to words in lower case with their character offsets; stops and commas stay in as marks. */
export function readWords(text: string): Word[] {
  const words: Word[] = [];
  let pause = false;
  for (const piece of pieces(text)) {
    if (/^[.?!,;:]$/.test(piece.text)) {
      // "every, uh, six hours": the commas are the pause's, and part nothing.
      if (pause && piece.text === ',') {
        pause = false;
        continue;
      }
      pause = false;
      words.push({ text: piece.text, norm: piece.text, start: piece.start, end: piece.end, kind: 'punct' });
      continue;
    }
    if (FILLERS.has(piece.text.toLowerCase())) {
      if (words.at(-1)?.norm === ',' && !ANSWERS.test(words.at(-2)?.norm ?? 'no')) {
        words.pop();
        pause = true;
      }
      continue;
    }
    pause = false;
    // "x11 months"
    const counted = /^x(\d+)$/i.exec(piece.text);
    if (counted) {
      words.push({ text: 'x', norm: 'x', start: piece.start, end: piece.start + 1, kind: 'word' });
      words.push({ text: counted[1]!, norm: counted[1]!, start: piece.start + 1, end: piece.end, kind: 'number' });
      continue;
    }
    // "20mg", "10th", "2x"; "91% RA" is of the air, not of the joints.
    const parts = piece.text === 'RA' && words.at(-1)?.norm === '%' ? ['room', 'air'] : opened(piece.text);
    for (const part of parts) {
      const norm = part === '°' ? 'degrees' : part;
      words.push({
        text: parts.length === 1 ? piece.text : part,
        norm,
        start: piece.start,
        end: piece.end,
        kind: /^[.\d]/.test(norm) ? 'number' : 'word',
      });
    }
  }
  return words;
}

/** Ends of the stretches in which a "no" or an "if" holds: marks, "but", and a new subject after "and". */
export function clauseEnds(words: readonly Word[]): boolean[] {
  return words.map(({ norm }, i) => {
    if (/^[.?!;]$/.test(norm)) return true;
    if (/^(?:but|however|although|though|except|besides|whereas|while)$/.test(norm)) return true;
    const next = words[i + 1]?.norm ?? '';
    const after = words[i + 2]?.norm ?? '';
    if (norm === 'or' && /^(?:i|you|he|she|they)$/.test(next) && /^(?:am|are|is|have|has|had|were|was)$/.test(after))
      return true;
    if (norm === ',' || norm === 'and' || norm === 'so') {
      const subject = norm === ',' && /^(?:and|so|then)$/.test(next) ? after : next;
      if (/^(?:i|he|she|they|we|you|it|there)$/.test(subject)) return true;
      if (norm === ',' && /^(?:this|that)$/.test(next) && /^(?:is|was)$/.test(after)) return true;
      if (
        norm === ',' &&
        /^(?:reports?|has|complains?|endorses?|states?|denies|presents?|takes?|continues?)$/.test(subject)
      )
        return true;
    }
    return false;
  });
}

const CUES: readonly (readonly string[])[] = [
  ['i', 'am', 'sorry'], ['sorry'], ['i', 'mean'], ['no', 'wait'], ['wait', 'no'], ['wait'], ['or', 'rather'], ['make', 'that'], ['scratch', 'that'],
  ['correction'], ['excuse', 'me'], ['no', 'actually'], ['actually'], ['my', 'mistake'], ['let', 'me', 'correct', 'that'], ['i', 'misspoke'], ['no', 'no'], ['no'],
]; // prettier-ignore
const REACH = 6;
export const LONG_PAST =
  /\b(?:used to|years ago|a while back|long ago|back in|as a kid|last (?:year|time|winter|summer|spring|fall))\b/;

/**
 * What a speaker took back is no support: "forty, sorry, twenty milligrams" reads as "twenty milligrams". `sortOf` tells words of one sort
 * (numbers, sides, days, drugs, relatives); only a word of the same sort is taken back.
 */
export function withoutCorrected(words: readonly Word[], sortOf: (word: Word) => string | undefined): Word[] {
  let out = [...words];
  for (let i = 1; i < out.length - 1; i++) {
    const comma = /^[,.]$/.test(out[i]!.norm);
    const at = comma ? i + 1 : i;
    const cue = CUES.find((words_) => words_.every((word, k) => out[at + k]?.norm === word));
    if (!cue || (cue.length === 1 && /^(?:wait|actually|no|sorry)$/.test(cue[0]!) && !comma)) continue;
    let from = at + cue.length;
    while (
      /^(?:,|\.|no|it|is|was|that|the|my|your|about|at|on|a|actually|sorry)$/.test(out[from]?.norm ?? '') &&
      from - at - cue.length < 5
    )
      from++;
    const right = out[from];
    const sort = right && sortOf(right);
    if (!sort) continue;
    let wrong = -1;
    for (let j = i - 1; j >= 0 && i - j <= REACH; j--)
      if (sortOf(out[j]!) === sort) {
        wrong = j;
        break;
      }
    if (wrong < 0 || out[wrong]!.norm === right.norm) continue;
    // "The right. Well, actually the left one used to bother me years ago": another matter, no correction.
    if (
      sort === 'side' &&
      /^(?:actually|no)$/.test(cue.join(' ')) &&
      LONG_PAST.test(
        out
          .slice(from, from + 9)
          .map(({ norm }) => norm)
          .join(' '),
      )
    )
      continue;
    // The whole number goes: "one hundred and forty, no, thirty".
    let start = wrong;
    while (start > 0 && sort === 'number' && sortOf(out[start - 1]!) === sort) start--;
    const unitAfterWrong = out[wrong + 1]?.norm ?? '';
    const keepsUnit = sort === 'number' && wrong + 1 < i && !/^[,.]$/.test(unitAfterWrong);
    const rightEnds = ((): number => {
      let k = from;
      while (k < out.length && sortOf(out[k]!) === sort) k++;
      return k;
    })();
    const sameUnit = keepsUnit && out[rightEnds]?.norm === unitAfterWrong;
    // "two weeks, sorry, three": the unit goes on with the new number.
    const carried =
      keepsUnit && !sameUnit && (rightEnds >= out.length || /^[,.]$/.test(out[rightEnds]!.norm))
        ? [out[wrong + 1]!]
        : [];
    // The side's or the drug's own noun stays where it was said once only ("my left, I mean my right knee").
    out = [...out.slice(0, start), ...out.slice(from, rightEnds), ...carried, ...out.slice(rightEnds)];
    i = start;
  }
  return out;
}

/** Pasts that no ending shows. */
const IRREGULAR: Readonly<Record<string, string>> = {
  woke: 'wake', woken: 'wake', slept: 'sleep', ate: 'eat', eaten: 'eat', fell: 'fall', fallen: 'fall', took: 'take', taken: 'take', gave: 'give', given: 'give', went: 'go', gone: 'go', felt: 'feel', drank: 'drink', drunk: 'drink', threw: 'throw', thrown: 'throw',
  broke: 'break', broken: 'break', began: 'begin', begun: 'begin', got: 'get', came: 'come', ran: 'run', lost: 'lose', told: 'tell', kept: 'keep', hit: 'hit', bit: 'bite', bitten: 'bite', bled: 'bleed', grew: 'grow', spoke: 'speak', tore: 'tear', torn: 'tear', wore: 'wear', worn: 'wear', sat: 'sit', stood: 'stand', thought: 'think', brought: 'bring', bought: 'buy', caught: 'catch', found: 'find', held: 'hold', swollen: 'swell', shook: 'shake', drove: 'drive', rose: 'rise', spread: 'spread',
}; // prettier-ignore

/** The same few thousand words come again and again in a visit. */
const MOST_STEMS = 20_000;

/** Light stem for comparing words: plural, past and -ing go, spelling stays recognisable only to itself. */
export const stem = rememberedText(MOST_STEMS, stemOf);

function stemOf(word: string): string {
  let w = word;
  if (w.includes("'")) w = w.replace(/'s$|s'$/, '');
  if (w.includes('-')) w = w.replaceAll('-', '');
  if (Object.hasOwn(IRREGULAR, w)) w = IRREGULAR[w]!;
  if (w.length > 4 && w.endsWith('ies')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 4 && /(?:ch|sh|x|ss|z)es$/.test(w)) w = w.slice(0, -2);
  else if (w.length > 3 && w.endsWith('s') && !/(?:ss|us|is)$/.test(w)) w = w.slice(0, -1);
  if (w.endsWith('er') || w.endsWith('ers')) w = w.replace(/^(smok|drink|work)ers?$/, '$1');
  if (w.length > 5 && w.endsWith('ing')) w = undouble(w.slice(0, -3));
  else if (w.length > 4 && w.endsWith('ied')) w = `${w.slice(0, -3)}y`;
  else if (w.length > 4 && w.endsWith('ed')) w = undouble(w.slice(0, -2));
  else if (w.length > 5 && w.endsWith('ly')) w = w.slice(0, -2);
  return w.length > 3 && w.endsWith('e') ? w.slice(0, -1) : w;
}

function undouble(word: string): string {
  return /([bdfgklmnprt])\1$/.test(word) && !/(?:ll|ss)$/.test(word) ? word.slice(0, -1) : word;
}
