import { appointmentFromOru, type OruAppointment } from '#lib/hl7/appointment-from-oru';
import { firstSegment, get, type Hl7Message } from '#lib/hl7/message';
import { readOruText, reportedAt, TEXT_TOO_LONG } from '#lib/hl7/oru-text';
import { signerOf } from '#lib/hl7/person-name';
import { resultMeaning } from '#lib/hl7/result-status';

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

/**
 * Reads the report and the appointment of one ORU^R01 (HL7 2.3 to 2.8, as senders really write it). A corrected result
 * counts as final: what the text replaces is the server's to tell.
 */
export function reportFromOru(message: Hl7Message): OruReading {
  const msh = firstSegment(message, 'MSH');
  if (get(message, msh, 9) !== 'ORU') return { kind: 'refused', reason: 'it is no result message (MSH-9 is not ORU)' };
  const obr = firstSegment(message, 'OBR');
  if (!obr) return { kind: 'refused', reason: 'it has no order (OBR segment)' };
  const warnings: string[] = [];
  const order = { message, obr };
  const text = readOruText(order, warnings);
  if (text.kind === 'tooLong') return { kind: 'refused', reason: TEXT_TOO_LONG };
  const appointment = appointmentFromOru(order, warnings);
  if (!appointment) return { kind: 'refused', reason: 'it has no order number (OBR-3, ORC-3, OBR-2, ORC-2)' };
  const { reportText } = text;
  const reportStatus = resultMeaning(text.resultStatus);
  if (reportStatus === 'withdrawn') {
    return { kind: 'refused', reason: 'it withdraws a result; withdraw the report itself instead' };
  }
  if (reportText.trim() === '') return { kind: 'report', appointment, report: null, warnings };
  const signer = signerOf(message, obr);
  const report: OruReport = {
    reportText,
    reportStatus,
    interpretingClinicianName: signer.name,
    interpretingClinicianProviderNumber: signer.id,
    reportedAtUtc: reportedAt(order),
  };
  return { kind: 'report', appointment, report, warnings };
}
