import { likelihood, type Speech, Voice, type VoiceModel } from './voice-models.ts';

/**
 * A third person's voice: a relative, a nurse, an interpreter. Silent about it where in doubt, for a patient taken for somebody else is lost to
 * the note, while a relative taken for the patient is what the words alone would have said.
 */

/** Frames of the recording (fiftieths of a second) in a stretch that is long enough to say whose voice it is, to look for a new voice, and to be sure. */
const SAYS = 25;
const SEEDS = 60;
const CLEARLY = 50;
/** Words in it: a lone "okay" that seems to last two seconds is mostly something else. */
const CLEAR_WORDS = 3;
/** Sound in stretches that say it clearly, before a voice is a person. */
const ENOUGH_FRAMES = 250;
const ENOUGH_STRETCHES = 2;
/**
 * What a frame must say on average for the new voice against the better of the two others (nats), alone and as a share of what tells those two
 * apart: one person's moods and distances to the microphone reach 1.2 and a third.
 */
const STANDS_OUT = 1.8;
const STANDS_OUT_SHARE = 0.4;
/** What fits neither voice and has words of both is more often both at once than somebody else. */
const ONE_ROLE = 0.75;
const MIXED_DOUBT = 1.5;
/** A stretch joins the new voice when it says that much more (nats a frame), and is the person's own at that share of what the voice says as a whole. */
const JOINS = 0.3;
const OWN_SHARE = 0.3;
const OWN_SHARE_OF_SHORT = 0.6;
const MOST_SEEDS = 8;
const ROUNDS = 6;
/** Stretches of the role's usual voice that must lie among the new one's, as a share of them. */
const INTERLEAVED = 0.25;

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly role: number;
  readonly frames: number;
  readonly voice: Voice;
}

const isClear = ({ frames, from, to }: Stretch): boolean => frames >= CLEARLY && to - from >= CLEAR_WORDS;

/** One role's words in one utterance. */
function stretchesOf(speech: Speech, utterance: Int32Array, labels: Uint8Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let from = 0; from < labels.length;) {
    let to = from + 1;
    while (to < labels.length && utterance[to] === utterance[from] && labels[to] === labels[from]) to++;
    const voice = new Voice();
    for (let unit = from; unit < to; unit++) voice.hear(speech, unit, 1);
    stretches.push({ from, to, role: labels[from]!, frames: voice.frames * speech.each, voice });
    from = to;
  }
  return stretches;
}

interface Candidate {
  readonly members: ReadonlySet<number>;
  /** What each stretch says for the new voice against the better of the others, a frame; undefined where it is too short to say anything. */
  readonly margin: readonly (number | undefined)[];
  /** What tells the two roles apart, a frame. */
  readonly usual: number;
}

const THIRD = 2;

export function createThirdVoiceFinder(speech: Speech, utterance: Int32Array, labels: Uint8Array) {
  const stretches = stretchesOf(speech, utterance, labels);
  const score = (model: VoiceModel, { from, to }: Stretch): number => {
    let sum = 0;
    for (let unit = from; unit < to; unit++) sum += likelihood(speech, model, unit);
    return sum;
  };
  const voicesWith = (members: ReadonlySet<number>): Voice[] => {
    const voices = [new Voice(), new Voice(), new Voice()];
    stretches.forEach(({ role, voice }, index) => {
      voices[members.has(index) ? THIRD : role]!.add(voice);
    });
    return voices;
  };

  /** From some stretches to the voice that they belong to: everybody's stretches go to the voice they fit, until none moves. */
  const grow = (seed: ReadonlySet<number>): Candidate => {
    let members = seed;
    let margin: (number | undefined)[] = [];
    let usual = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const voices = voicesWith(members);
      const models = voices.map((voice) => voice.describe(speech.background));
      const next = new Set<number>();
      const apart = [0, 0];
      const frames = [0, 0];
      margin = stretches.map((stretch, index) => {
        if (stretch.frames < SAYS) return undefined;
        const own = members.has(index) ? THIRD : stretch.role;
        // No stretch is judged by a voice that was learned from it.
        const scores = models.map((model, voice) =>
          score(voice === own ? voices[voice]!.without(stretch.voice).describe(speech.background) : model, stretch),
        );
        const better = Math.max(scores[0]!, scores[1]!);
        const more = (scores[THIRD]! - better) / stretch.frames;
        if (more > JOINS) next.add(index);
        if (own !== THIRD) {
          apart[own] = apart[own]! + scores[own]! - scores[1 - own]!;
          frames[own] = frames[own]! + stretch.frames;
        }
        return more;
      });
      usual = Math.min(...apart.map((sum, role) => sum / Math.max(1, frames[role]!)));
      const settled = next.size === members.size && [...next].every((index) => members.has(index));
      members = next;
      if (settled || members.size === 0) break;
    }
    return { members, margin, usual };
  };

  /** Stretches that fit neither role, worst first. */
  const seeds = (): number[] => {
    const voices = voicesWith(new Set());
    const anybody = new Voice().describe(speech.background);
    const models = voices.map((voice) => voice.describe(speech.background));
    const misfit = stretches.flatMap((stretch, index) => {
      if (stretch.frames < SEEDS || stretch.to - stretch.from < CLEAR_WORDS) return [];
      const own = voices[stretch.role]!.without(stretch.voice).describe(speech.background);
      const best = Math.max(score(own, stretch), score(models[1 - stretch.role]!, stretch));
      return [{ index, misfit: (score(anybody, stretch) - best) / stretch.frames }];
    });
    return misfit.sort((a, b) => b.misfit - a.misfit || a.index - b.index).map(({ index }) => index);
  };

  /** How much more its clear stretches say for the new voice, a frame, and how many frames those are. */
  const clearly = ({ members, margin }: Candidate): { count: number; frames: number; standsOut: number } => {
    let [count, frames, gain] = [0, 0, 0];
    for (const index of members) {
      const stretch = stretches[index]!;
      if (!isClear(stretch)) continue;
      count++;
      frames += stretch.frames;
      gain += margin[index]! * stretch.frames;
    }
    return { count, frames, standsOut: gain / Math.max(1, frames) };
  };

  /** Share of the candidate's sound whose words were given to the same role. */
  const ofOneRole = (members: ReadonlySet<number>): number => {
    const frames = [0, 0];
    for (const index of members) frames[stretches[index]!.role]! += stretches[index]!.frames;
    return Math.max(...frames) / Math.max(1, frames[0]! + frames[1]!);
  };

  /** What stands for a candidate being a person, summed; undefined where it is not sure enough. */
  const worth = (candidate: Candidate): number | undefined => {
    const { count, frames, standsOut } = clearly(candidate);
    if (count < ENOUGH_STRETCHES || frames < ENOUGH_FRAMES) return undefined;
    const doubt = ofOneRole(candidate.members) < ONE_ROLE ? MIXED_DOUBT : 1;
    if (standsOut < doubt * STANDS_OUT || standsOut < doubt * STANDS_OUT_SHARE * candidate.usual) return undefined;
    return isAnother(candidate.members) ? standsOut * frames : undefined;
  };

  /** The stretches that are surely this person's. */
  const own = (candidate: Candidate): Stretch[] => {
    const { standsOut } = clearly(candidate);
    return [...candidate.members].flatMap((index) => {
      const stretch = stretches[index]!;
      const share = isClear(stretch) ? OWN_SHARE : OWN_SHARE_OF_SHORT;
      return candidate.margin[index]! >= share * standsOut ? [stretch] : [];
    });
  };

  /**
   * Whether the voice is heard beside the usual one of its role, not instead of it: somebody who moves to the examination couch, or another
   * microphone, changes a voice for good or for a while; another person comes in between. It must also be the smaller part of the role.
   */
  const isAnother = (members: ReadonlySet<number>): boolean => {
    const inside = [...members].sort((a, b) => a - b);
    const votes = inside.reduce(
      (sum, index) => sum + (stretches[index]!.role === 1 ? 1 : -1) * stretches[index]!.frames,
      0,
    );
    const role = votes > 0 ? 1 : 0;
    let among = 0;
    let usual = 0;
    let own = 0;
    stretches.forEach((stretch, index) => {
      if (members.has(index)) own += stretch.frames;
      else if (stretch.role === role && stretch.frames >= SAYS) {
        usual += stretch.frames;
        if (index > inside[0]! && index < inside.at(-1)!) among++;
      }
    });
    return own < usual && among >= INTERLEAVED * inside.length;
  };

  /** The rest of the role that the candidate was grown from: where a seed has drawn the usual voice to itself, the rest is the new one. */
  const turned = ({ members }: Candidate): ReadonlySet<number> => {
    const frames = [0, 0];
    for (const index of members) frames[stretches[index]!.role]! += stretches[index]!.frames;
    const role = frames[1]! > frames[0]! ? 1 : 0;
    return new Set(
      stretches.flatMap((stretch, index) =>
        stretch.role === role && !members.has(index) && stretch.frames >= SAYS ? [index] : [],
      ),
    );
  };

  return { grow, seeds, worth, turned, own };
}

/**
 * Words of a third person, by the sound alone.
 * @param labels the role of each word, 0 or 1, as decided for two people
 * @returns 1 for each word of the third person; undefined where there is none, or no telling
 */
export function findThirdVoice(speech: Speech, utterance: Int32Array, labels: Uint8Array): Uint8Array | undefined {
  const finder = createThirdVoiceFinder(speech, utterance, labels);
  let best: Candidate | undefined;
  let bestWorth = 0;
  const seen = new Set<number>();
  const consider = (candidate: Candidate): boolean => {
    for (const index of candidate.members) seen.add(index);
    const worth = finder.worth(candidate);
    if (worth !== undefined && worth > bestWorth) [best, bestWorth] = [candidate, worth];
    return worth !== undefined;
  };
  let tried = 0;
  for (const seed of finder.seeds()) {
    if (seen.has(seed)) continue;
    if (tried++ >= MOST_SEEDS) break;
    seen.add(seed);
    const candidate = finder.grow(new Set([seed]));
    if (candidate.members.size === 0 || consider(candidate)) continue;
    // A seed of a guest may have drawn the usual voice to itself, with the guest left over.
    const rest = finder.turned(candidate);
    if (rest.size > 0 && rest.size < candidate.members.size) consider(finder.grow(rest));
  }
  if (!best) return undefined;
  const third = new Uint8Array(labels.length);
  for (const { from, to } of finder.own(best)) third.fill(1, from, to);
  return third;
}
