import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  LONGEST_CONTENT,
  MOST_EXPLAINED,
  MOST_VALUES,
  MOST_VALUES_ALTOGETHER,
  type ExplainedPayload,
  type ItemExplanation,
} from '#lib/intake/explain-contract';
import { appointmentPath, rowsOf } from '../http/partner.ts';
import { aBundle } from '../support/fhir-bundle.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { DOOR, message } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const HL7 = { client: 'acme', 'content-type': 'application/hl7-v2' };

async function explain(payload: string, request: ApiRequest & { query?: string } = {}): Promise<ExplainedPayload> {
  const { status, json } = await house.api('POST', `/api/validate?explain=true${request.query ?? ''}`, {
    ...request,
    body: payload,
    headers: { ...HL7, ...request.headers },
  });
  expect(status).toBe(200);
  return json;
}

async function explainOne(payload: string, request: ApiRequest & { query?: string } = {}): Promise<ItemExplanation> {
  const { explanation } = await explain(payload, request);
  const [item] = explanation;
  if (!item) throw new Error('Nothing was explained.');
  return item;
}

const destination = (item: ItemExplanation, name: string) => item.destinations.find((one) => one.destination === name);

describe('a message', () => {
  test('is taken apart into segments and fields with their numbers and names, unescaped', async () => {
    const { hl7 } = message({ text: 'A \\T\\ B' });
    const { parts, trackingId, valuesLeftOut } = await explainOne(hl7);
    expect(parts.map(({ place, name }) => [place, name])).toEqual([
      ['MSH[1]', 'Message header'],
      ['PID[1]', 'Patient identification'],
      ['OBR[1]', 'Observation request'],
      ['OBX[1]', 'Observation'],
    ]);
    const values = parts.flatMap((part) => part.values);
    expect(values).toContainEqual({ place: 'MSH[1]-10[1]', name: 'Message control ID', value: trackingId });
    expect(values).toContainEqual({ place: 'MSH[1]-2[1]', name: 'Encoding characters', value: '^~\\&' });
    expect(values).toContainEqual({ place: 'PID[1]-5[1].2', name: 'Patient name', value: 'ADA' });
    expect(values).toContainEqual({ place: 'OBX[1]-5[1]', name: 'Observation value', value: 'A & B' });
    expect(valuesLeftOut).toBe(0);
  });

  test('is told as filters see it, with each destination’s verdict, the values seen, and the words it would get', async () => {
    const item = await explainOne(message({ modality: 'CT', mode: 'T', text: 'No fracture.' }).hl7);
    expect(item.fields).toContainEqual({ name: 'modality', value: 'CT' });
    expect(destination(item, 'acme.archive')).toMatchObject({
      verdict: 'routed',
      format: 'TEXT',
      content: 'No fracture.',
    });
    expect(destination(item, 'acme.ehr')).toMatchObject({
      verdict: 'filtered',
      filterType: 'PROCESSING_MODE_FILTER',
      failures: [{ filterName: 'doesNotMatch', valuesSeen: [{ field: 'processing_mode_code', value: 'T' }] }],
      format: null,
      content: null,
    });
    expect(destination(item, 'acme.elsewhere')?.verdict).toBe('outside jurisdiction');
  });

  test('names its appointment, or says why it has none', async () => {
    const made = message();
    const none = await explainOne(made.hl7);
    expect(none.appointment).toEqual({
      appointmentId: null,
      reason: 'no pending appointment has its accession or order number.',
    });
    const body = { status: 'PENDING REPORTING', accessionNumber: made.accession, patientId: made.patientId };
    await house.api('PUT', appointmentPath('EXPLAINED-1'), { body });
    expect((await explainOne(made.hl7)).appointment).toEqual({ appointmentId: 'EXPLAINED-1', reason: null });
  });

  test('shows the acknowledgment that it would get, or why there is none', async () => {
    const asked = message({ accept: 'AL' });
    const acks = { headers: { client: 'acme.acks' } };
    const { ack } = await explainOne(asked.hl7, acks);
    expect(ack).toContain(`MSA|CA|${asked.controlId}`);
    expect((await explainOne(message().hl7, acks)).ackReason).toMatch(/MSH-15 is not AL/);
    expect((await explainOne(asked.hl7)).ackReason).toMatch(/not enabled/);
  });

  test('that is not valid is taken apart all the same, each problem with its place', async () => {
    const item = await explainOne(message({ filler: '' }).hl7.replace(/^PID\|1\|\|[^|]*/m, 'PID|1||'));
    expect(item.outcome).toBe('invalid');
    expect(item.problems.map(({ place }) => place)).toEqual(['PID[1]-3[1].1', 'OBR[1]-3[1].1']);
    expect(item.parts).toHaveLength(4);
    expect(item.destinations).toEqual([]);
  });

  test('that cannot be parsed says why', async () => {
    const told = await explain('MSH|\rPID|1');
    expect(told).toMatchObject({ overallStatus: 'Error', errors: [{ message: 'Failed to parse message' }] });
    expect(told.explanation).toMatchObject([{ outcome: 'unparsable', parts: [], problems: [{ level: 'error' }] }]);
  });
});

test('a Bundle is taken apart into resources and elements', async () => {
  const headers = { client: 'acme.fhir', 'content-type': 'application/fhir+ndjson' };
  const item = await explainOne(JSON.stringify(aBundle()), { headers });
  expect(item.parts[0]).toMatchObject({ place: 'Bundle.entry[0].resource', name: 'Patient' });
  expect(item.parts[1]?.values).toContainEqual({
    place: 'Bundle.entry[1].resource.status',
    name: null,
    value: 'final',
  });
  expect(item.ackReason).toMatch(/Only HL7/);
});

test('of many items the first hundred are explained, and all are checked', async () => {
  const many = Array.from({ length: MOST_EXPLAINED + 1 }, () => message().hl7).join('');
  const told = await explain(`${many}${message({ filler: '' }).hl7}`);
  expect([told.explanation.length, told.reportItemCount]).toEqual([MOST_EXPLAINED, MOST_EXPLAINED + 2]);
  expect(told.overallStatus).toBe(told.errorCount > 0 ? 'Error' : 'Valid');
});

test('nothing is stored but that somebody looked, without a word of the message', async () => {
  const count = async () =>
    (await rowsOf<{ n: number }>(house, sql`select (select count(*) from submissions)::int as n`))[0]?.n;
  const before = await count();
  const made = message({ text: 'CANARY' });
  await explain(made.hl7);
  expect(await count()).toBe(before);
  const [event] = await rowsOf(house, sql`select action, entity_id, detail from audit_events order by id desc limit 1`);
  expect(event).toEqual({ action: 'payload.explain', entity_id: 'acme.default', detail: { items: 1 } });
});

test('who may send but not read appointments is not told of any', async () => {
  const made = message();
  const body = { status: 'PENDING REPORTING', accessionNumber: made.accession, patientId: made.patientId };
  const full = await house.tokenOf('zenith-ris');
  await house.api('PUT', appointmentPath('EXPLAINED-2', 'zenith'), { token: full, body });
  const headers = { client: 'zenith' };
  expect((await explainOne(made.hl7, { token: full, headers })).appointment.appointmentId).toBe('EXPLAINED-2');
  await house.db.execute(sql`update clients set scopes = '{reports:write}' where client_id = 'zenith-ris'`);
  const token = await house.tokenOf('zenith-ris');
  const item = await explainOne(made.hl7, { token, headers });
  expect(item.appointment).toEqual({
    appointmentId: null,
    reason: 'this caller may not read appointments here.',
  });
});

test('an answer stays small: long words are cut and values of all items have a limit, with what is left out counted', async () => {
  const item = await explainOne(message({ text: 'x'.repeat(LONGEST_CONTENT + 5) }).hl7);
  expect(destination(item, 'acme.archive')).toMatchObject({ contentLeftOut: 5 });
  expect(destination(item, 'acme.archive')?.content).toHaveLength(LONGEST_CONTENT);
  const full = message({ text: 'a^b^c~'.repeat(1000) }).hl7;
  const { explanation } = await explain(full.repeat(12));
  const counts = explanation.map(({ parts }) => parts.flatMap(({ values }) => values).length);
  expect(Math.max(...counts)).toBe(MOST_VALUES);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(MOST_VALUES_ALTOGETHER);
  expect(explanation.every(({ valuesLeftOut }) => valuesLeftOut > 0)).toBe(true);
  expect(explanation.at(-1)?.parts).toEqual([]);
});

test('the acknowledgment that is shown is the one that the door answers, but for its id and time', async () => {
  const made = message({ accept: 'AL' });
  const headers = { client: 'acme.acks' };
  const { ack } = await explainOne(made.hl7, { headers });
  const answered = await house.api('POST', '/api/waters/report', { body: made.hl7, headers: { ...HL7, ...headers } });
  const comparable = (text: string | null) => text?.replace(/\|\d{14}\+0000\|(.*?)\|\d+\|/, '|time|$1|id|');
  expect(comparable(answered.text)).toBe(comparable(ack));
});
