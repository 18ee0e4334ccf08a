import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliverDue } from '../support/deliver-due.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { historyPath, pendingAppointment, reportPath } from './partner.ts';

let house: House;
let admin: string;
let report: string;
beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
  const id = await pendingAppointment(house);
  const body = { reportText: 'FINDINGS: none.', reportStatus: 'final' };
  report = (await house.api('POST', reportPath(id), { body })).json.reportGuid;
  await deliverDue(house.context);
});
afterAll(() => house.close());

const path = () => `/api/waters/report/${report}/resend`;
const REASON = { reason: 'They lost it' };

test('an administrator sends a report again and is told what is sent', async () => {
  const answer = await house.api('POST', path(), { cookie: admin, body: { ...REASON, destinations: ['acme.ehr'] } });
  expect(answer.status).toBe(202);
  expect(answer.json).toMatchObject({ queued: [{ destination: 'acme.ehr', itemCount: 1 }], notQueued: [] });
  await deliverDue(house.context);
  const told = (await house.api('GET', historyPath(report))).json;
  const ehr = told.destinations.find(({ service }: { service: string }) => service === 'ehr');
  expect(ehr).toMatchObject({ status: 'delivered', attempts: 2 });
});

test('a reason is needed; what cannot be sent is refused with why', async () => {
  expect((await house.api('POST', path(), { cookie: admin, body: {} })).status).toBe(400);
  expect((await house.api('POST', path(), { cookie: admin, body: { reason: ' ' } })).status).toBe(400);
  const refused = await house.api('POST', path(), {
    cookie: admin,
    body: { ...REASON, destinations: ['acme.elsewhere'] },
  });
  expect([refused.status, refused.json.error]).toEqual([409, expect.stringContaining('filtered out')]);
});

test('a key is answered once; failed ones alone and routing again exclude each other', async () => {
  const send = () =>
    house.api('POST', path(), { cookie: admin, body: REASON, headers: { 'idempotency-key': 'resend-once' } });
  const first = await send();
  await deliverDue(house.context);
  const again = await send();
  expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 202, 'true']);
  expect(again.json).toEqual(first.json);
  const both = { ...REASON, failedOnly: true, reroute: true };
  expect((await house.api('POST', path(), { cookie: admin, body: both })).status).toBe(400);
});

test('nobody but an administrator of the sender may; for others the submission does not exist', async () => {
  const clinician = await house.cookieOf('rad@acme.test');
  expect((await house.api('POST', path(), { cookie: clinician, body: REASON })).status).toBe(401);
  expect((await house.api('POST', path(), { body: REASON })).status).toBe(401);
  const theirs = await house.cookieOf('rad@zenith.test');
  expect((await house.api('POST', path(), { cookie: theirs, body: REASON })).status).toBe(404);
  expect((await house.api('POST', path(), { token: null, body: REASON })).status).toBe(401);
});
