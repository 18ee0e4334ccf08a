import type { OutgoingExam, OutgoingFile } from '#lib/payloads/contract';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { ReceiverSettings } from '#lib/settings/receiver-contract';

const TEXT = `TEST MESSAGE. THIS IS NO REPORT OF A REAL PATIENT.

FINDINGS:
Readout sent this to see whether this destination can be reached. Nobody was examined.

IMPRESSION:
Test only. Please discard.`;

const EXAM: OutgoingExam = {
  patientId: 'READOUT-TEST',
  patientName: 'TEST, Readout',
  patientDateOfBirth: '1900-01-01',
  patientSex: 'U',
  modality: 'OT',
  studyDescription: 'TEST, no real examination',
  procedureCode: 'TEST',
  accessionNumber: 'READOUT-TEST',
  studyInstanceUid: null,
  bodyPart: null,
  laterality: null,
  priority: 'ROUTINE',
  referrerName: null,
  scheduledSite: null,
  appointmentDate: null,
  startTime: null,
};

/** Whom a test is for, and when. */
interface TestFor {
  domain: string;
  name: string;
  settings: ReceiverSettings;
  organizations: SettingsSnapshot['organizations'];
  /** Names the test. */
  reportGuid: string;
  at: Date;
}

/**
 * A made-up report for a destination, in its format: in processing mode T, preliminary, and marked as a test in the patient's
 * name and in its words, for receivers that look at no mode. Its number is always the same, so that tests replace each other.
 */
export function testFile({ domain, name, settings, organizations, reportGuid, at }: TestFor): OutgoingFile {
  return {
    destination: `${domain}.${name}`,
    settings,
    createdAt: at,
    isBatch: settings.timing.operation === 'MERGE',
    processingMode: 'T',
    reports: [
      {
        reportGuid,
        version: 1,
        resultStatus: 'P',
        authority: domain,
        number: 'READOUT-TEST',
        organizationName: organizations.get(domain)?.description ?? domain,
        reportText: TEXT,
        reportFormat: 'text/plain',
        clinicianName: 'Readout Test',
        clinicianProviderNumber: null,
        reportedAtUtc: at.toISOString(),
        reason: null,
        exam: EXAM,
        timeZone: null,
      },
    ],
  };
}
