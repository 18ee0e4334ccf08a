import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
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
