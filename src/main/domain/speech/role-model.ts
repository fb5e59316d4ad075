import { AppError } from '../../../shared/errors.ts';
import { EDGE_FEATURES, NODE_FEATURES, type RoleFeatures, type RoleUnits, featurise } from './role-model-features.ts';

/**
 * A linear-chain conditional random field over the words of a visit with two states, clinician and patient. `node` weighs for the clinician
 * (positive) or the patient (negative); `toClinician` and `toPatient` weigh a change of speaker against none.
 * Trained by `scripts/train-speakers.ts`; what it learned from, and how well, stands in `docs/MODEL-CARD.md`.
 */
export interface RoleModel {
  readonly version: string;
  /** Feature hashes are taken modulo 2^bits. */
  readonly bits: number;
  readonly node: Float32Array;
  readonly toClinician: Float32Array;
  readonly toPatient: Float32Array;
}

export const PATIENT = 0;
export const CLINICIAN = 1;

const FORMAT = 'chartside-role-model/1';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 to signed bytes, without a platform's own decoder: this layer has none. @returns undefined when it is not base64 of that length. */
function signedBytes(text: string, length: number): Int8Array | undefined {
  const body = text.replace(/=+$/, '');
  if (Math.floor((body.length * 3) / 4) !== length) return undefined;
  const bytes = new Int8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of body) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return undefined;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
      bits &= (1 << held) - 1;
    }
  }
  return bytes;
}

/**
 * The content of `role-model.json`, parsed: `{ format, version, bits, tables: { node, toClinician, toPatient: { scale, int8 } } }`, `int8` being
 * base64 of 2^bits signed bytes q, each a weight of sign(q) · scale · (q / 127)²: small weights, which are many, keep their precision.
 * @throws AppError `model.corrupt`
 */
export function parseRoleModel(json: unknown): RoleModel {
  const corrupt = () => new AppError('model.corrupt', { params: { model: 'role-model' } });
  const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (!isRecord(json) || json['format'] !== FORMAT || !isRecord(json['tables'])) throw corrupt();
  const { version, bits, tables } = json;
  if (typeof version !== 'string' || typeof bits !== 'number' || !Number.isInteger(bits) || bits < 8 || bits > 22)
    throw corrupt();
  const read = (name: string): Float32Array => {
    const table = (tables as Record<string, unknown>)[name];
    if (!isRecord(table) || typeof table['scale'] !== 'number' || typeof table['int8'] !== 'string') throw corrupt();
    const scale = table['scale'];
    const bytes = signedBytes(table['int8'], 2 ** bits);
    if (!bytes || !Number.isFinite(scale)) throw corrupt();
    return Float32Array.from(bytes, (q) => (scale * q * Math.abs(q)) / (127 * 127));
  };
  return { version, bits, node: read('node'), toClinician: read('toClinician'), toPatient: read('toPatient') };
}

/** The form that `parseRoleModel` reads, weights rounded to eight bits a table. */
export function serialiseRoleModel(model: RoleModel, base64: (bytes: Int8Array) => string): Record<string, unknown> {
  const table = (weights: Float32Array) => {
    const scale = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1;
    const quantise = (weight: number) => Math.sign(weight) * Math.round(127 * Math.sqrt(Math.abs(weight) / scale));
    return { scale, int8: base64(Int8Array.from(weights, quantise)) };
  };
  return {
    format: FORMAT,
    version: model.version,
    bits: model.bits,
    tables: {
      node: table(model.node),
      toClinician: table(model.toClinician),
      toPatient: table(model.toPatient),
    },
  };
}

/** Log-potentials of a chain: `node[i]` for the clinician against the patient, a change at gap i against none. */
export interface ChainScores {
  readonly node: Float64Array;
  readonly toClinician: Float64Array;
  readonly toPatient: Float64Array;
}

/** Where lines are whole turns, a change of speaker within one takes more than a few odd words. In force in training too. */
export const INSIDE_A_TURN = -8;

export function scoreChain(model: RoleModel, features: RoleFeatures): ChainScores {
  const { count } = features;
  const mask = 2 ** model.bits - 1;
  const node = new Float64Array(count);
  const toClinician = new Float64Array(count);
  const toPatient = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let sum = 0;
    for (let k = at * NODE_FEATURES; k < (at + 1) * NODE_FEATURES; k++) sum += model.node[features.node[k]! & mask]!;
    node[at] = sum;
    let up = 0;
    let down = 0;
    for (let k = at * EDGE_FEATURES; k < (at + 1) * EDGE_FEATURES; k++) {
      const slot = features.edge[k]! & mask;
      up += model.toClinician[slot]!;
      down += model.toPatient[slot]!;
    }
    const guard = features.inside[at] ? INSIDE_A_TURN : 0;
    toClinician[at] = up + guard;
    toPatient[at] = down + guard;
  }
  return { node, toClinician, toPatient };
}

/** Holds a word to a role (a person said so). */
const CERTAIN = 60;

export interface DecodedRoles {
  /** PATIENT or CLINICIAN for each unit: the best whole sequence. */
  readonly labels: Uint8Array;
  /** Probability of the clinician for each unit, 0..1. */
  readonly clinician: Float64Array;
}

function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** Probability of the clinician at each place of the chain, by the forward-backward recursion. */
export function marginals(scores: ChainScores): Float64Array {
  const count = scores.node.length;
  const result = new Float64Array(count);
  if (count === 0) return result;
  const forwardPatient = new Float64Array(count);
  const forwardClinician = new Float64Array(count);
  forwardClinician[0] = scores.node[0]!;
  for (let at = 1; at < count; at++) {
    const [p, c] = [forwardPatient[at - 1]!, forwardClinician[at - 1]!];
    forwardPatient[at] = logAdd(p, c + scores.toPatient[at - 1]!);
    forwardClinician[at] = logAdd(c, p + scores.toClinician[at - 1]!) + scores.node[at]!;
  }
  let backPatient = 0;
  let backClinician = 0;
  for (let at = count - 1; at >= 0; at--) {
    const difference = forwardClinician[at]! + backClinician - forwardPatient[at]! - backPatient;
    result[at] = 1 / (1 + Math.exp(-difference));
    if (at === 0) break;
    const clinicianHere = backClinician + scores.node[at]!;
    const patientHere = backPatient;
    backPatient = logAdd(patientHere, scores.toClinician[at - 1]! + clinicianHere);
    backClinician = logAdd(clinicianHere, scores.toPatient[at - 1]! + patientHere);
  }
  return result;
}

/** The most probable sequence (Viterbi). */
export function bestPath(scores: ChainScores): Uint8Array {
  const count = scores.node.length;
  const labels = new Uint8Array(count);
  if (count === 0) return labels;
  const cameFrom = new Uint8Array(count * 2);
  let patient = 0;
  let clinician = scores.node[0]!;
  for (let at = 1; at < count; at++) {
    const [stayPatient, fromClinician] = [patient, clinician + scores.toPatient[at - 1]!];
    const [stayClinician, fromPatient] = [clinician, patient + scores.toClinician[at - 1]!];
    cameFrom[at * 2 + PATIENT] = fromClinician > stayPatient ? CLINICIAN : PATIENT;
    cameFrom[at * 2 + CLINICIAN] = fromPatient > stayClinician ? PATIENT : CLINICIAN;
    patient = Math.max(stayPatient, fromClinician);
    clinician = Math.max(stayClinician, fromPatient) + scores.node[at]!;
  }
  labels[count - 1] = clinician > patient ? CLINICIAN : PATIENT;
  for (let at = count - 1; at > 0; at--) labels[at - 1] = cameFrom[at * 2 + labels[at]!]!;
  return labels;
}

/**
 * What the words say. `fixed[i]` holds unit i to PATIENT or CLINICIAN (anything else leaves it open): what a person corrected by hand teaches its
 * neighbours.
 */
export function scoreRoles(model: RoleModel, units: RoleUnits, fixed?: Int8Array): ChainScores {
  const scores = scoreChain(model, featurise(units));
  fixed?.forEach((role, at) => {
    if (role === CLINICIAN) scores.node[at] = CERTAIN;
    else if (role === PATIENT) scores.node[at] = -CERTAIN;
  });
  return scores;
}

/** Who says each unit. */
export function decodeRoles(model: RoleModel, units: RoleUnits, fixed?: Int8Array): DecodedRoles {
  return decodeScores(scoreRoles(model, units, fixed));
}

export const decodeScores = (scores: ChainScores): DecodedRoles => ({
  labels: bestPath(scores),
  clinician: marginals(scores),
});
