import { expect, test } from 'vitest';
import { putAppointmentBody } from '#lib/appointments/contract';
import type { AppointmentRow } from '#lib/appointments/present';
import { dueAt, identityChanges, reopens, statusAfter } from '#lib/appointments/rules';

const told = (fields: object = {}) => putAppointmentBody.parse({ status: 'PENDING REPORTING', ...fields });
const PATIENT = {
  patientId: 'P1',
  patientName: 'DOE, Jane',
  patientDateOfBirth: '1980-01-31',
  accessionNumber: 'ACC1',
};
const row = { ...PATIENT, modality: 'CT' } as AppointmentRow;

test('a change of whose it is is named, left-out fields too', () => {
  expect(identityChanges(row, told(PATIENT))).toEqual([]);
  expect(identityChanges(row, told({ ...PATIENT, modality: 'MR' }))).toEqual([]);
  expect(identityChanges(row, told({ ...PATIENT, patientName: 'DOE, jane' }))).toEqual(['patientName']);
  expect(identityChanges(row, told())).toEqual(['patientId', 'patientName', 'patientDateOfBirth', 'accessionNumber']);
  const unknown = { patientId: null, patientName: null, patientDateOfBirth: null, accessionNumber: null };
  expect(identityChanges({ ...row, ...unknown }, told())).toEqual([]);
});

const [OPEN, CLOSED, REVIEW] = ['PENDING REPORTING', 'FINALISED', 'SECOND REVIEW'];
const state = (
  status: string,
  toldStatus: string,
  currentReportStatus: AppointmentRow['currentReportStatus'] = null,
) => ({
  status,
  shownStatus: status,
  toldStatus,
  currentReportStatus,
});

test('repeating the last told status changes none; telling another one does', () => {
  expect(statusAfter(state(CLOSED, OPEN, 'final'), OPEN)).toBe(CLOSED);
  expect(statusAfter(state(CLOSED, OPEN, 'final'), REVIEW)).toBe(REVIEW);
  expect(statusAfter(state(REVIEW, REVIEW), OPEN)).toBe(OPEN);
  expect(statusAfter(state(OPEN, OPEN, 'final'), CLOSED)).toBe(CLOSED);
});

test('after a withdrawal a repeated FINALISED closes nothing before the new final, and closes that one', () => {
  for (const report of ['withdrawn', 'preliminary'] as const) {
    expect(statusAfter(state(OPEN, CLOSED, report), CLOSED)).toBe(OPEN);
  }
  expect(statusAfter(state(OPEN, CLOSED, 'final'), CLOSED)).toBe(CLOSED);
});

test('an appointment is reopened by PENDING REPORTING that is news to it, and only when it is not open', () => {
  expect(reopens(state(CLOSED, CLOSED, 'final'), OPEN)).toBe(true);
  expect(reopens({ ...state(OPEN, CLOSED, 'final'), shownStatus: CLOSED }, OPEN)).toBe(true);
  expect(reopens(state(OPEN, CLOSED, 'final'), OPEN)).toBe(false);
  expect(reopens(state(CLOSED, OPEN, 'final'), OPEN)).toBe(false);
  expect(reopens(state(CLOSED, CLOSED, 'final'), REVIEW)).toBe(false);
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
