/**
 * Just enough of ONNX's protobuf (onnx.proto3) to take a graph out of a model, wire it differently and write it again, without
 * touching a weight. Used to run a merged decoder's cached branch on its own: the runtime folds constants at the top level but
 * not inside an `If`, and an `If` cannot be given new inputs and outputs.
 */

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

interface Field {
  readonly number: number;
  readonly wire: number;
  /** Payload for BYTES, else the raw encoded value. */
  readonly bytes: Uint8Array;
  readonly value: number;
}

function* fieldsOf(buffer: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let result = 0;
    let scale = 1;
    for (;;) {
      const byte = buffer[at++];
      if (byte === undefined) throw new Error('onnx: truncated');
      result += (byte & 0x7f) * scale;
      if (byte < 0x80) return result;
      scale *= 128;
    }
  };
  while (at < buffer.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === VARINT) {
      const from = at;
      const value = varint();
      yield { number, wire, bytes: buffer.subarray(from, at), value };
      continue;
    }
    const length = wire === BYTES ? varint() : wire === FIXED32 ? 4 : wire === FIXED64 ? 8 : -1;
    if (length < 0 || at + length > buffer.length) throw new Error('onnx: malformed');
    yield { number, wire, bytes: buffer.subarray(at, at + length), value: 0 };
    at += length;
  }
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const text = (bytes: Uint8Array): string => decoder.decode(bytes);

export interface OnnxNode {
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Graph-valued attributes (`then_branch`, `else_branch`). */
  readonly graphs: ReadonlyMap<string, OnnxGraph>;
  readonly bytes: Uint8Array;
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  /** TensorProto by name. */
  readonly initializers: ReadonlyMap<string, Uint8Array>;
  /** ValueInfoProto by name. */
  readonly inputs: ReadonlyMap<string, Uint8Array>;
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}

export interface OnnxModel {
  readonly irVersion: number;
  readonly opsets: readonly Uint8Array[];
  readonly graph: OnnxGraph;
}

/** @throws Error when the bytes are not a whole ONNX model. */
export function readModel(buffer: Uint8Array): OnnxModel {
  let irVersion = 0;
  const opsets: Uint8Array[] = [];
  let graph: OnnxGraph | undefined;
  for (const field of fieldsOf(buffer)) {
    if (field.number === 1) irVersion = field.value;
    else if (field.number === 8) opsets.push(field.bytes);
    else if (field.number === 7) graph = readGraph(field.bytes);
  }
  if (!graph) throw new Error('onnx: no graph');
  return { irVersion, opsets, graph };
}

function readGraph(buffer: Uint8Array): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, Uint8Array>();
  const inputs = new Map<string, Uint8Array>();
  const outputs = new Map<string, Uint8Array>();
  for (const field of fieldsOf(buffer)) {
    if (field.number === 1) nodes.push(readNode(field.bytes));
    else if (field.number === 5) initializers.set(stringField(field.bytes, 8), field.bytes);
    else if (field.number === 11) inputs.set(stringField(field.bytes, 1), field.bytes);
    else if (field.number === 12) outputs.set(stringField(field.bytes, 1), field.bytes);
  }
  return { nodes, initializers, inputs, outputs };
}

function stringField(buffer: Uint8Array, number: number): string {
  for (const field of fieldsOf(buffer)) if (field.number === number) return text(field.bytes);
  return '';
}

function readNode(buffer: Uint8Array): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const graphs = new Map<string, OnnxGraph>();
  let op = '';
  let name = '';
  for (const field of fieldsOf(buffer)) {
    if (field.number === 1) inputs.push(text(field.bytes));
    else if (field.number === 2) outputs.push(text(field.bytes));
    else if (field.number === 3) name = text(field.bytes);
    else if (field.number === 4) op = text(field.bytes);
    else if (field.number === 5) {
      let attribute = '';
      let graph: OnnxGraph | undefined;
      for (const part of fieldsOf(field.bytes)) {
        if (part.number === 1) attribute = text(part.bytes);
        else if (part.number === 6) graph = readGraph(part.bytes);
      }
      if (graph) graphs.set(attribute, graph);
    }
  }
  return { op, name, inputs, outputs, graphs, bytes: buffer };
}

/* Writing */

function varintBytes(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

/** Bytes in pieces, joined once at the end: a model is tens of megabytes, and its nesting would copy them at every level. */
interface Rope {
  readonly length: number;
  readonly parts: readonly (Uint8Array | Rope)[];
}

const rope = (parts: readonly (Uint8Array | Rope)[]): Rope => ({
  length: parts.reduce((sum, part) => sum + part.length, 0),
  parts,
});
const flat = (whole: Rope): Uint8Array => {
  const bytes = new Uint8Array(whole.length);
  let at = 0;
  const write = (piece: Uint8Array | Rope): void => {
    if (piece instanceof Uint8Array) {
      bytes.set(piece, at);
      at += piece.length;
    } else piece.parts.forEach(write);
  };
  write(whole);
  return bytes;
};
const bytesField = (number: number, payload: Uint8Array | Rope): Rope =>
  rope([varintBytes(number * 8 + BYTES), varintBytes(payload.length), payload]);
const textField = (number: number, value: string): Rope => bytesField(number, encoder.encode(value));
const intField = (number: number, value: number): Rope =>
  rope([varintBytes(number * 8 + VARINT), value < 0 ? NEGATIVE_ONE : varintBytes(value)]);
/** int64 -1 as a varint; the only negative an operator here needs (the last axis). */
const NEGATIVE_ONE = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);

/** ONNX element types (TensorProto.DataType). */
export const FLOAT = 1;
export const UINT8 = 2;
export const INT64 = 7;

/** A graph input or output; dimensions are names, because all of ours vary or are checked by the runtime. */
export function valueInfo(name: string, elementType: number, dimensions: readonly (string | number)[]): Uint8Array {
  const shape = rope(
    dimensions.map((dimension) =>
      bytesField(1, typeof dimension === 'number' ? intField(1, dimension) : textField(2, dimension)),
    ),
  );
  const tensor = rope([intField(1, elementType), bytesField(2, shape)]);
  return flat(rope([textField(1, name), bytesField(2, bytesField(1, tensor))]));
}

/** The runtime's own operators, beside ONNX's. */
export const RUNTIME_DOMAIN = 'com.microsoft';

/** `attributes`: an integer, or a list of integers. `domain`: whose operator it is; default ONNX's. */
export function makeNode(
  op: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributeValues: Readonly<Record<string, number | readonly number[]>> = {},
  domain = '',
): OnnxNode {
  const name = `${op}:${outputs[0] ?? ''}`;
  const attributes = Object.entries(attributeValues).map(([key, value]) =>
    bytesField(
      5,
      typeof value === 'number'
        ? rope([textField(1, key), intField(3, value), intField(20, 2)])
        : rope([textField(1, key), ...value.map((item) => intField(8, item)), intField(20, 7)]),
    ),
  );
  const bytes = rope([
    ...inputs.map((input) => textField(1, input)),
    ...outputs.map((output) => textField(2, output)),
    textField(3, name),
    textField(4, op),
    ...attributes,
    ...(domain === '' ? [] : [textField(7, domain)]),
  ]);
  return { op, name, inputs, outputs, graphs: new Map(), bytes: flat(bytes) };
}

/** A TensorProto with its values in little-endian raw form. */
export function makeTensor(
  name: string,
  dimensions: readonly number[],
  values: Float32Array | BigInt64Array | Uint8Array,
): Uint8Array {
  const elementType = values instanceof Float32Array ? FLOAT : values instanceof Uint8Array ? UINT8 : INT64;
  const tensor = rope([
    ...dimensions.map((dimension) => intField(1, dimension)),
    intField(2, elementType),
    textField(8, name),
    bytesField(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  ]);
  return flat(tensor);
}

/** Shape and raw bytes of a TensorProto. */
export function readTensor(tensor: Uint8Array): { dimensions: number[]; elementType: number; raw: Uint8Array } {
  const dimensions: number[] = [];
  let elementType = 0;
  let raw: Uint8Array = new Uint8Array(0);
  for (const field of fieldsOf(tensor)) {
    if (field.number === 1) dimensions.push(...(field.wire === VARINT ? [field.value] : packedVarints(field.bytes)));
    else if (field.number === 2) elementType = field.value;
    else if (field.number === 9) raw = field.bytes;
    // Small tensors may hold their values in typed fields: float_data (packed float) and int32_data (packed varint).
    else if (field.number === 4) raw = field.bytes;
    else if (field.number === 5 && field.wire === BYTES) raw = Uint8Array.from(packedVarints(field.bytes));
    else if (field.number === 5) raw = Uint8Array.of(field.value);
  }
  return { dimensions, elementType, raw };
}

function packedVarints(bytes: Uint8Array): number[] {
  const values: number[] = [];
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      values.push(value);
      value = 0;
      scale = 1;
    }
  }
  return values;
}

/** Only what the outputs need of `nodes`, in their order (ONNX wants them sorted, and the source was). */
export function pruneTo(nodes: readonly OnnxNode[], outputs: readonly string[]): OnnxNode[] {
  const needed = new Set(outputs);
  const kept: OnnxNode[] = [];
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node = nodes[i]!;
    if (!node.outputs.some((output) => needed.has(output))) continue;
    kept.push(node);
    for (const input of node.inputs) needed.add(input);
  }
  return kept.reverse();
}

/** A model of its own from a part of another. `nodes` must be in dependency order. */
export function writeModel(parts: {
  source: OnnxModel;
  name: string;
  nodes: readonly OnnxNode[];
  inputs: readonly Uint8Array[];
  outputs: readonly Uint8Array[];
  /** Beside those of the source that the nodes use. */
  tensors?: readonly Uint8Array[];
}): Uint8Array {
  const used = new Set(parts.nodes.flatMap((node) => node.inputs));
  const initializers = [...parts.source.graph.initializers].filter(([name]) => used.has(name));
  const graph = rope([
    ...parts.nodes.map((node) => bytesField(1, node.bytes)),
    textField(2, parts.name),
    ...initializers.map(([, bytes]) => bytesField(5, bytes)),
    ...(parts.tensors ?? []).map((tensor) => bytesField(5, tensor)),
    ...parts.inputs.map((input) => bytesField(11, input)),
    ...parts.outputs.map((output) => bytesField(12, output)),
  ]);
  const { opsets } = parts.source;
  const isKnown = opsets.some((opset) => stringField(opset, 1) === RUNTIME_DOMAIN);
  const runtimeOpset = rope([textField(1, RUNTIME_DOMAIN), intField(2, 1)]);
  return flat(
    rope([
      intField(1, parts.source.irVersion),
      bytesField(7, graph),
      ...opsets.map((opset) => bytesField(8, opset)),
      ...(isKnown ? [] : [bytesField(8, runtimeOpset)]),
    ]),
  );
}
