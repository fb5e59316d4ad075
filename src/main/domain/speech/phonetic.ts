/**
 * Broad English sounds of written words, and how far two sound strings are apart. Not a pronunciation dictionary: it only has to bring
 * the spelling of a drug and the spelling of what a recogniser made of it ("lies in a pearl") to sounds that can be compared.
 *
 * Sounds are one character each: vowels `a e i o u`, glides and liquids `w y r l`, nasals `m n`, `h`, stops `p b t d k g`, fricatives
 * `f v s z`, and `S` (ship), `C` (chip), `J` (jam), `T` (thin, then).
 */
export type Sounds = string;

/** Spellings that the rules below would read wrongly, and that recognisers like to write. */
const IRREGULAR: Readonly<Record<string, Sounds>> = {
  a: 'a',
  are: 'ar',
  busy: 'bizi',
  come: 'kum',
  could: 'kud',
  do: 'du',
  does: 'duz',
  eye: 'i',
  four: 'for',
  gone: 'gon',
  have: 'hav',
  hour: 'aur',
  i: 'i',
  is: 'iz',
  know: 'no',
  off: 'of',
  of: 'ov',
  once: 'wuns',
  one: 'wun',
  our: 'aur',
  said: 'sed',
  should: 'Sud',
  some: 'sum',
  sugar: 'Sugar',
  the: 'Ta',
  their: 'Ter',
  there: 'Ter',
  they: 'Te',
  to: 'tu',
  too: 'tu',
  two: 'tu',
  was: 'woz',
  were: 'wer',
  who: 'hu',
  would: 'wud',
  you: 'yu',
  your: 'yor',
};

/** Ordered: the first that fits at a place is taken. The letters matched, what they sound like; `^` and `$` are the ends of the word. */
const RULES: readonly (readonly [RegExp, Sounds])[] = [
  [/^\^(?:kn|gn|pn)/, '^n'],
  [/^\^ps/, '^s'],
  [/^\^wr/, '^r'],
  [/^\^x/, '^z'],
  [/^\^y/, '^y'],
  [/^\^rh/, '^r'],
  [/^(?:t|s)ion/, 'Son'],
  [/^t(?=ia|iou)/, 'S'],
  [/^ti(?=ent)/, 'S'],
  [/^c(?=ia|iou)/, 'S'],
  [/^tch/, 'C'],
  [/^dge?/, 'dJ'],
  [/^ch(?=[lr])/, 'k'],
  [/^ck/, 'k'],
  [/^ch/, 'C'],
  [/^ph/, 'f'],
  [/^sch/, 'sk'],
  [/^sh/, 'S'],
  [/^th/, 'T'],
  [/^wh/, 'w'],
  [/^ight/, 'it'],
  [/^aught|^ought/, 'ot'],
  [/^gh/, ''],
  [/^mb\$/, 'm'],
  [/^ng/, 'ng'],
  [/^qu/, 'kw'],
  [/^x/, 'ks'],
  [/^sc(?=[eiy])/, 's'],
  [/^cc(?=[eiy])/, 'ks'],
  [/^c(?=[eiy])/, 's'],
  [/^c/, 'k'],
  [/^gg/, 'g'],
  [/^g(?=[eiy])/, 'J'],
  [/^j/, 'J'],
  [/^le\$/, 'ol'],
  [/^e(?=s?\$)/, ''],
  [/^(?:ee|ea|ie|ey)/, 'i'],
  [/^(?:oo|ou|ew|eu|ue)/, 'u'],
  [/^(?:ai|ay|ei)/, 'e'],
  [/^(?:au|aw|oa|ow)/, 'o'],
  [/^oi|^oy/, 'oi'],
  [/^y/, 'i'],
];

const isVowel = (sound: string): boolean => 'aeiou'.includes(sound);

/** The sounds of one word or of several; where a word ends is not heard and leaves no trace. Anything but letters is passed over. */
export function soundsOf(text: string): Sounds {
  const sounds = (text.match(/[\p{L}']+/gu) ?? []).map(soundsOfWord).join('');
  return sounds.replace(/(.)\1+/g, '$1');
}

function soundsOfWord(word: string): Sounds {
  const plain = word.replaceAll("'", '');
  // Letters said one by one: ID, CT.
  if (/^[A-Z]{2,3}$/.test(plain))
    return [...plain.toLowerCase()].map((letter) => LETTER_NAMES[letter] ?? letter).join('');
  const lower = plain.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const irregular = IRREGULAR[lower];
  if (irregular !== undefined) return irregular;
  let rest = `^${lower}$`;
  let sounds = '';
  while (rest.length > 0) {
    const rule = lower.length > 2 || rest[0] === '^' ? RULES.find(([pattern]) => pattern.test(rest)) : undefined;
    if (rule) {
      const matched = rule[0].exec(rest)![0];
      sounds += rule[1];
      rest = rest.slice(matched.length);
      // The end mark that a rule looked at has been used up with it.
      continue;
    }
    sounds += rest[0];
    rest = rest.slice(1);
  }
  return sounds.replace(/[^a-zSCJT]/g, '');
}

const LETTER_NAMES: Readonly<Record<string, Sounds>> = {
  a: 'e',
  b: 'bi',
  c: 'si',
  d: 'di',
  e: 'i',
  f: 'ef',
  g: 'Ji',
  h: 'eC',
  i: 'i',
  j: 'Je',
  k: 'ke',
  l: 'el',
  m: 'em',
  n: 'en',
  p: 'pi',
  q: 'kyu',
  r: 'ar',
  s: 'es',
  t: 'ti',
  u: 'yu',
  v: 'vi',
  w: 'dubolyu',
  x: 'eks',
  y: 'wi',
  z: 'zi',
};

/** What it costs to lose or gain a sound: vowels and weak consonants are misheard most. */
function weightOf(sound: string): number {
  if (isVowel(sound)) return 0.35;
  if (sound === 'h') return 0.35;
  if ('wyrlT'.includes(sound)) return 0.65;
  if ('mn'.includes(sound)) return 0.75;
  return 1;
}

/** Pairs that are taken for each other, with the cost of doing so. Symmetric. */
const PAIRS: readonly (readonly [string, number])[] = [
  ['pb td kg fv sz CJ', 0.25],
  ['mn', 0.35],
  ['sS zS SC SJ sC zJ', 0.4],
  ['tC dJ tT dT sT zT fT vT', 0.45],
  ['bv pf wv bm dn', 0.5],
  ['lr wl rw wr ln', 0.55],
  ['pt pk tk bd bg dg pd td kt gb kd tg', 0.65],
  ['sf zv ts dz ks Sk', 0.7],
];
const COSTS = new Map<string, number>(
  PAIRS.flatMap(([pairs, cost]) =>
    pairs.split(' ').flatMap((pair): [string, number][] => [
      [pair, cost],
      [`${pair[1]}${pair[0]}`, cost],
    ]),
  ),
);

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  if (isVowel(a) && isVowel(b)) return 0.15;
  const glide = (x: string, y: string): boolean =>
    (x === 'y' && 'ie'.includes(y)) || (x === 'w' && 'uo'.includes(y)) || (x === 'r' && isVowel(y));
  if (glide(a, b) || glide(b, a)) return 0.3;
  if (isVowel(a) !== isVowel(b)) return weightOf(a) + weightOf(b);
  return COSTS.get(a + b) ?? Math.min(1.1, weightOf(a) + weightOf(b));
}

/** All costs by character code: the distance is asked for hundreds of thousands of times a visit. */
const SIZE = 128;
const WEIGHTS = new Float64Array(SIZE);
const SUBSTITUTIONS = new Float64Array(SIZE * SIZE);
const ALPHABET = 'abcdefghijklmnopqrstuvwxyzSCJT';
for (const a of ALPHABET) {
  WEIGHTS[a.charCodeAt(0)] = weightOf(a);
  for (const b of ALPHABET) SUBSTITUTIONS[a.charCodeAt(0) * SIZE + b.charCodeAt(0)] = substitution(a, b);
}

/** Sum of the weights of all sounds: the length of a word as the distance sees it. */
export function weightOfSounds(sounds: Sounds): number {
  let sum = 0;
  for (let i = 0; i < sounds.length; i++) sum += WEIGHTS[sounds.charCodeAt(i)]!;
  return sum;
}

/**
 * 1 for equal sounds, about 0 for nothing in common: 1 − weighted edit distance ÷ mean weight of the two. Where it is sure to be under
 * `floor`, 0 is returned early.
 */
export function similarityOfSounds(a: Sounds, b: Sounds, floor = 0): number {
  const mean = (weightOfSounds(a) + weightOfSounds(b)) / 2;
  if (mean === 0) return 0;
  const limit = (1 - floor) * mean;
  const distance = distanceOfSounds(a, b, limit);
  return distance > limit ? 0 : 1 - distance / mean;
}

function distanceOfSounds(a: Sounds, b: Sounds, limit: number): number {
  const row = new Float64Array(b.length + 1);
  for (let j = 0; j < b.length; j++) row[j + 1] = row[j]! + WEIGHTS[b.charCodeAt(j)]!;
  for (let i = 0; i < a.length; i++) {
    const code = a.charCodeAt(i);
    const lost = WEIGHTS[code]!;
    let diagonal = row[0]!;
    let least = (row[0] = diagonal + lost);
    for (let j = 0; j < b.length; j++) {
      const other = b.charCodeAt(j);
      const above = row[j + 1]!;
      const cost = Math.min(above + lost, row[j]! + WEIGHTS[other]!, diagonal + SUBSTITUTIONS[code * SIZE + other]!);
      row[j + 1] = cost;
      if (cost < least) least = cost;
      diagonal = above;
    }
    if (least > limit) return Infinity;
  }
  return row[b.length]!;
}
