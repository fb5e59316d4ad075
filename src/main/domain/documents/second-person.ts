import { relativeIn } from '../understanding/context-scope.ts';
import { tokenize } from '../understanding/tokens.ts';

export interface Addressed {
  readonly text: string;
  /** Words that may be about somebody or something else: a person has to look. */
  readonly unsure?: string;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  is: 'are', was: 'were', has: 'have', does: 'do', goes: 'go', "isn't": "aren't", "hasn't": "haven't", "doesn't": "don't", "wasn't": "weren't",
}; // prettier-ignore
const ADVERB = /^(?:also|now|still|currently|likely|only|always|usually|often|sometimes|never|already|probably|just)$/i;
const NOT_VERB = /^(?:as|this|its|his|always|perhaps|besides|unless|across|plus|versus|whereas)$/i;

/** Third person singular of the present to the form that goes with "you". */
function withYou(verb: string): string {
  const lower = verb.toLowerCase();
  if (IRREGULAR[lower]) return IRREGULAR[lower];
  if (NOT_VERB.test(lower) || !/[a-z]s$/.test(lower) || /ss$/.test(lower)) return verb;
  if (/ies$/.test(lower)) return `${verb.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz)es$/.test(lower)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}

function subject(text: string, who: string): string {
  return text.replace(
    new RegExp(
      `\\b(${who}) ((?:[a-z]+ly |also |now |still |only |always |often |never |already |just )*)([a-z']+)`,
      'gi',
    ),
    (_, found: string, adverbs: string, verb: string) => {
      const you = /^[A-Z]/.test(found) ? 'You' : 'you';
      return `${you} ${adverbs}${ADVERB.test(verb) ? verb : withYou(verb)}`;
    },
  );
}

const ANIMATE =
  'need|want|take|get|have|feel|develop|notice|can|could|should|twist|go|see|call|do|did|had|start|stop|try|come|return|use|keep|cannot|will|may|miss|know|are able|are taking|were taking|think|like|eat|drink|sleep|work';

/**
 * What the note says of the patient, said to the patient: "the patient's left knee" → "your left knee", "they need" → "you need". Claims are not
 * touched; the check of what comes out is another's (verify-wording).
 */
export function toSecondPerson(text: string): Addressed {
  const relative = relativeIn(tokenize(text)) !== undefined;
  let unsure = relative && /\b(?:his|her|hers|their|he|she|they)\b/i.test(text) ? 'relative' : undefined;
  // "They can help them": one of the two is somebody else.
  if (/\bthey\b.*\bthem\b|\bthem\b.*\bthey\b/i.test(text)) unsure ??= 'they';
  let out = text
    .replace(/\b(the patient|patient)(?:'s|’s)(?=\s)/gi, (found) => (/^[TP]/.test(found) ? 'Your' : 'your'))
    .replace(/\bhim(?:self)?\b/g, (found) => (found === 'himself' ? 'yourself' : 'you'))
    .replace(/\b(?:herself|themself|themselves)\b/g, 'yourself')
    .replace(/\bher(?=(?: (?:to|for|on|in|with|at|and|if|when|about|today|tomorrow|back|again|off)\b|[.,;]|$))/g, 'you')
    .replace(/\b(refer|see|send|advise|call|help|ask|schedule|want) them\b/g, '$1 you');
  out = subject(out, 'the patient|he|she');
  out = out.replace(new RegExp(`\\b(they) (?=(?:also |still |now )?(?:${ANIMATE})\\b)`, 'gi'), (found) =>
    found.startsWith('T') ? 'You ' : 'you ',
  );
  out = out
    .replace(/\b(?:his|her|their)(?= [a-z0-9])/gi, (found) => (/^[HT]/.test(found) ? 'Your' : 'your'))
    .replace(/\bthe patient\b/g, 'you')
    .replace(/\bThe patient\b/g, 'You');
  const left = /\b(patient|he|she|hers|they)\b/i.exec(out);
  if (left && unsure === undefined) unsure = left[1]!;
  return { text: out, ...(unsure === undefined ? {} : { unsure }) };
}
