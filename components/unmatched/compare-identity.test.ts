import { expect, test } from 'vitest';
import { compareIdentity, differencesIn, type Candidate } from '#components/unmatched/compare-identity';

const candidate: Candidate = {
  appointmentId: 'A1',
  patientId: 'P1',
  patientName: 'Adler, Ada',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  accessionNumber: 'ACC1',
  studyDescription: 'CT head',
  currentReportStatus: null,
};
const exam = {
  patientId: 'P1',
  patientName: 'ADLER, ADA',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  accessionNumber: 'ACC1',
  studyDescription: 'Computed tomography of the head',
};

test('names are the same whatever their case; what is worded freely is shown, not judged', () => {
  const comparisons = compareIdentity(exam, candidate);
  expect(comparisons.map(({ verdict }) => verdict)).toEqual(['same', 'same', 'same', 'same', 'same', null]);
  expect(differencesIn(comparisons)).toEqual([]);
  expect(comparisons[3]).toMatchObject({ item: 'female', appointment: 'female' });
});

test('what differs is named; what one of them does not tell is no difference', () => {
  const comparisons = compareIdentity(
    { ...exam, patientId: 'P2', patientSex: '' },
    { ...candidate, patientDateOfBirth: '1981-01-31' },
  );
  expect(differencesIn(comparisons)).toEqual(['patient id', 'date of birth']);
  expect(comparisons[3]).toMatchObject({ item: null, verdict: 'unknown' });
});
