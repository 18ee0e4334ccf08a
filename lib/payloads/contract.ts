import type { ReceiverSettings } from '#lib/settings/receiver-contract';

/** Patient and exam as the version that is sent has them; `yyyy-MM-dd`, `HH:mm:ss` on the site's clock. */
export type OutgoingExam = Readonly<
  Record<
    | 'patientId'
    | 'patientName'
    | 'patientDateOfBirth'
    | 'patientSex'
    | 'modality'
    | 'studyDescription'
    | 'procedureCode'
    | 'accessionNumber'
    | 'studyInstanceUid'
    | 'bodyPart'
    | 'laterality'
    | 'priority'
    | 'referrerName'
    | 'scheduledSite'
    | 'appointmentDate'
    | 'startTime',
    string | null
  >
>;

/** HL7 table 0123: preliminary, final, corrected, withdrawn. */
export type OutgoingStatus = 'P' | 'F' | 'C' | 'X';

/** One version of a report, as a destination is to be told of it. */
export interface OutgoingReport {
  /** Names the version; the same in every attempt and every resend. */
  reportGuid: string;
  version: number;
  resultStatus: OutgoingStatus;
  /**
   * What the destination knows the report by, whatever its version: who numbers it (an organization, or its sender), and
   * the number (appointment, or filler order number). OBR-3; in FHIR `{authority}/{number}`.
   */
  authority: string;
  number: string;
  /** What the organization that reported is called, for people. */
  organizationName: string;
  /** As stored: line ends, white space and control characters of whoever wrote it. '' only where it is withdrawn. */
  reportText: string;
  /** A MIME type, perhaps with parameters, or a word such as `html`. */
  reportFormat: string;
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  /** RFC 3339 in UTC. */
  reportedAtUtc: string | null;
  /** Why it was withdrawn. */
  reason: string | null;
  exam: OutgoingExam;
  /** The zone of the exam's date and time (IANA name); null where nobody told. */
  timeZone: string | null;
}

/** The settings of a destination that say what its files look like. */
export type PayloadSettings = Pick<
  ReceiverSettings,
  | 'format'
  | 'dialect'
  | 'characterSet'
  | 'codeMap'
  | 'identifierSystems'
  | 'sendingFacility'
  | 'receivingApplication'
  | 'receivingFacility'
>;

/** What a file is made of. The same file gives the same bytes, whenever and wherever it is made. */
export interface OutgoingFile {
  /** `org.service` */
  destination: string;
  settings: PayloadSettings;
  /** Oldest first; without those that are superseded. At least one. */
  reports: readonly OutgoingReport[];
  /** When the file was made: MSH-7, Bundle.timestamp. */
  createdAt: Date;
  /** A file that may hold several: HL7 is wrapped in FHS and BHS, Bundles stand a line each. */
  isBatch: boolean;
  /** MSH-11: P production, T a test that is no real report. */
  processingMode: 'P' | 'T';
}

/** One report's own message: what MLLP, a FHIR server or any other that takes one at a time is sent. */
export interface PayloadPart {
  /** MSH-10, Bundle.identifier: stable across retries and resends of one version to one destination. */
  messageId: string;
  reportGuid: string;
  contentType: string;
  bytes: Buffer;
}

/** A file ready to be sent. */
export interface Payload {
  /** Of the whole file, its character set with it. */
  contentType: string;
  /** The whole file: one message, a batch (FHS/BHS), or Bundles a line each. */
  bytes: Buffer;
  /** In the order of the reports. */
  parts: readonly PayloadPart[];
  /** What could not be written as it stands, in words without a patient's data; [] when everything could. */
  notes: readonly string[];
}
