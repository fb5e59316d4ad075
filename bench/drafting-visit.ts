/** A long visit of invented text: turns that a clinic hears on any day, over and over with other parts of the body, until `words` are said. */
import type { Speaker, Transcript, TranscriptSegment } from '../src/shared/model/transcript.ts';
import { SegmentId } from '../src/shared/model/ids.ts';

const PLACES = [
  'left knee',
  'right shoulder',
  'lower back',
  'neck',
  'right hip',
  'left wrist',
  'right elbow',
  'left ankle',
] as const;
const DRUGS = [
  'naproxen',
  'lisinopril',
  'metformin',
  'omeprazole',
  'atorvastatin',
  'sertraline',
  'amlodipine',
  'gabapentin',
] as const;
const ASKED = [
  'fever, chills or night sweats',
  'chest pain or shortness of breath',
  'nausea, vomiting or diarrhea',
  'numbness or tingling',
  'headaches or dizziness',
  'trouble sleeping',
  'weight loss',
  'a cough',
] as const;

const TURNS: readonly (readonly [Speaker, string])[] = [
  ['clinician', 'Okay, so tell me, um, how has your {place} been since we last talked?'],
  ['patient', 'It has been, you know, about {n} weeks now. It started when I was carrying boxes up to the attic and I felt it pull.'],
  ['clinician', 'And where exactly does it hurt, and does it go anywhere?'],
  ['patient', 'Mostly on the outside of my {place}. It does not really go anywhere, but at night it is worse, maybe six out of ten.'],
  ['clinician', 'Have you noticed any {asked}?'],
  ['patient', 'No, none of that. Well, I was a little tired last week but I had been working late.'],
  ['clinician', 'What have you taken for it?'],
  ['patient', 'I take {drug}, {dose} milligrams twice a day, and I tried ice. It helped a little bit but then it came back.'],
  ['clinician', 'Mm-hmm. Are you still doing the stretches that the therapist showed you?'],
  ['patient', 'Some of them. The dog needs his walks, so, uh, most mornings I get half an hour in before work.'],
  ['clinician', 'Good. Let me take a look. Your {place} is a little swollen. There is tenderness to palpation over the outer side. Range of motion is full and strength is five out of five. No redness.'],
  ['patient', 'That spot right there, yeah, that is where it gets me.'],
  ['clinician', 'Your blood pressure today is one thirty over eighty two and your heart rate is seventy two. The x-ray from last month showed mild degenerative changes and no fracture.'],
  ['patient', 'Okay, that is good to hear. My sister had surgery for hers and she was worried about me.'],
  ['clinician', 'So for the {place} pain, I think this is tendinitis. I am going to increase your {drug} to {more} milligrams, and I will refer you to physical therapy.'],
  ['patient', 'Sounds good. Should I stop running for now?'],
  ['clinician', 'Please rest it for two weeks. If it is not better by then we will get an MRI. Come back in four weeks, and call us if you get numbness or a fever.'],
  ['patient', 'Okay, I will. Thank you.'],
]; // prettier-ignore

export function longVisit(words: number): Transcript {
  const segments: TranscriptSegment[] = [];
  let [said, at] = [0, 0];
  for (let round = 0; said < words; round++) {
    const fill = (text: string): string =>
      text
        .replaceAll('{place}', PLACES[round % PLACES.length]!)
        .replaceAll('{drug}', DRUGS[round % DRUGS.length]!)
        .replaceAll('{asked}', ASKED[round % ASKED.length]!)
        .replaceAll('{n}', String(2 + round))
        .replaceAll('{dose}', String(10 * (1 + round)))
        .replaceAll('{more}', String(20 * (1 + round)));
    for (const [speaker, turn] of TURNS) {
      const text = fill(turn);
      const tokens = text.split(' ');
      const startMs = at;
      const timed = tokens.map((word, i) => ({
        text: word,
        startMs: startMs + 400 * i,
        endMs: startMs + 400 * (i + 1),
        confidence: 0.93,
      }));
      at += 400 * tokens.length;
      said += tokens.length;
      segments.push({
        id: SegmentId.parse(`s${segments.length + 1}`),
        startMs,
        endMs: at,
        speaker,
        text,
        words: timed,
        flags: [],
      });
    }
  }
  return { model: { name: 'text', sha256: '' }, language: 'en', durationMs: at, segments };
}
