import { expect, test } from 'vitest';
import { putAppointmentBody } from '#lib/appointments/contract';
import type { AppointmentRow } from '#lib/appointments/present';
import { dueAt, identityChanges, statusAfter } from '#lib/appointments/rules';

const told = (fields: object = {}) => putAppointmentBody.parse({ status: 'PENDING REPORTING', ...fields });
const PATIENT = {
  patientId: 'P1',
  patientName: 'DOE, Jane',
  patientDateOfBirth: '1980-01-31',
  accessionNumber: 'ACC1',
};
const row = (currentVersion: number) => ({ ...PATIENT, modality: 'CT', currentVersion }) as AppointmentRow;

test('before a report anything may change', () => {
  expect(identityChanges(row(0), told())).toEqual([]);
  expect(identityChanges(row(0), told({ patientId: 'P2' }))).toEqual([]);
});

test('under a report a change of whose it is is named, left-out fields too', () => {
  expect(identityChanges(row(1), told(PATIENT))).toEqual([]);
  expect(identityChanges(row(1), told({ ...PATIENT, modality: 'MR' }))).toEqual([]);
  expect(identityChanges(row(1), told({ ...PATIENT, patientName: 'DOE, jane' }))).toEqual(['patientName']);
  expect(identityChanges(row(1), told())).toEqual([
    'patientId',
    'patientName',
    'patientDateOfBirth',
    'accessionNumber',
  ]);
  const unknown = { patientId: null, patientName: null, patientDateOfBirth: null, accessionNumber: null };
  expect(identityChanges({ ...row(1), ...unknown }, told())).toEqual([]);
});

test('repeating the last told status changes none; telling another one does', () => {
  const closed = { status: 'FINALISED', toldStatus: 'PENDING REPORTING' };
  expect(statusAfter(closed, 'PENDING REPORTING')).toBe('FINALISED');
  expect(statusAfter(closed, 'SECOND REVIEW')).toBe('SECOND REVIEW');
  expect(statusAfter({ status: 'SECOND REVIEW', toldStatus: 'SECOND REVIEW' }, 'PENDING REPORTING')).toBe(
    'PENDING REPORTING',
  );
});

test('a report is due at its deadline, else after its priority’s minutes', () => {
  const created = new Date('2026-11-20T09:00:00Z');
  const minutes = { STAT: 60, URGENT: 240, ROUTINE: 1440 };
  const due = (fields: object) => dueAt(told(fields), created, minutes).toISOString();
  expect(due({})).toBe('2026-11-21T09:00:00.000Z');
  expect(due({ priority: 'STAT' })).toBe('2026-11-20T10:00:00.000Z');
  expect(due({ priority: 'URGENT' })).toBe('2026-11-20T13:00:00.000Z');
  expect(due({ priority: 'STAT', reportingDeadlineAtUtc: '2026-11-20T20:00:00+10:00' })).toBe(
    '2026-11-20T10:00:00.000Z',
  );
});
