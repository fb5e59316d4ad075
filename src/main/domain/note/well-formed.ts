import { remembered } from '../understanding/remembered.ts';
import { isQuestionResidue } from './question-residue.ts';
import { runsOn } from './run-on.ts';
import { isSenseless } from './sense.ts';
import type { Slot } from './statement.ts';
import { isVerbForm } from './verbs.ts';

/** What is wrong with the form of a sentence. Nothing here judges whether it is true; the verifier does. */
export type FormFault =
  | 'person'
  | 'doubled'
  | 'stutter'
  | 'dangling'
  | 'no-verb'
  | 'question'
  | 'too-long'
  | 'run-on'
  | 'machine'
  | 'meta'
  | 'grammar'
  | 'senseless';

export interface Formed {
  readonly slot: Slot;
  readonly text: string;
  readonly clinical: boolean;
  /** Made from facts, not reshaped from what was said. */
  readonly composed?: boolean;
}

/** A sentence of a note in prose has no more; lists of findings and of answers may. */
const MOST_WORDS = 35;

const FRAGMENT_SLOTS: ReadonlySet<Slot> = new Set(['chief-complaint', 'ros', 'vitals', 'exam', 'results', 'plan']);
const LIST_SLOTS: ReadonlySet<Slot> = new Set(['ros', 'vitals', 'exam', 'results', 'medications']);

/**
 * The last check of form, whatever composed the sentence. What fails stands in the omission ledger instead of the note: a sentence
 * that a clinician would have to rewrite costs more than one that is missing and listed. Undefined: nothing is wrong.
 */
export const formFault = remembered(({ slot, text, clinical, composed }: Formed): FormFault | undefined => {
  const plain = text.replace(/[.\s]+$/, '').replace(SYSTEM, '');
  const words = plain.toLowerCase().match(/[a-z0-9][a-z0-9'/.%+-]*/g) ?? [];
  if (words.length === 0) return 'no-verb';
  if (META.test(plain)) return 'meta';
  if (PERSON.test(plain)) return 'person';
  if (/\?/.test(text) || QUESTION.test(plain)) return 'question';
  if (MACHINE.test(plain)) return 'machine';
  if (STUTTER.test(plain)) return 'stutter';
  if (isDoubled(words)) return 'doubled';
  if (DANGLING.test(plain) || CUT_NUMBER.test(plain) || UNSAID.test(plain) || trailsOff(words)) return 'dangling';
  if (GRAMMAR.test(plain)) return 'grammar';
  if (words.length > MOST_WORDS && !(LIST_SLOTS.has(slot) && commasOf(plain) >= words.length / 9)) return 'too-long';
  if (runsOn(plain)) return 'run-on';
  // A list made of facts ("Gout and asthma (since childhood).") has no verb and misses none.
  const isList = composed === true && slot !== 'hpi';
  if (!FRAGMENT_SLOTS.has(slot) && !isList && !hasFiniteVerb(words)) return 'no-verb';
  if (slot === 'exam' && EXAM_HEADING.test(plain)) return 'no-verb';
  if (isQuestionResidue(slot, text)) return 'question';
  return isSenseless(slot, text, clinical) ? 'senseless' : undefined;
});

const commasOf = (text: string): number => text.split(',').length - 1;

/** "Respiratory: ", "Ears, nose, mouth and throat: ". */
const SYSTEM = /^[A-Z][a-z]+(?:,? (?:and )?[a-z]+){0,4}: /;

/** The speakers' own "I", "you", "we" of company. The plan's "We will …" is how clinicians write; nothing else of the first person is. */
const PERSON =
  /\b(?:I|I'm|I've|I'll|I'd|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine|[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Yy]ou're|[Yy]ou've|[Uu]s|[Oo]urs?)\b(?!\.?[A-Z-])|\b[Ww]e(?:'re| were| have (?:it|you|got)| always| often| usually| call| talked| put| use| know| like| think| see| got| had| did| can (?:see|talk))\b/;

const QUESTION =
  /^(?:(?:and|so|but|okay|or|now|also|then),? )*(?:how|what|where|why|who|whose|which|do|does|did|is|are|was|were|have|has|had|can|could|would|will|should|any)\b(?! (?:previous|prior|other|new|further|worsening|additional|follow|change)) (?:the patient|you|i|we|he|she|they|it|that|this|there|about|much|many|long|often|else|kind|his|her|their|pain|other|is|are|was|does|did|do)\b|\b(?:does|do|did|is|are) (?:this|that|it|the patient|they|he|she) (?:hurt|feel|bother|help|make|sound|look|happen|get|have)\b(?! (?:like|as|than))|(?:, (?:right|correct|okay)|\b(?:is that right|does not it|is not it|do you|have you))$/i;

const MACHINE =
  /\b(?:hey|okay|hi),? (?:dragon|dax|siri|alexa|google)\b|\b(?:dragon|dax)\b|\b(?:finalize|open) the note\b/i;

/** Talk about the visit itself. */
const META =
  /\b(?:let us|let me|let's|lets|here in my notes?|on my (?:chart|notes?)|i wanted to|wanted to ask|talk(?:ed)? (?:a little|a bit|some)? ?(?:bit )?(?:more )?about|(?:my|the) assessment and plan|for (?:the|their|his|her) (?:first|second|third|fourth|next|last) (?:problem|issue|condition|thing)|as i (?:said|mentioned)|what (?:that|this|it) (?:will )?means?|the (?:first|next|other|last|good|bad) (?:thing|news) is|(?:take|have|having|taking) a (?:quick |little )?(?:look|listen|peek)|go ahead and|nice to (?:meet|see)|good to (?:see|meet)|thank(?:s| you)|you're welcome|(?:be )?(?:more than )?happy to help|see (?:you|the patient) (?:soon|then)|move on to|quick (?:physical )?exam(?:ination)?|(?:that|it|this) sounds? (?:good|great|fine|okay)|is (?:listening|recording)|as you (?:know|can see)|press(?:ing)? (?:right )?(?:here|there|on)|right (?:here|there) (?:where|his|her|their|the)|pressure here|guys?|honey(?! (?:for|in|with|and|or|as|at|every|may|can|to)\b)|sweetie|gosh|oh my|medications? or procedures? discussed|going over|in front of (?:me|us))\b|^(?:the patient |he |she |they )?(?:will )?(?:do|perform) (?:a |the )?(?:quick )?(?:physical )?exam\b|^we will (?:do|perform) (?:a |an |the )?(?:quick |full |complete |brief )?(?:physical |pelvic |breast |skin )?exam|^we will (?:start with (?:a|the|his|her|their) exam|go over|talk|see how|be (?:right )?back|come|hit|take a|get on|get started|get into|get going|figure|find out|go see|go from)\b|^we (?:may|might|can|could) (?:hit|see|talk|go)\b|^(?:unfortunately|however|so|but|and|anyway|again|well|okay|yeah|yes|no)[ ,]+(?:anyway|so|well|okay|yeah)\b/i;

const STUTTER = /\b([A-Za-z]{1,3})- (?=\1)|\b[A-Za-z]- |-\s*$|\b([a-z]+)-\2\b(?!-)/;

/** Where no sentence ends. */
const DANGLING =
  /(?:\b(?:the|an?|my|your|his|(?<!\b(?:for|of|with|to|on|in|from|by|bothers?|bothering|bothered|hurts?|hurting|helps?|helping|treating|limiting|limits|helped|given?|gave|see|seen|saw|treat|put|keep|get|have|has|refer|start|started) )(?:her|them)|their|its|this|these|those|every|of|to|with|for|from|by|into|about|between|because|than|if|and|or|but|whether|although|while|unless|since|it depends|it just depends|based|based on|according to|due|due to|as well as|such as|like|very|really|so|which|(?<!\b(?:do|does|did|doing|done|like|with|after|from|of|for|than|on|than|to|at|about|taking|use|using|take|takes|continue) )that|who|whose|when|where|what|how|is|are|was|were|be|been|am|has|have|had|will|would|should|could|may|might|must|can|does|do|did|not|also|just|looks?|seems?|appears?|feels?|including|(?<=\bbut )otherwise|(?:is|are|was|were) (?:doing|having|getting|taking|going)|(?:is|are|was|were|been|be) (?:relatively|quite|pretty|fairly|somewhat|usually|probably)|(?:pretty|not|quite) sure|(?:will|can|to|would) (?:use|put|say|bring|give|make)|and (?:if|based on)\b[^,]*|now that \w+(?:-\w+)?|which (?:could|would|may|might|can|will|should)(?: \w+)?|to see if \w+|so pressure|at this)|, (?:so|but|then|now|it|he|she|they|which|that)(?: \w+)?)$/i;
/** "The patient thinks initially", "From asthma": a beginning without what it begins. */
const UNSAID =
  /^(?:the patient|he|she|they) (?:thinks?|believes?|says?|said|reports?|states?|notes?)(?: \w+ly)?$|^(?:from|of|with|by|than|into) (?:[\w-]+ ?){1,3}$/i;
/** "… is better now but last week": what follows the "but" says nothing. "but not", "but no", "but only" do. */
function trailsOff(words: readonly string[]): boolean {
  const at = words.lastIndexOf('but');
  const tail = words.slice(at + 1);
  return (
    at > 0 &&
    tail.length <= 4 &&
    /^(?:the|a|last|this|that|my|his|her|their|when|then|now|today|yesterday|it|he|she|they)$/.test(tail[0] ?? 'the') &&
    !tail.some((word) => MORE_VERBS.test(word) || isVerbForm(word))
  );
}
/** "add spironolactone 12": the rest of the number was cut off ("twelve point five"). */
const CUT_NUMBER =
  /\b(?:add|start|take|takes|taking|of|to|at|about|approximately|increase|every) (?:[A-Za-z]+ )?(?:12|37|62)$/;

const AUX = 'is|are|was|were|has|have|had|does|do|did|will|would|can|could|should|may|might|must';
const GRAMMAR = new RegExp(
  [
    // Function words that cannot follow each other.
    String.raw`\b(?:the|an?) (?:the|an?|this|that|these|those|his|her|their|its|my|i|he|she|they|we|it|and|or|but|of|in|on|at|for|with|from|to|is|are|was|were|has|have|do|does)\b(?! (?:to|and o)\b)`,
    String.raw`\b(?:of|from|with|into|during) (?:of|from|into|during|is|are|was|were|has|have|and|or|but)\b`,
    String.raw`^(?:very|really|pretty|already) (?:the|he|she|they|it|his|her|their|lost|a)\b`,
    String.raw`\b(?:the patient|he|she|they) (?:has|have|is|are) (?:on|of|with|from) (?:his|her|their) (?:\w+ )?(?:side|cousin's|end)\b`,
    String.raw`\bradiating to (?:get|last|be|have|go|do|the patient|he|she|it|when|if)\b`,
    String.raw`\bwhich (?:\w+ )?is (?:that|it|this)\b`,
    String.raw`\bthere (?:is|are) (?:clean|dry|clear|intact|soft|normal|regular|good|fine)$`,
    String.raw`\b(?:using|taking|take|use|have|has|takes|uses), (?:the|his|her|a|an)\b`,
    String.raw`\bto (?:of|from|is|are|was|were|has|or|but)\b`,
    String.raw`\bto (?:for|to|at(?! (?:least|most)\b)|by|with|in|of)\b`,
    // "takes the lisinopril, 10 in March", "his brother gave him some of his": whose, and when, the correction took away.
    String.raw`\btakes (?:the )?[a-z]+, \d+ in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b`,
    String.raw`\b(?:his|her|their) [a-z]+ gave (?:him|her|them) (?:some|one) of (?:his|hers?|their)\b`,
    // "sumatriptan 100 it works", "the blue one 6 times daily the other one": clauses without their verbs.
    String.raw`\b(?:states|reports|notes) that (?:the )?[a-z]+(?: one)? \d[\w ]{0,16} (?:it|they|the other one)\b`,
    String.raw`\b(?:him|her|them) (?:to for|probably|has|have|is|are|was|were|played|does)\b`,
    String.raw`\b(?:is|are|was|were) (?:is|are|was|were|has|have|does|do|will|would|can|get|go|take|make)\b`,
    String.raw`\b(?:has|have|had) (?:has|have|is|are|was|were|does|do|will|would|can|could)\b`,
    String.raw`\b(?:will|would|can|could|should|may|might|must) (?:${AUX}|the|an?|of|in|for|and|or|with|his|her|their|i)\b(?! been\b)(?<!\b(?:will|would|can|could|should|may|might|must) (?:have|do)\b)`,
    String.raw`\b(?:do|does|did)(?: not)? (?:has|is|was|had|takes|does|no|none|did)\b`,
    String.raw`\b(?:does|do|did|has|have|had|is|are|was|were) not (?:\w+ )?(?:no|none|nothing|never)\b`,
    String.raw`\b(?:having|have|advised to start|advised to have|advised to put) the patient (?:starts|on what|is|has|was|will)\b`,
    String.raw`^(?:the patient|he|she|they|it|we|there) (?:like|when|if|because|at|on|this|that|these|those|the|an?|and|or|but|of|no|yeah|his|her|their|which|where)\b`,
    String.raw`\b(?:the patient|he|she|they|it|we) (?:the patient|he|she|they|it|we|his|her|their)\b(?<!\b(?:give|gave|show|tell|told|make|made) \w+ (?:his|her|their))`,
    String.raw`\b(?:and|but|so|or|because) (?:and|but|or|because|yeah|okay)\b(?! so)`,
    String.raw`\b(?:we will|will|to) (?:do|order|get|give|start|try|send|refer) (?:an?|the|some|him|her|them) (?:i|we|he|she|they|it|and|is|was|to be)\b`,
    String.raw`\bexam (?:his|her|their|the patient's?) (?:\w+ ){1,2}(?:the patient|he|she|they|it)\b`,
    String.raw`\b(?:left|right) (?:shoulder|knee|hip|foot|hand|ankle|wrist|elbow|leg|arm) exam (?:they|he|she|the patient)\b`,
    String.raw`\bvital signs (?:here )?(?:in|at) the office (?:they|he|she|it)\b`,
    String.raw`\b(?:advised|instructed|asked|told|recommended) to (?:try )?(?:that|i|we|he|she|they|it|the patient|is|the) (?:i|we|think|is|was)\b`,
    String.raw`\b(?:looks?|feels?) like (?:them|him|she|he|they) \w+ed\b`,
    String.raw`\b(?:may|might|could|would) be have\b|\bthat that\b|\bit is it\b|\bthe patient's vital signs\b.*\bthey\b`,
    String.raw`\b(?:(?<!(?:doing|feeling|is|are|was|were|be|going|looks?|it) )(?:okay|alright)|alrighty|yeah|yep|um|uh|hmm|mm-hmm|uh-huh|whatnot|kinda|gonna|wanna|gotta)\b`,
    String.raw`\b(\w+) \1 \1\b`,
    String.raw`^(?:that|this|it) is (?:why|what|when|where|how|because)\b`,
    String.raw`^(?:because|which|who|whose|than|or|of|into|nor)\b`,
    String.raw`^(?:and|but|so|or|because|like|then|also) (?:the|an?|that|this|it|he|she|they|i|we|of|in|on|at)\b`,
  ].join('|'),
  'i',
);

/** Words that stand twice in a row and mean it. */
const TWICE = /^(?:very|had|that|\d+|no|so|much|really|bye)$/;

function isDoubled(words: readonly string[]): boolean {
  const plain = words.map((word) => word.replace(/[.,]$/, ''));
  for (let n = 1; n <= 4; n++)
    for (let i = 0; i + 2 * n <= words.length; i++) {
      let same = 0;
      while (same < n && plain[i + same] === plain[i + n + same]) same++;
      if (same === n && !(n === 1 && TWICE.test(words[i]!) && !/^\d{2,}$/.test(words[i]!))) return true;
    }
  return false;
}

const MORE_VERBS =
  /^(?:has|does|denies|reports|states|notes|takes|uses|lives|works|smokes|drinks|feels|says|gets|goes|comes|rates|describes|started|began|presents|endorses|includes?|shows?|showed|reveals?|needs?|wants?|knows?|hurts?|appears?|seems?|looks?|remains?|helps?|tends?|occurs?|radiates?|exercises?|eats?|sleeps?|thinks?|believes?|prefers?|likes?|keeps?|makes?|gives?|causes?|tolerates?|follows?|sees?|runs?|walks?|plays?|underwent|quit|likely|recommend(?:ed)?|consistent|worsens|improves|complains?|requires?|suspect(?:ed)?|concern(?:ed)?|suggests?|supports?|indicates?)$/;

function hasFiniteVerb(words: readonly string[]): boolean {
  // Names of problems, and lists of drugs and conditions, need none.
  if (words.length <= 6) return true;
  return words.some(
    (word, i) =>
      (/s$/.test(word) && /^(?:patient|he|she|it)$/.test(words[i - 1] ?? '')) ||
      MORE_VERBS.test(word) ||
      (isVerbForm(word) && word !== 'be') ||
      /(?:ed|ies)$/.test(word),
  );
}

/** "On their lung exam", "The patient's knee exam": a heading without what was found. */
const EXAM_HEADING =
  /^(?:on|upon|during|in) (?:(?:the patient's|his|her|their|the|physical|your) )?(?:\w+ ){0,3}exam(?:ination)?$|^(?:the patient's|his|her|their|the) (?:\w+ ){0,3}exam(?:ination)?$|\bon (?:his|her|their|the) (?:\w+ ){0,2}exam(?:ination)?$/i;
