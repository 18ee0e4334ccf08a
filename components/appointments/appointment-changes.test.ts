import { expect, test } from 'vitest';
import { changesBetween, IDENTITY, IDENTITY_AND_ORDER } from './appointment-changes.tsx';

const SIGNED = {
  patientName: 'SAMPLE, Jane',
  patientId: 'P1',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  accessionNumber: 'ACC1',
  studyDescription: 'CT head',
  laterality: null,
  modality: 'CT',
  appointmentDate: '2026-11-20',
  referrerName: 'Dr Lee',
  scheduledSite: 'North',
};

test('nothing is said where nothing changed', () => {
  expect(changesBetween(SIGNED, { ...SIGNED }, IDENTITY_AND_ORDER)).toEqual([]);
});

test('what changed is named with what it was and what it is, in words', () => {
  expect(changesBetween(SIGNED, { ...SIGNED, patientSex: 'M', laterality: 'LEFT' }, IDENTITY)).toEqual([
    { name: 'Sex', before: 'female', now: 'male' },
    { name: 'Side', before: 'none', now: 'Left' },
  ]);
});

test('what is not asked about is not told', () => {
  expect(changesBetween(SIGNED, { ...SIGNED, referrerName: 'Dr Oh' }, IDENTITY)).toEqual([]);
  expect(changesBetween(SIGNED, { ...SIGNED, referrerName: null }, IDENTITY_AND_ORDER)).toEqual([
    { name: 'Referrer', before: 'Dr Lee', now: 'none' },
  ]);
});
