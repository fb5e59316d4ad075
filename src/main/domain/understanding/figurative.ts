import type { Mention } from './lexicon.ts';
import { tokenAt, type Line } from './line.ts';

/**
 * Words of illness that mean none: jokes, idioms, food, weather, sport. What they cover is taken from the mentions. A phrase stands here
 * only if it cannot be a complaint.
 */
const FIGURES: readonly RegExp[] = [
  /\b(?:real|big|huge|royal|total|such a|a) pain in (?:the|my) (?:neck|butt|ass|rear|behind|backside)\b/,
  /\bpain in the (?:butt|ass|rear|behind|backside)\b/,
  /\b(?:this|that) pain in the neck\b|\bpain in the neck (?:of a|for|boss|job|kid)\b/,
  /\bred (?:wine|meat|flag|flags|light|bull|sox|cross|sauce|peppers?)\b/,
  /\b(?:is|was|are|were|be|been|being|such) (?:a|such a) (?:pain|headache|nightmare)\b(?! in (?:my|his|her|your)| (?:that|which) )/,
  /\b(?:sick|tired|sick and tired) of (?!breath)\S+/,
  /\b(?:about|almost|nearly|practically|thought i would|going to|gonna) (?:had|have|gave me|give me|gives me) (?:a |the )?(?:heart attack|stroke|seizure|panic attack|aneurysm)\b/,
  /\bgave (?:me|him|her|us) a heart attack\b/,
  // Said of nights and of time, not of the body.
  /\b(?:dreamt|dreamed|had (?:a|this) dream)\b.*/,
  /\b(?:is|are|came|comes) back(?= (?:when|whenever|again|now|since|every|,)|$)/,
  /\b(?:dead|die|dying|died) (?:of|from) (?:boredom|embarrassment|laughter|laughing|shame|curiosity)\b/,
  /\b(?:retirement|retiring|work|boredom|traffic|school|homework|taxes|this job|my boss|the commute|the waiting|waiting) (?:is|has been|was) (?:just |really )?killing (?:me|us|him|her)\b/,
  /\b(?:be|is|was) the death of (?:me|us)\b/,
  /\b(?:had|have|having) a (?:heart attack|stroke) (?:when|over|seeing|looking|at) .*\b(?:bill|price|cost|news|gas|score|game)\b/,
  /\b(?:worried|bored|scared|sick|laughed|freezing|tickled) to death\b/,
  /\bworried sick\b/,
  /\b(?:dying|itching) to \S+/,
  /\ballergic to (?:exercise|work|working|mornings|mondays|monday|hospitals|doctors|housework|vegetables|salad|people|the gym|broccoli|homework|school|paperwork|taxes|cleaning)\b/,
  /\b(?:cabin|spring|football|playoff|gold|baby|dance|disco|bieber|world cup) fever\b/,
  /\b(?:it is|it was|so|really|too|pretty|freezing|gets?|getting|is) cold (?:out|outside|in here|today|this (?:morning|week|winter)|weather)\b/,
  /\b(?:a|my|your) (?:cold) (?:drink|beer|shower|water|day|morning|front|spell)\b/,
  /\bburn(?:ed|t|s|ing)? (?:the|my|some|dinner|toast|calories|it off|that off|off|out|down|through) ?(?:dinner|toast|cookies|food|turkey|house|bridge|money)?\b/,
  /\bbreak a leg\b/,
  /\b(?:heart|heartache)(?: is)? (?:broken|breaking|breaks|broke)\b/,
  /\b(?:you|he|she|they|that|this|it|kids|work|traffic|heat|stairs) (?:is|are|will be)? ?killing me\b/,
  /\b(?:crazy|insane) (?:about|for|busy|weather|week|day)\b/,
  /\bbug(?:s)? (?:me|spray)\b/,
  /\b(?:choked|choking) up\b/,
  /\bmy two cents\b/,
  /\b(?:tv|movie|movies|documentary|netflix|novel|soap opera)\b.*\b(?:about|where|who|with|had)\b.*/,
  /\b(?:pass|passed|passing) (?:the|my|your|his|her) (?:test|exam|class|inspection|driving|physical)\b/,
  /\bstroke of (?:luck|genius)\b/,
  // A foot that falls asleep is numb.
  /(?<!\b(?:foot|feet|legs?|hands?|arms?|fingers?|toes?) (?:keeps? |always )?)\b(?:fall|falls|fell|falling|fallen) (?:back |right |straight )?asleep\b/,
  // Blood and what it is on, not skin.
  /\b(?:bright|dark|brick) red\b(?! (?:rash|spots?|skin|patch|bumps?))/,
  /\bfall(?:s)? (?:in love|for it|weather|semester|colors|leaves|break|term|season)\b/,
  /\b(?:last|this|next|in the|every|early|late) fall\b/,
  /\bsweat(?:ing)? (?:the small stuff|it)\b/,
  /\b(?:run|ran|running) (?:a|the) (?:temperature check|marathon)\b/,
  /\bblow off steam\b/,
  /\b(?:under|lots of|too much) (?:pressure at work)\b/,
  /\b(?:spot|spotted|spotting) (?:you|him|her|them|it|on)\b/,
  /\b(?:gas|gas station|gas prices?|gas money|gas tank)\b(?= (?:station|prices?|money|tank|is so|bill|pump))/,
  /\b(?:price|cost) of gas\b/,
  /\bold (?:ball and chain)\b/,
  /\b(?:black and blue) (?:jersey|shirt|team|colors)\b/,
  /\b(?:pop|pops|popped|popping) (?:a |an |some |one |two |\d |my |another )?(?:tums|pills?|tylenol|advil|aleve|ibuprofen|motrin|antacids?|rolaids|mints?|gum)\b/,
  // A programme, a drug or a shop for it: nothing that happened to the patient.
  /\b(?:weight loss|hair loss|sleep|smoking) (?:study|studies|trial|program|programs|clinic|surgery|pills?|drugs?|shots?|shakes?|medications?|medicines?|app|apps|group|plan|journey)\b/,
  /\b(?:it is|it was|like it is|feels like it is|something) tearing\b(?! up)/,
  /\bnot hear (?:you|me|him|her|that)\b/,
  /\bcancer (?:walk|run|fundraiser|research|charity|sign|horoscope|society)\b/,
  /\b(?:stress|cancer|heart|stroke) (?:ball|awareness)\b/,
  /\b(?:rash|nervous) (?:decision|driver|driving|laugh)\b/,
  /\bon (?:the )?pins and needles\b/,
  /\b(?:knot|knots) in (?:the|a) (?:rope|string|tie|laces)\b/,
  /\b(?:migraine|headache) of a (?:day|week|job|commute|divorce|kid|boss)\b/,
];
/** Cheap sieve: a unit without one of these words holds no figure. */
const SIEVE =
  /\b(?:hear|loss|sleep|smoking|tearing|pop|pops|popped|popping|pain|red|headache|nightmare|sick|tired|heart|stroke|death|dying|itching|allergic|fever|cold|burn|burned|burnt|burning|burns|leg|killing|crazy|insane|bugs?|choked|choking|tv|movies?|netflix|opera|novel|documentary|pass|passed|passing|falls?|sweat|sweating|temperature|steam|pressure|spot|spotted|spotting|gas|chain|black|cancer|rash|nervous|pins|knots?|migraine|seizure|panic|aneurysm|stress|dead|die|died|boredom|dreamt|dreamed|dream|back)\b/;

/** A joke or a figure stands in it, and nothing clinical beside it. */
export function isOnlyFigurative(line: Line, mentions: readonly Mention[]): boolean {
  if (!SIEVE.test(line.text) || !FIGURES.some((pattern) => pattern.test(line.text))) return false;
  const figures = figurativeMentions(line, mentions);
  return mentions.every((mention) => figures.has(mention) || mention.concept.kind === 'anatomy');
}

export function figurativeMentions(line: Line, mentions: readonly Mention[]): ReadonlySet<Mention> {
  const out = new Set<Mention>();
  if (mentions.length === 0 || !SIEVE.test(line.text)) return out;
  for (const pattern of FIGURES) {
    const match = pattern.exec(line.text);
    if (!match) continue;
    const from = tokenAt(line, match.index);
    const to = tokenAt(line, match.index + match[0].length - 1) + 1;
    for (const mention of mentions)
      if (mention.start < to && mention.end > from && mention.concept.kind !== 'test') out.add(mention);
  }
  return out;
}
