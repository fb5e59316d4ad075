/** Reading FHIR JSON that may be anything: every accessor gives `undefined` (or an empty list) instead of trusting a shape. */
export type Json = Readonly<Record<string, unknown>>;

export function record(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** Some writers put a single object where FHIR wants an array: read as one. */
export function list(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[];
  return value === undefined || value === null ? [] : [value];
}

/** A trimmed, non-empty string without control characters. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const clean = value.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return clean === '' ? undefined : clean;
}

const MAX_TEXT = 400;
export function clip(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  if (!trimmed) return undefined;
  return trimmed.length <= MAX_TEXT ? trimmed : `${trimmed.slice(0, MAX_TEXT - 1)}…`;
}

/** SNOMED CT prints the kind of concept after its name; people do not say it. */
const SEMANTIC_TAG =
  / \((?:disorder|finding|situation|procedure|event|substance|product|medicinal product|observable entity|morphologic abnormality|context-dependent category|regime\/therapy|organism|person|navigational concept|clinical drug)\)$/;

/** What a CodeableConcept (or a plain string) says: its text, else a display, else a code. */
export function conceptText(value: unknown): string | undefined {
  if (typeof value === 'string') return clip(text(value));
  const concept = record(value);
  const codings = list(concept?.coding).map((coding) => record(coding));
  const label =
    text(concept?.text) ??
    codings.map((coding) => text(coding?.display)).find((display) => display !== undefined) ??
    codings.map((coding) => text(coding?.code)).find((code) => code !== undefined);
  return clip(label?.replace(SEMANTIC_TAG, ''));
}

/** The first code of a CodeableConcept whose system fits. */
export function codeOf(value: unknown, system: RegExp): string | undefined {
  for (const raw of list(record(value)?.coding)) {
    const coding = record(raw);
    const uri = text(coding?.system);
    const code = text(coding?.code);
    if (uri !== undefined && code !== undefined && system.test(uri)) return code.slice(0, 40);
  }
  return undefined;
}

/** A status as R4 codes it (CodeableConcept) or as DSTU2 and sloppy writers do (plain code). */
export function statusCode(value: unknown): string | undefined {
  if (typeof value === 'string') return text(value);
  const concept = record(value);
  return (
    list(concept?.coding)
      .map((coding) => text(record(coding)?.code))
      .find((code) => code !== undefined) ?? text(concept?.text)?.toLowerCase()
  );
}

/** "186.76 cm": two decimals from 1 upwards, three digits below, since devices print sixteen. */
export function quantityText(value: unknown): string | undefined {
  const quantity = record(value);
  if (typeof quantity?.value !== 'number' || !Number.isFinite(quantity.value)) return undefined;
  const { value: exact } = quantity;
  const amount = String(Math.abs(exact) >= 1 ? Math.round(exact * 100) / 100 : Number(exact.toPrecision(3)));
  const comparator = text(quantity.comparator) ?? '';
  const unit = text(quantity.unit) ?? text(quantity.code);
  const plain = unit === '{score}' || unit === '1' ? undefined : unit?.replace(/^\{(.*)\}$/, '$1');
  return clip(plain === undefined ? `${comparator}${amount}` : `${comparator}${amount} ${plain}`);
}

/** The official name, else the usual one, else the first, in the order it is spoken. */
export function humanName(value: unknown): string | undefined {
  const names = list(value)
    .map((name) => record(name))
    .filter((name) => name !== undefined);
  const inUse = names.filter((name) => name.use !== 'old' && name.use !== 'maiden');
  const chosen =
    inUse.find((name) => name.use === 'official') ?? inUse.find((name) => name.use === 'usual') ?? inUse[0] ?? names[0];
  if (chosen === undefined) return clip(typeof value === 'string' ? text(value) : undefined);
  const parts = [...list(chosen.given), chosen.family, ...list(chosen.suffix)].map((part) => text(part));
  const spoken = parts.filter((part) => part !== undefined).join(' ');
  return clip(spoken === '' ? text(chosen.text) : spoken)?.slice(0, 200);
}

/** The medical record number where one is marked, else the first usable identifier. Never a social security number. */
export function chosenIdentifier(value: unknown): { system?: string; value: string } | undefined {
  const usable = list(value)
    .map((identifier) => record(identifier))
    .filter((identifier) => identifier !== undefined)
    .filter((identifier) => text(identifier.value) !== undefined && identifier.use !== 'old')
    .filter((identifier) => !isKind(identifier, 'SS', 'DL', 'PPN') && !/us-ssn$/.test(String(identifier.system)));
  const chosen = usable.find((identifier) => isKind(identifier, 'MR')) ?? usable[0];
  if (chosen === undefined) return undefined;
  const system = text(chosen.system);
  return { ...(system !== undefined && { system }), value: text(chosen.value)!.slice(0, 200) };
}

const isKind = (identifier: Json, ...codes: string[]): boolean =>
  list(record(identifier.type)?.coding).some((coding) => codes.includes(String(record(coding)?.code)));
