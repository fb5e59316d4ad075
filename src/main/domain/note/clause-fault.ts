/** What keeps a clause from standing in a note. */
import { FINITE, headsOf, isMain, openSubordinate, skip } from './clause-heads.ts';
import { isPastOnly, type Tag } from './clause-tags.ts';

/** Whose words they are. */
export interface ClauseOptions {
  /** `note`: the words are in the third person already. */
  readonly speaker: 'patient' | 'clinician' | 'note';
  /** Said by somebody who speaks of the patient as "he" or "she": a parent, an interpreter. */
  readonly proxy?: boolean;
}

const PARTICLES = /^(?:up|down|off|out|over|around|through|on|in|along|away|back|by|about|with|at|for|of|to|from)$/;

const SURE_PARTICLES = /^(?:up|down|off|out|over|around|through|along|in|on)$/;

const ANTECEDENT =
  /^(?:mother|mom|father|dad|sister|brother|grandmother|grandfather|aunt|uncle|cousin|son|daughter|wife|husband|friend|doctor|surgeon|therapist|nurse|boss|boyfriend|girlfriend|roommate|partner|neighbor|coworker|specialist|physician|provider|dentist|baby|kid|child|counselor|psychiatrist|cardiologist|dr)$/;

/** The first thing that keeps a clause from standing in a note, in a word; undefined for a whole clause. */
export function faultOf(words: readonly string[], tags: readonly Tag[], options: ClauseOptions): string | undefined {
  const local = localFault(words, tags);
  if (local !== undefined) return local;
  const heads = headsOf(words, tags);
  if (heads.length === 0) return 'no verb';
  if (heads.some((head) => head.link === 'missing')) return 'verb without subject';
  if (heads.some((head) => head.link === 'none' && head !== heads[0])) {
    const k = heads.findIndex((head, n) => n > 0 && head.link === 'none');
    if (!openSubordinate(words, tags, heads, k)) return 'run-on';
  }
  if (COMPLEMENT_OPEN.test(words.join(' ')) || /^(?:\S+ )?\S+ (?:thinks?|believes?|guess|says?)$/.test(words.join(' ')))
    return 'cut off';
  if (/^(?:very|quite|pretty|fairly)$/.test(words[0]!)) return 'front';
  if (/^(?:noticed|mentioned|noted|discussed|told|brought)$/.test(words.at(-1)!)) return 'cut off';
  // "every time I swallow": what happens then is not said.
  if (/^(?:every ?time|any ?time|each time)$/.test(`${words[0]!} ${words[1] ?? ''}`) && heads.length < 2)
    return 'no main clause';
  // "I think, but it is not helping": what is thought was never said.
  if (/\b(?:think|thinks|believe|believes|feel like) (?:,|but|and)\b/.test(words.join(' '))) return 'cut off';
  const first = heads[0]!;
  // "It was a weekend of eating out and did not stick to the diet": the second verb is somebody else's.
  if (
    heads.some(
      (head) =>
        head.link === 'shared' &&
        (tags[head.at] === 'DO' || tags[head.at] === 'HV') &&
        first.subject !== undefined &&
        /^(?:it|that|there|this)$/.test(words[first.subject]!),
    )
  )
    return 'shared subject';
  const main = heads.find((head, k) => isMain(words, tags, heads, head, k));
  if (!main) return 'no main clause';
  if (first.subject !== undefined) {
    const front = tags.slice(0, first.subject);
    const opener = tags[0]!;
    if (front.length > 0 && !['SUB', 'P', 'ADV', 'CC', 'Q', 'N', 'NUM', 'DET', 'VG', 'WH'].includes(opener))
      return 'front';
    // "her size, she gets rashes"; "this finger, I hurt it": a thing named and left.
    if (
      front.includes(',') &&
      ['N', 'NUM', 'POSS', 'DET', 'Q', 'PRO'].includes(opener) &&
      !isTime(words.slice(0, first.subject))
    )
      return 'dangling topic';
    // "the finasteride I am only taking half": a thing named, then somebody's doing.
    if (
      !front.includes(',') &&
      front.length > 0 &&
      ['DET', 'POSS', 'N', 'NUM'].includes(opener) &&
      tags[first.subject] === 'PRO' &&
      !isTime(words.slice(0, first.subject)) &&
      !heads.some((head, k) => k > 0 && head.subject === undefined && head.link === 'missing') &&
      heads.length === 1
    )
      return 'dangling topic';
    if (opener === 'WH' && words[0] !== 'whenever') return 'question word';
  }
  return personFault(words, tags, options);
}

/** Ends where what is thought, let, or not done should follow. */
const COMPLEMENT_OPEN =
  /(?:\b(?:i|he|she|we|they|it|you) (?:also |just |really |still )?(?:do|does|did|can|could|will|would|have|has|had|am|was|is) ?(?:not)? ?(?:think|let|use|put|bring|recommend|handle|fall|want|need|know|pay|feel|look|make|give|keep)?$)|\b(?:because|so|since|but|and|that|if|when) (?:i|it|he|she|they|we) (?:think|guess|believe|know|feel)$|^(?:i|we) (?:do|did|can|could|will|would|have|had) not$|\b(?:did|do) (?:also )?recommend$/;

const isTime = (words: readonly string[]): boolean =>
  words.some((word) =>
    /^(?:day|days|week|weeks|month|months|year|years|morning|night|evening|time|times|today|yesterday|hours?|minutes?|ago|saturday|sunday|monday|tuesday|wednesday|thursday|friday|weekend)$/.test(
      word,
    ),
  );

function localFault(words: readonly string[], tags: readonly Tag[]): string | undefined {
  const last = tags.at(-1)!;
  const end = words.at(-1)!;
  if (
    ['DET', 'POSS', 'CC', 'SUB', 'WH', 'TO', 'BE', 'HV', 'DO', 'MOD', 'NOT', 'BEB', 'BEN'].includes(last) &&
    !(/^(?:that|so|not)$/.test(end) && ['P', 'V', 'VD', 'VZ', 'VG', 'DO', 'BE'].includes(tags.at(-2) ?? ','))
  )
    return 'cut off';
  if (last === 'P' && (!SURE_PARTICLES.test(end) || !tags.some((tag) => /^V/.test(tag) || tag === 'BE')))
    return 'cut off';
  if (/^(?:i|he|she|we|they)$/.test(end)) return 'cut off';
  if (
    /^(?:think|guess|believe|know|said|say|having|taking|getting|doing|feeling|thinking|saying|trying|want|need|make|makes|made|give|gives|gave|notice|mean|feels|feel)$/.test(
      end,
    ) &&
    tags.length > 1 &&
    (tags.at(-2) === 'PRO' || tags.at(-2) === 'BE' || tags.at(-2) === 'BEN' || tags.at(-2) === 'ADV')
  )
    return 'cut off';
  if ((end === 'both' || last === 'NUM') && ['V', 'VD', 'VN', 'VZ', 'DO'].includes(tags.at(-2) ?? ','))
    return 'cut off';
  if (/^(?:relatively|very|quite|pretty|really|fairly|so|extremely|foof)$/.test(end)) return 'cut off';
  if (/^(?:and|but|so|or|than|because|very|about|maybe|probably|even|only|which|whatever)$/.test(end)) return 'cut off';
  for (let i = 0; i < tags.length; i++) {
    const tag = tags[i]!;
    const word = words[i]!;
    const raw = tags[i + 1];
    const n = skip(tags, i + 1, 1);
    const next = tags[n];
    const nextWord = words[n] ?? '';
    if (RESIDUE.test(word)) return 'residue';
    if (
      tag === 'VN' &&
      tags[i - 1] === ',' &&
      /^(?:got|went|took|did|came|said|told|felt|made|put|had|was|were)$/.test(word)
    )
      return 'comma verb';
    if (/^(?:it|this)$/.test(word) && raw === ',' && (tags[i - 1] === 'CC' || tags[i - 1] === ',' || i === 0))
      return 'pronoun without verb';
    if (raw !== undefined && word === words[i + 1] && !/^(?:had|that)$/.test(word)) return 'doubled';
    switch (tag) {
      case 'DET':
      case 'POSS':
        if (
          raw === undefined ||
          [
            'DET',
            'POSS',
            'PRO',
            'OBJ',
            'BE',
            'HV',
            'DO',
            'MOD',
            'P',
            'CC',
            'WH',
            'TO',
            'NOT',
            ',',
            'VZ',
            'VD',
            'BEN',
            'BEB',
          ].includes(raw)
        ) {
          if (
            !/^(?:off|out|up|down|over|under|inside|above|other|left)$/.test(words[i + 1] ?? '') &&
            !(word === 'no' && raw === 'DET')
          )
            return 'determiner';
        }
        if (words[i + 1] === 'more' && tags[i + 2] === 'PRO') return 'correlative';
        if (raw === 'SUB' || (next === 'PRO' && /^(?:i|he|she|they|we|there)$/.test(nextWord))) return 'determiner';
        break;
      case 'PRO': {
        if (!/^(?:i|he|she|we|they)$/.test(word)) break;
        if (next === undefined || next === 'NUM' || !FINITE.has(next)) return 'pronoun without verb';
        // "I ache", "I cough": fine; "I pain": no verb.
        if (/^(?:he|she)$/.test(word) && next === 'V') return 'agreement';
        if (word === 'i' && (nextWord === 'is' || nextWord === 'are' || nextWord === 'has' || next === 'VZ'))
          return 'agreement';
        if (
          /^(?:they|we)$/.test(word) &&
          (nextWord === 'is' || nextWord === 'am' || nextWord === 'has' || nextWord === 'was')
        )
          return 'agreement';
        break;
      }
      case 'P':
        if (raw === undefined) break;
        if (
          raw === 'PRO' &&
          /^(?:i|he|she|we|they|there)$/.test(words[i + 1]!) &&
          !/^(?:after|before|since|until|about|as|like|for|except|in|on|from|with|of|at)$/.test(word)
        )
          return 'preposition';
        if (
          raw === 'PRO' &&
          /^(?:i|he|she|we|they)$/.test(words[i + 1]!) &&
          /^(?:for|in|on|from|with|of|at|about)$/.test(word) &&
          !SURE_PARTICLES.test(word)
        )
          return 'preposition';
        if (['BE', 'HV', 'DO', 'MOD', 'VZ', 'BEN', 'BEB'].includes(raw) && !PARTICLES.test(word)) return 'preposition';
        if (['BE', 'HV', 'DO', 'MOD', 'VZ', 'BEN', 'BEB'].includes(raw) && /^(?:of|for|with|at|to|from)$/.test(word))
          return 'preposition';
        if (raw === 'CC' && !SURE_PARTICLES.test(word)) return 'preposition';
        if (raw === ',' && !SURE_PARTICLES.test(word)) return 'preposition';
        if (
          raw === 'P' &&
          /^(?:of|for|with|at|to|in|on|from|by)$/.test(word) &&
          !/^(?:up|down|out|off|about|over|around|between|under|within|near|above|below|behind|throughout|across|through|inside|outside)$/.test(
            words[i + 1]!,
          )
        )
          return 'preposition';
        break;
      case 'BE':
        if (raw === ',') return 'be';
        if (next !== undefined && ['BE', 'HV', 'DO', 'MOD', 'BEN', 'BEB', 'VZ', 'V', 'CC'].includes(next)) return 'be';
        if (next === 'PRO' && /^(?:i|he|she|we|they|it|you|there)$/.test(nextWord)) return 'question';
        break;
      case 'HV':
        if (raw === ',') return 'have';
        if (next !== undefined && ['BE', 'DO', 'MOD', 'BEB', 'VZ', 'V', 'CC', 'WH'].includes(next)) return 'have';
        if (next === 'PRO' && /^(?:i|he|she|we|they|you|there)$/.test(nextWord)) return 'question';
        if (isPastOnly(nextWord)) return 'have';
        break;
      case 'DO':
        // "I did back years ago": what was done stands in the question.
        if (
          next === undefined ||
          (/^(?:years?|months?|weeks?|days?|times?|couple|back|that)$/.test(nextWord) && nextWord !== 'that')
        )
          return 'ellipsis';
        if (
          next !== undefined &&
          ['BE', 'MOD', 'BEN', 'VZ', 'VD', 'VN', 'VG', 'CC'].includes(next) &&
          nextWord !== 'done'
        )
          return 'do';
        if (next === 'PRO' && /^(?:i|he|she|we|they|you)$/.test(nextWord)) return 'question';
        break;
      case 'MOD':
        if (next === undefined) return 'cut off';
        if (next === 'PRO') return 'question';
        if (
          !['V', 'BEB'].includes(next) &&
          !(next === 'HV' && nextWord === 'have') &&
          !(next === 'DO' && nextWord === 'do')
        )
          return 'modal';
        break;
      case 'BEN': {
        const verb = skip(tags, i - 1, -1);
        if (tags[verb] !== 'HV' && words[verb] !== 'having') return 'been';
        if (next !== undefined && ['BE', 'HV', 'MOD', 'DO', 'PRO', 'CC'].includes(next) && nextWord !== 'there')
          return 'been';
        break;
      }
      case 'BEB': {
        const before = tags[skip(tags, i - 1, -1)];
        if (before !== 'MOD' && before !== 'TO' && before !== 'V' && before !== 'OBJ') return 'be';
        break;
      }
      case 'VN': {
        if (!/^(?:gone|taken|done|given|seen)$/.test(word)) break;
        const before = tags.slice(Math.max(0, i - 5), i);
        if (
          !before.some((other) => ['BE', 'HV', 'BEN', 'BEB', 'VG', 'N'].includes(other)) &&
          !/^(?:get|gets|got|getting)$/.test(words[i - 1] ?? '')
        )
          return 'participle';
        break;
      }
      case 'NOT':
        if (raw === 'NOT' || raw === ',') return 'not';
        break;
      case 'CC':
        if (raw === 'CC' || raw === ',' || raw === undefined) return 'conjunction';
        if (raw === 'BE' || raw === 'MOD')
          return words[i] === 'but' || words[i] === 'and' ? undefinedUnless(words, i) : 'conjunction';
        break;
      case 'SUB':
        if (raw === ',' || raw === undefined || raw === 'CC') return 'subordinator';
        break;
      case 'WH':
        if (raw === ',' || raw === 'CC') return 'question word';
        break;
      default:
    }
  }
  return undefined;
}

/** "… and is better": the verb shares its subject. */
function undefinedUnless(words: readonly string[], i: number): string | undefined {
  return i >= 2 ? undefined : 'conjunction';
}

const RESIDUE =
  /^(?:um|uh|oh|ohh|ooh|oof|yeah|yep|nope|gosh|wow|haha|hmm|mhm|huh|hey|stuff|thingy|whatever|gonna|kinda|sorta|dunno|etc|blah|goodness|god|damn|hell|crap|please|thank|thanks|sorry|dragon|doc|i-i|welp|yup|guess|basically|literally|honestly|mean)$/;

function personFault(words: readonly string[], tags: readonly Tag[], options: ClauseOptions): string | undefined {
  if (options.speaker === 'note')
    return words.some((word) => /^(?:my|me|mine|myself|us|our|ours|we|i|you|your)$/.test(word))
      ? 'first person'
      : undefined;
  if (options.speaker === 'patient') {
    if (words.some((word) => /^(?:you|your|yours|yourself)$/.test(word))) return 'second person';
    if (options.proxy !== true) {
      const he = words.findIndex(
        (word, i) => /^(?:he|she|him|his|her)$/.test(word) && !(word === 'her' && tags[i] === 'N'),
      );
      if (he >= 0 && !words.slice(0, he).some((word) => ANTECEDENT.test(word))) return 'somebody else';
    }
    return undefined;
  }
  if (words.some((word) => /^(?:my|me|mine|myself|us|our|ours)$/.test(word))) return 'first person';
  return undefined;
}
