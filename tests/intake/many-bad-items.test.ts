import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { historyPath } from '../http/partner.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const ITEMS = 10_000;
const MOST_BYTES = 1_000_000;
const FHIR = { client: 'acme.fhir', 'content-type': 'application/fhir+ndjson' };

const items = (make: (at: number) => string): string => Array.from({ length: ITEMS }, (_, at) => make(at)).join('');

/** The history of a payload of 10,000 items, all of them read; it has fewer bytes than 1 MB. */
async function history(payload: string, request: ApiRequest = {}) {
  const answer = await post(house, payload, request);
  expect(answer.status).toBe(201);
  while (await itemisePayloads(house.context));
  const told = await house.api('GET', historyPath(answer.json.submissionId));
  expect(Buffer.byteLength(told.text)).toBeLessThan(MOST_BYTES);
  return told.json;
}

/** A refusal's answer, which has fewer bytes than 1 MB, and so has its history. */
async function refusal(payload: string, request: ApiRequest = {}) {
  const answer = await post(house, payload, request);
  expect(answer.status).toBe(400);
  const later = await house.api('GET', historyPath(answer.json.submissionId));
  for (const { text } of [answer, later]) expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
  expect(later.json.errors).toEqual(answer.json.errors);
  return answer.json;
}

describe('10,000 bad items are one answer below 1 MB', { timeout: 300_000 }, () => {
  test('when all are bad in the same way: one entry with every index and tracking id', async () => {
    const { hl7 } = message();
    const told = await history(items((at) => hl7.replace(/MSG\d+/, `M${at}`).replace('ORU^R01', 'ADT^A08')));
    expect(told).toMatchObject({ errorCount: ITEMS, warningCount: 0, overallStatus: 'Not Delivering' });
    expect(told.errors).toHaveLength(1);
    expect([told.errors[0].indices.length, told.errors[0].indices.at(-1)]).toEqual([ITEMS, ITEMS]);
    expect(told.errors[0].trackingIds.at(-1)).toBe(`M${ITEMS - 1}`);
  });

  test('when each is bad in a way of its own: every item stands in an entry', async () => {
    const bundle = (at: number): string =>
      `{"resourceType":"Bundle","id":"B${at}","type":"message","entry":[${'{},'.repeat(at % 500)}1${',1'.repeat(at % 19)}]}\n`;
    const told = await history(items(bundle), { headers: FHIR });
    expect(told.errorCount).toBe(ITEMS);
    const indices = told.errors.flatMap((entry: { indices: number[] }) => entry.indices);
    expect(new Set(indices).size).toBe(ITEMS);
    expect(told.errors.at(-1)).toMatchObject({
      scope: 'item',
      errorCode: 'INVALID_MSG_VALIDATION',
      message: expect.stringMatching(/^\d+ items in the report were not valid\. Reason: Each has a reason of its own/),
    });
  });

  test('when none can be parsed', async () => {
    const told = await refusal(items((at) => `MSH|||||||||U${at}\rPID|1\r`));
    expect(told).toMatchObject({ errorCount: ITEMS, errors: [{ message: 'Failed to parse message' }] });
  });

  test.each([
    ['{"a"', 'Unable to parse FHIR data.'],
    ['{"resourceType":"Patient"}', 'Unable to find FHIR Bundle in provided data.'],
  ])('when no line is a Bundle: %s', async (line, words) => {
    const told = await refusal(
      items(() => `${line}\n`),
      { headers: FHIR },
    );
    expect(told.errorCount).toBe(ITEMS);
    expect(told.errors[0].message).toBe(`1: ${words}`);
    expect(told.errors.at(-1).message).toBe(`further lines: ${words}`);
  });
});
