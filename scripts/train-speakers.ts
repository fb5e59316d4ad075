/**
 * Trains the speaker roles (resources/speakers/role-model.json) on the tagged dialogues of ../shared/data.
 *
 *   node scripts/train-speakers.ts [--dev] [--out FILE] [--epochs N]
 *
 * A conditional random field is fitted by AdaGrad on the exact gradient. Every dialogue is shown in several styles (lines, one paragraph,
 * a recogniser's segments, misheard): see bench/speakers-render.ts. Fold 0 of every corpus is never trained on; `--dev` keeps fold 1 out
 * too and prints how well it is told, which is what choices are made by. Same data, same file.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Dialogue, foldOf, loadDialogues } from '../bench/speakers-corpora.ts';
import { STYLES, type Style, render, seeded, toLabelledUnits } from '../bench/speakers-render.ts';
import { EDGE_FEATURES, NODE_FEATURES, featurise } from '../src/main/domain/speech/role-model-features.ts';
import {
  INSIDE_A_TURN,
  type RoleModel,
  bestPath,
  marginals,
  parseRoleModel,
  scoreChain,
  serialiseRoleModel,
} from '../src/main/domain/speech/role-model.ts';

const { values: options } = parseArgs({
  options: {
    dev: { type: 'boolean', default: false },
    out: { type: 'string', default: path.resolve(import.meta.dirname, '../resources/speakers/role-model.json') },
    epochs: { type: 'string', default: '14' },
    rate: { type: 'string', default: '0.04' },
    l2: { type: 'string', default: '0.0001' },
    drop: { type: 'string', default: '0.1' },
    verbose: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    bits: { type: 'string', default: '18' },
  },
});
const BITS = Number(options.bits);
const SLOTS = 2 ** BITS;
const RATE = Number(options.rate);
const L2 = Number(options.l2);
const DROP = Number(options.drop);

interface Example {
  readonly corpus: string;
  readonly style: Style;
  readonly labels: Uint8Array;
  readonly node: Int32Array;
  readonly edge: Int32Array;
  readonly count: number;
  readonly inside: Uint8Array;
}

/** How much of an epoch each style is. */
const SHARE: Record<Style, number> = {
  turns: 1,
  'turns-bare': 0.5,
  sentences: 0.6,
  paragraph: 0.7,
  'paragraph-bare': 0.6,
  segments: 1,
  'segments-noisy': 1,
};

const mask = SLOTS - 1;

function toExample(dialogue: Dialogue, style: Style, seed: number, vocabulary: readonly string[]): Example {
  const { units, labels } = toLabelledUnits(render(dialogue, style, seed, vocabulary), style);
  const features = featurise(units);
  return {
    corpus: dialogue.corpus,
    style,
    labels,
    node: features.node.map((hash) => hash & mask),
    edge: features.edge.map((hash) => hash & mask),
    count: features.count,
    inside: features.inside,
  };
}

const TABLES = ['node', 'toClinician', 'toPatient'] as const;

class Trainer {
  readonly model: RoleModel = {
    version: '1',
    bits: BITS,
    node: new Float32Array(SLOTS),
    toClinician: new Float32Array(SLOTS),
    toPatient: new Float32Array(SLOTS),
  };
  private readonly squares = {
    node: new Float32Array(SLOTS).fill(1e-3),
    toClinician: new Float32Array(SLOTS).fill(1e-3),
    toPatient: new Float32Array(SLOTS).fill(1e-3),
  };
  private readonly random = seeded(7);

  /** One step on one example; its size counts words, so that long visits are not drowned by short ones. @returns log loss a word */
  step(example: Example): number {
    const { count } = example;
    if (count === 0) return 0;
    // Lexical drop-out: the model must not lean on one word that a recogniser may miss.
    const keepNode = Uint8Array.from({ length: example.node.length }, () => (this.random() < DROP ? 0 : 1));
    const keepEdge = Uint8Array.from({ length: example.edge.length }, () => (this.random() < DROP ? 0 : 1));
    const node = new Float64Array(count);
    const up = new Float64Array(count);
    const down = new Float64Array(count);
    const boost = 1 / (1 - DROP);
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (let k = at * NODE_FEATURES; k < (at + 1) * NODE_FEATURES; k++)
        if (keepNode[k]) sum += this.model.node[example.node[k]!]!;
      node[at] = sum * boost;
      let a = 0;
      let b = 0;
      for (let k = at * EDGE_FEATURES; k < (at + 1) * EDGE_FEATURES; k++)
        if (keepEdge[k]) {
          a += this.model.toClinician[example.edge[k]!]!;
          b += this.model.toPatient[example.edge[k]!]!;
        }
      const guard = example.inside[at] ? INSIDE_A_TURN : 0;
      up[at] = a * boost + guard;
      down[at] = b * boost + guard;
    }
    const expected = expectations(node, up, down);
    let loss = 0;
    for (let at = 0; at < count; at++) {
      const truth = example.labels[at]!;
      const p = expected.clinician[at]!;
      loss -= Math.log(Math.max(1e-12, truth ? p : 1 - p));
      this.apply('node', example.node, keepNode, at * NODE_FEATURES, NODE_FEATURES, truth - p);
      if (at + 1 < count) {
        const next = example.labels[at + 1]!;
        const wentUp = !truth && next ? 1 : 0;
        const wentDown = truth && !next ? 1 : 0;
        const from = at * EDGE_FEATURES;
        this.apply('toClinician', example.edge, keepEdge, from, EDGE_FEATURES, wentUp - expected.up[at]!);
        this.apply('toPatient', example.edge, keepEdge, from, EDGE_FEATURES, wentDown - expected.down[at]!);
      }
    }
    return loss;
  }

  private readonly sums = {
    node: new Float32Array(SLOTS),
    toClinician: new Float32Array(SLOTS),
    toPatient: new Float32Array(SLOTS),
  };
  private remembered = 0;

  /** Adds the weights as they are now to the mean that the model ends with. */
  remember(): void {
    for (const table of TABLES) this.model[table].forEach((weight, slot) => (this.sums[table][slot]! += weight));
    this.remembered++;
  }

  /** The mean over the second half of training: steadier than wherever the last step ended. */
  useMean(): void {
    for (const table of TABLES)
      this.sums[table].forEach((sum, slot) => (this.model[table][slot] = sum / this.remembered));
  }

  private apply(
    table: (typeof TABLES)[number],
    slots: Int32Array,
    keep: Uint8Array,
    from: number,
    length: number,
    gradient: number,
  ): void {
    if (Math.abs(gradient) < 1e-4) return;
    const weights = this.model[table];
    const squares = this.squares[table];
    for (let k = from; k < from + length; k++) {
      if (!keep[k]) continue;
      const slot = slots[k]!;
      const g = gradient - L2 * weights[slot]!;
      squares[slot] = squares[slot]! + g * g;
      weights[slot] = weights[slot]! + (RATE * g) / Math.sqrt(squares[slot]!);
    }
  }
}

/** Expected labels and changes under the chain. */
function expectations(node: Float64Array, toClinician: Float64Array, toPatient: Float64Array) {
  const count = node.length;
  const clinician = marginals({ node, toClinician, toPatient });
  // P(change at gap) from both marginals needs the pair posteriors: one more forward-backward, kept in log space.
  const add = (a: number, b: number) => {
    const high = Math.max(a, b);
    return high + Math.log1p(Math.exp(Math.min(a, b) - high));
  };
  const fp = new Float64Array(count);
  const fc = new Float64Array(count);
  fc[0] = node[0]!;
  for (let at = 1; at < count; at++) {
    fp[at] = add(fp[at - 1]!, fc[at - 1]! + toPatient[at - 1]!);
    fc[at] = add(fc[at - 1]!, fp[at - 1]! + toClinician[at - 1]!) + node[at]!;
  }
  const total = add(fp[count - 1]!, fc[count - 1]!);
  const up = new Float64Array(count);
  const down = new Float64Array(count);
  let bp = 0;
  let bc = 0;
  for (let at = count - 2; at >= 0; at--) {
    const here = node[at + 1]! + bc;
    up[at] = Math.exp(fp[at]! + toClinician[at]! + here - total);
    down[at] = Math.exp(fc[at]! + toPatient[at]! + bp - total);
    const nextP = add(bp, toClinician[at]! + here);
    const nextC = add(here, toPatient[at]! + bp);
    bp = nextP;
    bc = nextC;
  }
  return { clinician, up, down };
}

function accuracy(model: RoleModel, example: Example): number {
  const labels = bestPath(scoreChain(model, example));
  let right = 0;
  labels.forEach((label, at) => {
    if (label === example.labels[at]) right++;
  });
  return right;
}

function report(model: RoleModel, examples: readonly Example[], title: string): void {
  const sums = new Map<string, { right: number; count: number }>();
  for (const example of examples) {
    const right = accuracy(model, example);
    for (const key of [`${example.style}`, `${example.style} ${example.corpus}`]) {
      const sum = sums.get(key) ?? { right: 0, count: 0 };
      sum.right += right;
      sum.count += example.count;
      sums.set(key, sum);
    }
  }
  const line = [...sums]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, { right, count }]) => `${key} ${((100 * right) / count).toFixed(1)}`);
  // Every corpus counts alike: judging is on visits of another making.
  const mean = (turns: boolean) => {
    const parts = [...sums].filter(([key]) => key.includes(' ') && key.startsWith('turns') === turns);
    return (100 * parts.reduce((sum, [, { right, count }]) => sum + right / count, 0)) / parts.length;
  };
  console.error(`${title}: turns ${mean(true).toFixed(2)}, continuous ${mean(false).toFixed(2)}`);
  if (options.verbose) console.error(line.join(' | '));
}

/** Fits one model to the dialogues. @param after called when an epoch is done */
function fit(
  train: readonly Dialogue[],
  vocabulary: readonly string[],
  plan: { epochs: number; share: Record<Style, number> },
  after?: (epoch: number, model: RoleModel, loss: number) => void,
): RoleModel {
  const trainer = new Trainer();
  const random = seeded(20_261_121);
  for (let epoch = 1; epoch <= plan.epochs; epoch++) {
    // Each dialogue is dealt its styles anew every epoch, cuts and errors included.
    const dealt = train.flatMap((dialogue) => {
      const heard = dialogue.corpus === 'primock-heard';
      const styles = STYLES.filter((style) => !heard || style === 'segments' || style === 'paragraph');
      return styles
        .filter((style) => random() < plan.share[style] * (heard ? 0.3 : 0.5))
        .map((style) => ({ dialogue, style, seed: Math.floor(random() * 2 ** 31) }));
    });
    for (let index = dealt.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [dealt[index], dealt[other]] = [dealt[other]!, dealt[index]!];
    }
    let loss = 0;
    let count = 0;
    for (const { dialogue, style, seed } of dealt) {
      const example = toExample(dialogue, style, seed, vocabulary);
      loss += trainer.step(example);
      count += example.count;
    }
    if (epoch > plan.epochs / 2) trainer.remember();
    after?.(epoch, trainer.model, loss / count);
  }
  trainer.useMean();
  return trainer.model;
}

const TURNS_ONLY: Record<Style, number> = {
  turns: 2,
  'turns-bare': 1,
  sentences: 0,
  paragraph: 0,
  'paragraph-bare': 0,
  segments: 0,
  'segments-noisy': 0,
};

/**
 * Some dialogues of the corpora carry their tags the wrong way round from the first line to the last. A model of the other half of the data
 * says which: where it has three words in four against the tags, over a whole visit, the tags are turned.
 */
function turnSwappedTags(dialogues: readonly Dialogue[], vocabulary: readonly string[]): Dialogue[] {
  const half = (index: number) => dialogues.filter((_, at) => at % 2 === index);
  const models = [1, 0].map((index) => fit(half(index), vocabulary, { epochs: 4, share: TURNS_ONLY }));
  return dialogues.map((dialogue, at) => {
    if (dialogue.corpus === 'primock-heard') return dialogue;
    const example = toExample(dialogue, 'turns', 1, vocabulary);
    if (example.count < 150 || accuracy(models[at % 2]!, example) / example.count > 0.25) return dialogue;
    console.error(`tags turned: ${dialogue.name}`);
    const turned = { clinician: 'patient', patient: 'clinician', other: 'other' } as const;
    return { ...dialogue, turns: dialogue.turns.map((turn) => ({ ...turn, role: turned[turn.role] })) };
  });
}

function main(): void {
  const dialogues = loadDialogues();
  const held = new Set(options.dev ? [0, 1] : [0]);
  const train = dialogues.filter((dialogue) => !held.has(foldOf(dialogue)));
  const vocabulary = train.flatMap((dialogue) =>
    dialogue.turns.flatMap((turn) => turn.text.toLowerCase().match(/[a-z']+/g) ?? []),
  );
  const check = options.dev
    ? dialogues
        .filter((dialogue) => foldOf(dialogue) === 1)
        .flatMap((dialogue, index) =>
          STYLES.filter((style) => dialogue.corpus !== 'primock-heard' || !style.startsWith('turns')).map((style) =>
            toExample(dialogue, style, 1000 + index, vocabulary),
          ),
        )
    : [];
  const words = train.reduce((sum, d) => sum + d.turns.reduce((s, t) => s + t.text.split(' ').length, 0), 0);
  console.error(`${String(train.length)} dialogues, ${String(words)} words to learn from`);

  const epochs = Number(options.epochs);
  const model = fit(turnSwappedTags(train, vocabulary), vocabulary, { epochs, share: SHARE }, (epoch, now, loss) => {
    console.error(`epoch ${String(epoch)}: ${loss.toFixed(4)} nats a word`);
    if (options.dev && epoch % 7 === 0) report(now, check, '  fold 1');
  });
  const file = serialiseRoleModel(model, (bytes) => Buffer.from(bytes.buffer).toString('base64'));
  if (options.dev) report(parseRoleModel(file), check, '  fold 1, eight bits');
  if (!options.dev || options.save) {
    mkdirSync(path.dirname(options.out), { recursive: true });
    writeFileSync(options.out, `${JSON.stringify(file)}\n`);
    console.error(options.out);
  }
}

main();
