import { expect, test } from 'vitest';
import { viewerAddress } from '#components/worklist/viewer-address';
import type { Appointment } from '#lib/appointments/contract';

const appointment = { accessionNumber: 'A 1/2&x=3', patientId: 'P1', studyInstanceUid: null } as Appointment;

test('an appointment’s numbers are put into the address, escaped', () => {
  expect(viewerAddress('https://viewer.example/?a={accessionNumber}&p={patientId}', appointment)).toEqual({
    url: 'https://viewer.example/?a=A%201%2F2%26x%3D3&p=P1',
  });
});

test('what the appointment lacks is named instead', () => {
  expect(viewerAddress('https://viewer.example/{studyInstanceUid}', appointment)).toEqual({
    missing: 'Study Instance UID',
  });
});
