/** The recordings' words under sound that was spoiled: what is left of the voices in noise, in a far room, and when somebody moves. */
import { assignSpeakers } from '../src/main/domain/speech/assign-speakers.ts';
import type { RoleModel } from '../src/main/domain/speech/role-model.ts';
import type { TranscriptSegment } from '../src/shared/model/transcript.ts';
import { babble, farRoom, inRoom, makeSound, mix, SPEECHLESS } from './listening-sounds.ts';
import type { Dialogue } from './speakers-corpora.ts';
import { addScore, emptyScore, figuresOf, frameVoices, roleAccuracy, truthOfHeard } from './speakers-score.ts';

export interface SoundAndWords {
  readonly human: Dialogue;
  readonly samples: Float32Array;
  readonly segments: readonly TranscriptSegment[];
}

type Spoil = (visit: SoundAndWords) => Float32Array;

/** Farther away: duller, quieter, with an echo. */
function away(samples: Float32Array): Float32Array {
  let low = 0;
  return samples.map((sample, i) => {
    low = 0.75 * low + 0.25 * sample;
    return 0.4 * low + (i >= 900 ? 0.08 * samples[i - 900]! : 0);
  });
}

const withPart = (samples: Float32Array, part: Float32Array, from: number): Float32Array => {
  const whole = Float32Array.from(samples);
  whole.set(part, from);
  return whole;
};

/** The patient's words in the middle third of the visit, from the examination couch. */
const patientAway: Spoil = ({ human, samples, segments }) => {
  const far = away(samples);
  const whole = Float32Array.from(samples);
  const truth = truthOfHeard(human, segments).all;
  segments
    .flatMap((segment) => segment.words)
    .forEach(({ startMs, endMs }, index) => {
      const [from, to] = [Math.floor(startMs * 16), Math.floor(endMs * 16)];
      if (truth[index] === 'patient' && from > samples.length / 3 && to < (2 * samples.length) / 3)
        whole.set(far.subarray(from, to), from);
    });
  return whole;
};

const CONDITIONS: Readonly<Record<string, Spoil>> = {
  'pink noise, 10 dB': ({ samples }) => mix(samples, makeSound(SPEECHLESS['pink noise']!, samples.length), 10),
  'pink noise, 5 dB': ({ samples }) => mix(samples, makeSound(SPEECHLESS['pink noise']!, samples.length), 5),
  'people talking elsewhere, 10 dB': ({ samples }) => mix(samples, babble(samples, samples.length), 10),
  'a far room': ({ samples }) => inRoom(samples, farRoom()),
  'another microphone for the second half': ({ samples }) =>
    withPart(samples, away(samples.subarray(samples.length >> 1)), samples.length >> 1),
  'the patient farther away in the middle third': patientAway,
};

export function* judgeSpoiled(visits: readonly SoundAndWords[], model: RoleModel): Generator<object> {
  for (const [data, spoil] of Object.entries(CONDITIONS)) {
    const all = emptyScore();
    const agreed = emptyScore();
    let other = 0;
    for (const visit of visits) {
      const frames = frameVoices(spoil(visit), visit.segments);
      const decided = assignSpeakers(visit.segments, model, { frames });
      const score = roleAccuracy(visit.human, decided);
      addScore(all, score.all);
      addScore(agreed, score.agreed);
      other += decided.filter(({ speaker }) => speaker === 'other').length;
    }
    if (all.words > 0)
      yield {
        figure: 'speakers.word-accuracy',
        mode: 'words as heard without, sound with',
        data,
        ...figuresOf(all),
        ofWordsHeardRight: figuresOf(agreed).accuracy,
        otherSegments: other,
      };
  }
}
