import type { Assertion, HistoryFact } from '../../../shared/model/facts.ts';
import { answerPhrase } from './details.ts';
import { rest, type Discourse, type Draft, type HistoryBody } from './draft-fact.ts';
import { put } from './history-put.ts';
import type { Said } from './said.ts';

type SocialTopic = NonNullable<HistoryFact['topic']>;

const TERM: Readonly<Record<string, string>> = {
  tobacco: 'tobacco use', alcohol: 'alcohol use', drugs: 'drug use', occupation: 'occupation', living: 'living situation', exercise: 'exercise', diet: 'diet', sexual: 'sexual history', travel: 'travel', education: 'education',
}; // prettier-ignore

const ANYONE =
  /\b(?:anyone|anybody|someone|somebody|any one|who)(?: else)?(?: in (?:the|your) (?:house|home|family))? smokes?\b|\bsmokers? (?:at home|in the (?:house|home))\b/;
const SMOKING =
  /\b(?:i|he|she|we) (?:still |do |used to |never |have never |do not |quit |stopped |only |occasionally |also |just |currently )*(?:smok\w*|vap(?:e|ed|ing)|chew(?:ed)? tobacco|dip)\b|\b(?:quit|stopped) (?:smoking|vaping)\b|\bnever smok\w*|\b(?:packs?|cigarettes?) (?:a|per|every) (?:day|week)\b|\b(?:ex-|former )smoker\b|\bnon-?smoker\b|\bsmoker\b/;
const DRINKING =
  /\b(?:i|he|she|we) (?:do |still |only |do not |never |used to |quit |stopped |maybe |just |might |will |occasionally |sometimes |rarely |usually )*(?:drink(?! (?:plenty|water|enough|fluids|coffee|a lot of (?:water|coffee)|milk|tea|soda))|have (?:a|an|one|two|\d|a few|a couple(?: of)?|maybe a|like a) (?:beers?|glass(?:es)? of wine|drinks?|cocktails?|scotch(?:es)?|whiskeys?|bourbons?|vodkas?|martinis?|margaritas?))\b|\b(?:beers?|glass(?:es)? of wine|drinks|cocktails?|scotch(?:es)?|whiskeys?|bourbons?|martinis?|wine) (?:a|per|on|every|with) (?:day|night|week|weekends?|dinner|the weekend|fridays?|saturdays?)\b|\b(?:quit|stopped) drinking\b|\bsober\b/;
const DRUGS =
  /\b(?:marijuana|weed|pot|cannabis|cocaine|meth|heroin|edibles?|recreational drugs|street drugs|(?:illicit|illegal) drugs)\b/;
const WORK =
  /\b(?:i work(?:ed)? (?:as|at|in|for|on|with|nights|from|construction|part|full|the)|i am (?:a|an) (?:retired )?(?:nurse|teacher|driver|mechanic|plumber|electrician|carpenter|lawyer|accountant|engineer|student|waitress|waiter|server|cook|chef|farmer|cashier|secretary|manager|contractor|construction worker|firefighter|police officer|cop|hairdresser|hairstylist|barber|librarian|programmer|software \S+|bartender|janitor|custodian|nanny|landscaper|roofer|painter|welder|postal worker|mail carrier|bus driver|truck driver|delivery \S+|warehouse \S+|realtor|professor|pharmacist|stay-at-home \S+|stay at home \S+|flight attendant|dancer|musician|baker|butcher|caregiver|veterinarian|dentist|principal|coach|salesman|photographer|florist|pilot|security guard|dental hygienist|physical therapist|social worker|paralegal|machinist|longshoreman|fisherman|journalist|writer|tailor|seamstress|receptionist|homemaker)|i (?:am|have been) (?:retired|unemployed|laid off|on disability|self-employed|between jobs|disabled)|i retired|my job is|i teach|i drive (?:a )?(?:truck|bus|taxi|for)|i run (?:a|my) (?:small )?(?:business|shop|store|bakery|restaurant|company)|desk job|i sit at a (?:desk|computer)|i am in (?:sales|construction|school|college|retail|real estate|finance|it))\b/;
const JOB =
  /\bi am an? (?:\S+ )?(?!(?:smoker|drinker|sleeper|eater|worrier|sufferer|survivor|carrier|runner|walker|little|bleeder|believer|member|caregiver|mother|father|sister|brother|grandmother|number|hoarder|loner|sitter|swimmer|biker|stranger|teenager|morning|diabetic|vegetarian|former)\b)[a-z]{2,}(?:er|or|ist|ian|guard|eer|ress|clerk|nurse|cop|attendant|assistant|consultant|technician|tech|rep|chef|cook|analyst|agent|officer|manager)\b/;
const LIVING =
  /\b(?:i|we|he|she) live(?:s)? (?:alone|by myself|with|in (?:a|an|the|my)|on|at)\b|\b(?:i am|we are|been) (?:married|divorced|widowed|single|separated|engaged|homeless)\b|\b(?:my (?:husband|wife) (?:died|passed))\b/;
const EXERCISE =
  /\b(?:i|he|she) (?:usually |try to |do |still |like to |just |only |also )*(?:exercise|work out|go to the gym|walk (?:\S+ ){0,3}(?:miles?|minutes|a day|every day|the dog|daily)|jog|run (?:\S+ ){0,3}(?:miles?|minutes|every|a day|marathons?)|swim|bike|do yoga|do pilates|lift weights|play (?:tennis|golf|soccer|basketball|softball|pickleball|volleyball|hockey|football|baseball))\b/;
const DIET =
  /\b(?:i|we|he|she) (?:eat|eats|have been eating|try to eat|do not eat|snack|cook|drink (?:\S+ ){0,3}(?:coffee|soda|tea|water|energy drinks|milk))\b|\b(?:fast food|vegetarian|vegan|keto|low salt|low-salt|low carb|cups? of coffee|energy drinks|takeout|take-out|salty foods?|watching what i eat)\b/;
const NEGATIVE =
  /^(?:(?:um|oh|well|,|uh) )*(?:no|nope|never|nah|none|not at all|not anymore|not really|i do not|i have never|i never|neither|he does not|she does not)\b/;
const QUIT =
  /\b(?:quit|stopped|gave (?:it|them) up|used to|former|ex-|ex smoker|not anymore|haven't (?:smoked|had)|have not (?:smoked|had a drink|had a cigarette) (?:in|for|since)|sober|back in (?:college|the day)|years ago)\b/;

const OTHERS_HABITS =
  /\b(?:(?:that is (?:it|all) ,? ?)?(?:but |and )?my (?:husband|wife|dad|mom|father|mother|roommate|boyfriend|girlfriend|brother|sister|son|daughter|partner) (?:drinks|smokes|vapes|uses)\b)/;

const SINCE_STOPPED =
  /^(?:(?:but|and|then|,) )*(?:i|he|she) (?:have |has )?(?:completely |totally |since |now |recently |just )*(?:stopped|quit|gave (?:it|that) up|cut (?:it |that )?(?:out|back|down))\b(?! (?:taking|the)\b)/;

/** "I had been drinking two glasses a night," | "but I've stopped completely.": one thing, told in two clauses. */
function sinceStopped(said: Said, state: Discourse): boolean {
  if (said.clinician || !SINCE_STOPPED.test(said.text) || said.mentions.some(({ concept }) => concept.kind === 'drug'))
    return false;
  const habit = state.drafts.findLast(
    (draft): draft is Draft<HistoryBody> =>
      draft.body.type === 'history' && /^(?:tobacco|alcohol|drugs)$/.test(draft.body.topic ?? ''),
  );
  const last = habit?.units.at(-1);
  if (!habit || !last || said.unit.index - last.index !== 1 || habit.body.detail === undefined) return false;
  habit.body.assertion = 'historical';
  habit.body.detail = `${habit.body.detail}, ${said.text.replace(/ ,/g, ',')}`.slice(0, 160);
  rest(habit, [said.unit]);
  return true;
}

/** What a life is like: each topic once, with the words that say it. */
export function readSocial(said: Said, state: Discourse): void {
  if (sinceStopped(said, state)) return;
  const { topics } = said;
  // "A glass of wine on weekends, that's it, my husband drinks way more than me": the answer ends where another's habits begin.
  const ends = said.asked ? OTHERS_HABITS.exec(said.text)?.index : undefined;
  const text = ends !== undefined && ends > 8 ? said.text.slice(0, ends).replace(/[ ,]+$/, '') : said.text;
  const others = text === said.text && [...said.scopes.values()].some((scope) => scope.experiencer !== 'patient');
  const aboutOther =
    others ||
    /\bmy (?:husband|wife|dad|mom|father|mother|roommate|boyfriend|girlfriend|brother|sister|son|daughter|partner)(?: \S+)? (?:smokes|drinks|vapes|smoked|drank|works|is a)\b/.test(
      text,
    );
  const seen = new Set<SocialTopic>();
  const give = (topic: SocialTopic, assertion: Assertion, detail: string | undefined, asked: boolean): void => {
    if (seen.has(topic)) return;
    seen.add(topic);
    const body: HistoryBody = {
      type: 'history',
      kind: 'social',
      term: TERM[topic] ?? topic,
      topic,
      assertion,
      experiencer: 'patient',
    };
    if (detail !== undefined && detail.length >= 2) body.detail = detail.slice(0, 160);
    const when =
      /\b(?:quit|stopped|sober)\b.*?\b((?:about |almost |over )?(?:\d+|a few|a couple(?: of)?|several|ten|five|two|three) (?:years?|months?|weeks?) ago|in (?:19|20)\d\d|when [a-z ]{4,30}|last (?:year|month)|since [a-z0-9 ]+)/.exec(
        text,
      )?.[1];
    if (when && assertion === 'historical') body.when = when;
    put(body, said, state, 0.9, asked);
  };
  const phrase = (): string | undefined =>
    text === said.text
      ? (answerPhrase(said.line, 26) ?? clip(said))
      : text.replace(/ ,/g, ',').replace(/,? that is (?:it|all)$/, '');
  for (const [topic, pattern] of [
    ['tobacco', SMOKING],
    ['alcohol', DRINKING],
    ['drugs', DRUGS],
  ] as const) {
    const asked = topics.has(topic);
    const own =
      pattern.test(text) &&
      !(
        topic === 'drugs' &&
        said.mentions.some((mention) => mention.concept.kind === 'drug' && mention.concept.preferred === 'cbd')
      );
    if (!asked && !own) continue;
    // "Does anyone smoke at home?" "No.": of the home, not of the patient.
    if (topic === 'tobacco' && asked && !own && ANYONE.test(said.asked?.text ?? '')) {
      if (NEGATIVE.test(text)) give('living', 'present', 'nobody smokes at home', true);
      continue;
    }
    if (aboutOther && !/\bi\b/.test(text)) continue;
    if (
      topic === 'alcohol' &&
      /\b(?:water|fluids|coffee|milk|juice)\b/.test(text) &&
      !/\b(?:beer|wine|alcohol|liquor)\b/.test(text)
    )
      continue;
    // "Do you smoke or drink?" "No." denies both; "I don't smoke" only the one.
    const several = ['tobacco', 'alcohol', 'drugs'].filter((other) => topics.has(other as never)).length > 1;
    const bareNo = NEGATIVE.test(text);
    if (asked && several && !own) {
      if (!(bareNo && (said.candidate.bare || !(SMOKING.test(text) || DRINKING.test(text) || DRUGS.test(text)))))
        continue;
    }
    if (!asked && own && said.unit.tokens.length > 34) continue;
    const clause = own ? clauseAbout(text, pattern) : text;
    const never =
      /\b(?:never|do not|does not|no|non-?smoker|not (?:a )?(?:smoker|drinker))\b/.test(clause) &&
      !/\bnot (?:much|a lot|that much|very|too|every)\b/.test(clause);
    const assertion: Assertion =
      QUIT.test(clause) && !/\bnever\b/.test(clause)
        ? 'historical'
        : never || (bareNo && !/\bbut\b|\bjust\b|\bonly\b|\bsometimes\b|\boccasionally\b|\bsocially\b/.test(text))
          ? 'negated'
          : 'present';
    const bare = said.candidate.bare;
    if (asked && !own && !bareNo && bare === false && said.unit.tokens.length > 25 && text === said.text) continue;
    give(
      topic,
      assertion,
      assertion === 'negated' && (bare || /^(?:no|never|nope)$/.test(text))
        ? undefined
        : bare
          ? undefined
          : own && said.unit.tokens.length > 14
            ? clause
            : phrase(),
      asked,
    );
  }
  if (aboutOther && !/\b(?:i|we)\b/.test(text)) return;
  const more: readonly (readonly [SocialTopic, RegExp])[] = [
    ['occupation', WORK],
    ['living', LIVING],
    ['exercise', EXERCISE],
    ['diet', DIET],
  ];
  for (const [topic, pattern] of more) {
    const asked =
      topics.has(topic as never) &&
      !(topic === 'living' && topics.has('family')) &&
      !(topic === 'exercise' && topics.has('aggravating'));
    const own = pattern.test(text) || (topic === 'occupation' && JOB.test(text));
    if (!asked && !own) continue;
    if (asked && !own && said.unit.tokens.length > 30) continue;
    if (topic === 'diet' && !asked && said.mentions.some((mention) => mention.concept.kind === 'symptom')) continue;
    if (topic === 'exercise' && !asked && said.mentions.some((mention) => mention.concept.kind === 'symptom')) continue;
    if (said.candidate.bare && !/^no\b|^not/.test(text)) {
      if (said.candidate.answer !== 'yes') continue;
    }
    const negative = NEGATIVE.test(text) && !own && topic !== 'occupation' && topic !== 'living';
    give(topic, negative ? 'negated' : 'present', said.candidate.bare ? undefined : phrase(), asked);
  }
  for (const topic of ['sexual', 'travel', 'education'] as const) {
    if (!topics.has(topic)) continue;
    give(topic, NEGATIVE.test(text) ? 'negated' : 'present', said.candidate.bare ? undefined : phrase(), true);
  }
}

function clip(said: Said): string | undefined {
  const text = said.unit.tokens
    .slice(0, 26)
    .map((token) => token.text)
    .join(' ')
    .replace(/ ,/g, ',');
  return text === '' ? undefined : text;
}

/** The clause in which the pattern stands, so that "I don't smoke but I drink" is two things. */
function clauseAbout(text: string, pattern: RegExp): string {
  const match = pattern.exec(text);
  if (!match) return text;
  const before = text.slice(0, match.index);
  const from = Math.max(
    before.lastIndexOf(' but ') + 1,
    before.lastIndexOf(', ') + 1,
    before.lastIndexOf(' and i ') + 1,
    0,
  );
  const tail = text.slice(match.index + match[0].length);
  const stop = /(?: but i | but (?!not)|, i | and i (?!quit|stopped)| , i )/.exec(tail);
  return text
    .slice(from, stop ? match.index + match[0].length + stop.index : undefined)
    .replace(/^(?:but|and|,) /, '')
    .trim();
}
