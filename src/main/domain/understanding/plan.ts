import type { PlanFact } from '../../../shared/model/facts.ts';
import { SPAN } from './details.ts';
import { add, known, rest, type Discourse, type Draft, type PlanBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { lineOf } from './line.ts';
import { ASKS_IF, clip, conditionOf, HAS_BEEN, IF_CLAUSE, RETURN, withoutMain } from './plan-conditions.ts';
import type { Said } from './said.ts';
import { onlySide } from './sides.ts';
import type { Unit } from './utterances.ts';

type Kind = PlanFact['kind'];
type Status = PlanFact['status'];

const DECIDES =
  /\b(?:i (?:will|am going to|want|would like|recommend|suggest|think (?:we|you|it)|am (?:ordering|sending|referring|recommending|scheduling)|need|have ordered|ordered|placed|put in|advise|encourage)|we (?:will|are going to|can|should|need|could|may|might|are|also)|let us|let me|you (?:should|need|can|will|are going to|want to|could|may)|go ahead|plan(?:ning)? (?:is |to |on )|going to|order(?:ing)?|get(?:ting)? (?:a|an|some|you|another|your|the)|schedul\w+|repeat|recheck|check(?:ing)?|send|refer\w*|set(?:ting)? (?:you )?up|start|continue|keep|try|make sure|recommend\w*|please|do (?:a|an|some|another|the)|have you (?:see|do|come|get|wear|use|go)|it is important|try to|i also want|would be|wear|use|apply|avoid|limit|cut (?:back|down|out)|eat|drink|rest|elevate|take it easy|quit|gargle|weigh|stay|follow(?:ing)?[ -]?up|come back|see you|return|call)\b/;
const DONE_TALK =
  /\b(?:showed|shows|revealed|came back|results? (?:of|are|were|from)|reviewed|you (?:had|did|got|have had|have done|said|mentioned)|last (?:year|time|visit|month|week)|was (?:normal|negative|positive|fine|good|done)|were (?:normal|negative|fine|good)|is normal|looks? (?:good|fine|normal)|already (?:did|had|done|got)|i did (?:review|look)|looked at)\b/;
const OFFERS =
  /\b(?:would you (?:like|want|be (?:open|willing|okay|interested))|do you want|are you (?:okay|open|willing|interested|comfortable)|how (?:do|would) you feel about|what do you think about|shall we|is it okay if|would it be okay|can we (?:try|do|start|get)|interested in|if you (?:would like|want|are interested)|we could (?:also )?|you could|another option|one option|option (?:is|would be)|we can (?:also )?(?:talk|consider|think))\b/;
const CONSIDERS =
  /\b(?:could|might|may|consider|possibly|maybe|down the (?:road|line)|in the future|eventually|option|talk(?:ing)? about|discuss|look(?:ing)? (?:in)?to|think about)\b/;
const NOT_NEEDED =
  /\b(?:do not (?:think (?:we|you) need|need|want)|no need (?:for|to)|not (?:going to|necessary|needed|order)|does not need|hold off on|without|will not need|don't need|will not|would not)\b/;
const ACCEPTS =
  /^(?:(?:um|oh|well|,|okay|yeah) )*(?:yes|yeah|yep|sure|okay|ok|that (?:sounds|works|is fine|would be)|sounds (?:good|great)|fine|i (?:would|guess|could|will|am open|am willing)|let us|absolutely|of course|please|whatever you think|i am okay|works for me|alright|great|perfect|definitely)\b/;
const DECLINES =
  /\b(?:no thanks?|no thank you|i (?:do not|would rather not|will not|am not going to|would prefer not|refuse|am not (?:interested|ready|comfortable))|rather not|not (?:right now|today|interested|at this (?:time|point)|yet|for me)|pass on|hold off|i am good|let us (?:wait|hold off)|i decline|do not want|don't (?:really )?want)\b/;
const WHEN = new RegExp(String.raw`\b(in (?:about |another |like |maybe )?(?:the next )?${SPAN}|within (?:the next )?${SPAN}|(?:every|once every) (?:\d+|few|couple|three|six|two|other) (?:days|weeks|months|years)|today|tomorrow|this (?:week|afternoon|morning|month)|next (?:week|month|year|visit|time|\S+day)|before (?:your|the|our|you) (?:next |follow-up )?(?:visit|appointment|leave|go|physical|surgery)(?: \S+)?|after (?:the|your|that|we|you)(?: \S+){1,4}|on your way out|right away|as soon as possible|first thing(?: in the morning)?|at (?:your|the) next (?:visit|appointment)|${SPAN} from now|fasting|(?:two|three|four|six|eight|2|3|4|6|8)(?:-| to | or )?(?:two|three|four|six|eight|twelve|\d+)? (?:weeks|months))\b`); // prettier-ignore
const REASON =
  /\b((?:to (?:rule out|make sure|check (?:for|on|your)|see (?:if|what|how|whether)|look (?:for|at)|evaluate|confirm|help (?:with)?|get a better|assess|monitor|screen|be (?:safe|sure)|keep|protect|reduce|bring|calm|find out|prevent|strengthen|give)|for (?:further|more|a second)|because|just in case|so (?:that )?we can|so (?:that )?you can|given)\b[a-z0-9' ,-]{2,90})/;

const FOLLOW_UP =
  /\b(?:follow(?:ing)?[ -]?up (?:with (?:me|us|your|dr|the)|in|here|appointment|visit|after|at)|see (?:you|him|her) (?:back |again |in |here )?|come (?:back|see (?:me|us)) (?:in|after|and see|for|to see|next|within|every)|return (?:in|to (?:the )?clinic)|back (?:here )?in (?:about )?(?:\d|a|two|three|six|four)|recheck (?:in|you|him|her|things)|make (?:an|another|a follow[ -]?up) appointment|appointment in|check (?:back )?in (?:with (?:me|you|us) )?in|touch base|schedule (?:a |you a |your )?(?:follow[ -]?up|next visit|visit)|have you (?:back|come back|follow up))\b/;
const REFERRAL =
  /\b(?:refer(?:ral|ring|red)?\b(?: (?:you|him|her|to))*|send(?:ing)? (?:you|him|her) (?:over |out )?to|have (?:you|him|her) (?:see|seen by|meet with|evaluated by)|set (?:you|him|her) up with|get (?:you|him|her) (?:in|over|set up|hooked up|into)(?: \S+){0,2} (?:with|to (?:see|the)?)|see (?:a|an|the|our)|consult(?:ation)?(?: with)?|follow(?:ing)? up with|appointment with)\b/;
const SPECIALTY =
  /\b((?:pediatric |orthopedic |general |hand |spine |vascular |plastic |eye |foot |ear ,? nose ,? and throat |interventional )?(?:cardiolog(?:y|ist)|orthop(?:edics?|edist|edic surgeon|aedics)|neurolog(?:y|ist)|dermatolog(?:y|ist)|gastroenterolog(?:y|ist)|gi (?:doctor|specialist)|(?:eye|foot|heart|skin|kidney|bone) doctor|pulmonolog(?:y|ist)|pulmonary|nephrolog(?:y|ist)|urolog(?:y|ist)|rheumatolog(?:y|ist)|endocrinolog(?:y|ist)|psychiatr(?:y|ist)|psycholog(?:y|ist)|oncolog(?:y|ist)|hematolog(?:y|ist)|ophthalmolog(?:y|ist)|optometr(?:y|ist)|ent|ear ,? nose ,? (?:and )?throat|otolaryngolog(?:y|ist)|podiatr(?:y|ist)|allerg(?:y clinic|ist)|gynecolog(?:y|ist)|ob(?:-?gyn)?|obstetric(?:s|ian)|surgeon|surgery|physical therap(?:y|ist)|occupational therap(?:y|ist)|speech therap(?:y|ist)|therapist|counselor|nutritionist|dietit?ian|diabetes educator|pain (?:management|clinic|specialist)|sleep (?:specialist|clinic|medicine)|infectious disease|wound (?:care|clinic)|home health|social work(?:er)?|case manager|genetic(?:s| counselor)|audiolog(?:y|ist)|dentist|hand specialist|chiropractor|specialist|cardiac rehab|pulmonary rehab|lactation consultant|fertility specialist|neurosurge(?:ry|on)|vein (?:clinic|specialist)|memory clinic|weight (?:loss )?clinic|hospice|palliative care|cognitive behavioral therapy|behavioral health))\b/;
const ADVICE: readonly (readonly [Kind, string, RegExp])[] = [
  ['activity', 'rest', /\b(?:rest (?:it|your|the|up|as)|get (?:some|plenty of|lots of) rest|plenty of rest|take it easy|stay off (?:it|your|the|of)|lots of rest|rest ,? ice)\b/],
  ['activity', 'activity restriction', /\b(?:no (?:heavy )?(?:basketball|baseball|tennis|golf|sport|skiing|biking|cycling|dancing|lifting|sports|running|jumping|driving|gym|contact|strenuous|weight ?lifting|swimming|exercise|bending|intercourse|sex|soccer|football|practice)|avoid (?:any )?(?:heavy )?(?:lifting|running|jumping|bending|strenuous|sports|contact|overhead|driving)|light duty|out of (?:work|school|gym|sports|practice)|off (?:of )?work|stay home|pelvic rest|bed ?rest|limit (?:your )?(?:activity|lifting|activities)|non-?weight[ -]?bearing|weight[ -]bearing as)\b/],
  ['activity', 'stretching', /\b(?:stretch(?:es|ing)?|range of motion exercises|strengthening exercises|home exercises|exercises at home)\b/],
  ['counselling', 'ice', /\b(?:ice (?:it|the|your|on|for|packs?|to|and)|put (?:some )?ice|apply ice|icing|cold packs?)\b/],
  ['counselling', 'heat', /\b(?:heat(?:ing pad)? (?:to|on|and|or|pack|may|can|will)|use (?:a )?heating pad|warm compress\w*|warm (?:soaks?|packs?)|heating pad)\b/],
  ['counselling', 'elevation', /\b(?:elevat(?:e|ing)|keep (?:it|your (?:foot|leg|feet|legs)) (?:up|elevated)|prop (?:it|your|them))\b/],
  ['counselling', 'fluids', /\b(?:fluids|hydrat\w+|drink (?:plenty|lots|more|a lot|enough|extra)|plenty of water|pedialyte)\b/],
  ['counselling', 'smoking cessation', /\b(?:quit(?:ting)? smoking|stop(?:ping)? smoking|cut(?:ting)? (?:back|down) on (?:the )?(?:smoking|cigarettes)|smoking cessation|quit vaping|stop vaping)\b/],
  ['counselling', 'diet', /\b(?:low[ -](?:salt|sodium|fat|carb|cholesterol|fiber)|high[ -]fiber|cut(?:ting)? (?:back|down|out)(?: on)?(?: the| your| some)? (?:salt|sodium|sugar|carbs|fried|fast food|soda|caffeine|coffee|sweets|alcohol|dairy|spicy|red meat)|watch (?:your )?(?:salt|diet|what you eat|carbs|sugar)|(?:healthy|bland|dash|mediterranean|brat|balanced) diet|eat (?:more|less|smaller|healthy|plenty|foods)|dietary changes|your diet|avoid (?:spicy|salty|caffeine|fatty|fried|greasy|dairy|sugary|late|eating|acidic|gluten|trigger)|limit (?:your )?(?:salt|sodium|sugar|caffeine|carbs|alcohol)|more (?:fiber|vegetables|fruits))\b/],
  ['counselling', 'exercise', /\b(?:(?:regular|more|daily) (?:exercise|physical activity)|exercise (?:\S+ ){0,3}(?:minutes|times|week|day|regularly)|(?:30|150) minutes(?! (?:before|after|later|prior))|start (?:walking|exercising)|walk(?:ing)? (?:\S+ ){0,3}(?:minutes|a day|daily|week)|be more active|stay active|increase your (?:activity|exercise))\b/],
  ['counselling', 'weight loss', /\b(?:los(?:e|ing) (?:some |a little |the |a few )?(?:weight|pounds)|weight loss|losing weight|get your weight)\b/],
  ['counselling', 'alcohol reduction', /\b(?:cut(?:ting)? (?:back|down)(?: on)? (?:the |your )?(?:drinking|alcohol|wine|beer)|stop drinking|avoid alcohol|no alcohol|limit (?:your )?alcohol|less alcohol)\b/],
  ['counselling', 'sleep hygiene', /\b(?:sleep hygiene|no screens|screens? (?:off|away|before)|same bedtime|off your phone before)\b/],
  ['counselling', 'sun protection', /\b(?:sunscreen|sun protection|spf|out of the sun|avoid (?:the )?sun)\b/],
  ['counselling', 'home monitoring', /\b(?:keep (?:a |an )?(?:log|diary|record|track|journal|eye on)|check your (?:blood pressure|sugar|sugars|blood sugar|weight|feet|pressure)|check (?:them|it) (?:\S+ )?(?:twice|every|daily|once|a day|each)|monitor(?:ing)? your|weigh yourself|write (?:it|them) down|log (?:it|your|of)|(?:headache|food|symptom|voiding|sleep) diary|record your|blood pressure (?:log|at home))\b/],
  ['counselling', 'wound care', /\b(?:keep (?:it|the (?:wound|area|incision|cut|site|stitches)) (?:clean|dry|covered)|wash (?:it|the area)|change the (?:dressing|bandage)|dressing changes)\b/],
  ['counselling', 'skin care', /\b(?:moisturiz\w+|fragrance[ -]free|lukewarm (?:baths|showers)|gentle (?:soap|cleanser)|unscented)\b/],
  ['counselling', 'handwashing and isolation', /\b(?:wash (?:your )?hands|stay (?:home|away) (?:from|until)|isolat\w+|quarantin\w+|wear a mask|contagious until)\b/],
  ['counselling', 'stress management', /\b(?:stress (?:management|reduction)|relaxation|meditation|mindfulness|deep breathing|breathing exercises)\b/],
  ['counselling', 'safe sex', /\b(?:condoms?|safe sex|protected sex|partner (?:should|needs to) be (?:tested|treated))\b/],
  ['counselling', 'salt water gargle', /\b(?:gargl\w+|salt water)\b/],
  ['counselling', 'kick counts', /\b(?:kick counts?|count (?:the )?kicks)\b/],
]; // prettier-ignore
const DEVICE =
  /\b((?:knee |ankle |wrist |thumb (?:spica )?|back |elbow |tennis elbow |neck |lace-up |night |air |finger )?(?:brace|splint|sling|crutches|boot|walking boot|cast|walker|cane|orthotics|inserts|compression (?:stockings|socks)|ace (?:wrap|bandage)|cpap(?: machine)?|spacer|nebulizer|humidifier|glucose (?:meter|monitor)|hearing aids?|peak flow meter|blood pressure (?:cuff|monitor)|collar|arch supports?|heel (?:cups?|lifts?)|wheelchair|event monitor|pessary|eye patch))\b/;

/** Orders, referrals, advice, follow-up and when to come back: what the clinician decides, offers or makes depend on something. */
export function readPlan(said: Said, state: Discourse): void {
  if (!said.clinician) {
    answerToOffer(said, state);
    return;
  }
  const { text, unit, line } = said;
  if (said.isQuestion && !OFFERS.test(text)) return;
  const follows = text.search(FOLLOW_UP);
  const when = (follows > 0 ? WHEN.exec(text.slice(follows))?.[1] : undefined) ?? WHEN.exec(text)?.[1];
  const reason = REASON.exec(text)?.[1];
  const give = (kind: Kind, term: string, status: Status, extra: Partial<PlanBody> = {}): void => {
    const body: PlanBody = { type: 'plan', kind, term, status };
    if (when && extra.when === undefined && kind !== 'return-precaution') body.when = when;
    if (
      reason &&
      /^(?:lab|imaging|test|referral|procedure)$/.test(kind) &&
      !/^(?:to (?:help|get)|because)\b.*\b(?:call|come)\b/.test(reason)
    )
      body.reason = clip(reason);
    const side = onlySide(unit.tokens);
    if (side && /^(?:imaging|procedure|device|test|referral)$/.test(kind)) body.side = side;
    if (state.problem !== undefined && kind !== 'return-precaution' && kind !== 'follow-up' && kind !== 'immunization')
      body.problem = state.problem;
    Object.assign(body, extra);
    put(body, said, state, [unit]);
  };
  const cause = IF_CLAUSE.exec(text);
  const returns =
    RETURN.test(text) &&
    !HAS_BEEN.test(cause?.[1] ?? '') &&
    (cause !== null ||
      /\b(?:watch|look) (?:out )?for\b|\bany (?:fever|chest|worsening|new|numbness|weakness|shortness|signs|bleeding)\b/.test(
        text,
      ));
  const courtesy = /\b(?:results?|labs?) (?:come|are|is)\b|\bany (?:other |more )?(?:questions|concerns)\b/;
  const ofExam =
    state.phase !== 'assessment' &&
    /\blet (?:me|us) know\b.*\b(?:any (?:pain|discomfort)|hurts?|tender|sore)\b/.test(text);
  if (ofExam) return;
  if (returns && !courtesy.test(cause?.[1] ?? '')) {
    const condition = conditionOf(text);
    if (condition && cause) state.condition = { text: condition, at: unit.index };
    const act = /\b911\b/.test(text)
      ? 'call 911'
      : /\b(?:emergency|er|hospital)\b/.test(text)
        ? 'go to the emergency room'
        : /\b(?:call|let (?:me|us) know|message|reach out|give)\b/.test(text)
          ? 'call'
          : 'come back';
    give('return-precaution', act, 'conditional', condition ? { condition } : {});
    return;
  }
  // "You'd want to go to the ER." after the sentence that listed the signs.
  if (
    DONE_TALK.test(text) &&
    !/\b(?:i (?:will|am going to|want|would like)|we (?:will|are going to|should)|let us|going to)\b/.test(text)
  )
    return;
  const decided = DECIDES.test(text) || OFFERS.test(text) || state.phase === 'assessment';
  const unneeded = NOT_NEEDED.test(text);
  // "If the cough is not gone in a month, call us | and we will get a chest x-ray."
  const hangsOn =
    state.condition && unit.index - state.condition.at <= 1 && /^(?:and|then) /.test(text)
      ? state.condition.text
      : undefined;
  const ownIf =
    cause !== null &&
    !ASKS_IF.test(text.slice(0, cause.index)) &&
    !/\bif you (?:want|like|would|are (?:okay|open|willing)|do not mind|could|can|have any questions)\b/.test(
      cause[1]!,
    );
  const conditional = ownIf || hangsOn !== undefined;
  const status = (mention?: Mention): Status => {
    if (conditional || (mention && said.scopes.get(mention)!.assertion === 'hypothetical')) return 'conditional';
    const before = mention ? text.slice(0, line.at[mention.start]!) : text;
    if (OFFERS.test(text) || CONSIDERS.test(before)) return 'offered';
    return 'decided';
  };
  const condition = ownIf ? clip(withoutMain(cause[1]!)) : hangsOn;
  const extra: Partial<PlanBody> = condition === undefined ? {} : { condition };

  if (
    FOLLOW_UP.test(text) &&
    (when !== undefined || /\b(?:follow[ -]?up|see you back|come back)\b/.test(text)) &&
    !SPECIALTY.test(text.slice(Math.max(0, text.search(FOLLOW_UP)))) &&
    !/\bif\b.{0,30}\bcome back\b/.test(text)
  ) {
    give('follow-up', 'follow-up', conditional ? 'conditional' : 'decided', { ...extra, ...(when ? { when } : {}) });
  }
  const referral = REFERRAL.exec(text);
  if (referral && decided && !unneeded) {
    // "To the eye doctor and to podiatry": as many as are named.
    for (const who of text.slice(referral.index).matchAll(new RegExp(SPECIALTY, 'g')))
      give('referral', specialty(who[1]!), status(), extra);
  } else if (decided && /\brefer(?:ral)?\b/.test(text)) {
    const who = SPECIALTY.exec(text);
    if (who && !unneeded) give('referral', specialty(who[1]!), status(), extra);
  }
  for (const mention of said.mentions) orderOf(mention, said, state, decided, unneeded, status, give, extra);
  if (!decided) return;
  for (const [kind, term, pattern] of ADVICE) {
    const match = pattern.exec(text);
    if (!match) continue;
    if (/\b(?:do you|did you|have you|are you)\b/.test(text) && !/\bi (?:want|would|recommend)\b/.test(text)) continue;
    give(kind, term, conditional ? 'conditional' : OFFERS.test(text) ? 'offered' : 'decided', {
      ...extra,
      detail: clip(adviceOf(text, match.index)),
    });
  }
  const device = DEVICE.exec(text);
  if (
    device &&
    !unneeded &&
    /\b(?:wear|use|give|get|put|order|try|prescribe|fit|place|need|go (?:with|into)|start|set|recommend|have you)\b/.test(
      text,
    ) &&
    !DONE_TALK.test(text)
  )
    give('device', device[1]!, status(), extra);
  const avoid =
    /\b(?:avoid(?:ing)?|stay away from|no more|do not (?:take|use)|steer clear of|lay off(?: of)?|cut out) (?:any |the |taking |using |all |things like |anything with )*([a-z][a-z' -]{2,50})/.exec(
      text,
    );
  if (avoid) {
    const drugs = said.mentions.filter(
      (mention) => mention.concept.kind === 'drug' && line.at[mention.start]! >= avoid.index,
    );
    for (const drug of drugs)
      give('counselling', `avoid ${drug.concept.preferred}`, 'decided', { detail: clip(text.slice(avoid.index)) });
  }
}

function orderOf(
  mention: Mention,
  said: Said,
  state: Discourse,
  decided: boolean,
  unneeded: boolean,
  status: (mention?: Mention) => Status,
  give: (kind: Kind, term: string, status: Status, extra?: Partial<PlanBody>) => void,
  extra: Partial<PlanBody>,
): void {
  const { concept } = mention;
  const { text, line } = said;
  if (concept.kind !== 'test' && concept.kind !== 'procedure') return;
  if (
    /^(?:vitals|event|device|lifestyle|order|score)$/.test(concept.group) ||
    /^(?:rest|ice|elevation|heating pad|diet|exercise|physical exam|massage|surgery|low sodium diet|hospitalization|emergency room visit)$/.test(
      concept.preferred,
    )
  ) {
    if (!(
      concept.preferred === 'surgery' &&
      /\b(?:recommend|schedule|consider|need|option|candidate|talk about)\b/.test(text)
    ))
      return;
  }
  if (!decided) return;
  const before = text.slice(0, line.at[mention.start]!);
  const after = text.slice(line.at[mention.end] ?? text.length);
  const scope = said.scopes.get(mention)!;
  if (scope.experiencer !== 'patient') return;
  if (
    /\b(?:showed|shows|was|were|came back|is|are|looks|looked) (?!going|to be|scheduled|ordered|recommended|due|needed)\S*/.test(
      after.slice(0, 26),
    ) &&
    !/\b(?:order|get|repeat|schedule|recheck|check)\b/.test(before)
  )
    return;
  if (
    /\b(?:the|your|that|based on|on (?:the|your)|results? of|from (?:the|your)|reviewed|looked at|if the|once the|when the|until the) (?:\S+ )?$/.test(
      before,
    ) &&
    !/\b(?:order|get|schedule|repeat|recheck|check|redo|have|draw|send|continue|start|need|recommend|do|for) (?:up |on )?(?:the|your|that) (?:\S+ )?$/.test(
      before,
    ) &&
    concept.group !== 'therapy' &&
    concept.group !== 'immunization'
  )
    return;
  if (
    unneeded ||
    scope.assertion === 'negated' ||
    /\b(?:no need for|do not need|does not need|not need|hold off on|not going to (?:do|order|get)|instead of|rather than)(?: \S+){0,4} ?$/.test(
      before,
    )
  )
    return;
  // "We'll see if we need light therapy": not decided.
  if (/\b(?:see|know|decide|determine|find out|figure out) (?:if|whether) (?:we|you|he|she)\b[^,]*$/.test(before))
    return;
  // "your last labs", "I'm glad that you are in therapy": had already.
  if (/\b(?:last|previous|recent|prior|latest)(?: \S+){0,2} ?$/.test(before)) return;
  if (
    /\b(?:were able to|was able to|already (?:got|had|did|have)|(?:we|they|you) (?:got|did|had|drew|took)|have gotten)(?: \S+){0,4} ?$/.test(
      before,
    )
  )
    return;
  if (
    concept.group === 'therapy' &&
    /\b(?:are|is|been|was|were|being)(?: still| also| already| currently)? in ?$/.test(before)
  )
    return;
  // "Most of these get better with therapy": what mostly happens.
  if (
    /\b(?:better|improves?|heals?|responds?|do(?:es)? well|resolves?)(?: \S+){0,2} (?:with|to|from|after) (?:\S+ )?$/.test(
      before,
    )
  )
    return;
  // "a statin for your cholesterol": what it is for.
  if (/\bfor (?:your|the|his|her) (?:high )?$/.test(`${before.trimEnd()} `)) return;
  if (
    !/\b(?:order\w*|get\w*|schedul\w*|repeat\w*|recheck\w*|check\w*|send\w*|do|doing|run\w*|draw\w*|obtain|perform|set|start\w*|continue|recommend\w*|need|needs|have|try|give|need|like|want|refer\w*|due|update|collect|swab|plan\w*|proceed|consider\w*|offer\w*|go ahead|suggest\w*|pursue|screen\w*|arrange|place\w*|see|test)\b/.test(
      before,
    )
  )
    return;
  const kind: Kind =
    concept.group === 'imaging'
      ? 'imaging'
      : concept.group === 'lab'
        ? 'lab'
        : concept.group === 'immunization'
          ? 'immunization'
          : concept.group === 'therapy'
            ? 'referral'
            : concept.kind === 'test'
              ? 'test'
              : 'procedure';
  const site =
    kind === 'imaging'
      ? said.mentions.find(
          (other) =>
            other.concept.kind === 'anatomy' && other.start >= mention.start - 4 && other.start <= mention.end + 6,
        )
      : undefined;
  give(kind, concept.preferred, status(mention), { ...extra, ...(site ? { detail: site.concept.preferred } : {}) });
  void state;
}

function specialty(text: string): string {
  const word = text.replace(/ ,/g, '').trim();
  // Whether the eye doctor is an ophthalmologist nobody said.
  if (/ doctor$/.test(word) && word !== 'gi doctor') return `the ${word}`;
  const ist: readonly (readonly [RegExp, string])[] = [
    [/^(?:.*)?cardiolog\w+/, 'cardiology'], [/neurosurg\w+/, 'neurosurgery'], [/neurolog\w+/, 'neurology'], [/dermatolog\w+/, 'dermatology'], [/gastroenterolog\w+|^gi /, 'gastroenterology'], [/pulmonolog\w+|^pulmonary$/, 'pulmonology'],
    [/nephrolog\w+/, 'nephrology'], [/urolog\w+/, 'urology'], [/rheumatolog\w+/, 'rheumatology'], [/endocrinolog\w+/, 'endocrinology'], [/psychiatr\w+/, 'psychiatry'], [/psycholog\w+/, 'psychology'], [/oncolog\w+/, 'oncology'],
    [/hematolog\w+/, 'hematology'], [/ophthalmolog\w+/, 'ophthalmology'], [/optometr\w+/, 'optometry'], [/^ent$|ear nose|otolaryngolog\w+/, 'ENT'], [/podiatr\w+/, 'podiatry'], [/allerg/, 'allergy'], [/gynecolog\w+|^ob/, 'gynecology'],
    [/orthop\w+/, 'orthopedics'], [/physical therap\w+/, 'physical therapy'], [/occupational therap\w+/, 'occupational therapy'], [/speech therap\w+/, 'speech therapy'], [/dietit?ian|nutritionist/, 'nutrition'], [/sleep (?:specialist|clinic|medicine)/, 'sleep medicine'], [/pain (?:management|clinic|specialist)/, 'pain management'],
    [/audiolog\w+/, 'audiology'], [/^therapist|counselor|behavioral/, 'psychotherapy'],
  ]; // prettier-ignore
  return ist.find(([pattern]) => pattern.test(word))?.[1] ?? word;
}

const adviceOf = (text: string, at: number): string => {
  const tail = text.slice(at);
  const stop = /(?: ,? ?(?:but|so that|because|and (?:i|we|then|if|you)) |, (?:i|we|then|if) )/.exec(tail);
  return stop ? tail.slice(0, stop.index) : tail;
};

/** "Would you like to see a counselor?" "No, not right now." */
function answerToOffer(said: Said, state: Discourse): void {
  const question = said.candidate.question;
  if (!question || said.candidate.index === 0) return;
  const line = lineOf(question.tokens);
  const offered = OFFERS.test(line.text);
  const recent = state.drafts.filter(
    (draft): draft is Draft<PlanBody> => draft.body.type === 'plan' && draft.units.includes(question),
  );
  if (!offered || recent.length === 0) return;
  const declines = DECLINES.test(said.text) || said.candidate.answer === 'no';
  const accepts = !declines && (ACCEPTS.test(said.text) || said.candidate.answer === 'yes');
  if (!declines && !accepts) return;
  for (const draft of recent) {
    draft.body.status = declines ? 'declined' : 'decided';
    rest(draft as unknown as Draft, [said.unit]);
  }
}

function put(body: PlanBody, said: Said, state: Discourse, units: readonly Unit[]): void {
  for (const old of known(state, body)) {
    if (old.body.kind !== body.kind) continue;
    if (old.body.side && body.side && old.body.side !== body.side) continue;
    if (body.kind === 'return-precaution' && said.unit.index - old.units.at(-1)!.index > 3) continue;
    if ((old.body.status === 'conditional') !== (body.status === 'conditional') && body.kind !== 'return-precaution')
      continue;
    if (body.kind === 'follow-up' && old.body.when && body.when && old.body.when !== body.when) {
      if (!/\b(?:sorry|actually|i mean|make that|no)\b/.test(said.text)) continue;
      old.takenBack.push(...old.units.splice(0));
      old.body.when = body.when;
    }
    if (old.body.status === 'offered' && body.status === 'decided') old.body.status = 'decided';
    if (body.kind === 'return-precaution' && body.condition && old.body.condition && !old.body.condition.includes(body.condition)) old.body.condition = clip(`${old.body.condition}, ${body.condition}`); // prettier-ignore
    for (const field of ['when', 'condition', 'reason', 'detail', 'problem', 'side'] as const)
      if (body[field] !== undefined) (old.body as Record<string, unknown>)[field] ??= body[field];
    rest(old as unknown as Draft, units);
    return;
  }
  add(state, body, units, 'clinician', body.status === 'decided' ? 0.85 : 0.78);
}
