import type { OutgoingExam, OutgoingFile, OutgoingReport, PayloadSettings } from '#lib/payloads/contract';

const EXAM: OutgoingExam = {
  patientId: 'P-1047',
  patientName: 'SAMPLE, Zoë Marie',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  modality: 'CT',
  studyDescription: 'CT head & neck',
  procedureCode: 'CTHN',
  accessionNumber: 'ACC-88|1',
  studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
  bodyPart: 'HEAD',
  laterality: 'LEFT',
  priority: 'STAT',
  referrerName: 'Dr Sam Refer',
  scheduledSite: 'Northside',
  appointmentDate: '2026-11-20',
  startTime: '09:30:00',
};

/** Words that need every kind of escape, invented. */
export const TEXT = [
  'CT HEAD & NECK',
  '',
  'INDICATION: headache ~2 weeks | "worst ever"',
  'FINDINGS:',
  '  No haemorrhage.\tMidline 0 mm ± 1; volume 10³ mm³ ≤ normal.',
  '  Path C:\\scans\\1 and \\.br\\ stay as they are; a^b, a&b, #5.',
  'IMPRESSION: Normal.',
  '',
].join('\r\n');

export const report = (told: Partial<OutgoingReport> = {}): OutgoingReport => ({
  reportGuid: '019ab000-0000-7000-8000-000000000001',
  version: 1,
  resultStatus: 'F',
  authority: 'acme',
  number: 'A123456',
  organizationName: 'Acme Imaging',
  reportText: TEXT,
  reportFormat: 'text/plain',
  clinicianName: 'Dr Ada Jo Reid',
  clinicianProviderNumber: '2448501H',
  reportedAtUtc: '2026-11-22T09:00:00.123Z',
  reason: null,
  exam: EXAM,
  timeZone: 'Australia/Melbourne',
  ...told,
});

/** The four statuses as versions of one report. */
export const VERSIONS = {
  P: report({ resultStatus: 'P' }),
  F: report({ resultStatus: 'F', version: 2, reportGuid: '019ab000-0000-7000-8000-000000000002' }),
  C: report({ resultStatus: 'C', version: 3, reportGuid: '019ab000-0000-7000-8000-000000000003' }),
  X: report({
    resultStatus: 'X',
    version: 4,
    reportGuid: '019ab000-0000-7000-8000-000000000004',
    reason: 'Wrong patient | see A77',
  }),
} as const;

export const file = (
  settings: Partial<PayloadSettings> = {},
  reports: readonly OutgoingReport[] = [VERSIONS.F],
  told: Partial<OutgoingFile> = {},
): OutgoingFile => ({
  destination: 'hospital.ehr',
  settings: { format: 'HL7', dialect: 'generic-2.5.1', characterSet: 'UNICODE UTF-8', ...settings },
  reports,
  createdAt: new Date('2026-11-22T09:00:05.000Z'),
  isBatch: false,
  processingMode: 'P',
  ...told,
});
