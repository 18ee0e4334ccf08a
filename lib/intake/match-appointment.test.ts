import { expect, test } from 'vitest';
import type { IntakeExam, IntakeItem } from '#lib/intake/intake-item';
import { matchAppointment, numbersOf, type Candidate } from '#lib/intake/match-appointment';

const EXAM: IntakeExam = {
  patientId: 'P1',
  patientName: 'ADLER, Ada',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  modality: 'CT',
  studyDescription: null,
  procedureCode: null,
  accessionNumber: 'ACC1',
  studyInstanceUid: null,
  bodyPart: null,
  laterality: null,
  priority: 'ROUTINE',
  referrerName: null,
  appointmentDate: null,
  startTime: null,
};

const item = (exam: Partial<IntakeExam> = {}, numbers: Partial<IntakeItem> = {}): IntakeItem => ({
  trackingId: 'M1',
  exam: { ...EXAM, ...exam },
  placerNumber: 'PL1',
  fillerNumber: 'FI1',
  report: null,
  fields: {},
  warnings: [],
  ...numbers,
});

const CANDIDATE: Candidate = {
  appointmentId: 'A1',
  patientId: 'P1',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
};

test('the numbers are accession, filler and placer, each once', () => {
  expect(numbersOf(item({ accessionNumber: 'FI1' }))).toEqual(['FI1', 'PL1']);
  expect(numbersOf(item({ accessionNumber: null }, { fillerNumber: null, placerNumber: null }))).toEqual([]);
});

test('one pending appointment with the number, of the same patient, is the match', () => {
  expect(matchAppointment(item(), [CANDIDATE])).toEqual({ kind: 'matched', appointmentId: 'A1' });
});

test.each<[string, Partial<IntakeExam>, Partial<Candidate>]>([
  ['a date of birth that only one tells', { patientDateOfBirth: null }, {}],
  ['a date of birth that only the other tells', {}, { patientDateOfBirth: null }],
  ['a sex that one leaves unknown', { patientSex: 'U' }, {}],
  ['a sex that the appointment tells otherwise', {}, { patientSex: 'O' }],
])('%s does not contradict', (_, exam, candidate) => {
  expect(matchAppointment(item(exam), [{ ...CANDIDATE, ...candidate }]).kind).toBe('matched');
});

test.each<[string, IntakeItem, Candidate[], RegExp]>([
  [
    'no number',
    item({ accessionNumber: null }, { fillerNumber: null, placerNumber: null }),
    [],
    /neither an accession/,
  ],
  ['no appointment', item(), [], /^no pending appointment/],
  ['two appointments', item(), [CANDIDATE, { ...CANDIDATE, appointmentId: 'A2' }], /^2 pending appointments/],
  ['another patient', item({ patientId: 'P2' }), [CANDIDATE], /the patient identifier is another\.$/],
  ['no patient identifier', item({ patientId: null }), [CANDIDATE], /cannot be compared/],
  ['an appointment without one', item(), [{ ...CANDIDATE, patientId: null }], /the patient identifier is another/],
  ['another date of birth', item({ patientDateOfBirth: '1981-01-31' }), [CANDIDATE], /the date of birth is another/],
  ['the other sex', item({ patientSex: 'M' }), [CANDIDATE], /the sex is another/],
  [
    'several contradictions, all of which are told',
    item({ patientId: 'P2', patientSex: 'M' }),
    [CANDIDATE],
    /the patient identifier is another and the sex is another\.$/,
  ],
])('%s: no match, and the reason says which', (_, read, candidates, reason) => {
  const match = matchAppointment(read, candidates);
  expect(match).toEqual({ kind: 'unmatched', reason: expect.stringMatching(reason) });
});

test('a reason quotes nothing of the patient', () => {
  const match = matchAppointment(item({ patientId: 'P2', patientDateOfBirth: '1981-02-03', patientSex: 'M' }), [
    CANDIDATE,
  ]);
  expect(JSON.stringify(match)).not.toMatch(/P2|1981|ADLER/);
});
