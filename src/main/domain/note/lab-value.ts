import type { Phrase } from './clinical-phrase.ts';
import { isStudy, type Study } from './study.ts';
import { capital } from './sentence-text.ts';

const DEGREE = String.raw`(?:a little bit|a little|a bit|slightly|slight|mildly|quite|pretty|very|really|still|just|somewhat|markedly|significantly|also|well|not|all|too|on the|still a little)`;
const VALUE = new RegExp(
  String.raw`^(?:.{0,60}?\b)?(?:is|was|are|were|at|came back at|came back|comes back at|has been|have been|of|running|looks)(?: (?:${DEGREE}|high|low|elevated|about|around|approximately|up|down|at|to|now|running|currently|great|good|fine|back|today|stable|in the|only))*? ((?:\d+(?:\.\d+)?|\d+\/\d+)(?: ?%| ?mg\/dl| ?mg| percent)?)(?![\d-]|\/\d| ?(?:years?|months?|weeks?|days?|times?|views?|hours?|minutes?)\b)(.*)$`,
);
const JUDGED = new RegExp(
  String.raw`((?:${DEGREE} )*)(elevated|high|low|normal|stable|good|fine|great|up|down|within normal limits|excellent|borderline|controlled|better|worse|negative|positive|unremarkable|okay)\b`,
);
const WHEN =
  /\b((?:last|this) (?:week|month|year|time|visit)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|today|yesterday|(?:\d+|a few|a couple of|several) (?:days|weeks|months|years) ago)\b/;

/** Wished for, or ordered: no value that was measured. */
const NOT_MEASURED =
  /\b(?:want|like to see|goal|below|under|less than|would be|should be|if|repeat|recheck|order|another)\b/;
const BARE = /^(?:the |your )?[a-z0-9 ]{2,30}? ?:? (\d+(?:\.\d+)?%?)(?: (.*))?$/;
const MEASURED =
  /^(?:a1c|hemoglobin|creatinine|potassium|sodium|ldl|hdl|tsh|glucose|wbc|white|platelets|triglycerides|psa|inr|bnp|ferritin|calcium|total|egfr|gfr)/;

/** A lab with its value: "Hemoglobin A1c: 8, slightly high." Undefined where no value of this lab was told. */
export function labValue(phrase: Phrase, study: Study): string | undefined {
  const lab = phrase.mentions.find((mention) => isStudy(mention) && mention.concept.preferred !== 'blood test');
  if (!lab || lab.concept.group !== 'lab') return undefined;
  const { text } = phrase;
  const words = text.split(' ').length;
  if (NOT_MEASURED.test(text.split(/ , i would like| i would like/)[0]!)) return undefined;
  const told = VALUE.exec(text);
  if (told) return `${study.label}: ${toldValue(text, told[1]!, told[2]!)}.`;
  const bare = BARE.exec(text);
  if (bare && words <= 6 && MEASURED.test(text.replace(/^(?:the |your )/, ''))) return `${study.label}: ${bare[1]!}.`;
  const judged = judgement(text);
  if (judged === undefined || words > 16 || /\bnot (?:too|that|very)\b/.test(text)) return undefined;
  return `${study.label}: ${capital(judged)}.`;
}

/** "8, slightly high (last month)": the number, what was said of it, when it was taken. */
function toldValue(text: string, value: string, tail: string): string {
  const before = text.slice(0, text.indexOf(value));
  const judged = judgement(before) ?? judgement(tail.split(/ (?:i|we|but|so|which (?!is)) /)[0]!);
  const near = tail.split(' ').slice(0, 5).join(' ');
  const when = WHEN.exec(near.split(' , ')[0]!)?.[1] ?? (/\bwas\b/.test(text) ? WHEN.exec(before)?.[1] : undefined);
  const date = when === undefined || when === 'today' ? '' : ` (${when.replace(MONTHS, capital)})`;
  return `${value.replace(/ percent/, '%')}${judged === undefined ? '' : `, ${judged}`}${date}`;
}

const MONTHS = /(?:january|february|march|april|may|june|july|august|september|october|november|december)/;

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
