import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { MOST_ITEMS } from '#lib/intake/split-payload';
import { historyPath } from '../http/partner.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { aBundle } from '../support/fhir-bundle.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const FHIR = { client: 'acme.fhir', 'content-type': 'application/fhir+ndjson' };
const BROKEN = 'MSH|\rPID|1';
const VALID_OPTIONS = 'None, ValidatePayload, CheckConnections, SkipSend, SendImmediately';

/** What a refused payload is answered with, and the same again when its history is read. */
async function errorsOf(payload: string | Uint8Array, request: ApiRequest & { query?: string } = {}) {
  const answer = await post(house, payload, request);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ id: null, overallStatus: 'Received', httpStatus: 400, sender: '' });
  const later = await house.api('GET', historyPath(answer.json.submissionId));
  expect(later.json).toMatchObject({ overallStatus: 'Error', errors: answer.json.errors });
  return answer.json.errors;
}

/** The history of an accepted payload, once a worker has read it. */
async function history(payload: string, request: ApiRequest & { query?: string } = {}) {
  const answer = await post(house, payload, request);
  expect(answer.status).toBe(201);
  while (await itemisePayloads(house.context));
  return (await house.api('GET', historyPath(answer.json.submissionId))).json;
}

const ofReport = (text: string) => [{ scope: 'report', message: text, errorCode: 'UNKNOWN' }];
const ofParameter = (text: string) => [{ scope: 'parameter', message: text, errorCode: 'UNKNOWN' }];

describe('about the payload', () => {
  test('without any MSH no HL7 messages are found', async () => {
    expect(await errorsOf('hello')).toEqual(ofReport('Unable to find HL7 messages in provided data.'));
  });

  test('white space alone is empty raw data, of either format', async () => {
    expect(await errorsOf(' \r\n')).toEqual(ofReport('Provided raw data is empty.'));
    expect(await errorsOf('\n \n', { headers: FHIR })).toEqual(ofReport('Provided raw data is empty.'));
  });

  test('a line of JSON that is no Bundle is told with its number', async () => {
    expect(await errorsOf('{"resourceType":"Patient"}', { headers: FHIR })).toEqual(
      ofReport('1: Unable to find FHIR Bundle in provided data.'),
    );
  });

  test('a line that is no JSON is told with its number, each of them', async () => {
    expect(await errorsOf('{"resourceType":\nnothing', { headers: FHIR })).toEqual([
      ...ofReport('1: Unable to parse FHIR data.'),
      ...ofReport('2: Unable to parse FHIR data.'),
    ]);
  });

  test('messages that cannot be parsed are one entry, and counted each', async () => {
    const answer = await post(house, `${BROKEN}\r${BROKEN}`);
    expect(answer.json).toMatchObject({ errorCount: 2, errors: ofReport('Failed to parse message') });
  });

  test('text in front of the first message is not lost without a word', async () => {
    expect(await errorsOf(`PID|1||P1\r${message().hl7}`)).toEqual(
      ofReport(
        'Parse error while attempting to iterate over HL7 raw message: text stands in front of the first MSH segment',
      ),
    );
  });

  test('more items than a payload may have are refused', async () => {
    const lines = Buffer.alloc(2 * (MOST_ITEMS + 1), '{\n');
    expect(await errorsOf(lines, { headers: FHIR })).toEqual(
      ofReport('The payload has more than 100,000 items; send it in parts'),
    );
  });

  test('an option that there is not is told with those that there are', async () => {
    expect(await errorsOf(message().hl7, { query: '?option=Nothing' })).toEqual(
      ofReport(`Nothing is not a valid Option. Valid options: ${VALID_OPTIONS}`),
    );
  });
});

describe('about its parameters', () => {
  test('a deprecated option warns, and the payload is taken', async () => {
    const told = await history(message().hl7, { query: '?option=SkipInvalidItems' });
    expect(told.warnings).toContainEqual({
      scope: 'parameter',
      message: `Url Options Parameter, SkipInvalidItems has been deprecated. Valid options: ${VALID_OPTIONS}`,
      errorCode: 'UNKNOWN',
    });
    expect(told.errors).toEqual([]);
  });

  test('a receiver that there is not is told by its name', async () => {
    expect(await errorsOf(message().hl7, { query: '?routeTo=acme.nobody' })).toEqual(
      ofParameter('Invalid receiver name: acme.nobody'),
    );
  });

  test('a parameter of another kind says what it must be', async () => {
    expect(await errorsOf(message().hl7, { query: '?allowDuplicate=perhaps' })).toEqual(
      ofParameter('allowDuplicate must be true or false'),
    );
  });

  test('a name of a payload that is too long says how long it may be', async () => {
    const headers = { payloadname: 'x'.repeat(2049) };
    expect(await errorsOf(message().hl7, { headers })).toEqual(
      ofParameter('payloadname must have at most 2048 characters'),
    );
  });

  test('a sender that there is not is told as it was written', async () => {
    const headers = { client: 'acme.nobody' };
    expect(await errorsOf(message().hl7, { headers })).toEqual(ofParameter("'client:acme.nobody': unknown sender"));
  });

  test('a missing Content-Type is told', async () => {
    expect(await errorsOf(Buffer.from(message().hl7), { headers: { 'content-type': '' } })).toEqual(
      ofParameter('Missing Content-Type header'),
    );
  });

  test('another Content-Type is answered with the right one', async () => {
    expect(await errorsOf(message().hl7, { headers: { 'content-type': 'text/plain' } })).toEqual(
      ofParameter("Resubmit as 'application/hl7-v2'"),
    );
  });

  test('a blank message or an empty MLLP frame refuses the file', async () => {
    const told = ofParameter('Blank message(s) found within file. Blank messages cannot be processed.');
    expect(await errorsOf(`${message().hl7}MSH|^~\\&|RIS\r`)).toEqual(told);
    expect(await errorsOf(`\v${message().hl7}\x1C\r\v\x1C\r`)).toEqual(told);
  });

  test('a body without content is told', async () => {
    expect(await errorsOf('')).toEqual(ofParameter('Expecting a post message with content'));
  });

  test('a default of a name that no filter knows is told', async () => {
    expect(await errorsOf(message().hl7, { query: '?default=colour:red' })).toEqual(
      ofParameter("'colour:red' is not a valid default"),
    );
  });

  test('every problem is told at once', async () => {
    const query = '?routeTo=acme.nobody&option=Nothing';
    expect((await errorsOf('', { query })).map(({ scope }: { scope: string }) => scope)).toEqual([
      'parameter',
      'parameter',
      'report',
    ]);
  });
});

describe('about items', () => {
  const entry = (indices: number[], trackingIds: (string | null)[], text: string, errorCode = 'UNKNOWN') => ({
    scope: 'item',
    indices,
    trackingIds,
    message: text,
    errorCode,
  });

  test('HL7 that cannot be parsed, among what can', async () => {
    const told = await history(message().hl7 + BROKEN);
    expect(told.errors).toEqual([
      entry(
        [2],
        [null],
        'Item 2 in the report was not parseable. Reason: exception while parsing HL7: MSH-2 is empty: the encoding characters are unknown',
        'INVALID_MSG_PARSE',
      ),
    ]);
  });

  test('FHIR that cannot be parsed, among what can', async () => {
    const told = await history(`${JSON.stringify(aBundle())}\n{"a"`, { headers: FHIR });
    expect(told.errors).toEqual([
      entry(
        [2],
        [null],
        'Item 2 in the report was not parseable. Reason: exception while parsing FHIR: it is not valid JSON',
        'INVALID_MSG_PARSE',
      ),
    ]);
  });

  test('HL7 against the profile: of several items with the same fault one entry, with all of them, counted each', async () => {
    const [first, second, other] = [message(), message(), message()];
    const orderless = (hl7: string) => hl7.replace(/^OBR\|1\|\|[^|]*/m, 'OBR|1||');
    const told = await history(orderless(first.hl7) + other.hl7 + orderless(second.hl7));
    expect(told).toMatchObject({ errorCount: 2, reportItemCount: 3 });
    expect(told.errors).toEqual([
      entry(
        [1, 3],
        [first.controlId, second.controlId],
        '2 items in the report were not valid. Reason: HL7 was not valid at OBR[1]-3[1].1 for validator: Radiology ORU^R01',
        'INVALID_MSG_VALIDATION',
      ),
    ]);
  });

  test('FHIR against the profile', async () => {
    const told = await history('{"resourceType":"Bundle","id":"B1","type":"message","entry":[]}', { headers: FHIR });
    expect(told.errors).toEqual([
      entry(
        [1],
        ['B1'],
        expect.stringMatching(/^Item 1 in the report was not valid\. Reason: .*Bundle\.entry has no DiagnosticReport/),
        'INVALID_MSG_VALIDATION',
      ),
    ]);
  });

  test('what a filter of any type removes warns, naming receiver, type and filter, and stands in its rows', async () => {
    const { hl7, controlId } = message({ text: '', mode: 'T', modality: 'US' });
    const textless = await history(hl7);
    const told = await history(message({ mode: 'T', modality: 'US', status: 'P' }).hl7.replace('CT head', 'Exam'));
    const because = 'because it did not pass the';
    expect(textless.warnings).toContainEqual(
      entry(
        [1],
        [controlId],
        `Item was not routed to acme.ehr ${because} QUALITY_FILTER. Item failed on: hasValidDataFor(report_text)`,
      ),
    );
    const warnings = told.warnings.map((warning: { message: string }) => warning.message);
    for (const expected of [
      `acme.archive ${because} ROUTING_FILTER. Item failed on: matches(modality, CT, MR)`,
      `acme.ehr ${because} PROCESSING_MODE_FILTER. Item failed on: doesNotMatch(processing_mode_code, T, D)`,
      `acme.finals ${because} CONDITION_FILTER. Item failed on: matches(report_status, final, withdrawn)`,
    ]) {
      expect(warnings).toContain(`Item was not routed to ${expected}`);
    }
    expect(told.destinations[0].filteredReportRows).toEqual([
      `For acme.archive, filter matches[modality, CT, MR] filtered out item ${told.warnings[0].trackingIds[0]}`,
    ]);
  });

  test('that we fail to read are told as ours, and hold nothing up', async () => {
    const answer = await post(house, message().hl7);
    // As after workers that died on it again and again.
    await house.db.execute(sql`update intakes set attempts = 6 where submission_id = ${answer.json.submissionId}`);
    while (await itemisePayloads(house.context));
    const { json } = await house.api('GET', historyPath(answer.json.submissionId));
    expect(json.overallStatus).toBe('Not Delivering');
    expect(json.errors).toEqual([
      entry([1], [null], 'An unexpected error occurred requiring additional help. Contact whoever runs this server.'),
    ]);
  });
});

describe('answers that are no submission', () => {
  const told = async (method: string, path: string, request: ApiRequest = {}) => {
    const { status, json } = await house.api(method, path, request);
    return [status, json];
  };

  test('without a token, without the scope, of nothing', async () => {
    expect(await told('POST', '/api/waters/report', { token: null, body: 'x' })).toEqual([
      401,
      { error: 'Authentication Failed' },
    ]);
    const headers = { client: 'zenith', 'content-type': 'application/hl7-v2' };
    expect(await told('POST', '/api/waters/report', { body: message().hl7, headers })).toEqual([
      401,
      { error: 'Unauthorized' },
    ]);
    expect(await told('GET', historyPath('nothing'))).toEqual([404, { error: 'nothing is not a valid report' }]);
  });

  test('an item that is not on the unmatched list', async () => {
    const { submissionId } = await history(message().hl7);
    expect(await told('GET', `/api/waters/report/${submissionId}/items/7/unmatched`)).toEqual([
      404,
      { error: `Item 7 of ${submissionId} is not on the unmatched list.` },
    ]);
  });

  test('a fault of ours tells when it was, and nothing else', async () => {
    await house.db.execute(sql`alter table intakes rename to lost_intakes`);
    const answer = await post(house, message().hl7);
    await house.db.execute(sql`alter table lost_intakes rename to intakes`);
    expect([answer.status, answer.json]).toEqual([
      500,
      { error: expect.stringMatching(/^Internal error at \d{4}-\d\d-\d\dT[\d:.]+Z$/) },
    ]);
  });
});
