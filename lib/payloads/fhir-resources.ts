import { offsetOf } from '#lib/date-time';
import { splitClinicianName, splitPatientName, type NameParts } from '#lib/hl7/split-name';
import { mapCode, procedureOf } from '#lib/payloads/code-map';
import type { OutgoingFile, OutgoingReport } from '#lib/payloads/contract';
import { concept, element, identifier, isCode, type Element, type Identifier } from '#lib/payloads/fhir-elements';

/** What a Bundle is made of; `urlOf` is the fullUrl of its resource of a type. */
export interface BundleContent {
  file: OutgoingFile;
  report: OutgoingReport;
  urlOf: (type: string) => string;
}

/** A resource, and the identifier by which the destination may have it already. */
interface Composed {
  resource: Element;
  key: Identifier;
}

const GENDERS: Record<string, string> = { F: 'female', M: 'male', O: 'other', A: 'other', U: 'unknown', N: 'unknown' };
const PRIORITIES: Record<string, string> = { STAT: 'stat', URGENT: 'urgent', ROUTINE: 'routine' };
const SIDES: Record<string, string> = { LEFT: '7771000', RIGHT: '24028007', BILATERAL: '51440002' };
const SNOMED = 'http://snomed.info/sct';
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
/** Coding systems of HL7 v2 (table 0396), as FHIR names them. */
const CODE_SYSTEMS: Record<string, string> = { LN: 'http://loinc.org', SCT: SNOMED, DCM: DICOM };

/** An identifier of the sending organization's, unless the destination names the system itself. */
const keyOf = (
  { file, report }: BundleContent,
  kind: 'patient' | 'accession' | 'provider',
  value: string,
): Identifier => ({
  system: file.settings.identifierSystems?.[kind] ?? `urn:readout:${organizationOf(report)}:${kind}`,
  value,
});

const organizationOf = ({ authority }: OutgoingReport): string => authority.split('.')[0] ?? authority;

const nameOf = (text: string, { family, given, further, prefix }: NameParts): Element =>
  element({ text, family, given: [given, ...further.split(' ')].filter(Boolean), prefix: [prefix].filter(Boolean) });

export function patient(content: BundleContent): Composed | null {
  const { exam } = content.report;
  if (!exam.patientId?.trim()) return null;
  const key = keyOf(content, 'patient', exam.patientId);
  const name = exam.patientName ?? '';
  const resource = element({
    resourceType: 'Patient',
    identifier: [identifier(key, 'MR')],
    name: name.trim() === '' ? [] : [nameOf(name, splitPatientName(name))],
    gender: GENDERS[exam.patientSex ?? ''],
    birthDate: exam.patientDateOfBirth,
  });
  return { resource, key };
}

/** Who interpreted it; without a number nobody could tell them from another of the name, and only the name is told. */
export function practitioner(content: BundleContent): Composed | null {
  const { clinicianName, clinicianProviderNumber } = content.report;
  if (!clinicianProviderNumber?.trim()) return null;
  const key = keyOf(content, 'provider', clinicianProviderNumber);
  const name = clinicianName?.trim() ? [nameOf(clinicianName, splitClinicianName(clinicianName))] : [];
  return { resource: element({ resourceType: 'Practitioner', identifier: [identifier(key, 'PRN')], name }), key };
}

/** The imaging group. */
export function organization({ report }: BundleContent): Composed {
  const key = { system: 'urn:readout:organization', value: organizationOf(report) };
  const resource = { resourceType: 'Organization', identifier: [identifier(key)], name: report.organizationName };
  return { resource, key };
}

/** The order, known by its accession number. */
export function serviceRequest(content: BundleContent): Composed | null {
  const { exam, resultStatus } = content.report;
  if (!exam.accessionNumber?.trim()) return null;
  const key = keyOf(content, 'accession', exam.accessionNumber);
  const side = SIDES[exam.laterality?.toUpperCase() ?? ''];
  const resource = element({
    resourceType: 'ServiceRequest',
    identifier: [identifier(key, 'ACSN')],
    status: resultStatus === 'F' || resultStatus === 'C' ? 'completed' : 'active',
    intent: 'order',
    priority: PRIORITIES[exam.priority ?? ''],
    code: procedureConcept(content),
    subject: subjectOf(content),
    requester: element({ display: exam.referrerName }),
    bodySite: [
      ...(exam.bodyPart?.trim() ? [{ text: exam.bodyPart }] : []),
      ...(side === undefined ? [] : [{ coding: [{ system: SNOMED, code: side }] }]),
    ],
  });
  return { resource, key };
}

export function imagingStudy(content: BundleContent): Composed | null {
  const { report, file } = content;
  const { exam } = report;
  const uid = exam.studyInstanceUid?.trim();
  if (!uid) return null;
  const key = { system: 'urn:dicom:uid', value: /^[0-9.]+$/.test(uid) ? `urn:oid:${uid}` : uid };
  const modality = mapCode(file.settings.codeMap, 'modality', exam.modality);
  const resource = element({
    resourceType: 'ImagingStudy',
    identifier: [identifier(key)],
    status: 'available',
    modality: isCode(modality) ? [{ system: DICOM, code: modality }] : [],
    subject: subjectOf(content),
    started: examinedAt(report),
    basedOn: referenceTo(content, 'ServiceRequest', serviceRequest),
    location: element({ display: exam.scheduledSite }),
    description: exam.studyDescription,
  });
  return { resource, key };
}

/** The procedure as a concept, in the words of the destination's code map. */
export function procedureConcept({ report, file }: BundleContent): Element {
  const { code, text, system } = procedureOf(report, file.settings.codeMap);
  const known =
    CODE_SYSTEMS[system] ?? (system.includes(':') ? system : `urn:readout:${organizationOf(report)}:procedure`);
  return concept({ system: known, code, display: text }, text);
}

/** A list of the one reference to a resource of the Bundle, where the Bundle has one. */
export const referenceTo = (
  content: BundleContent,
  type: string,
  compose: (content: BundleContent) => Composed | null,
): Element[] => (compose(content) ? [{ reference: content.urlOf(type) }] : []);

/** The patient: of the Bundle, else what is known of the name. */
export function subjectOf(content: BundleContent): Element {
  const [reference] = referenceTo(content, 'Patient', patient);
  return { ...reference, ...element({ display: content.report.exam.patientName }) };
}

/** When the exam was, to the minute only where its zone is known: FHIR has no times without one. */
export function examinedAt({
  exam: { appointmentDate: date, startTime: time },
  timeZone,
}: OutgoingReport): string | null {
  if (date === null || time === null || timeZone === null) return date;
  return `${date}T${time}${offsetOf(date, time, timeZone)}`;
}
