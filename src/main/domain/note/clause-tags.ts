import { isBaseVerb, isPastVerb } from './verbs.ts';

/**
 * What a word does in its clause, as far as the shape of a sentence needs it. Function words are a closed class and are listed; verbs are
 * known by their forms and by where they stand; everything else is `N` (nouns, adjectives, names), whose order is not judged.
 */
export type Tag =
  | 'PRO' // may be a subject by itself: i, she, it, there
  | 'OBJ' // me, him, themselves
  | 'POSS'
  | 'DET'
  | 'Q' // some, all, most, another: before a noun or alone
  | 'BE' // am is are was were
  | 'BEB' // be
  | 'BEN' // been
  | 'HV' // have has had
  | 'DO'
  | 'MOD'
  | 'V' // base form
  | 'VZ' // third person singular
  | 'VD' // past
  | 'VN' // participle only: gone, taken, done
  | 'VG' // -ing
  | 'TO'
  | 'NOT'
  | 'P'
  | 'CC'
  | 'SUB'
  | 'WH'
  | 'ADV'
  | 'NUM'
  | ','
  | 'N';

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const PRONOUN = set('i he she we they it there you everything something nothing everyone nobody someone anything');
const OBJECT = set('me him them us myself himself herself themselves itself yourself ourselves');
const POSSESSIVE = set('my your his their our its whose');
const DETERMINER = set('a an the no every each');
const QUANTITY = set(
  'some any all both half most much many more less few several another other enough either neither plenty lot lots bit couple little',
);
const BE = set('am is are was were');
const HAVE = set('have has had');
const DO = set('do does did');
const MODAL = set('will would can could should may might must');
const PREPOSITION = set(
  'of in on at for with from by about into onto over under through between during without within around near behind across along toward towards against upon per despite besides beyond throughout up down out off versus plus except beside above below inside outside',
);
const SUBORDINATOR = set(
  'because when whenever if since while until till after before although though unless once whether as than like that so',
);
const RELATIVE = set('which who what where how why whatever whom');
const ADVERB = set(
  'not never just really also usually still always sometimes already actually often only even then now here again too very quite pretty almost maybe perhaps currently recently today yesterday tomorrow tonight ago yet ever else away back together apart overnight twice once daily weekly monthly yearly well fairly rather somewhat instead anymore soon later earlier otherwise however fine hopefully thus approximately originally',
);
const PARTICIPLE = set(
  'gone taken done seen given been had gotten begun eaten fallen broken known worn torn grown blown drunk driven ridden swollen written spoken woken stolen frozen forgotten hidden chosen flown thrown shown proven become come run put hurt cut hit',
);
/** Past forms that are no participles of the same spelling: "he has went" is no English. */
const PAST_ONLY = set(
  'went took saw gave began ate fell broke knew wore tore grew blew drank drove rode wrote spoke woke shook sank sprang shrank flew froze hid stole did was were',
);
/** Base forms that this clause grammar knows beside those of the morphology. */
const MORE_BASE = set(
  'happen occur spread radiate travel start stop feel become include involve require indicate demonstrate document confirm diagnose prescribe refer schedule undergo receive return relate result cause affect worry bother concern remain appear show prevent allow enjoy keep bring turn add contain produce identify experience interrupt interfere persist resolve vary range fluctuate alternate graduate attend volunteer drink eat weigh struggle manage tolerate respond reach drag flare clear itch burn throb tingle ache swell sweat snore dance cover charge order ship mix skip split share save raise rise drop lose win throw wear tear lean bend kneel squat jump crawl climb lift carry push pull stand sit lie sleep wake dream cry laugh smile talk speak call text write read listen hear see watch look smell taste touch hold grab squeeze press rub scratch hit kick punch bump bang knock crash slip trip slide roll flip hop land catch drive ride park fly sail row paddle surf ski skate hike camp fish hunt golf bowl play practice train coach race jog sprint spit grind buckle crawl ooze burp gasp shiver relax concentrate disappear recur refuse accept mention recognize misplace',
);

export function baseVerb(word: string): boolean {
  return isBaseVerb(word) || MORE_BASE.has(word);
}

function thirdForm(word: string): boolean {
  if (!word.endsWith('s') || word.endsWith('ss')) return false;
  return (
    baseVerb(word.slice(0, -1)) ||
    (word.endsWith('es') && baseVerb(word.slice(0, -2))) ||
    (word.endsWith('ies') && baseVerb(`${word.slice(0, -3)}y`))
  );
}

function pastForm(word: string): boolean {
  return isPastVerb(word) && !/^(?:need|feed|bleed|speed|seed|weed|red|bed|bleed|exceed|indeed|naked|aged)$/.test(word);
}

const isParticipleOnly = (word: string): boolean =>
  PARTICIPLE.has(word) && !pastForm(word) && !/^(?:put|hurt|cut|hit|run|come|become)$/.test(word);
export const isPastOnly = (word: string): boolean => PAST_ONLY.has(word);

const NOUNISH: ReadonlySet<Tag> = new Set<Tag>(['N', 'NUM']);
const OPENS_NOUN: ReadonlySet<Tag> = new Set<Tag>(['DET', 'POSS', 'P', 'NUM']);

/** Tags of the words of one unit, in order. Words are lower case but for acronyms. */
export function tagsOf(words: readonly string[]): Tag[] {
  const tags: Tag[] = [];
  // Whether the clause that is being read has its verb: an ambiguous form is then more likely a noun.
  let verbSeen = false;
  let subjectSeen = false;
  const last = (i: number): Tag | undefined => {
    for (let k = i - 1; k >= 0; k--) if (tags[k] !== 'ADV' && tags[k] !== 'NOT') return tags[k];
    return undefined;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const p = last(i);
    let tag = closed(word, words, i, p, tags[i - 1]);
    tag ??= openTag(words, i, tags, p, verbSeen, subjectSeen);
    tags.push(tag);
    if (tag === 'CC' || tag === 'SUB' || tag === 'WH' || tag === ',') {
      verbSeen = false;
      subjectSeen = tag === 'CC' || tag === 'WH' ? subjectSeen : false;
    } else if (
      tag === 'BE' ||
      tag === 'HV' ||
      tag === 'DO' ||
      tag === 'MOD' ||
      tag === 'V' ||
      tag === 'VZ' ||
      tag === 'VD'
    )
      verbSeen = true;
    else if (tag === 'PRO') {
      subjectSeen = true;
      verbSeen = false;
    } else if (tag === 'N' && !verbSeen) subjectSeen = true;
  }
  return tags;
}

function closed(
  word: string,
  words: readonly string[],
  i: number,
  p: Tag | undefined,
  raw: Tag | undefined,
): Tag | undefined {
  const next = words[i + 1];
  if (word === ',' || word === ':') return ',';
  if (word === 'not') return 'NOT';
  if (
    /^\$?\d/.test(word) ||
    /^(?:one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|zero)$/.test(word)
  )
    return 'NUM';
  if (word === 'her') return next !== undefined && !isFunction(next) ? 'POSS' : 'OBJ';
  if (word === 'this' || word === 'these' || word === 'those' || word === 'that') {
    if (next === undefined) return 'PRO';
    const verbNext = isVerbal(next);
    if (word === 'that' && (p === 'N' || p === 'NUM' || p === 'Q') && verbNext) return 'WH';
    if (word === 'that' && (PRONOUN.has(next) || POSSESSIVE.has(next) || DETERMINER.has(next) || next === 'this'))
      return 'SUB';
    if (verbNext) return 'PRO';
    return isFunction(next) ? 'PRO' : 'DET';
  }
  if (word === 'there')
    return next !== undefined && /^(?:is|are|was|were|has|have|will|would|might|may|can|could|seems?)$/.test(next)
      ? 'PRO'
      : 'ADV';
  if (PRONOUN.has(word)) return 'PRO';
  if (OBJECT.has(word)) return 'OBJ';
  if (POSSESSIVE.has(word)) return 'POSS';
  if (DETERMINER.has(word)) return 'DET';
  if (word === 'little' || word === 'bit' || word === 'lot' || word === 'couple') return 'N';
  if (word === 'used' && next === 'to' && baseVerb(words[i + 2] ?? '')) return 'VD';
  if (word === 'like') {
    if (/^(?:something|anything|nothing|everything|things)$/.test(words[i - 1] ?? '')) return 'P';
    if (p === 'PRO' || p === 'MOD' || p === 'TO' || p === 'DO') return 'V';
    return 'SUB';
  }
  if (word === 'so')
    return next !== undefined && (PRONOUN.has(next) || POSSESSIVE.has(next) || next === 'that' || DETERMINER.has(next))
      ? 'CC'
      : 'ADV';
  if (word === 'once' && (next === undefined || /^(?:a|an|daily|every|per|in|or|weekly)$/.test(next))) return 'ADV';
  if (QUANTITY.has(word)) return 'Q';
  if (BE.has(word)) return 'BE';
  if (word === 'be') return 'BEB';
  if (word === 'been') return 'BEN';
  if (word === 'had' && p === 'HV') return 'VN';
  if (HAVE.has(word)) return 'HV';
  if (DO.has(word)) return 'DO';
  if (MODAL.has(word)) return raw === 'DET' || (word === 'may' && /^\d/.test(next ?? '')) ? 'N' : 'MOD';
  if (word === 'to')
    return next !== undefined &&
      (baseVerb(next) ||
        next === 'be' ||
        next === 'have' ||
        next === 'do' ||
        (ADVERB.has(next) && baseVerb(words[i + 2] ?? '')))
      ? 'TO'
      : 'P';
  if (word === 'and' || word === 'or' || word === 'but' || word === 'nor') return 'CC';
  if (word === 'as' && (words[i - 2] === 'as' || words[i - 3] === 'as' || !PRONOUN.has(next ?? ''))) return 'P';
  if (PREPOSITION.has(word)) return 'P';
  if (SUBORDINATOR.has(word)) return 'SUB';
  if (RELATIVE.has(word)) return 'WH';
  if (word === 'back' && (raw === 'POSS' || raw === 'DET' || raw === 'N')) return 'N';
  if (ADVERB.has(word)) return 'ADV';
  if (
    word.endsWith('ly') &&
    word.length > 4 &&
    !/^(?:family|belly|daily|early|only|ugly|jelly|elderly|anomaly|italy)$/.test(word)
  )
    return 'ADV';
  return undefined;
}

const isFunction = (word: string): boolean =>
  PRONOUN.has(word) ||
  OBJECT.has(word) ||
  POSSESSIVE.has(word) ||
  DETERMINER.has(word) ||
  BE.has(word) ||
  HAVE.has(word) ||
  DO.has(word) ||
  MODAL.has(word) ||
  PREPOSITION.has(word) ||
  SUBORDINATOR.has(word) ||
  RELATIVE.has(word) ||
  ADVERB.has(word) ||
  word === 'to' ||
  word === 'and' ||
  word === 'or' ||
  word === 'but' ||
  word === ',';

const isVerbal = (word: string): boolean =>
  BE.has(word) ||
  HAVE.has(word) ||
  DO.has(word) ||
  MODAL.has(word) ||
  thirdForm(word) ||
  (pastForm(word) && !/^(?:left|cut)$/.test(word));

function openTag(
  words: readonly string[],
  i: number,
  tags: readonly Tag[],
  p: Tag | undefined,
  verbSeen: boolean,
  subjectSeen: boolean,
): Tag {
  const word = words[i]!;
  const next = words[i + 1];
  const raw = tags[i - 1];
  if (
    word.endsWith('ing') &&
    word.length > 4 &&
    !/^(?:thing|something|nothing|anything|everything|morning|evening|ring|spring|string|king|wing|ceiling|wedding|building|during)$/.test(
      word,
    )
  )
    return 'VG';
  if (isParticipleOnly(word)) return 'VN';
  const base = baseVerb(word);
  const third = thirdForm(word);
  const past = pastForm(word);
  if (!base && !third && !past) return 'N';
  if (raw !== undefined && OPENS_NOUN.has(raw)) return past && raw === 'P' ? 'VN' : 'N';
  // "some exercises": what follows a quantity is counted.
  if (raw === 'Q' && third && !past) return 'N';
  if (p === 'PRO') return past ? 'VD' : third ? 'VZ' : 'V';
  if (p === 'MOD' || p === 'TO' || p === 'DO') return base ? 'V' : past ? 'VD' : 'N';
  if (p === 'BE' || p === 'HV' || p === 'BEN' || p === 'BEB') return past ? 'VN' : 'N';
  if (p === 'WH') return past ? 'VD' : third ? 'VZ' : base ? 'V' : 'N';
  if (p === 'CC') {
    // "sits and stands", "pain and swelling": as the word before the conjunction.
    const before = tags[lastIndex(tags, 'CC') - 1];
    if (past) return before === 'N' && !verbSeen && !subjectSeen ? 'VN' : 'VD';
    if (before === 'V' || (base && subjectSeen && before !== 'N' && before !== 'VG')) return base ? 'V' : 'VZ';
    if (third && subjectSeen && tags.slice(0, -1).some((tag) => tag === 'VZ' || tag === 'BE')) return 'VZ';
    return 'N';
  }
  if (p === 'N' || p === 'NUM' || p === 'Q' || p === 'OBJ') {
    if (!verbSeen && subjectSeen) {
      if (past) return 'VD';
      if (third && !(next !== undefined && isVerbal(next))) return 'VZ';
      if (
        base &&
        raw !== undefined &&
        NOUNISH.has(raw) &&
        /[^s]s$|^(?:people|feet|children|teeth)$/.test(words[i - 1] ?? '')
      )
        return 'V';
      return 'N';
    }
    // "a brace my knee feels better with": a noun phrase right after a finished one begins a clause.
    if ((raw === 'N' || (raw === 'NUM' && words[i - 1] === 'one')) && (past || third)) {
      let k = i - 1;
      while (k >= 0 && (tags[k] === 'N' || tags[k] === 'NUM')) k--;
      if (
        (tags[k] === 'DET' || tags[k] === 'POSS') &&
        ['N', 'ADV', 'NUM', 'OBJ', 'VN', 'Q'].includes(tags[k - 1] ?? 'P')
      )
        return past ? 'VD' : 'VZ';
    }
    return past ? 'VN' : 'N';
  }
  if (p === undefined && words[i + 1] !== undefined && isVerbal(words[i + 1]!)) return 'N';
  if (p === undefined) return base ? 'V' : past ? 'VN' : 'N';
  return past ? 'VN' : 'N';
}

function lastIndex(tags: readonly Tag[], tag: Tag): number {
  return tags.lastIndexOf(tag);
}
