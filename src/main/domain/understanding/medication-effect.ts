/** How a drug worked, and whether it is taken as it should be, in the words of who takes it. */

const EFFECT =
  /\b((?:(?:and |but )?(?:it|that|they|which|those) )?(?:(?:really |definitely |kind of |sort of |only |just |barely |hardly )?(?:did not|does not|do not|have not|has not|is not|was not|not|never|didn't) (?:really |seem to |seemed to |even |much |been )*(?:help|helped|helping|work|working|worked|do|done|touch|touched|make|tolerate)[a-z' ]{0,24}|(?:really |seems? to |kind of |did |does |has |definitely |only |barely |hardly |helped )*(?:help(?:s|ed|ing)?|work(?:s|ed|ing)?)(?: (?:a little|a bit|a lot|some|somewhat|great|well|fine|good|pretty well|for (?:a few|a couple|an|about|\d+) ?[a-z0-9 ]{0,20}|with (?:the |my )?[a-z]+(?: [a-z]+)?|most of the time|okay|really well))?|(?:gave|gives|giving|made|makes|making|causes|caused|causing) (?:me|him|her|my \S+) (?:feel |have |really |so |a little |a |an |some |to |very |all )*[a-z]+(?: [a-z]+){0,3}|without (?:much |any )?(?:relief|luck|success|help|benefit)|no (?:relief|help|luck|effect|side effects|difference|problems)|with (?:some|good|little|minimal|no|a little|moderate) relief|upset(?:s)? my stomach|brings? (?:it|the fever|his fever|her fever|my fever) down[a-z ]{0,24}|keeps? (?:it|them) (?:down|under control)|tolerat\w+ (?:it |that |them )?(?:well|fine|okay)))\b/;

const GIVEN =
  /^gave (?:me|him|her) (?:some|one|two|three|a few|a couple|his|her|their)\b(?!.*\b(?:relief|help|rash|hives|headache|diarrhea|nausea|reaction)\b)/;

export function effectIn(text: string): string | undefined {
  const match = EFFECT.exec(text);
  // "My brother gave me some of his": where it came from.
  if (!match || GIVEN.test(match[1]!)) return undefined;
  return match[1]!
    .replace(/^(?:and|but) /, '')
    .replace(/^(?:it|that|they|which|those) /, '')
    .replace(/ (?:and|but|so|for|with|the|at|i|my)$/, '')
    .trim();
}

const ADHERENCE =
  /\b((?:(?:i |he |she )?(?:sometimes |occasionally |often |always |usually |probably |do |might |have |will )*(?:miss(?:ed|es|ing)?|forg[eo]t(?:s|ting)?|skip(?:s|ped|ping)?)(?: to take)?(?: (?:a|an|the|my|it|them|some|one|two|couple|few|of|doses?|pills?|days?|evening|morning|night|once|now|and|then|in|while|every|here|there|or|twice|week|maybe|about|sometimes|occasionally))*)|(?:never|rarely|hardly ever) miss(?:ed)?(?: a (?:dose|day|pill))?|not (?:taking|taken) (?:it|them) (?:every day|regularly|as prescribed|consistently|like i should)|(?:every (?:single )?day )?without fail|religiously|(?:ran|run|running) out(?: of (?:it|them))?(?: [a-z0-9]+){0,3}|(?:taking|take) (?:it|them) (?:every day|regularly|as prescribed|faithfully|like clockwork)|hit or miss|on and off|like (?:clockwork|i am supposed to))\b/;

const NONE_MISSED =
  /\b(?:(?:have|has|had|do|does|did|will|would) not|without|not) (?:really |ever |been |yet )*(?:miss|forg[eo]t|skip)\w*/;

/** Whether it is taken as it should be, in the words of who takes it; undefined where nothing was said of that. */
export function adherenceIn(text: string): string | undefined {
  if (NONE_MISSED.test(text)) return 'no missed doses';
  const match = ADHERENCE.exec(text);
  if (!match) return undefined;
  const value = match[1]!
    .replace(/^(?:i|he|she) /, '')
    .replace(/ (?:and|or|then|in|the|my|a|of|maybe|about)$/, '')
    .trim();
  return /^(?:miss|missed|forgot|forget|skip|skipped)$/.test(value) ? `${value} doses` : value;
}
