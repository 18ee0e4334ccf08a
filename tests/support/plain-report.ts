import type { ReportToCheck } from '#lib/checks/contract';

/** A final report with nothing to complain of, for tests that change what they are about. */
export const plainReport = (changes: Partial<ReportToCheck> = {}): ReportToCheck => ({
  reportText: 'No fracture.',
  reportStatus: 'final',
  patientName: 'SAMPLE, Juniper Ann',
  patientSex: 'F',
  patientDateOfBirth: '1980-05-03',
  studyDescription: null,
  laterality: null,
  bodyPart: null,
  modality: null,
  otherPatients: [],
  ...changes,
});
