import type { ItemFields } from '#lib/routing/contract';

/** The report an item carries. Texts are as written, line ends `\n`; nothing trimmed. */
export interface IntakeReport {
  reportText: string;
  /** HL7 table 0123: preliminary, final, corrected, withdrawn. */
  resultStatus: 'P' | 'F' | 'C' | 'X';
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  /** RFC 3339 in UTC; null when the message does not tell. */
  reportedAtUtc: string | null;
}

/** Patient and exam as the item tells them: members of a version's snapshot. */
export interface IntakeExam {
  patientId: string | null;
  /** `FAMILY, Given Middle` */
  patientName: string | null;
  /** `yyyy-MM-dd` */
  patientDateOfBirth: string | null;
  patientSex: 'F' | 'M' | 'O' | 'U' | 'A' | 'N' | null;
  modality: string | null;
  studyDescription: string | null;
  procedureCode: string | null;
  accessionNumber: string | null;
  studyInstanceUid: string | null;
  bodyPart: string | null;
  laterality: string | null;
  priority: 'STAT' | 'URGENT' | 'ROUTINE';
  referrerName: string | null;
  /** `yyyy-MM-dd` and `HH:mm:ss` on the sender's clock. */
  appointmentDate: string | null;
  startTime: string | null;
}

/** One item of a payload, read: what every format comes down to. */
export interface IntakeItem {
  /** MSH-10, or the Bundle's identifier. */
  trackingId: string | null;
  exam: IntakeExam;
  /** Placer and filler order numbers (OBR-2, OBR-3; ServiceRequest.identifier), as written. */
  placerNumber: string | null;
  fillerNumber: string | null;
  /** null when the item carries no report text. */
  report: IntakeReport | null;
  /** What filters see beside exam and report: address, ordering facility, processing mode, message id, CLIA. */
  fields: ItemFields;
  /** Told to the sender, never quoting a patient's data. */
  warnings: string[];
}

/** What became of one item's bytes. Reasons never quote the item. */
export type ItemReading =
  | { kind: 'read'; item: IntakeItem }
  /** INVALID_MSG_PARSE, `exception while parsing HL7: {reason}` or `… FHIR: …`; `noBundle`: JSON, but of something else. */
  | { kind: 'unparsable'; trackingId: string | null; reason: string; noBundle?: boolean }
  /** Parsed, and against the profile: INVALID_MSG_VALIDATION, each failure a sentence of its own. */
  | { kind: 'invalid'; trackingId: string | null; failures: string[] };
