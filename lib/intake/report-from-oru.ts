import { appointmentFromOru, type OruAppointment, type OruOrder } from '#lib/intake/appointment-from-oru';
import { unescapeText } from '#lib/intake/hl7-escapes';
import { firstSegment, get, repetitions, type Hl7Message, type Hl7Segment } from '#lib/intake/hl7-message';
import { readTime, utcOf } from '#lib/intake/hl7-time';
import { signerOf } from '#lib/intake/person-name';
import { resultMeaning, type ResultMeaning } from '#lib/intake/result-status';

/** The fields of POST …/report that an ORU^R01 tells. */
export interface OruReport {
  reportText: string;
  reportStatus: 'preliminary' | 'final';
  interpretingClinicianName: string | null;
  interpretingClinicianProviderNumber: string | null;
  reportedAtUtc: string | null;
}

/** What a message says. `report` is null when it carries no text. Reasons and warnings never quote the message. */
export type OruReading =
  | { kind: 'report'; appointment: OruAppointment; report: OruReport | null; warnings: string[] }
  | { kind: 'refused'; reason: string };

/** OBX-2 of observations that carry report text. */
const textTypes = new Set(['TX', 'ST', 'FT']);

/**
 * Reads the report and the appointment of one ORU^R01 (HL7 2.3 to 2.8, as senders really write it). The text is OBX-5 of
 * the TX, ST and FT observations in order, one line each, repetitions (`~`) as line breaks, nothing trimmed. The status
 * is OBR-25, else OBX-11; an unknown one counts as preliminary, with a warning. Times without a zone take MSH-7's, else UTC.
 */
export function reportFromOru(message: Hl7Message): OruReading {
  const msh = firstSegment(message, 'MSH');
  if (get(message, msh, 9) !== 'ORU') return { kind: 'refused', reason: 'it is no result message (MSH-9 is not ORU)' };
  const obr = firstSegment(message, 'OBR');
  if (!obr) return { kind: 'refused', reason: 'it has no order (OBR segment)' };
  const warnings: string[] = [];
  const order: OruOrder = { message, obr, observations: observationsOf(message, obr, warnings) };
  const appointment = appointmentFromOru(order, warnings);
  if (!appointment) return { kind: 'refused', reason: 'it has no order number (OBR-3, ORC-3, OBR-2, ORC-2)' };
  const { reportText, reportStatus } = readText(order, warnings);
  if (reportStatus === 'withdrawn') {
    return { kind: 'refused', reason: 'it withdraws a result; withdraw the report itself instead' };
  }
  if (reportText.trim() === '') return { kind: 'report', appointment, report: null, warnings };
  const signer = signerOf(message, obr);
  const sent = readTime(get(message, msh, 7));
  const reported = readTime(get(message, obr, 22)) ?? sent;
  const report: OruReport = {
    reportText,
    reportStatus,
    interpretingClinicianName: signer.name,
    interpretingClinicianProviderNumber: signer.id,
    reportedAtUtc: reported && utcOf(reported, sent?.offset ?? '+00:00'),
  };
  return { kind: 'report', appointment, report, warnings };
}

/** The text observations that belong to the first order; other orders of the message are left out with a warning. */
function observationsOf(message: Hl7Message, first: Hl7Segment, warnings: string[]): Hl7Segment[] {
  let current = first;
  const others = new Set<Hl7Segment>();
  const number = (obr: Hl7Segment): string => get(message, obr, 3) || get(message, obr, 2);
  const observations = message.segments.filter((segment) => {
    if (segment.id === 'OBR') current = segment;
    if (number(current) !== number(first)) others.add(current);
    return segment.id === 'OBX' && !others.has(current) && textTypes.has(get(message, segment, 2));
  });
  if (others.size > 0) warnings.push(`${others.size} further order(s) in the message were not read`);
  return observations;
}

/** The text of the observations that stand, and the status of the whole. A withdrawn observation is no part of the text. */
function readText(order: OruOrder, warnings: string[]): { reportText: string; reportStatus: ResultMeaning } {
  const { message, obr, observations } = order;
  const meaning = (obx: Hl7Segment): ResultMeaning | null => resultMeaning(get(message, obx, 11));
  const standing = observations.filter((obx) => meaning(obx) !== 'withdrawn');
  const lines = standing.map((obx) =>
    repetitions(message, obx, 5)
      .map((line) => (line === '""' ? '' : unescapeText(line, message.delimiters)))
      .join('\n'),
  );
  const reportText = lines.join('\n');
  const declared = resultMeaning(get(message, obr, 25));
  const statuses = new Set(standing.map(meaning));
  const observed = statuses.has('preliminary') ? 'preliminary' : statuses.has('final') ? 'final' : null;
  const withdrawn = observations.length - standing.length;
  if (!declared && withdrawn > 0 && standing.length === 0) return { reportText, reportStatus: 'withdrawn' };
  if (withdrawn > 0) warnings.push(`${withdrawn} withdrawn observation(s) were left out`);
  if (declared && observed && declared !== observed) warnings.push('OBR-25 and OBX-11 disagree; OBR-25 was believed');
  if (!declared && !observed && reportText.trim() !== '') {
    warnings.push('no known result status in OBR-25 or OBX-11; the report counts as preliminary');
  }
  return { reportText, reportStatus: declared ?? observed ?? 'preliminary' };
}
