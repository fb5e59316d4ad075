/**
 * Where a clinician begins to examine. The reading of facts and the drafting of the exam ask the same question, so it has one answer.
 */
const EXAMINES =
  /\b(?:physical ,? ?exam\w*|(?:quick|brief|focused|do (?:a|an|my|your|the)(?: quick| brief| focused)?) (?:physical(?! therap| activ)|exam\w*)\b|examine (?:you|him|her|your|his|that|the)\b|(?:on|with) (?:[a-z]+ ){0,3}?exam\w*\b|exam(?:ination)? (?:shows|is|reveals)\b|take a (?:quick |little )?listen\b|have a (?:quick |little )?listen\b|let (?:me|us) (?:listen|examine|feel|palpate|check (?:you|him|her|your|his|that))\b|listen to (?:your|his|her)\b(?! (?:body|gut|doctor|mother))|check you out\b|verbalize (?:some of )?my findings|call out some of my findings|hop up\b|(?:have you|and|can you|please|just) (?:lie|lay) (?:down|back)\b|deep breath\b|open (?:your mouth|wide)\b|say ah+\b|i am (?:just )?(?:going to )?(?:go ahead and )?(?:listen|press|push|feel|palpate)(?: on| down| around)? (?:your|the|his|her|here|on|down|just|this|that)\b|get you up on\b|(?:your|his|her) (?:affect|mood|speech|thoughts?|thought process|judgment|insight) (?:is|are|was|seems?|appears?)\b|well groomed\b|good eye contact\b|stand up for me\b|walk on your (?:heels|toes|tiptoes)\b|can you (?:bend|lift|squeeze|push|raise|move|wiggle) (?:your|that|it|my)\b|go ahead and (?:lie|sit|lay|swallow)\b)/;

/** "Let me look", "let's see that knee": unless at something written, and not "let's see how it goes". */
const LOOKS =
  /\b(?:let (?:me|us) (?:just |go ahead and )*(?:have a (?:quick )?look|take a (?:quick )?(?:look|peek)|look|see)|i am (?:just )?going to (?:go ahead and )?(?:have a look|take a (?:quick )?look|look)|looking (?:at|in) (?:your|his|her))\b(?! (?:at |over |through |in )?(?:(?:the|your|some|some of your|those|my|his|her) )?(?:\S+ )?(?:labs?|results?|charts?|records?|x-?rays?|mri|ct|ultrasound|ekg|echo\w*|scans?|images?|imaging|films?|report|notes?|blood work|numbers?|levels?|calendar|schedule|computer)\b)(?! (?:what|if|how|here|when|whether|where|you (?:back|again|in)|at (?:the|my) (?:computer|schedule)))/;
/** "let us see you back", "we'll see how it goes": no examination. */
const SEES_LATER = /\blet (?:me|us) see (?:you|him|her|when|them)\b|\blet (?:me|us) see$/;

/** Said while the story is told: the beginning; later it may be a look at anything. */
export const looksAtPatient = (text: string): boolean => LOOKS.test(text) && !SEES_LATER.test(text);

export const examines = (text: string): boolean => EXAMINES.test(text);

/** "Your blood pressure is 124/76": told while examining, whatever came before. */
export const tellsVitals = (text: string): boolean =>
  /\b(?:blood pressure|pulse|heart rate|temperature|oxygen|respiratory rate)\b[a-z ]{0,14}\d/.test(text);

/**
 * "Your belly is soft", "lungs are clear": findings that nobody tells but who has just examined. Not of yesterday, elsewhere, or the radiologist's.
 */
const FINDINGS =
  /\b(?:(?:belly|abdomen|stomach|tummy) (?:is|feels) (?:\S+ ){0,3}(?:soft|tender|distended|non-?tender)|lungs? (?:are|is|sounds?) (?:\S+ ){0,2}clear|heart (?:is|sounds?)(?: is)? (?:\S+ )?regular|(?:ear ?drums?|tonsils|pharynx|throat) (?:is|are|looks?) (?:\S+ ){0,2}(?:clear|bulging|erythematous)|neck is supple|(?:calf|calves) (?:is|are) (?:soft|non-?tender)|(?:reflex|strength|sensation) is (?:\S+ ){0,2}(?:diminished|decreased|absent|5\/5|4\/5|intact|brisk|normal|five|four)|there is (?:\S+ ){0,3}(?:swelling|bruising|tenderness|effusion|ecchymosis)(?: and \S+)? (?:over|along|around|of|in|at)\b|you are (?:\S+ ){0,2}tender (?:over|along|at|to|in|on)\b|reflexes are (?:\S+ )?(?:normal|equal|brisk|symmetric\w*|intact|2\+)|pupils are (?:\S+ )?(?:equal|reactive|round)|no (?:murmurs?|rales|crackles|rebound|guarding|hepatosplenomegaly|jvd|carotid bruits?))\b/;
const OF_ANOTHER_TIME =
  /\b(?:was|were|last (?:time|visit|week|month|year)|if|when|should|x-?ray|ct|mri|ultrasound|scan|echo\w*|report|make sure|want|checked|told)\b/;

export const tellsFindings = (text: string): boolean => FINDINGS.test(text) && !OF_ANOTHER_TIME.test(text);
