import { expect, test } from 'vitest';
import type { Actor } from '#lib/identity/actor';
import { submitReportBody } from '#lib/reports/contract';
import { describeReport } from '#lib/reports/describe-report';

const CLIENT: Actor = {
  kind: 'client',
  principal: 'client:x',
  clientId: 'x',
  sender: 'partner',
  domains: ['acme'],
  scopes: [],
};
const CLINICIAN: Actor = {
  kind: 'user',
  principal: 'user:1',
  userId: '1',
  sessionId: '1',
  name: 'Dr Ada Reid',
  email: 'rad@acme.test',
  providerNumber: null,
  roles: new Map(),
  platformAdmin: false,
  mustChangePassword: false,
};
const NOW = new Date('2026-11-22T09:00:00.000Z');
const least = { reportText: ' a ', reportStatus: 'FINAL' };
const described = (actor: Actor, body: object) =>
  describeReport(actor, submitReportBody.parse({ ...least, ...body }), NOW);

test('what is left out has its default; the text stays as it is', () => {
  const defaults = {
    reportText: ' a ',
    reportStatus: 'final',
    reportFormat: 'text/plain',
    reportedAtUtc: '2026-11-22T09:00:00.000Z',
    clinicianName: null,
    clinicianProviderNumber: null,
    clinicianEmail: null,
  };
  expect(described(CLIENT, {})).toEqual(defaults);
  expect(described(CLIENT, { reportFormat: null, interpretingClinicianName: null, reportedAtUtc: null })).toEqual(
    defaults,
  );
});

test('a partner’s clinician is stored as given, an empty name too', () => {
  const given = { interpretingClinicianName: '', interpretingClinicianEmail: 'odd' };
  expect(described(CLIENT, given)).toMatchObject({
    clinicianName: '',
    clinicianEmail: 'odd',
    clinicianProviderNumber: null,
  });
});

test('a person in the portal cannot sign as somebody else', () => {
  const claimed = {
    interpretingClinicianName: 'Dr B',
    interpretingClinicianProviderNumber: '1',
    interpretingClinicianEmail: 'b@acme.test',
  };
  expect(described(CLINICIAN, claimed)).toMatchObject({
    clinicianName: 'Dr Ada Reid',
    clinicianProviderNumber: null,
    clinicianEmail: 'rad@acme.test',
  });
});
