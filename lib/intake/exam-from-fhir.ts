import type { FhirBundle, Found } from '#lib/fhir/bundle';
import {
  conceptText,
  firstIdentifier,
  identifierOfType,
  orNull,
  patientName,
  readParty,
  untypedIdentifier,
} from '#lib/fhir/people';
import type { Coding, Identifier, Resource } from '#lib/fhir/schemas';
import type { IntakeExam, IntakeItem } from '#lib/intake/intake-item';
import { lateralityOf } from '#lib/hl7/laterality';
import { modalityOf } from '#lib/hl7/modality';

/** What a report is about: the resources it names, each the first that was found. */
export interface FhirOrder {
  report: Found<'DiagnosticReport'>;
  patient: Found<'Patient'> | null;
  request: Found<'ServiceRequest'> | null;
  study: Found<'ImagingStudy'> | null;
}

/** Accession, placer and filler number of an order (table 0203: ACSN, PLAC, FILL). */
export type OrderNumbers = Pick<IntakeItem, 'placerNumber' | 'fillerNumber'> & { accessionNumber: string | null };

const SEXES = new Map<string, IntakeExam['patientSex']>([
  ['male', 'M'],
  ['female', 'F'],
  ['other', 'O'],
  ['unknown', 'U'],
]);

/** http://hl7.org/fhir/request-priority; all else is ROUTINE. */
const PRIORITIES = new Map<string | undefined, IntakeExam['priority']>([
  ['stat', 'STAT'],
  ['asap', 'URGENT'],
  ['urgent', 'URGENT'],
]);

/** Diagnostic service sections (HL7 table 0074) that are ways of imaging. */
const SECTIONS = new Map(
  Object.entries({
    CT: 'CT',
    NMR: 'MR',
    NMS: 'NM',
    RUS: 'US',
    OUS: 'US',
    VUS: 'US',
    RX: 'XR',
    XRC: 'RF',
  }),
);

/** Sides as DICOM (L, R, B), SNOMED CT and words write them. */
const SIDES = new Map(
  Object.entries({
    L: 'LEFT',
    LEFT: 'LEFT',
    '7771000': 'LEFT',
    '419161000': 'LEFT',
    R: 'RIGHT',
    RIGHT: 'RIGHT',
    '24028007': 'RIGHT',
    '419465000': 'RIGHT',
    B: 'BILATERAL',
    BILATERAL: 'BILATERAL',
    '51440002': 'BILATERAL',
  }),
);

/**
 * The numbers of the order: of ServiceRequest, DiagnosticReport, ImagingStudy and what basedOn says itself, by their type;
 * an untyped number of the request is the placer's, one of the report the filler's. Without ACSN the accession number is
 * the filler's, else the placer's, as in HL7 v2.
 */
export function orderNumbers({ report, request, study }: FhirOrder): OrderNumbers {
  const told = report.body.basedOn.flatMap((reference) => reference.identifier ?? []);
  const all: Identifier[] = [
    ...(request?.body.identifier ?? []),
    ...report.body.identifier,
    ...told,
    ...(study?.body.identifier ?? []),
    ...(study?.body.basedOn ?? []).flatMap((reference) => reference.identifier ?? []),
  ];
  const placerNumber =
    identifierOfType(all, 'PLAC') ?? untypedIdentifier(request?.body.identifier ?? []) ?? untypedIdentifier(told);
  const fillerNumber = identifierOfType(all, 'FILL') ?? untypedIdentifier(report.body.identifier);
  return {
    placerNumber,
    fillerNumber,
    accessionNumber: identifierOfType(all, 'ACSN') ?? fillerNumber ?? placerNumber,
  };
}

/** Patient: medical record number (MR, MRN), else the first identifier, also one that only the reference tells. */
export function patientIdentifier({ report, patient }: FhirOrder): string | null {
  const identifiers = patient?.body.identifier ?? [];
  return (
    identifierOfType(identifiers, 'MR', 'MRN') ??
    firstIdentifier(identifiers) ??
    orNull(report.body.subject.identifier?.value)
  );
}

/** Patient and exam as the Bundle tells them. What is there but unusable is left out, with a warning. */
export function examFromFhir(bundle: FhirBundle, order: FhirOrder, numbers: OrderNumbers): IntakeExam {
  const { report, patient, request, study } = order;
  const { code, effectiveDateTime, effectivePeriod, category } = report.body;
  const names = [
    conceptText(code),
    conceptText(request?.body.code),
    orNull(study?.body.description),
    ...(study?.body.procedureCode ?? []).map(conceptText),
  ].filter((name) => name !== null);
  const codings = [...code.coding, ...(request?.body.code?.coding ?? [])];
  const modality = modalityFrom(
    study?.body,
    category.flatMap(({ coding }) => coding),
    names,
  );
  if (modality === null)
    bundle.warn('the modality could not be told from ImagingStudy.modality, category or the procedure');
  const series = study?.body.series ?? [];
  const referrer =
    (request && readParty(bundle, request.body.requester, request.at, 'requester')) ??
    (study && readParty(bundle, study.body.referrer, study.at, 'referrer'));
  return {
    patientId: patientIdentifier(order),
    patientName: patientName(patient?.body.name ?? []) ?? orNull(report.body.subject.display),
    patientDateOfBirth: patient ? birthDate(bundle, patient) : null,
    patientSex: patient ? sexOf(bundle, patient) : null,
    modality,
    studyDescription: names[0] ?? null,
    procedureCode: orNull(codings.find((one) => orNull(one.code) !== null)?.code),
    accessionNumber: numbers.accessionNumber,
    studyInstanceUid: study ? studyUid(study.body) : null,
    bodyPart:
      (request?.body.bodySite ?? []).map(conceptText).find((site) => site !== null) ??
      series.map(({ bodySite }) => orNull(bodySite?.display)).find((site) => site !== null) ??
      null,
    laterality:
      sideOf([
        ...series.flatMap(({ laterality }) => laterality ?? []),
        ...(request?.body.bodySite ?? []).flatMap(({ coding }) => coding),
      ]) ?? lateralityOf([], names[0] ?? ''),
    priority: PRIORITIES.get(request?.body.priority) ?? 'ROUTINE',
    referrerName: referrer?.name ?? null,
    ...startOf(effectiveDateTime ?? effectivePeriod?.start ?? study?.body.started),
  };
}

/** ImagingStudy.modality or its series' (DICOM), a PET/CT being PT; else a section of table 0074; else the procedure's name. */
function modalityFrom(
  study: Resource<'ImagingStudy'> | undefined,
  categories: readonly Coding[],
  names: readonly string[],
): string | null {
  const series = (study?.series ?? []).flatMap(({ modality }) => modality ?? []);
  const told = [...(study?.modality ?? []), ...series].flatMap(({ code }) => modalityOf(code ?? '', []) ?? []);
  const section = categories.map(({ code }) => SECTIONS.get(code ?? '')).find((one) => one !== undefined);
  const imaging = told.find((code) => code === 'PT') ?? told.find((code) => code !== 'OT' && code !== 'SC');
  return imaging ?? section ?? modalityOf(told[0] ?? '', names);
}

function birthDate(bundle: FhirBundle, { at, body }: Found<'Patient'>): string | null {
  const written = body.birthDate;
  if (written === undefined) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(written) && new Date(`${written}T00:00:00Z`).toJSON()?.slice(0, 10) === written)
    return written;
  bundle.warn(`${at.path}.birthDate is no complete date; it was left out`);
  return null;
}

function sexOf(bundle: FhirBundle, { at, body }: Found<'Patient'>): IntakeExam['patientSex'] {
  if (body.gender === undefined) return null;
  const sex = SEXES.get(body.gender);
  if (!sex) bundle.warn(`${at.path}.gender is none of male, female, other, unknown; it was left out`);
  return sex ?? null;
}

/** ImagingStudy.identifier of the system urn:dicom:uid. */
function studyUid({ identifier }: Resource<'ImagingStudy'>): string | null {
  const written = identifier.find(({ system }) => system === 'urn:dicom:uid')?.value?.replace(/^urn:oid:/, '') ?? '';
  return /^[0-9.]{1,64}$/.test(written) ? written : null;
}

/** The one side that all codings name; two sides are BILATERAL. */
function sideOf(codings: readonly Coding[]): string | null {
  const sides = new Set(
    codings.flatMap(
      ({ code = '', display = '' }) => SIDES.get(code.toUpperCase()) ?? SIDES.get(display.toUpperCase()) ?? [],
    ),
  );
  return sides.size > 1 ? 'BILATERAL' : ([...sides][0] ?? null);
}

/** Date and time at the sender's clock, from a dateTime of at least a day's precision. */
function startOf(written: string | undefined): Pick<IntakeExam, 'appointmentDate' | 'startTime'> {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d))?/.exec(written ?? '') ?? [];
  const isPossible = date !== undefined && new Date(`${date}T${time ?? '00:00:00'}Z`).toJSON()?.slice(0, 10) === date;
  return { appointmentDate: isPossible ? date : null, startTime: (isPossible && time) || null };
}
