import { splitClinicianName, splitPatientName } from '#lib/hl7/split-name';
import { components, ENCODING_CHARACTERS, segment, subcomponents, value } from '#lib/hl7/write-segment';
import { instantOf, wallTimeOf } from '#lib/hl7/write-time';
import { mapCode, mappedStatus, procedureOf } from '#lib/payloads/code-map';
import type { OutgoingFile, OutgoingReport } from '#lib/payloads/contract';
import { ORU_DIALECTS, type OruDialect } from '#lib/payloads/oru-dialects';
import type { Observation } from '#lib/payloads/oru-observations';
import type { ReportWords } from '#lib/payloads/report-words';

/** One message to be written, every text of it in the characters that its set has. */
export interface OruMessage {
  file: OutgoingFile;
  report: OutgoingReport;
  words: ReportWords;
  messageId: string;
  documents: { html: () => Buffer; pdf: Buffer | null };
}

interface Writing extends OruMessage {
  dialect: OruDialect;
  /** OBR-25 and OBX-11. */
  status: readonly [order: string, observation: string];
  /** OBR-7. */
  examined: string;
  /** OBR-22. */
  reported: string;
}

/** What sends: MSH-3, source of documents. */
const APPLICATION = 'READOUT';

const PRIORITIES: Record<string, string> = { STAT: 'S', URGENT: 'A', ROUTINE: 'R' };

/** ORC-5 (table 0038): in process, completed, cancelled. */
const ORDER_STATUSES = { P: 'IP', F: 'CM', C: 'CM', X: 'CA' } as const;

/**
 * One ORU^R01 in the dialect of its destination, segments ended by CR. A withdrawal says that it is one in OBR-25, in OBX-11
 * and in the first lines of the text; a correction replaces the report whole.
 */
export function composeOru(message: OruMessage): string {
  const { report, file } = message;
  const dialect = ORU_DIALECTS[file.settings.dialect];
  const { exam, resultStatus, reportedAtUtc } = report;
  const mapped = mappedStatus(file.settings.codeMap, resultStatus);
  const writing: Writing = {
    ...message,
    dialect,
    status: mapped === undefined ? dialect.statuses[resultStatus] : [mapped, mapped],
    examined: wallTimeOf(exam.appointmentDate, exam.startTime, report.timeZone),
    reported: reportedAtUtc === null ? '' : instantOf(reportedAtUtc),
  };
  return [header(writing), patient(writing), visit(writing), ...order(writing), ...results(writing)].join('');
}

/** MSH-3 to MSH-7, as FHS and BHS have them too; `sender` is named where the settings name no facility. */
export function addresses({ settings, destination, createdAt }: OutgoingFile, sender: string): Record<number, string> {
  const [organization = '', service = ''] = destination.split('.');
  return {
    2: ENCODING_CHARACTERS,
    3: APPLICATION,
    4: value(settings.sendingFacility ?? sender),
    5: value(settings.receivingApplication ?? service),
    6: value(settings.receivingFacility ?? organization),
    7: instantOf(createdAt.toISOString()),
  };
}

function header({ file, report, dialect, messageId }: Writing): string {
  return segment('MSH', {
    ...addresses(file, report.organizationName),
    9: dialect.messageType,
    10: messageId,
    11: file.processingMode,
    12: dialect.versionId,
    15: 'AL',
    16: 'NE',
    17: dialect.country,
    18: file.settings.characterSet,
    19: dialect.language,
  });
}

function patient({ report: { exam, authority }, file: { settings } }: Writing): string {
  const { family, given, further } = splitPatientName(exam.patientName ?? '');
  const assigner = value(settings.sendingFacility ?? authority);
  return segment('PID', {
    1: '1',
    3: exam.patientId === null ? '' : components(value(exam.patientId), '', '', assigner, 'MR'),
    5: components(value(family), value(given), value(further)),
    7: (exam.patientDateOfBirth ?? '').replaceAll('-', ''),
    8: value(mapCode(settings.codeMap, 'patientSex', exam.patientSex)),
  });
}

/** Whether the patient stays is not known here. */
const visit = ({ report: { exam } }: Writing): string =>
  segment('PV1', { 1: '1', 2: 'U', 3: components('', '', '', value(exam.scheduledSite)) });

function order(writing: Writing): string[] {
  const { dialect, report, file, status, reported, examined } = writing;
  const { exam, resultStatus } = report;
  const { codeMap } = file.settings;
  const priority = codeMap?.priority?.[exam.priority ?? ''] ?? PRIORITIES[exam.priority ?? ''] ?? '';
  const procedure = procedureOf(report, codeMap);
  const filler = components(
    value(report.number),
    value(report.authority),
    ...(dialect.hasWholeIdentifiers ? [value(report.authority), 'L'] : []),
  );
  const orderStatus =
    dialect.interpreterIsXcn && dialect.hasTimingSegment ? value(status[0]) : ORDER_STATUSES[resultStatus];
  return [
    segment('ORC', { 1: 'RE', 3: filler, 5: orderStatus, 9: reported, 12: person(writing, null, exam.referrerName) }),
    segment('OBR', {
      1: '1',
      3: filler,
      4: components(value(procedure.code), value(procedure.text), value(procedure.system)),
      5: dialect.hasTimingSegment ? '' : value(priority),
      7: examined,
      15: components('', '', '', value(exam.bodyPart), value(exam.laterality)),
      16: person(writing, null, exam.referrerName),
      18: value(exam.accessionNumber),
      22: reported,
      24: value(serviceSection(writing)),
      25: value(status[0]),
      32: interpreter(writing),
    }),
    ...(dialect.hasTimingSegment && priority !== '' ? [segment('TQ1', { 1: '1', 9: value(priority) })] : []),
  ];
}

/** OBR-24: a word of the destination's own for the modality, else the dialect's. */
function serviceSection({ dialect, report: { exam }, file: { settings } }: Writing): string {
  const mapped = mapCode(settings.codeMap, 'modality', exam.modality);
  return mapped === (exam.modality ?? '') ? dialect.serviceSection(mapped) : mapped;
}

/** A person as XCN. */
function person({ dialect }: Writing, number: string | null, name: string | null): string {
  const { family, given, further, prefix } = splitClinicianName(name ?? '');
  const authority = number === null ? '' : dialect.providerAuthority;
  return components(value(number), value(family), value(given), value(further), '', value(prefix), '', '', authority);
}

/** OBR-32 as NDL, whose first component names the person (CNN); or as XCN, which many senders write there. */
function interpreter(writing: Writing): string {
  const { clinicianName, clinicianProviderNumber } = writing.report;
  if (writing.dialect.interpreterIsXcn) return person(writing, clinicianProviderNumber, clinicianName);
  const { family, given, further, prefix } = splitClinicianName(clinicianName ?? '');
  const authority = clinicianProviderNumber === null ? '' : writing.dialect.providerAuthority;
  const names = [family, given, further, '', prefix].map(value);
  return subcomponents(value(clinicianProviderNumber), ...names, '', '', authority);
}

function results(writing: Writing): string[] {
  const { dialect, report, examined, status } = writing;
  const observations = [...studyUid(writing), ...observationsOf(writing)];
  const segments = observations.map((observation, at) =>
    segment('OBX', {
      1: String(at + 1),
      2: observation.type,
      3: observation.identifier,
      4: observation.subId,
      5: observation.value,
      11: value(observation.status ?? status[1]),
      14: examined,
    }),
  );
  const uid = report.exam.studyInstanceUid;
  if (dialect.studyUid !== 'ZDS' || uid === null) return segments;
  return [...segments, segment('ZDS', { 1: components(value(uid), APPLICATION, 'Application', 'DICOM') })];
}

/** IHE RD: the study as an observation of the order's details (status O). */
function studyUid({ dialect, report: { exam } }: Writing): Observation[] {
  if (dialect.studyUid !== 'HD' || exam.studyInstanceUid === null) return [];
  const identifier = components('113014', 'DICOM Study', 'DCM');
  return [{ type: 'HD', identifier, subId: '', value: value(exam.studyInstanceUid), status: 'O' }];
}

function observationsOf({ dialect, report, words, documents }: Writing): Observation[] {
  return dialect.observations({
    report,
    notice: words.notice,
    text: words.text,
    original: words.original?.bytes ?? null,
    ...documents,
  });
}
