import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { appointmentPath, historyPath, reportPath } from '../http/partner.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { DOOR, message, post, type MadeMessage } from './payloads.ts';

let house: House;
let clinician: string;
let admin: string;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
  clinician = await house.cookieOf('rad@acme.test');
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

async function submit(...made: MadeMessage[]): Promise<number> {
  const answer = await post(house, made.map(({ hl7 }) => hl7).join(''));
  while (await itemisePayloads(house.context));
  return answer.json.submissionId;
}

async function pending(id: string, fields: object): Promise<string> {
  const body = { status: 'PENDING REPORTING', modality: 'CT', ...fields };
  expect((await house.api('PUT', appointmentPath(id), { body })).status).toBe(201);
  return id;
}

const itemPath = (submissionId: number, index: number, what: string) =>
  `/api/waters/report/${submissionId}/items/${index}/${what}`;
const REASON = 'The patient has two identifiers; both are hers.';
const file = (submissionId: number, appointmentId: string, cookie = clinician) =>
  house.api('POST', itemPath(submissionId, 1, 'file'), {
    cookie,
    token: null,
    body: { appointmentId, reason: REASON },
  });

test('an item that nobody has stands in the list with its reason, newest first, page by page', async () => {
  const made = [message(), message(), message()];
  const submissionId = await submit(...made);
  const first = await house.api('GET', '/api/waters/org/acme/unmatched?pageSize=2');
  const next = /<(.+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const second = await house.api('GET', next);
  const told = [...first.json, ...second.json].filter((one) => one.submissionId === submissionId);
  expect(told.map(({ trackingId }) => trackingId)).toEqual(made.map(({ controlId }) => controlId).toReversed());
  expect(told[0]).toMatchObject({
    index: 3,
    organization: 'acme',
    sender: 'default',
    reason: 'no pending appointment has its accession or order number.',
    resultStatus: 'F',
    exam: { patientName: 'ADLER, ADA', accessionNumber: made[2]?.accession },
  });
});

test('an item is told with its text and the pending appointments that it may belong to', async () => {
  const made = message({ text: 'Somebody’s report.' });
  const id = await pending('CANDIDATE-1', {
    accessionNumber: made.accession,
    patientId: 'OTHER',
    patientName: 'BELL, Bo',
  });
  const submissionId = await submit(made);
  const told = await house.api('GET', itemPath(submissionId, 1, 'unmatched'));
  expect(told.json).toMatchObject({
    reportText: 'Somebody’s report.',
    candidates: [{ appointmentId: id, patientId: 'OTHER', patientName: 'BELL, Bo' }],
  });
});

test('filed by a person with a reason it is the appointment’s report, off the list, and what it sent stands in that order', async () => {
  const made = message({ text: 'Hers after all.' });
  const id = await pending('FILED-1', { accessionNumber: made.accession, patientId: 'OTHER' });
  const submissionId = await submit(made);
  const filed = await file(submissionId, id, admin);
  expect([filed.status, filed.json]).toMatchObject([200, { appointmentId: id, version: 1 }]);
  const report = (await house.api('GET', reportPath(id))).json;
  expect(report).toMatchObject({
    reportText: 'Hers after all.',
    reportGuid: filed.json.reportGuid,
    reportStatus: 'final',
  });
  const history = (await house.api('GET', historyPath(submissionId))).json;
  expect(history).toMatchObject({ appointmentId: id, version: 1, reportStatus: 'final' });
  expect((await house.api('GET', itemPath(submissionId, 1, 'unmatched'))).status).toBe(404);
  // A correction supersedes what still waits of the item.
  await house.api('POST', reportPath(id), { body: { reportText: 'Corrected.', reportStatus: 'final' } });
  const { rows } = await house.db.execute(
    `select superseded_by is not null as superseded from delivery_items
     where submission_id = ${submissionId} and destination = 'acme.ehr'`,
  );
  expect(rows).toEqual([{ superseded: true }]);
});

test('the rules of every submission hold: an appointment that is not pending does not take it', async () => {
  const made = message();
  const id = await pending('CLOSED-1', { accessionNumber: 'X-1', status: 'FINALISED' });
  const submissionId = await submit(made);
  const refused = await file(submissionId, id);
  expect(refused.status).toBe(409);
  expect(refused.json.error).toMatch(/no longer pending/);
  expect((await house.api('GET', itemPath(submissionId, 1, 'unmatched'))).status).toBe(200);
});

test('set aside with a reason it is off the list, and its history stays', async () => {
  const submissionId = await submit(message());
  const body = { reason: 'An outside report.' };
  const answer = await house.api('POST', itemPath(submissionId, 1, 'set-aside'), { cookie: admin, token: null, body });
  expect(answer.status).toBe(204);
  expect((await file(submissionId, 'ANY')).status).toBe(404);
  expect((await house.api('GET', historyPath(submissionId))).json.overallStatus).toBe('Waiting to Deliver');
});

test('without a reason, and by a client, nothing is filed', async () => {
  const submissionId = await submit(message());
  const request = { cookie: clinician, token: null, body: { appointmentId: 'ANY', reason: '  ' } };
  expect((await house.api('POST', itemPath(submissionId, 1, 'file'), request)).status).toBe(400);
  const byClient = { body: { appointmentId: 'ANY', reason: REASON } };
  expect((await house.api('POST', itemPath(submissionId, 1, 'file'), byClient)).status).toBe(401);
});

test('of another organization nothing is told', async () => {
  const submissionId = await submit(message());
  const token = await house.tokenOf('zenith-ris');
  expect((await house.api('GET', itemPath(submissionId, 1, 'unmatched'), { token })).status).toBe(404);
  expect((await house.api('GET', `/api/waters/report/${submissionId}/items`, { token })).status).toBe(404);
  expect((await house.api('GET', '/api/waters/org/acme/unmatched', { token })).status).toBe(401);
});

test('the items of a submission tell what became of each, page by page', async () => {
  const filed = message();
  await pending('LISTED-1', {
    accessionNumber: filed.accession,
    patientId: filed.patientId,
    patientDateOfBirth: '1980-01-31',
  });
  const broken = { ...message(), hl7: message().hl7.replace('ORU^R01^ORU_R01', 'ADT^A08') };
  const submissionId = await submit(filed, broken, message());
  const first = await house.api('GET', `/api/waters/report/${submissionId}/items?pageSize=2`);
  expect(first.json).toMatchObject([
    { index: 1, trackingId: filed.controlId, state: 'filed', appointmentId: 'LISTED-1', version: 1 },
    { index: 2, state: 'invalid', errors: [expect.any(String)], destinations: [] },
  ]);
  const next = /<(.+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  expect((await house.api('GET', next)).json).toMatchObject([{ index: 3, state: 'unmatched' }]);
  const errors = await house.api('GET', `/api/waters/report/${submissionId}/items?state=errors`);
  expect(errors.json.map((item: { index: number }) => item.index)).toEqual([2]);
  const later = await house.api('GET', `/api/waters/report/${submissionId}/items?from=2`);
  expect(later.json.map((item: { index: number }) => item.index)).toEqual([2, 3]);
  expect((await house.api('GET', `/api/waters/report/${submissionId}/items?from=0`)).status).toBe(400);
});
