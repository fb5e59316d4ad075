import type { Speaker } from '../../../shared/model/transcript.ts';

/** One turn of a plain-text transcript. */
export interface Turn {
  readonly speaker: Speaker;
  /** A recorder's own name for a voice whose role is not said ("speaker 1"). */
  readonly voice?: string;
  readonly text: string;
}

const CLINICIAN_WORDS = new Set(
  'd doc doctor dr clinician physician provider md gp practitioner resident np pa surgeon specialist consultant'.split(
    ' ',
  ),
);
const PATIENT_WORDS = new Set('p patient pt client'.split(' '));
const OTHER_WORDS = new Set(
  (
    'nurse ma rn assistant family relative guest caregiver carer mother mom mum father dad parent wife husband spouse partner son daughter ' +
    'sister brother grandmother grandfather friend interpreter translator student pharmacist other gest'
  ).split(' '),
);
const VOICE = /^(?:speaker|spk|voice)\s?([\da-z]{1,3})$/;

interface Tag {
  readonly speaker: Speaker;
  readonly voice?: string;
}

/** What a label says about who speaks; undefined when it is no speaker's label. `Doctor_2`, `Patient guest`, `Dr. Lee`, `Speaker 1`. */
function tagOf(label: string): Tag | undefined {
  const words = label
    .toLowerCase()
    .replaceAll(/[_.\-*]+/g, ' ')
    .trim()
    .split(/\s+/);
  const joined = words.join(' ');
  if (words.length > 4) return undefined;
  // "patient_guest" is no patient, "guest_clinician" not the visit's clinician: the stranger's word decides.
  if (words.some((word) => OTHER_WORDS.has(word.replace(/\d+$/, '')))) {
    return words.includes('practitioner') ? { speaker: 'clinician' } : { speaker: 'other' };
  }
  const first = words[0]!.replace(/\d+$/, '');
  if (words.length <= 3 && CLINICIAN_WORDS.has(first)) return { speaker: 'clinician' };
  if (words.length <= 2 && PATIENT_WORDS.has(first)) return { speaker: 'patient' };
  const voice = VOICE.exec(joined);
  if (voice) return { speaker: 'unknown', voice: voice[1]! };
  if (joined === 'unknown' || joined === 'unknown speaker') return { speaker: 'unknown' };
  return undefined;
}

const TIMESTAMP = String.raw`(?:[[(<]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])>]?\s*(?:-\s*)?)?`;
const BRACKETED = new RegExp(String.raw`^${TIMESTAMP}\[([A-Za-z][\w .\-]{0,29})\]\s*:?\s*`);
const COLON = new RegExp(
  String.raw`^${TIMESTAMP}(?:[-*>#]+\s*)?(?:\*\*)?([A-Za-z][\w.\-]*(?: [\w.\-]+){0,3}?)(?:\s*\(\d[\d:.]*\))?(?:\*\*)?\s*:(?:\*\*)?(?=\s|$|[A-Z'"“])\s*`,
);
/** Slips of the hand in files of single letters: "P; no", "D : okay", "P Yes". */
const LETTER_SLIP = /^([DP])\s*;\s*|^([DP])\s+(?=[A-Z])/;

function leadingTag(line: string, letters: boolean): { tag: Tag; rest: string } | undefined {
  for (const pattern of [BRACKETED, COLON]) {
    const match = pattern.exec(line);
    const tag = match && tagOf(match[1]!);
    if (match && tag) return { tag, rest: line.slice(match[0].length) };
  }
  const slip = letters ? LETTER_SLIP.exec(line) : null;
  if (!slip) return undefined;
  return { tag: tagOf((slip[1] ?? slip[2])!)!, rest: line.slice(slip[0].length) };
}

/** Some files put a whole visit on one line: a bracketed tag of a known speaker starts a turn wherever it stands. */
function breakAtInlineTags(line: string): string {
  return line.replace(/\s+(\[([A-Za-z][\w .-]{0,29})\])/g, (all: string, bracketed: string, label: string) =>
    tagOf(label) ? `\n${bracketed}` : all,
  );
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

/** Turns of a plain text. Where no line carries a speaker's tag, every line is a turn of nobody known. */
export function readTurns(text: string): Turn[] {
  const lines = text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .flatMap((line) => breakAtInlineTags(line).split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const letters = lines.filter((line) => /^[DP]\s?:/.test(line)).length >= 3;
  const found = lines.map((line) => leadingTag(line, letters));
  const tagged = found.filter((tag) => tag !== undefined).length;
  // One label among many lines is a word that happens to stand before a colon, not a convention.
  const isTagged = tagged >= 2 || (tagged === 1 && lines.length <= 2);
  if (!isTagged) return lines.map((line) => ({ speaker: 'unknown', text: tidy(line) }));

  const turns: { tag: Tag; parts: string[] }[] = [];
  lines.forEach((line, index) => {
    const tag = found[index];
    if (tag) turns.push({ tag: tag.tag, parts: [tag.rest] });
    else if (turns.length > 0) turns.at(-1)!.parts.push(line);
    else turns.push({ tag: { speaker: 'unknown' }, parts: [line] });
  });
  return turns.map(({ tag, parts }) => ({ ...tag, text: tidy(parts.join(' ')) })).filter((turn) => turn.text !== '');
}
