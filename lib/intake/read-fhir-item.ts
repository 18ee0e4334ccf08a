import { examFromFhir, orderNumbers, patientIdentifier, type FhirOrder } from '#lib/intake/exam-from-fhir';
import { FhirBundle, type Found, type Located } from '#lib/fhir/bundle';
import { orNull } from '#lib/fhir/people';
import { bundleHead, type Reference, type ResourceType } from '#lib/fhir/schemas';
import { fieldsFromFhir } from '#lib/intake/fields-from-fhir';
import { fitItem } from '#lib/intake/fit-item';
import type { ItemReading } from '#lib/intake/intake-item';
import { reportFromFhir } from '#lib/intake/report-from-fhir';
import { DEEPEST_JSON, findFault, TOO_MANY_VALUES } from '#lib/json';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-16 units of a patient identifier or an order number: half of one would be another one. */
const LONGEST_KEY = 255;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads one item of `application/fhir+ndjson`: a FHIR R4 Bundle with exactly one DiagnosticReport that names its patient
 * and an order number ("Radiology DiagnosticReport"). Strict JSON in strict UTF-8, at most 64 levels deep, no member twice
 * (RFC 7493). The tracking id is Bundle.identifier, else Bundle.id. Never throws; work is bounded by the item's length.
 */
export function readFhirItem(bytes: Uint8Array): ItemReading {
  const parsed = parse(bytes);
  if (parsed.kind === 'unparsable') return { ...parsed, trackingId: null };
  const bundle = new FhirBundle(parsed.bundle);
  const head = bundle.parse(bundleHead, parsed.bundle, 'Bundle');
  const trackingId = storableId(head?.identifier?.value) ?? storableId(head?.id);
  if (!parsed.isExact) {
    const failure = 'Bundle contains U+0000 or half of a surrogate pair, which cannot be stored';
    return { kind: 'invalid', trackingId, failures: [failure] };
  }
  const order = findOrder(bundle);
  if (order && head) {
    const numbers = orderNumbers(order);
    if (bundle.failures.length === 0) checkProfile(bundle, order, numbers.accessionNumber);
    const exam = examFromFhir(bundle, order, numbers);
    const report = reportFromFhir(bundle, order.report);
    const fields = fieldsFromFhir(bundle, order, head.meta, trackingId);
    if (trackingId === null) bundle.warn('Bundle.identifier and Bundle.id are missing or longer than 255 characters');
    const { placerNumber, fillerNumber } = numbers;
    const { warnings, failures } = bundle;
    if (failures.length === 0) {
      return {
        kind: 'read',
        item: fitItem({ trackingId, exam, placerNumber, fillerNumber, report, fields, warnings }),
      };
    }
  }
  return { kind: 'invalid', trackingId, failures: bundle.failures };
}

type Parsed =
  | { kind: 'bundle'; bundle: Record<string, unknown>; isExact: boolean }
  | { kind: 'unparsable'; reason: string; noBundle?: boolean };

function parse(bytes: Uint8Array): Parsed {
  const unparsable = (reason: string): Parsed => ({ kind: 'unparsable', reason });
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return unparsable('it is not valid UTF-8');
  }
  let bundle: unknown;
  try {
    const fault = findFault(text);
    if (fault?.kind === 'deep') return unparsable(`it is nested deeper than ${DEEPEST_JSON} levels`);
    if (fault?.kind === 'many') return unparsable(`it has ${TOO_MANY_VALUES}`);
    if (fault) return unparsable('it names a member twice in one object');
    bundle = JSON.parse(text);
  } catch {
    return unparsable('it is not valid JSON');
  }
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle') {
    return { kind: 'unparsable', reason: 'it is no FHIR Bundle', noBundle: true };
  }
  // Valid UTF-8 has no half pairs: only an escape can write one, or U+0000.
  return { kind: 'bundle', bundle, isExact: !/\\u(?:0000|d[89a-f])/i.test(text) || isExact(bundle) };
}

/** Whether every text in a value can be stored; at most 64 levels deep. */
function isExact(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, inner]) => isExact(name) && isExact(inner));
}

function storableId(value: string | undefined): string | null {
  const id = orNull(value);
  return id !== null && id.length <= 255 && id.isWellFormed() && !/\p{Cc}/u.test(id) ? id : null;
}

/** The one DiagnosticReport and the resources it names; null and a failure when there is none or several. */
function findOrder(bundle: FhirBundle): FhirOrder | null {
  const [first, ...others] = bundle.located.filter(({ type }) => type === 'DiagnosticReport');
  if (!first || others.length > 0) {
    const found = first ? `${others.length + 1} DiagnosticReports` : 'no DiagnosticReport';
    bundle.fail(`Bundle.entry has ${found}; exactly one is needed${first ? ', each in a Bundle of its own' : ''}`);
    return null;
  }
  const report = bundle.resource('DiagnosticReport', first);
  if (!report) return null;
  const study = firstNamed(bundle, report.at, report.body.imagingStudy, 'imagingStudy', 'ImagingStudy');
  return {
    report,
    patient: bundle.follow(report.body.subject, report.at, 'subject', ['Patient']),
    request:
      firstNamed(bundle, report.at, report.body.basedOn, 'basedOn', 'ServiceRequest') ??
      (study && firstNamed(bundle, study.at, study.body.basedOn, 'basedOn', 'ServiceRequest')),
    study,
  };
}

/** The first resource of a type that a list of references names. */
function firstNamed<T extends ResourceType>(
  bundle: FhirBundle,
  from: Located,
  list: readonly Reference[],
  element: string,
  type: T,
): Found<T> | null {
  const found = list.map((given, at) => bundle.follow<T>(given, from, `${element}[${at}]`, [type]));
  return found.find((one) => one !== null) ?? null;
}

/** What the profile asks for beside the types of R4: an examination's name, a patient and an order that can be told apart. */
function checkProfile(bundle: FhirBundle, order: FhirOrder, number: string | null): void {
  const { path } = order.report.at;
  const { code } = order.report.body;
  if (orNull(code.text) === null && code.coding.every((one) => orNull(one.code ?? one.display) === null)) {
    bundle.fail(`${path}.code has neither coding nor text`);
  }
  const patientId = patientIdentifier(order);
  if ((patientId?.length ?? 0) > LONGEST_KEY)
    bundle.fail(`${path}.subject has an identifier of more than ${LONGEST_KEY} characters`);
  if ((number?.length ?? 0) > LONGEST_KEY)
    bundle.fail(`${path} has an order number of more than ${LONGEST_KEY} characters`);
  if (patientId === null) {
    bundle.fail(
      order.patient
        ? `${order.patient.at.path}.identifier is missing`
        : `${path}.subject names no Patient of the Bundle and has no identifier`,
    );
  }
  if (number === null) {
    bundle.fail(`${path}.identifier is missing, and no ServiceRequest or ImagingStudy of the report has one`);
  }
}
