/** Words as they were said, with what speech does to them set right: fillers, doubled words, contractions, broken verb groups. */
import { headsOf } from './clause-heads.ts';
import { baseVerb, tagsOf } from './clause-tags.ts';

const PARTICIPLES =
  /^(?:been|gone|got|gotten|had|become|come|started|improved|worsened|stopped|changed|happened|helped|taken|given|done|seen|lost|grown|turned|went)$/;

const STATES =
  /^(?:high|low|good|bad|fine|better|worse|normal|stable|swollen|sore|numb|stiff|tight|red|itchy|tender|weak|okay|gone|not|getting|going|starting|doing|bothering|coming|killing|hurting|feeling|causing|running|acting|always|still|really|pretty|very|so|a)$/;

const COUNT = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const FILLERS = new Set(
  'um uh ah foof oh ohh ooh oof er erm hmm hm mm huh yeah yep yup yes nope mm-hmm mhm uh-huh okay ok alright gosh wow hey haha gotcha anyway anyways basically literally honestly actually just'.split(
    ' ',
  ),
);

/** Contractions of nouns ("the therapy's gone well"), doubled words, fillers, "like" that compares nothing. */
export function repair(input: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < input.length; i++) {
    const word = input[i]!;
    const before = out.at(-1);
    let k = i + 1;
    while (/^(?:just|really|kind|sort|of|actually|pretty|still|finally|definitely)$/.test(input[k] ?? '')) k++;
    const next = input[k] ?? '';
    if (
      (FILLERS.has(word) &&
        // "An eight millimeter tumor": a measure, not a hum; "an okay weight".
        !(word === 'mm' && /\d$/.test(before ?? '')) &&
        !(/^(?:okay|ok)$/.test(word) && /^(?:an?|the|my)$/.test(before ?? '')) &&
        !(
          /^(?:okay|ok|alright)$/.test(word) &&
          /^(?:doing|feel|feels|feeling|is|am|are|was|been|do|did|it)$/.test(before ?? '')
        )) ||
      /^o+h+$/.test(word)
    )
      continue;
    if (word === ',' && (before === undefined || before === ',')) continue;
    if (/^[a-z]{3,}'s$/.test(word)) {
      if (PARTICIPLES.test(next)) {
        out.push(word.slice(0, -2), 'has');
        continue;
      }
      if (STATES.test(input[i + 1] ?? '')) {
        out.push(word.slice(0, -2), 'is');
        continue;
      }
    }
    // "four 4 days": the same number, heard twice.
    if (/^\d+$/.test(word) && COUNT.indexOf(before ?? '') === Number(word)) out.pop();
    // "not not", "of of", "the the".
    if (before === word && word !== ',' && !/^(?:had|that|very|so)$/.test(word)) continue;
    if (
      word === 'kind' &&
      input[i + 1] === 'of' &&
      !/^(?:a|the|this|that|what|some|any|same|no|another|these|those|every|different|all|one|each)$/.test(before ?? '')
    ) {
      i++;
      continue;
    }
    if (word === 'like' && isFiller(before, next)) continue;
    out.push(word);
  }
  return mend(out);
}

const DONE_TO: Readonly<Record<string, string>> = {
  took: 'taken', gave: 'given', told: 'told', put: 'put', sent: 'sent', started: 'started', diagnosed: 'diagnosed', prescribed: 'prescribed', referred: 'referred', admitted: 'admitted', kept: 'kept', discharged: 'discharged', treated: 'treated', hospitalized: 'hospitalized', recommended: 'recommended', advised: 'advised', switched: 'switched',
}; // prettier-ignore

/** "They gave me a prescription" is "I was given a prescription": nobody knows who "they" are. */
export function passive(words: readonly string[]): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    // "We were doing yard work": so was the patient.
    if (words[i] === 'we' && !/^(?:both|all|each)$/.test(words[i + 1] ?? '') && !words.includes('together')) {
      out.push('i');
      const verb = words[i + 1] ?? '';
      if (verb === 'were' || verb === 'are') {
        out.push(verb === 'were' ? 'was' : 'am');
        i++;
      }
      continue;
    }
    const done = DONE_TO[words[i + 1] ?? ''];
    if (words[i] === 'they' && done !== undefined && words[i + 2] === 'me') {
      out.push('i', 'was', done);
      i += 2;
    } else out.push(words[i]!);
  }
  return out;
}

/** "I am , been stretching", "that's helped me", "it is has been", "favoring , my back": one verb group, one clause. */
function mend(words: readonly string[]): string[] {
  const out: string[] = [];
  words.forEach((word, i) => {
    const before = out.at(-1) ?? '';
    const next = words[i + 1] ?? '';
    if (
      word === 'been' &&
      (/^(?:am|is|are)$/.test(before) || (before === ',' && /^(?:am|is|are)$/.test(out.at(-2) ?? '')))
    ) {
      if (before === ',') out.pop();
      const subject = out.at(-2) ?? '';
      out[out.length - 1] = out.at(-1) === 'is' && !/^(?:i|you|we|they)$/.test(subject) ? 'has' : 'have';
    }
    // "had a some swelling", "does not have no allergies": said so, not written so.
    if (before === 'a' && /^(?:some|few|little|couple|lot)$/.test(word) && word === 'some') out.pop();
    if (word === 'no' && /^(?:have|has|had|any)$/.test(before) && out.slice(-4).includes('not')) {
      out.push('any');
      return;
    }
    // "up here", "right around here", "right there": a hand that points.
    if (word === 'here' || (word === 'there' && before === 'right')) {
      while (
        /^(?:right|up|down|over|around|in|like|just|kind|of)$/.test(out.at(-1) ?? '') &&
        !/^(?:is|are|was|am|be|been)$/.test(out.at(-2) ?? '')
      )
        out.pop();
      if (
        !/^(?:is|are|was|were|am|be|been|come|came|get|got|,)$/.test(out.at(-1) ?? ',') &&
        !/^(?:for|to|with|today|because|and|in)$/.test(next)
      )
        return;
    }
    if (word === 'and' && /^(?:try|tries|tried)$/.test(before) && baseVerb(next)) {
      out.push('to');
      return;
    }
    // "probably about": one hedge is enough.
    if (/^(?:approximately|about)$/.test(word) && /^(?:probably|maybe|approximately)$/.test(before)) {
      out[out.length - 1] = 'approximately';
      return;
    }
    // "about my measuring it", "most of the times".
    if (/^(?:my|his|her|their)$/.test(word) && /ing$/.test(next) && /^(?:it|them)$/.test(words[i + 2] ?? '')) return;
    if (word === 'times' && out.slice(-3).join(' ') === 'most of the') {
      out.push('time');
      return;
    }
    if (
      word === ',' &&
      /^(?:this|a|the|little|bit|get|gets|my|an|of|in|for|to|have|has|with|is|was|are|were)$/.test(before)
    )
      return;
    if (/^(?:has|have|is|was|are)$/.test(word) && /^(?:is|am|are|was)$/.test(before)) out.pop();
    if (
      /^(?:me|him|them|us)$/.test(next) &&
      /^(?:helped|given|made|taken|kept|bothered|gotten|got)$/.test(word) &&
      before === 'is'
    )
      out[out.length - 1] = 'has';
    out.push(word);
  });
  const tags = tagsOf(out);
  const heads = new Set(headsOf(out, tags).map((head) => head.subject));
  return out.filter(
    (word, i) =>
      !(
        word === ',' &&
        ['VG', 'VD', 'V', 'VN', 'P'].includes(tags[i - 1] ?? 'N') &&
        ['DET', 'POSS'].includes(tags[i + 1] ?? 'N') &&
        !heads.has(i + 1)
      ),
  );
}

function isFiller(before: string | undefined, next: string): boolean {
  if (before === undefined || before === ',') return true;
  // "It swelled up like a grapefruit", "it itches like crazy" compare.
  if (
    /^(?:up|down|out|hurts?|itch(?:es)?|burns?|works?|sleeps?|looks?)$/.test(before) &&
    /^(?:an?|the|crazy|mad|hell|clockwork)$/.test(next)
  )
    return false;
  if (/^(?:crazy|clockwork|candy|hell|mad)$/.test(next)) return false;
  if (
    /^(?:feel|feels|felt|feeling|look|looks|looked|looking|sound|sounds|seem|seems|seemed|smell|taste|tastes|i|would|not|we|they|you|is|was|are|were|things|something|anything|symptoms|much|exactly|do|did|to|he|she|act|it|nothing|foods|medications)$/.test(
      before,
    )
  )
    return /^(?:\d.*|about|a couple|maybe|approximately|every)$/.test(next) && /^(?:is|was|are|were)$/.test(before);
  return true;
}
