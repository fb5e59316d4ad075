/** Just enough English morphology to move a clause from "I take" to "she takes" and from "can you take" to "to take". */
const BASE =
  `ache admit agree appreciate ask avoid bathe become begin believe bend bleed blow break breathe bring bruise build burn buy call carry catch change check chew choke clean climb close come complain consume continue cook cough count cry cut dance decide deny depend develop die do drain dress drink drive drop eat enjoy exercise experience fall fast feel fight find finish flare follow forget garden get give go golf grow happen hate have hear help hike hit hold hope hurt ice increase inject itch jog keep kick know lay lead learn leave let lie lift like limit limp live look lose love make manage mean measure meet miss monitor mow move need notice open own pack paint pass pay pee pick plan play poop pop pull push put quit radiate reach read recall recommend refill remember rest ride rinse roll rub run say see seem sell send sew shake shift shoot shop shower sing sit sleep smell smoke sneeze snore speak spend spin stand start stay step stick stop strain stretch struggle study suffer supposed swallow sweat swell swim take talk teach tell tend think throw tolerate touch travel treat trust try turn twist understand urinate use vape visit vomit wait wake walk want wash watch wear weigh wheeze wish wonder work worry write yell attribute adopt guess suppose prefer handle babysit coach volunteer retire train lean dig rake cycle bike cope hesitate utilize stumble trip land lock click wrap elevate massage soak scratch squeeze grip grab type sprint throb pound sting tighten loosen worsen improve subside recover heal support stress snack skip chart test rate describe report deal miss bother press squat crouch vacuum mow shovel dress undress shave brush cramp bleed sniff gargle gag cuddle nurse breastfeed type text drip peel crack creak rotate reposition doze nap dream sweat faint blink squint snap`
    .split(' ')
    .filter((word) => word !== 'supposed');
const BASE_SET = new Set(BASE);
const PAST = new Set(
  'bled tore bent stung burst laid led paid shook slid swung shut sank shrank sprang spun dealt dug flew froze hid knelt meant sent spat stole struck wept won wrote peed was were had did went took got felt came saw said told thought knew found gave became began left kept made ran fell hit hurt woke broke threw lost ate drank slept stood sat put quit cut heard held met read brought bought caught taught wore drove rode swam grew blew spoke stuck swept stepped stopped started tried noticed used worked lived moved walked played tripped landed twisted called been gone done taken seen given'.split(
    ' ',
  ),
);

export function isBaseVerb(word: string): boolean {
  return BASE_SET.has(word);
}

export function isPastVerb(word: string): boolean {
  return PAST.has(word) || (word.length > 4 && word.endsWith('ed'));
}

export function isVerbForm(word: string): boolean {
  return isBaseVerb(word) || isPastVerb(word) || AUXILIARY.has(word);
}

export const AUXILIARY = new Set([
  'am', 'is', 'are', 'was', 'were', 'have', 'has', 'had', 'do', 'does', 'did', 'will', 'would', 'can', 'could', 'should', 'may', 'might', 'must', 'be',
]); // prettier-ignore

export const ADVERBS = new Set([
  'just', 'really', 'likely', 'also', 'usually', 'still', 'never', 'always', 'sometimes', 'already', 'probably', 'actually', 'often', 'mostly', 'only', 'kind', 'of', 'sort',
  'definitely', 'basically', 'generally', 'occasionally', 'recently', 'currently', 'normally', 'even', 'constantly', 'typically', 'mainly', 'certainly', 'now', 'both', 'all', 'ever', 'rarely', 'literally', 'honestly', 'obviously', 'pretty', 'much', 'then', 'frequently', 'finally', 'almost', 'hardly', 'barely', 'absolutely', 'first', 'immediately', 'intermittently', 'especially',
]); // prettier-ignore

/** Third person singular, present. */
export function thirdPerson(base: string): string {
  switch (base) {
    case 'have':
      return 'has';
    case 'be':
    case 'am':
    case 'are':
      return 'is';
    case 'do':
      return 'does';
    case 'go':
      return 'goes';
    case 'were':
      return 'was';
  }
  if (/(s|x|z|ch|sh)$/.test(base)) return `${base}es`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ies`;
  return `${base}s`;
}

/** Present participle of a base verb. */
export function gerund(base: string): string {
  if (base === 'be') return 'being';
  if (/ie$/.test(base)) return `${base.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(base)) return `${base.slice(0, -1)}ing`;
  if (
    /^(get|put|sit|run|cut|stop|swim|hit|quit|begin|forget|jog|hop|skip|drop|let|plan|spin|trip|dig|rub|mop|step|pop|grab|grip|wrap|set|control)$/.test(
      base,
    )
  )
    return `${base}${base.at(-1)!}ing`;
  return `${base}ing`;
}
