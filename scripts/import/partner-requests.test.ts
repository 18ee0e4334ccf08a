import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OruAppointment } from '#lib/hl7/appointment-from-oru';
import type { OruReport } from '#lib/hl7/report-from-oru';
import { alreadyHeld, appointmentRequest, reportRequest, type CurrentReport } from './partner-requests.ts';

const report: OruReport = {
  reportText: 'Normal.\n ',
  reportStatus: 'final',
  interpretingClinicianName: 'Ada REID',
  interpretingClinicianProviderNumber: null,
  reportedAtUtc: '2026-03-04T10:11:12Z',
};

const keyOf = (changed: Partial<OruReport>, message = 'MSH…'): string =>
  reportRequest('acme', 'A1', { ...report, ...changed }, message).idempotencyKey;

const current = (changed: Partial<CurrentReport>): CurrentReport => ({
  reportGuid: 'g2',
  reportText: 'Something else.',
  reportStatus: 'final',
  version: 2,
  versions: [],
  ...changed,
});

describe('reportRequest', () => {
  it('gives the same message the same key, and any other message or reading another', () => {
    expect(keyOf({})).toBe(keyOf({}));
    const keys = [
      keyOf({}),
      keyOf({ reportText: 'Normal.\n' }),
      keyOf({ reportStatus: 'preliminary' }),
      keyOf({}, 'MSH'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[!-~]{1,128}$/);
  });

  it('sends the text as it is and leaves out what the message does not tell', () => {
    const { path, body } = reportRequest('acme', 'A~1', report, 'MSH…');
    expect(path).toBe('/integrations/v1/acme/reporting/appointments/A~1/report');
    expect(body).toEqual({
      reportText: 'Normal.\n ',
      reportStatus: 'final',
      interpretingClinicianName: 'Ada REID',
      reportedAtUtc: '2026-03-04T10:11:12Z',
    });
  });
});

it('puts an appointment that waits for its report', () => {
  const appointment: OruAppointment = {
    appointmentId: 'A1',
    patientId: 'P1',
    patientName: null,
    patientDateOfBirth: null,
    patientSex: 'F',
    accessionNumber: 'A1',
    modality: null,
    priority: 'ROUTINE',
    studyDescription: null,
    procedureCode: null,
    studyInstanceUid: null,
    bodyPart: null,
    laterality: null,
    clinicalInfo: null,
    referrerName: null,
    appointmentDate: null,
    startTime: null,
  };
  expect(appointmentRequest('acme', appointment)).toEqual({
    path: '/integrations/v1/acme/appointments/A1',
    body: { status: 'PENDING REPORTING', patientId: 'P1', patientSex: 'F', accessionNumber: 'A1', priority: 'ROUTINE' },
  });
});

describe('alreadyHeld', () => {
  const sha256 = createHash('sha256').update(report.reportText).digest('hex');
  const earlier = { reportGuid: 'g1', reportStatus: 'final', reportedAtUtc: '2026-03-04T10:11:12.000Z', sha256 };

  it('finds the report as the current one', () => {
    expect(alreadyHeld(current({ reportText: report.reportText }), report)).toBe('g2');
    expect(alreadyHeld(current({ reportText: report.reportText, reportStatus: 'preliminary' }), report)).toBeNull();
    expect(alreadyHeld(current({ reportText: 'Normal.\n' }), report)).toBeNull();
  });

  it('finds the report as a version that a later message has replaced', () => {
    expect(alreadyHeld(current({ versions: [earlier] }), report)).toBe('g1');
    expect(alreadyHeld(current({ versions: [{ ...earlier, reportStatus: 'preliminary' }] }), report)).toBeNull();
    expect(alreadyHeld(current({ versions: [{ ...earlier, sha256: 'f00' }] }), report)).toBeNull();
  });

  it('takes the same words reported at another time for a new report', () => {
    const later = { ...report, reportedAtUtc: '2026-03-05T10:11:12Z' };
    expect(alreadyHeld(current({ versions: [earlier] }), later)).toBeNull();
  });
});
