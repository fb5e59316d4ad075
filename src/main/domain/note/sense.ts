import { SUBJECTIVE, type Slot } from './statement.ts';

/**
 * Whether the words of a sentence can mean something by themselves. Recognised speech is full of ends that lead nowhere and of
 * questions half heard; what they leave behind follows from the words and says nothing true. Such sentences go to the omissions.
 * Judged by form only: nothing here knows what is likely of a patient.
 */
export function isSenseless(slot: Slot, text: string, clinical: boolean): boolean {
  const plain = text.replace(/\.$/, '');
  if (INNER_QUESTION.test(plain) || CUT_OFF.test(plain) || BROKEN.test(plain)) return true;
  if (ABOUT_VISIT.test(plain)) return true;
  if (SUBJECTIVE.has(slot) && (/^we are\b/i.test(plain) || BARE_COMMAND.test(plain))) return true;
  if (slot === 'assessment' && BARE_COMMAND.test(plain)) return true;
  if (slot === 'plan' && HABIT_ALLOWED.test(plain)) return true;
  if (POINTS_BACK.test(plain)) return true;
  // "It was day surgery": nothing says what "it" was. In the story the complaint stands before it.
  if (slot !== 'hpi' && slot !== 'exam' && SUBJECTIVE.has(slot) && /^(?:it|that|this|those|these)\b/i.test(plain))
    return true;
  // A clinician's "they" and "it" with nothing before that they could stand for.
  if (!clinical && slot === 'assessment' && /^(?:they|it|that|this|those|these)\b/i.test(plain)) return true;
  return !clinical && EMPTY_STORY.test(plain);
}

/** "That has gone.": what has, stands in no word of it. */
const POINTS_BACK = /^(?:that|this|those|these) (?:has|have|is|are|was|were)(?: \w+)?$/i;

/** "has frequency, but do they feel like": a statement with a question on its heels. */
const INNER_QUESTION =
  /\b(?:but|and|so|or|okay|,)\s(?:do|does|did|are|is|was|were|have|has|can|could|would)\s(?:you|they|he|she|the patient|there)\b(?!\s(?:as|than))/i;

/** The sentence stops where its sense would begin. "did" and "has" stand for a verb that is not in this sentence. */
const CUT_OFF =
  /(?:\b(?:the|an|my|your|their|his|very|because|than|if|and|or|but|whether|although)|(?<!\bdoes not |\bdo not |\bdid not )\b(?:feels?|felt|looks?|seems?|sounds?) like|\b(?:after(?: that| this)?|before (?:that|this))|^(?:(?:the patient|he|she|they) believes? )?(?:\S+ ){1,3}(?:did|does|do|has|have|had|was|were|is|are|can|would|will)|\blike)$/i;

/** Shapes no sentence has: a subject without its verb, two verbs in a row, a clause begun twice. */
const BROKEN = new RegExp(
  [
    /^(?:the patient|he|she|they|it) (?:at|in|on|for|well|with|from|the|an?|and|or|but|i|of|no|yeah|,)\b/.source,
    /\b(?:it|he|she|they|that|there) (?:is|was|are|were|has|have) (?:\w+ )?(?:it|he|she|they|that|there) (?:is|was|are|were|has|have)\b/
      .source,
    /\b(take|feel|get|go|smoke|drink)s? (?:\w+ )?\1s? /.source,
    // "the pains is rated in the lower back": a rating is a number, a place is none.
    /\bpains? (?:is|are) rated (?:in|on|at|to)\b|\bpains is\b/.source,
    /\bfeels? like (?:all|every|about|around|approximately|\d)\b/.source,
    /\b(?:is|are|was|were) (?:\w+ )?(?:like|believe|think|say) (?:the patient|they|he|she) feels? like\b/.source,
    /\bbelieves? (?:(?:occasionally|sometimes|maybe|probably|like|approximately|just|usually|mostly|only|or|and|a|\d+) )+(?:\w+ )?(?:drinks?|times?|days?|weeks?|months?|years?|pills?|tablets?)\b/
      .source,
    /\b(?:yeah|uh-huh|mm-hmm)\b|, okay\b|\bi think$/.source,
    // "One at the store my heart was racing": one of what only the question says; "had it fixed, but now it is the right" is of the other.
    /^(?:(?:the patient|he|she|they) (?:reports|states|notes) that )?one (?:at|in|on|last|this|when)\b(?! time)/.source,
    /\bbut now it is the (?:left|right)\b/.source,
    // "He thinks when he was 6", "She told Dr. Brown, a couple of weeks ago", "Makes him tired".
    /\bthinks? (?:when|feeling|having|at|in|about \d|probably \d)\b/.source,
    /^(?:the patient|he|she|they) told (?:dr\. )?\w+(?:,|\.?$| (?:a|last|about|on)\b)/.source,
    /^(?:makes|gives|hurts|keeps|gets|feels|goes) (?:him|her|them|me|it|a|the|like|really|very|so|worse|better)\b/
      .source,
    /\b(?:has|have) not tried (?:it|that|them)$/.source,
    /^(?:(?:the patient|he|she|they) (?:reports|states|notes) that )?(?:the patient|he|she|they) (?:goes|go) to the (?:toilet|bathroom|loo)$/
      .source,
    // "The patient regularly have": what speech said of "we".
    /^(?:the patient|he|she)(?: \w+ly)? (?:have|are|do|were)\b/.source,
    // "It has been, two, 3 months"
    /, (?:one|two|three|four|five|\d+), (?:two|three|four|five|\d+) (?:days?|weeks?|months?|years?)\b/.source,
  ].join('|'),
  'i',
);

/** The visit's own course, said to the patient: no plan and no finding. */
const ABOUT_VISIT =
  /\b(?:get to the bottom of|shar(?:e|ing) (?:the|our|my|some) (?:plans?|thoughts|findings)|what (?:we|i) will be doing|get to (?:some of )?the management|(?:do|perform|start with|move on to) (?:a|the|our|your|his|her|their) (?:quick |brief |full |general )?(?:physical|physical exam|physical examination|exam|examination)$|(?:do|have) (?:the patient|they|he|she) have any (?:other )?questions|ask (?:the patient|him|her|them|you) (?:a few|some|a couple|about)|tell (?:me|us) (?:about|more|what|how|when)|point to (?:me )?where|walk me through|can not tell me)\b/i;

/** "Always use the condoms", "Share the plan": an imperative where history or an assessment should stand. */
const BARE_COMMAND =
  /^(?:(?:always|usually|just|never|then|also|only|please) )?(?:use|share|take|tell|give|show|make|go|get|put|let|keep|try|see|do|come|point|describe|think|want|need|know|say|ask|explain|help|look|move|find|bring)\b(?! (?:of|is|was|are))/i;

/** A question about habits whose "do" was heard as "can". */
const HABIT_ALLOWED =
  /^(?!.*\b(?:avoid|stop|not|quit|refrain|cut|limit|reduce|without|no)\b)(?:the patient|he|she|they) (?:may|can|should|will|does?|is advised to|was advised to) .*\b(?:illicit|recreational|street) drugs?\b/i;

/** Nothing but time or manner: "It would be a couple of hours now". */
const EMPTY_STORY = /^(?:it|that|this) (?:would be|will be|could be|might be)\b/i;
