/** What a question wants to know, by its words: an answer of one word has no other meaning than its question's. */
export type Topic =
  | 'onset' | 'duration' | 'severity' | 'quality' | 'site' | 'side' | 'radiation' | 'aggravating' | 'relieving' | 'timing' | 'course' | 'context' | 'associated'
  | 'medications' | 'dose' | 'frequency' | 'adherence' | 'effect' | 'indication' | 'allergies' | 'reaction'
  | 'medical' | 'surgical' | 'family' | 'tobacco' | 'alcohol' | 'drugs' | 'occupation' | 'living' | 'exercise' | 'diet' | 'sexual' | 'travel' | 'education'
  | 'immunization' | 'obstetric' | 'lmp' | 'exam' | 'offer'; // prettier-ignore

const TOPICS: readonly (readonly [Topic, RegExp])[] = [
  ['allergies', /\ballerg|\b(?:had|any) (?:a |bad )?reactions? to\b|\breact to\b/],
  ['reaction', /\bwhat (?:happens|happened|does (?:it|that) do)\b.*\b(?:take|you|it|that|them)\b|\b(?:what|which) (?:kind of |sort of |type of )?reaction|\bwhat (?:kind of |sort of )?(?:allergy|rash)\b/],
  ['family', /\bfamily history|\bin (?:the|your|his|her) family|\brun in|\b(?:your|his|her) (?:parents|mother|father|mom|dad|siblings|brothers|sisters)\b|\bfamily members?\b|\brelatives\b/],
  ['surgical', /\bsurger|\boperation|\boperated|\bgone under\b|\bunder the knife/],
  ['medical', /\b(?:medical|health|other) (?:problems?|conditions?|issues?|history|concerns)\b|\bdiagnosed with\b|\bpast medical\b|\bhistory of\b|\bchronic (?:conditions?|illness|problems?)\b|\bever (?:had|been told you (?:have|had))\b|\bhospitali[sz]ed\b|\bany (?:other )?diagnos/],
  ['immunization', /\bvaccin|\bimmuni[sz]|\bflu shot|\bshots\b|\btetanus|\bbooster/],
  ['lmp', /\blast (?:menstrual )?period\b|\bperiod (?:start|begin)|\blast menstrual/],
  ['obstetric', /\bpregnan|\bperiods?\b|\bmenstrua|\bcycles?\b|\bmiscarr|\bdeliver|\bcontracti|\bweeks along|\bgravida|\bhow many (?:kids|children)|\bbaby moving|\bmovements?\b.*\bbaby|\bfetal/],
  ['tobacco', /\bsmok|\btobacco|\bcigarette|\bvap(?:e|ing)|\bnicotine|\bpacks?\b/],
  ['alcohol', /\bdrink\b(?! (?:enough|plenty|a lot of water|water|fluids|coffee|much (?:water|coffee|caffeine)))|\balcohol|\bbeers?\b|\bwine\b|\bdrinks? (?:a|per) (?:week|day)/],
  ['drugs', /\b(?:street|recreational|illicit|illegal|other|any|do|use) drugs\b|\bdrug use|\bmarijuana|\bcannabis|\bweed\b|\bsubstances?\b|\bcocaine/],
  ['occupation', /\bwhat do you do (?:for|as|$)|\bdo for (?:work|a living)|\bwhat (?:kind|sort|type) of (?:work|job)|\boccupation|\bstill working|\byour job\b|\bdo you work\b|\bwhere do you work|\bwhat is your work/],
  ['living', /\blive (?:with|alone|by)|\bwho (?:do you live|lives|else is|is) (?:with|at home|in the)|\bat home with\b|\bmarried\b|\bliving situation|\bwhere do you live|\bliving (?:with|alone)/],
  ['exercise', /\bexercis|\bworking out|\bphysically active|\bphysical activity|\bplay (?:any )?sports/],
  ['diet', /\b(?:your|the|his|her) diet\b|\bwhat (?:are|do) (?:you|they|he|she) (?:usually )?eat|\beating (?:a lot|well|habits)|\bsalty? |\bcaffeine|\bcoffee/],
  ['sexual', /\bsexual|\bpartners\b|\bhave sex|\bhaving sex|\bcondoms?|\bprotection\b/],
  ['travel', /\btravel|\bbeen (?:anywhere|out of the country)|\bany trips/],
  ['education', /\bwhat grade|\bhow is school|\bschool going|\bin school/],
  ['exam', /\b(?:hurt|hurts|pain|sore|tender|tenderness|painful|feel (?:this|that|me)|discomfort)\b.*\b(?:when i|if i|here|there|push|press|touch|move (?:it|your)|right there|bend it|over here|squeeze|tap)\b|^(?:okay |and |how about |does |is |so |now |, )*(?:does )?(?:this|that|here|there) (?:hurt|tender|sore|painful)|\b(?:when|if) i (?:push|press|touch|move|bend|squeeze|tap|twist|lift|turn)/],
  ['offer', /\bwould you (?:like|want|be (?:open|willing|okay|interested))|\bdo you want (?:to|me|us)|\bare you (?:okay|open|willing|interested|comfortable)\b|\bhow (?:do|would) you feel about|\bcan we (?:try|start|do)|\bshall we|\binterested in|\bwould it be okay/],
  ['dose', /\bwhat (?:dose|dosage|strength)|\bhow (?:much|many) (?:of (?:it|that|the)|milligrams|mg|units|are you taking|do you take|pills|puffs|did you take)|\bwhich (?:dose|strength)|\bremember the (?:dose|strength)|\bwhat (?:milligram|mg)/],
  ['frequency', /\bhow (?:often|many times|frequently) (?:are|do|did|does|have) (?:you|he|she|they) (?:been )?(?:tak|us|inject|giv|need)|\bonce or twice|\bonce a day\b.*\bor\b|\bwhen do you take/],
  ['adherence', /\bmiss(?:ing|ed)?\b.*\b(?:dose|doses|pill|pills|any|it|them|days)|\btaking (?:it|them|that|those|your \S+|all (?:of )?your \S+|the \S+) (?:every day|regularly|as prescribed|consistently|daily|like)|\bremember(?:ing)? to take|\bkeeping up with|\bcompliant|\btrouble taking|\btak(?:e|ing) (?:it|them) (?:as|every)/],
  ['effect', /\bhow (?:is|are|has|have|did) (?:that|the|it|they|those|this|your) ?(?:\S+ )?(?:been )?(?:work|help|do(?:ing)? for|treating)|\bside effects?|\btolerat|\b(?:did|does|has|is|do) (?:that|it|those|this|they|the \S+)(?: been)? (?:help|work|helping|working|do anything|any relief)|\bany (?:help|relief|better with)\b|\bhow (?:are|is) (?:that|you doing) (?:on|with) (?:it|the|that)/],
  ['indication', /\bwhat (?:is|are|do you take) (?:that|it|those|they|this)(?: one)? for\b|\bwhy (?:are|do) you tak/],
  ['medications', /\b(?:medications?|medicines?|meds|supplements?|vitamins|prescriptions?|over the counter|pills)\b|\btaking anything\b|\btake anything\b|\bare you (?:still )?(?:on|taking)\b|\bdo you (?:still )?take\b|\bwhat (?:are|do) you tak/],
  ['radiation', /\b(?:radiat|go(?:es|ing)? anywhere|move anywhere|spread|travel(?:s)? (?:to|down|any|into|up)|shoot|go(?:es)? (?:down|into|to|up)|move (?:to|down|into)|anywhere else)\b/],
  ['aggravating', /\bworse\b.*\b(?:it|that|the|anything|what|when)|\b(?:mak|caus|trigger|bring|set)\S* .*\bworse\b|\bwhat (?:makes|brings (?!you|him|her|in)|triggers|sets)\b|\btrigger|\bbrings? (?:it|them|that|this|on)|\bset(?:s|ting)? (?:it|them|these|those|this|that) off|\baggravat|\bworsen/],
  ['relieving', /\bbetter\b.*\b(?:make|anything|what|help)|\bmak\S* .*\bbetter\b|\b(?:anything|what|does anything) (?:else )?(?:that )?(?:seems? to )?(?:help|helps|relieve)|\brelie(?:f|ve)|\btried anything|\btaken anything|\bdone anything|\bdoing anything for|\bwhat have you (?:tried|done|taken|been (?:taking|doing|using))|\bhave you (?:tried|taken|used)|\banything (?:that )?help/],
  ['quality', /\bwhat (?:does|did|do) (?:it|the \S+|that|this|they|the pain) feel like|\bdescribe\b|\bwhat (?:kind|sort|type) of (?:pain|cough|headache|ache|rash|feeling|discomfort|bleeding|discharge)|\b(?:sharp|dull|aching|burning|throbbing|achy|stabbing|dry|wet)\b.*\bor\b|\bis it (?:a )?(?:sharp|dull|aching|burning|throbbing|crampy|dry|wet|productive|itchy|tight)|\bcharacter/],
  ['severity', /\bhow (?:bad|severe|intense|strong|painful)|\bscale\b|\bout of (?:10|ten)|\brate (?:it|the|your|that)|\b(?:zero|0|one|1) to (?:10|ten)/],
  ['timing', /\bhow (?:often|frequent|many times|many)|\bcome(?:s)? and go|\bconstant\b|\btime of (?:day|the day|year)|\ball the time\b|\bat night\b|\bparticular time|\bevery day\b|\bwhen (?:do|does) (?:you|it|they|the \S+) (?:get|happen|occur|come|bother|hurt)|\bhow long (?:do|does|did) (?:it|they|each|the \S+|an episode) last|\bon and off\b|\bintermittent/],
  ['duration', /\bhow long\b|\bfor how many\b|\bhow many (?:days|weeks|months|years)/],
  ['onset', /\bwhen (?:did|was|were|do you think) (?:it|this|that|the|you|your|all|they|he|she|these|his|her)|\bhow (?:did|and when did) (?:it|this|that|the \S+) (?:start|begin|happen|come on)|\bstart(?:ed)? (?:suddenly|gradually|all)|\bsudden(?:ly)?\b|\bgradual/],
  ['course', /\bgetting (?:better|worse|any)|\bsame or\b|\bchanged\b|\bany (?:better|worse|improvement|change)|\bprogress|\bhow (?:has|have|is|are) (?:it|that|this|the|your|he|she|they|things)\b.*\b(?:been|doing|going|feeling|now)|\bimprov|\bstayed the same/],
  ['context', /\bwhat were you doing|\bwhat happened|\bhow did (?:you|that|this|it|he|she)\b|\bdo anything (?:to|that|different)|\binjur|\btrauma\b|\bfall\b|\banything (?:new|different)|\bwhat (?:do you think )?(?:caused|brought)/],
  ['side', /\b(?:left|right) or (?:the )?(?:left|right)|\bwhich (?:side|one|knee|shoulder|leg|arm|ear|eye|hip|ankle|foot|hand|wrist|elbow|breast|hand)|\bone side\b|\bboth sides\b/],
  ['site', /\bwhere (?:is|does|do|exactly|are|was|do you feel|about|on|in)|\bpoint to\b|\bshow me where|\bwhich part\b|\bwhat part\b|\bis it (?:in|on) (?:the|your)/],
  ['associated', /\b(?:any|other|associated|additional) (?:other )?symptoms?|\banything else\b|\balong with|\bgo(?:es)? with it|\bany (?:fever|chills|nausea|vomiting|cough|pain|numbness|weakness|swelling|rash|shortness)/],
]; // prettier-ignore

/** Only what a question could ask: words that open or mark one are looked for first, then the topics. */
export function topicsOf(text: string): ReadonlySet<Topic> {
  const out = new Set<Topic>();
  for (const [topic, pattern] of TOPICS) if (pattern.test(text)) out.add(topic);
  return out;
}
