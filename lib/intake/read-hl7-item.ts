import { appointmentFromOru, firstOf, orderNumbers, type OruOrder } from '#lib/hl7/appointment-from-oru';
import { rawHeaderField } from '#lib/hl7/charset';
import { asItemFields, hl7ItemFields } from '#lib/intake/hl7-item-fields';
import { firstSegment, get } from '#lib/hl7/message';
import type { IntakeExam, IntakeReport, ItemReading } from '#lib/intake/intake-item';
import { readOruText, reportedAt, TEXT_TOO_LONG } from '#lib/hl7/oru-text';
import { signerOf } from '#lib/hl7/person-name';
import { notValid, radiologyOruFailures } from '#lib/hl7/radiology-oru-profile';
import { readHl7Message } from '#lib/hl7/read-hl7';
import { EXAM_LIMITS, LIMITS, storableLine, type Findings, type LineRule } from '#lib/intake/storable-line';

const messageId: LineRule = { place: 'MSH[1]-10[1]', limit: LIMITS.number, isKey: true };
const placer: LineRule = { place: 'OBR[1]-2[1].1', limit: LIMITS.number, isKey: true };
const filler: LineRule = { place: 'OBR[1]-3[1].1', limit: LIMITS.number, isKey: true };
const clinicianName: LineRule = { place: 'OBR[1]-32[1]', limit: LIMITS.clinician };
const clinicianNumber: LineRule = { place: 'OBR[1]-32[1].1', limit: LIMITS.clinician };

/** Where an appointment's fields stand. */
const examPlaces = {
  patientId: 'PID[1]-3[1].1',
  patientName: 'PID[1]-5[1]',
  modality: 'OBR[1]-24[1]',
  studyDescription: 'OBR[1]-4[1].2',
  procedureCode: 'OBR[1]-4[1].1',
  accessionNumber: 'OBR[1]-18[1]',
  studyInstanceUid: 'ZDS[1]-1[1].1',
  bodyPart: 'OBR[1]-15[1].4',
  referrerName: 'OBR[1]-16[1]',
} satisfies Record<keyof typeof EXAM_LIMITS, string>;
type ExamLine = keyof typeof examPlaces;

/**
 * Reads one message of a payload: an ORU^R01 of HL7 2.3 to 2.8, in its own delimiters and character set. A message
 * without text has no report, with a warning; one that withdraws a result has a report of status X, its text possibly
 * empty. The work is bounded by the message's length. Never throws; reasons, failures and warnings quote no data.
 */
export function readHl7Item(bytes: Buffer): ItemReading {
  const reading = readHl7Message(bytes);
  if (reading.kind === 'broken') {
    return { kind: 'unparsable', trackingId: trackingIdOf(bytes), reason: reading.reason };
  }
  const { message } = reading;
  const found: Findings = { warnings: [...reading.warnings], failures: radiologyOruFailures(message) };
  const trackingId = storableLine(firstOf(get(message, firstSegment(message, 'MSH'), 10)), messageId, found);
  const invalid = (): ItemReading => ({ kind: 'invalid', trackingId, failures: found.failures });
  const obr = firstSegment(message, 'OBR');
  if (found.failures.length > 0 || !obr) return invalid();
  const order = { message, obr };
  const exam = readExam(order, found);
  const numbers = orderNumbers(order);
  const placerNumber = storableLine(numbers.placerNumber, placer, found);
  const fillerNumber = storableLine(numbers.fillerNumber, filler, found);
  const report = readReport(order, found);
  const fields = hl7ItemFields(order).flatMap((field) => {
    const value = storableLine(field.value, { place: field.place, limit: LIMITS.field }, found);
    return value === null ? [] : [{ ...field, value }];
  });
  if (found.failures.length > 0 || !exam) return invalid();
  return {
    kind: 'read',
    item: {
      trackingId,
      exam,
      placerNumber,
      fillerNumber,
      report,
      fields: asItemFields(fields),
      warnings: [...new Set(found.warnings)],
    },
  };
}

/** MSH-10 of a message that cannot be read, when it is plain. */
function trackingIdOf(bytes: Buffer): string | null {
  const id = rawHeaderField(bytes, 10);
  return /^[!-~]{1,255}$/.test(id) && bytes.toString('latin1', 0, 3) === 'MSH' ? id : null;
}

function readExam(order: OruOrder, found: Findings): IntakeExam | null {
  const appointment = appointmentFromOru(order, found.warnings);
  if (!appointment) return null;
  const { appointmentId: _id, clinicalInfo: _info, ...exam } = appointment;
  const lines = Object.fromEntries(
    (Object.entries(examPlaces) as [ExamLine, string][]).map(([name, place]) => {
      const rule = { place, limit: EXAM_LIMITS[name], isKey: name === 'patientId' };
      return [name, storableLine(exam[name], rule, found)];
    }),
  ) as Pick<IntakeExam, ExamLine>;
  return { ...exam, ...lines };
}

function readReport(order: OruOrder, found: Findings): IntakeReport | null {
  const text = readOruText(order, found.warnings);
  if (text.kind === 'tooLong') {
    found.failures.push(notValid(`OBX[${text.observation}]-5[1]`, TEXT_TOO_LONG));
    return null;
  }
  const { resultStatus } = text;
  const reportText = text.reportText.replace(/\r\n?/g, '\n');
  if (reportText.includes('\0') || !reportText.isWellFormed()) {
    found.failures.push(
      notValid('OBX[1]-5[1]', 'the report text contains U+0000 or half of a surrogate pair, which cannot be stored'),
    );
    return null;
  }
  if (reportText.trim() === '' && resultStatus !== 'X') {
    found.warnings.push('the message carries no report text');
    return null;
  }
  const signer = signerOf(order.message, order.obr);
  return {
    reportText,
    resultStatus,
    clinicianName: storableLine(signer.name, clinicianName, found),
    clinicianProviderNumber: storableLine(signer.id, clinicianNumber, found),
    reportedAtUtc: reportedAt(order),
  };
}
