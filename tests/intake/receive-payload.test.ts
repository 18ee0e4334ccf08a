import { afterAll, beforeAll, expect, test } from 'vitest';
import { historyPath } from '../http/partner.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { until } from '../support/until.ts';
import { DOOR, message, post, routedHistory } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR, worker: true });
});
afterAll(() => house.close());

test('a message is received at once, told as Received, and routed by a worker', async () => {
  const { hl7, controlId } = message();
  const answer = await post(house, hl7, { headers: { payloadname: 'one.hl7' } });
  expect(answer.status).toBe(201);
  expect(answer.json).toMatchObject({
    overallStatus: 'Received',
    sender: 'acme.default',
    externalName: 'one.hl7',
    reportItemCount: 1,
    httpStatus: 201,
    errors: [],
    destinations: [],
  });
  expect(answer.headers.get('location')).toBe(`/api/waters/report/${answer.json.id}/history`);
  const { json } = await routedHistory(house, answer);
  expect(json.destinations.map((d: { service: string }) => d.service)).toEqual(['archive', 'ehr', 'finals']);
  expect(json.explanation[0]).toMatchObject({ index: 1, trackingId: controlId });
  expect(json).toMatchObject({ id: answer.json.id, reportItemCount: 1, errorCount: 0 });
});

test('a sender’s whole journey: a batch with a fault, its error read, mended, sent again, and all of it arrived', async () => {
  const [good, bad] = [message({ accession: 'J1' }), message({ accession: 'J2' })];
  for (const { accession, patientId } of [good, bad])
    await house.api('PUT', `/integrations/v1/acme/appointments/${accession}`, {
      body: { status: 'PENDING REPORTING', accessionNumber: accession, patientId, modality: 'CT' },
    });
  const faulty = bad.hl7.replace('|ORU^R01', '|ADT^A08');
  const first = await routedHistory(house, await post(house, good.hl7 + faulty));
  expect(first.json).toMatchObject({ reportItemCount: 2, errorCount: 1 });
  expect(first.json.errors).toEqual([
    {
      scope: 'item',
      errorCode: 'INVALID_MSG_VALIDATION',
      message: expect.stringContaining(
        'Item 2 in the report was not valid. Reason: HL7 was not valid at MSH[1]-9[1].1',
      ),
      indices: [2],
      trackingIds: [bad.controlId],
    },
  ]);

  const second = await routedHistory(house, await post(house, bad.hl7));
  expect(second.json).toMatchObject({ reportItemCount: 1, errorCount: 0, warningCount: expect.any(Number) });
  const arrived = await until('both reports arrived', async () => {
    const answers = [first, second].map(({ json }) => house.api('GET', historyPath(json.submissionId)));
    const fates = (await Promise.all(answers)).map(({ json }) =>
      json.destinations.filter((one: { service: string }) => one.service === 'finals'),
    );
    return fates.every(([finals]) => finals?.status === 'delivered') && fates;
  });
  expect(arrived).toHaveLength(2);
  for (const { accession, text } of [good, bad]) {
    const report = await house.api('GET', `/integrations/v1/acme/reporting/appointments/${accession}/report`);
    expect(report.json).toMatchObject({ reportText: text, reportStatus: 'final' });
  }
});
