import { AppError } from '../../../shared/errors.ts';
import type { ChartContext, ChartPatient, Sex } from '../../../shared/model/chart.ts';
import {
  type Json,
  chosenIdentifier,
  clip,
  codeOf,
  conceptText,
  humanName,
  list,
  quantityText,
  record,
  statusCode,
  text,
} from './fhir-json.ts';

/** What a chart may bring at most: a lifetime's record of thousands of observations must not swamp the visit. */
const LIMITS = { problems: 300, medications: 200, allergies: 100, observations: 200 } as const;

interface Item {
  readonly resource: Json;
  readonly fullUrl: string | undefined;
  /** The entry asks the server to create the resource, so its id is the sender's and not yet anything at an EHR. */
  readonly toBeCreated: boolean;
}

/**
 * Reads what the EHR knows from a FHIR R4 Bundle (Patient, Encounter, Condition, MedicationRequest/-Statement,
 * AllergyIntolerance, Observation), of any bundle type. Resources of other types, entered in error, refuted, or about somebody
 * else are passed over; odd or missing fields cost that field only.
 * @throws AppError `validation.context-bundle` with params.reason: `not-a-bundle` | `no-patient` | `several-patients` (params.count)
 */
export function chartFromBundle(json: unknown): ChartContext {
  const items = itemsOf(json);
  const ofType = (...types: string[]): Item[] =>
    items.filter((item) => types.includes(String(item.resource.resourceType)));
  const patientItem = onePatient(ofType('Patient'));
  const isOurs = subjectTest(patientItem);
  const ours = (...types: string[]): Json[] =>
    ofType(...types)
      .map((item) => item.resource)
      .filter(isOurs);
  const byReference = new Map<string, Json>();
  for (const item of ofType('Medication')) {
    if (item.fullUrl !== undefined) byReference.set(item.fullUrl, item.resource);
    const id = text(item.resource.id);
    if (id !== undefined) byReference.set(`Medication/${id}`, item.resource);
  }
  const encounter = visitOf(ofType('Encounter').filter((item) => isOurs(item.resource)));
  return {
    patient: patientOf(patientItem),
    ...(encounter && { encounter }),
    problems: problemsOf(ours('Condition')),
    medications: medicationsOf(ours('MedicationRequest', 'MedicationStatement'), byReference),
    allergies: allergiesOf(ours('AllergyIntolerance')),
    observations: observationsOf(ours('Observation')),
  };
}

function itemsOf(json: unknown): Item[] {
  const bundle = record(json);
  if (bundle?.resourceType !== 'Bundle')
    throw new AppError('validation.context-bundle', { params: { reason: 'not-a-bundle' } });
  const items: Item[] = [];
  const collect = (holder: Json, depth: number): void => {
    for (const raw of list(holder.entry)) {
      const entry = record(raw);
      const resource = record(entry?.resource);
      if (entry === undefined || resource === undefined) continue;
      // A batch response holds the answers to several searches, each a Bundle.
      if (resource.resourceType === 'Bundle' && depth < 3) collect(resource, depth + 1);
      else
        items.push({
          resource,
          fullUrl: text(entry.fullUrl),
          toBeCreated: record(entry.request)?.method === 'POST',
        });
    }
  };
  collect(bundle, 0);
  return items;
}

function onePatient(patients: Item[]): Item {
  const distinct = new Map<string, Item>();
  patients.forEach((item, index) => {
    const key = text(item.resource.id) ?? item.fullUrl ?? String(index);
    if (!distinct.has(key)) distinct.set(key, item);
  });
  const [first] = distinct.values();
  if (first === undefined) throw new AppError('validation.context-bundle', { params: { reason: 'no-patient' } });
  if (distinct.size > 1)
    throw new AppError('validation.context-bundle', { params: { reason: 'several-patients', count: distinct.size } });
  return first;
}

/** Whether a resource is about this patient. One without a subject is taken: the bundle holds one patient. */
function subjectTest(patient: Item): (resource: Json) => boolean {
  const id = text(patient.resource.id);
  return (resource) => {
    const reference = text(record(resource.subject ?? resource.patient)?.reference);
    if (reference === undefined || reference.startsWith('#')) return true;
    if (reference === patient.fullUrl) return true;
    if (id === undefined) return !/(^|\/)Patient\//.test(reference);
    return reference.split('/_history/')[0]!.split(/[/:]/).at(-1) === id;
  };
}

const SEXES: readonly Sex[] = ['female', 'male', 'other', 'unknown'];

function patientOf({ resource, toBeCreated }: Item): ChartPatient {
  const id = serverId(resource, toBeCreated);
  const birthDate = text(resource.birthDate);
  const identifier = chosenIdentifier(resource.identifier);
  return {
    ...(id !== undefined && { fhirId: id }),
    name: humanName(resource.name) ?? 'Unnamed patient',
    ...(birthDate !== undefined && /^\d{4}(-\d{2}(-\d{2})?)?$/.test(birthDate) && { birthDate }),
    sex: SEXES.find((sex) => sex === resource.gender) ?? 'unknown',
    ...(identifier && { identifier }),
  };
}

/** FHIR's own rule for logical ids; anything else could not be addressed at a server. */
function serverId(resource: Json, toBeCreated: boolean): string | undefined {
  const id = text(resource.id);
  return !toBeCreated && id !== undefined && /^[A-Za-z0-9\-.]{1,64}$/.test(id) ? id : undefined;
}

const OPEN_VISIT = new Set(['in-progress', 'arrived', 'triaged', 'planned', 'onleave']);

/**
 * The visit that is being recorded: the latest open one, or the only one. Of several finished ones none is taken, since a
 * note filed to an old visit is worse than a note filed to none.
 */
function visitOf(encounters: Item[]): ChartContext['encounter'] {
  const usable = encounters.filter(
    ({ resource }) => !['entered-in-error', 'cancelled'].includes(String(resource.status)),
  );
  const open = usable.filter(({ resource }) => OPEN_VISIT.has(String(resource.status)));
  const start = ({ resource }: Item): string => text(record(resource.period)?.start) ?? '';
  const chosen =
    open.length > 0
      ? open.toSorted((a, b) => start(b).localeCompare(start(a)))[0]
      : usable.length === 1
        ? usable[0]
        : undefined;
  if (chosen === undefined) return undefined;
  const { resource } = chosen;
  const id = serverId(resource, chosen.toBeCreated);
  const reason =
    list(resource.reasonCode)
      .map((code) => conceptText(code))
      .find((found) => found !== undefined) ?? list(resource.type).map((code) => conceptText(code))[0];
  return {
    ...(id !== undefined && { fhirId: id }),
    ...(start(chosen) !== '' && { startAt: start(chosen) }),
    ...(reason !== undefined && { reason }),
  };
}

const inError = (resource: Json): boolean =>
  resource.status === 'entered-in-error' ||
  ['entered-in-error', 'refuted'].includes(statusCode(resource.verificationStatus) ?? '');

/** Keeps the first of each key, in the order given. */
function firstOfEach<T>(values: readonly T[], key: (value: T) => string, limit: number): T[] {
  const seen = new Map<string, T>();
  for (const value of values) if (!seen.has(key(value))) seen.set(key(value), value);
  return [...seen.values()].slice(0, limit);
}

const newestFirst = (resources: Json[], ...fields: string[]): Json[] => {
  const at = (resource: Json): string => fields.map((field) => text(resource[field])).find((found) => found) ?? '';
  return resources.toSorted((a, b) => at(b).localeCompare(at(a)));
};

function problemsOf(conditions: Json[]): ChartContext['problems'] {
  const problems = newestFirst(conditions, 'recordedDate', 'onsetDateTime')
    .filter((condition) => !inError(condition))
    .flatMap((condition) => {
      const label = conceptText(condition.code);
      if (label === undefined) return [];
      const icd10cm = codeOf(condition.code, /sid\/icd-10-cm$|2\.16\.840\.1\.113883\.6\.90$/);
      const status = statusCode(condition.clinicalStatus);
      return [{ text: label, ...(icd10cm && { icd10cm }), ...(status && { status }) }];
    });
  const activeFirst = problems.toSorted((a, b) => Number(isOver(a.status)) - Number(isOver(b.status)));
  return firstOfEach(activeFirst, (problem) => problem.text.toLowerCase(), LIMITS.problems);
}

const isOver = (status: string | undefined): boolean =>
  ['resolved', 'inactive', 'remission', 'stopped', 'completed', 'cancelled', 'on-hold', 'not-taken'].includes(
    status ?? '',
  );

function medicationsOf(resources: Json[], medications: ReadonlyMap<string, Json>): ChartContext['medications'] {
  const found = newestFirst(resources, 'authoredOn', 'dateAsserted', 'effectiveDateTime')
    .filter((resource) => !inError(resource) && resource.doNotPerform !== true && resource.status !== 'draft')
    .flatMap((resource) => {
      const concept = medicationConcept(resource, medications);
      const label = conceptText(concept) ?? clip(text(record(resource.medicationReference)?.display));
      if (label === undefined) return [];
      const rxcui = codeOf(concept, /rxnorm$|2\.16\.840\.1\.113883\.6\.88$/i);
      const dose = doseText(list(resource.dosageInstruction)[0] ?? list(resource.dosage)[0]);
      const status = text(resource.status);
      return [{ text: label, ...(rxcui && { rxcui }), ...(dose && { dose }), ...(status && { status }) }];
    });
  const activeFirst = found.toSorted((a, b) => Number(isOver(a.status)) - Number(isOver(b.status)));
  return firstOfEach(activeFirst, (medication) => medication.text.toLowerCase(), LIMITS.medications);
}

function medicationConcept(resource: Json, medications: ReadonlyMap<string, Json>): unknown {
  if (resource.medicationCodeableConcept !== undefined) return resource.medicationCodeableConcept;
  const reference = text(record(resource.medicationReference)?.reference);
  if (reference === undefined) return undefined;
  if (reference.startsWith('#'))
    return list(resource.contained)
      .map((contained) => record(contained))
      .find((contained) => contained?.id === reference.slice(1))?.code;
  return (medications.get(reference) ?? medications.get(reference.split('/').slice(-2).join('/')))?.code;
}

/** The instruction as written; without it, dose, frequency and period in plain units: "20 mg, 1 time per 1 d". */
function doseText(raw: unknown): string | undefined {
  const dosage = record(raw);
  if (dosage === undefined) return undefined;
  const written = clip(text(dosage.text) ?? text(dosage.patientInstruction));
  if (written !== undefined) return written;
  const rate = record(list(dosage.doseAndRate)[0]);
  const repeat = record(record(dosage.timing)?.repeat);
  const quantity = quantityText(rate?.doseQuantity);
  const { frequency, period, periodUnit } = repeat ?? {};
  const often =
    typeof frequency === 'number' && typeof period === 'number' && typeof periodUnit === 'string'
      ? `${String(frequency)} ${frequency === 1 ? 'time' : 'times'} per ${String(period)} ${periodUnit}`
      : conceptText(record(dosage.timing)?.code);
  const parts = [quantity, often, dosage.asNeededBoolean === true ? 'as needed' : undefined];
  return clip(parts.filter((part) => part !== undefined).join(', '));
}

function allergiesOf(resources: Json[]): ChartContext['allergies'] {
  const found = resources
    .filter((resource) => !inError(resource) && !isOver(statusCode(resource.clinicalStatus)))
    .flatMap((resource) => {
      const reactions = list(resource.reaction).map((reaction) => record(reaction));
      const label =
        conceptText(resource.code) ??
        reactions.map((reaction) => conceptText(reaction?.substance)).find((substance) => substance !== undefined);
      if (label === undefined) return [];
      const reaction = clip(
        reactions
          .flatMap((each) => list(each?.manifestation).map((manifestation) => conceptText(manifestation)))
          .filter((manifestation) => manifestation !== undefined)
          .join(', '),
      );
      return [{ text: label, ...(reaction && { reaction }) }];
    });
  return firstOfEach(found, (allergy) => allergy.text.toLowerCase(), LIMITS.allergies);
}

/** The latest of each kind, newest first. */
function observationsOf(resources: Json[]): ChartContext['observations'] {
  const at = (resource: Json): string | undefined =>
    text(resource.effectiveDateTime) ?? text(record(resource.effectivePeriod)?.start) ?? text(resource.issued);
  const found = resources
    .filter((resource) => !inError(resource) && resource.status !== 'cancelled')
    .toSorted((a, b) => (at(b) ?? '').localeCompare(at(a) ?? ''))
    .flatMap((resource) => {
      const label = conceptText(resource.code);
      const value = valueText(resource) ?? componentsText(resource);
      if (label === undefined || value === undefined) return [];
      const when = at(resource);
      const loinc = codeOf(resource.code, /loinc\.org$/);
      return [{ text: label, value, ...(when && { at: when }), ...(loinc && { loinc }) }];
    });
  return firstOfEach(found, (observation) => observation.loinc ?? observation.text.toLowerCase(), LIMITS.observations);
}

function componentsText(resource: Json): string | undefined {
  const parts = list(resource.component).flatMap((raw) => {
    const component = record(raw);
    const label = conceptText(component?.code);
    const value = component && valueText(component);
    return label !== undefined && value !== undefined ? [`${label} ${value}`] : [];
  });
  // Blood pressure is read systolic first, in whatever order it was filed.
  return clip(parts.toSorted((a, b) => Number(/^systolic/i.test(b)) - Number(/^systolic/i.test(a))).join(', '));
}

function valueText(holder: Json): string | undefined {
  const quantity = quantityText(holder.valueQuantity);
  if (quantity !== undefined) return quantity;
  const concept = conceptText(holder.valueCodeableConcept);
  if (concept !== undefined) return concept;
  const ratio = record(holder.valueRatio);
  const [numerator, denominator] = [quantityText(ratio?.numerator), quantityText(ratio?.denominator)];
  if (numerator !== undefined && denominator !== undefined) return `${numerator} / ${denominator}`;
  const range = record(holder.valueRange);
  const [low, high] = [quantityText(range?.low), quantityText(range?.high)];
  if (low !== undefined && high !== undefined) return `${low} to ${high}`;
  if (typeof holder.valueInteger === 'number') return String(holder.valueInteger);
  if (typeof holder.valueBoolean === 'boolean') return holder.valueBoolean ? 'yes' : 'no';
  return clip(text(holder.valueString) ?? text(holder.valueDateTime));
}
