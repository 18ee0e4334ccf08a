import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { historyPath, rowsOf } from '../http/partner.ts';
import { openHouse, type ApiRequest, type House } from '../support/open-house.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const FHIR = { client: 'acme.fhir', 'content-type': 'application/fhir+ndjson' };

const reportError = (text: string) => [{ scope: 'report', message: text, errorCode: 'UNKNOWN' }];
const NO_MESSAGES = reportError('Unable to find HL7 messages in provided data.');
const NOT_PARSED = reportError('Failed to parse message');
const EMPTY = reportError('Provided raw data is empty.');
const BLANK = [
  {
    scope: 'parameter',
    message: 'Blank message(s) found within file. Blank messages cannot be processed.',
    errorCode: 'UNKNOWN',
  },
];
const NO_FHIR = reportError('1: Unable to parse FHIR data.');
const notValid = (place: string, why = '') =>
  `Item 1 in the report was not valid. Reason: HL7 was not valid at ${place} for validator: Radiology ORU^R01${why}`;

/** A refused payload's errors; its rejection is kept, and nothing else of it. */
async function refused(payload: string | Uint8Array, headers?: ApiRequest['headers']) {
  const answer = await post(house, payload, { headers });
  expect(answer.status).toBe(400);
  const kept = await rowsOf(
    house,
    sql`select (select count(*) from item_payloads p where p.submission_id = s.id)::int as payloads,
      (select count(*) from intakes i where i.submission_id = s.id)::int as intakes, overall_status as status
    from submissions s where s.id = ${answer.json.submissionId}`,
  );
  expect(kept).toEqual([{ payloads: 0, intakes: 0, status: 'Error' }]);
  return answer.json.errors;
}

/** The history of a payload that is taken, once a worker has read it. */
async function taken(payload: string | Uint8Array) {
  const answer = await post(house, payload);
  expect(answer.status).toBe(201);
  while (await itemisePayloads(house.context));
  return (await house.api('GET', historyPath(answer.json.submissionId))).json;
}

const messagesOf = (told: { message: string }[]): string[] => told.map(({ message: words }) => words);

/** The texts that a submission's items have, in their order. */
async function textsOf({ submissionId }: { submissionId: number }): Promise<string[]> {
  const rows = await rowsOf<{ text: string }>(
    house,
    sql`select report_text as text from item_reports where submission_id = ${submissionId} order by item_index`,
  );
  return rows.map(({ text }) => text);
}

describe('what is no HL7 at all is refused in the contract’s words:', () => {
  const utf16 = Buffer.from(message().hl7, 'utf16le');
  test.each<[string, string | Buffer, object[]]>([
    ['only white space', '  \r\n\t\r\n', EMPTY],
    ['only zeros', Buffer.alloc(10_000), EMPTY],
    ['a PDF', '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', NO_MESSAGES],
    ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, at) => at)), NO_MESSAGES],
    ['compressed data', Buffer.from('1f8b080000000000000373f40d0600f1a1a4c003000000', 'hex'), NO_MESSAGES],
    ['UTF-16', utf16, NO_MESSAGES],
    ['FHIR', '{"resourceType":"Bundle","type":"collection"}', NO_MESSAGES],
    ['a batch without a message', 'FHS|^~\\&|A\rBHS|^~\\&|A\rBTS|0\rFTS|1\r', NO_MESSAGES],
    ['a message without its first letter', message().hl7.slice(1), NO_MESSAGES],
    ['a header in lower case', message().hl7.replace('MSH', 'msh'), NO_MESSAGES],
  ])('%s', async (_, payload, errors) => {
    expect(await refused(payload)).toEqual(errors);
  });
});

test.each<[string, string | Buffer]>([
  ['a PDF', '%PDF-1.7 binary'],
  ['bytes that are no UTF-8', Buffer.from('{"resourceType":"Bundle","id":"\xff"}', 'latin1')],
  ['a number', '1'.repeat(1000)],
])('what is no FHIR at all is refused: %s', async (_, payload) => {
  expect(await refused(payload, FHIR)).toEqual(
    /^\d/.test(String(payload)) ? reportError('1: Unable to find FHIR Bundle in provided data.') : NO_FHIR,
  );
});

describe('a message cut off', () => {
  const whole = [
    'MSH|^~\\&|RIS|ACME|READOUT||20261120093000+1100||ORU^R01^ORU_R01|CUT1|P|2.5.1',
    'PID|1||P1^^^ACME^MR||ADLER^ADA||19800131|F',
    'ORC|RE|PL1|FIL1',
    'OBR|1|PL1|FIL1|CTHEAD^CT head|||20261120090000+1100|||||||||||ACC1||||20261120093000+1100||CT|F',
    'OBX|1|TX|GDT^Report||The lungs are clear.||||||F',
    'ZDS|1.2.840.1^RIS^Application^DICOM',
  ];
  const upTo = (segments: number, part = 0): string =>
    [...whole.slice(0, segments), (whole[segments] ?? '').slice(0, part)].join('\r');

  test.each<[string, number, object[]]>([
    ['in the first letters', 2, NO_MESSAGES],
    ['behind its first letters', 3, NO_MESSAGES],
    ['in MSH', 30, BLANK],
  ])('%s is refused', async (_, part, errors) => {
    expect(await refused(upTo(0, part))).toEqual(errors);
  });

  test('behind MSH is blank, with its line end or without', async () => {
    for (const end of ['', '\r', '\r\n\r\n']) expect(await refused(`${whole[0]}${end}`)).toEqual(BLANK);
  });

  test.each<[string, number, number, string[]]>([
    ['in the name of PID', 1, 2, [notValid('PID[1]')]],
    ['before the identifier', 1, 6, [notValid('PID[1]-3[1].1')]],
    ['in PID', 1, 20, [notValid('OBR[1]')]],
    ['behind PID', 2, 0, [notValid('OBR[1]')]],
    ['in ORC', 2, 9, [notValid('OBR[1]')]],
    ['in OBR before its number, without one in ORC', 3, 6, []],
  ])('%s is an error of the item, and goes nowhere', async (_, segments, part, errors) => {
    const told = await taken(upTo(segments, part));
    expect(told).toMatchObject({ overallStatus: 'Not Delivering', reportItemCount: 1, errorCount: errors.length });
    expect(messagesOf(told.errors).map((words) => words.replace(/, HL7 was.*/, ''))).toEqual(errors);
  });

  test.each<[string, number, number]>([
    ['in OBR', 3, 40],
    ['behind OBR', 4, 0],
    ['in OBX before its text', 4, 20],
  ])('%s has no text, and goes nowhere', async (_, segments, part) => {
    const told = await taken(upTo(segments, part));
    expect(told).toMatchObject({ overallStatus: 'Not Delivering', errorCount: 0 });
    expect(messagesOf(told.warnings)).toContain('the message carries no report text');
  });

  test('in the text or behind it is what is left of it: nothing tells that there was more', async () => {
    expect(await textsOf(await taken(upTo(4, 35)))).toEqual(['The lungs are ']);
    expect(await textsOf(await taken(upTo(5, 10)))).toEqual(['The lungs are clear.']);
  });

  test('anywhere is answered, each error one of the catalogue', { timeout: 120_000 }, async () => {
    const text = whole.join('\r');
    const known =
      /^(?:Unable to find HL7|Failed to parse|Blank message|Expecting a post|Item 1 in the report was not valid\. Reason: HL7 was not valid at [A-Z]{3}\[1\])/;
    for (let end = 0; end <= text.length; end += 1) {
      const answer = await post(house, text.slice(0, end), { query: '?option=ValidatePayload' });
      const errors = messagesOf(answer.json.errors);
      expect(errors.filter((words) => !known.test(words))).toEqual([]);
      const status = answer.status === 400 ? 'Received' : errors.length > 0 ? 'Error' : 'Valid';
      expect([end, answer.json.overallStatus]).toEqual([end, status]);
    }
  });
});

describe('separators that are not what MSH says', () => {
  test.each<[string, (hl7: string) => string, object[]]>([
    ['a letter as field separator', (hl7) => hl7.replace('MSH|^~\\&|', 'MSHx^~\\&x'), NO_MESSAGES],
    ['one character for everything', (hl7) => hl7.replace('^~\\&', '^^^^'), NOT_PARSED],
    ['letters as encoding characters', (hl7) => hl7.replace('^~\\&', 'abcd'), NOT_PARSED],
    ['no encoding characters', (hl7) => hl7.replace('^~\\&', ''), NOT_PARSED],
    ['six of them', (hl7) => hl7.replace('^~\\&', '^~\\&#@'), NOT_PARSED],
    ['segments that end with a semicolon', (hl7) => hl7.replaceAll('\r', ';'), BLANK],
    ['segments that end with a record separator', (hl7) => hl7.replaceAll('\r', '\x1e'), BLANK],
  ])('%s', async (_, edit, errors) => {
    expect(await refused(edit(message().hl7))).toEqual(errors);
  });

  test('others than declared in the segments make no segments: the item says so', async () => {
    const [header = '', ...others] = message().hl7.split('\r');
    const told = await taken([header, ...others.map((segment) => segment.replaceAll('|', '!'))].join('\r'));
    expect(messagesOf(told.errors)).toEqual([expect.stringContaining(notValid('PID[1]'))]);
  });

  test('others that are declared are obeyed', async () => {
    const map: Record<string, string> = { '|': '$', '^': '*', '~': '!', '\\': '%', '&': ':' };
    const made = message({ text: 'Five words~in two lines.' });
    const told = await taken(made.hl7.replace(/[|^~\\&]/g, (delimiter) => map[delimiter] ?? delimiter));
    expect([told.errors, await textsOf(told)]).toEqual([[], ['Five words\nin two lines.']]);
  });
});

describe('a batch whose counts lie', () => {
  const [one, two] = [message(), message()];
  const batch = (messages: string, batches: string): string =>
    `FHS|^~\\&|A\rBHS|^~\\&|A\r${one.hl7}${two.hl7}BTS|${messages}\rFTS|${batches}\r`;

  test('is taken whole, with a warning that tells each count', async () => {
    const told = await taken(batch('7', '3'));
    expect(told).toMatchObject({ reportItemCount: 2, errorCount: 0 });
    expect(messagesOf(told.warnings)).toEqual(
      expect.arrayContaining([
        'BTS-1 of batch 1 says 7, but 2 message(s) were found; all that were found are taken',
        'FTS-1 says 3, but 1 batch(es) were found; all that were found are taken',
      ]),
    );
  });

  test.each(['two', '-2', '2.0', '99999999999999999999'])('that say %s say no count', async (said) => {
    expect(messagesOf((await taken(batch(said, '1'))).warnings)).toContain(
      'BTS-1 of batch 1 is no count, but 2 message(s) were found; all that were found are taken',
    );
  });

  test('and end nowhere is taken, too', async () => {
    const told = await taken(batch('2', '1').replace(/BTS.*/s, ''));
    expect(told).toMatchObject({ reportItemCount: 2, errorCount: 0 });
  });
});

describe('a message of', () => {
  test('100,000 segments is read, every line of its text', { timeout: 120_000 }, async () => {
    const lines = Array.from({ length: 100_000 }, (_, at) => `OBX|${at}|TX|GDT^Report||line ${at}||||||F`);
    const told = await taken(`${message({ text: '' }).hl7}${lines.join('\r')}`);
    expect(told.errors).toEqual([]);
    expect((await textsOf(told))[0]?.split('\n').at(-1)).toBe('line 99999');
    expect((await textsOf(told))[0]?.split('\n')).toHaveLength(100_000);
  });

  test('more than 200,000 segments is refused', async () => {
    expect(await refused(`${message().hl7}${'OBX|\r'.repeat(200_000)}`)).toEqual(NOT_PARSED);
  });

  test.each<[string, (field: string) => string, string]>([
    [
      'as its text',
      (field) => message({ text: field }).hl7,
      notValid('OBX[1]-5[1]', ' (its report text has more than 2,097,152 bytes of UTF-8)'),
    ],
    [
      'about the patient',
      (field) => message({ patientId: field }).hl7,
      notValid('PID[1]', ' (the segment has more than 65,536 characters)'),
    ],
  ])('a field of 40 MB %s is an error of the item', { timeout: 120_000 }, async (_, make, words) => {
    const told = await taken(make('x~'.repeat(20_000_000)));
    expect(messagesOf(told.errors)).toEqual([words]);
    expect(told).toMatchObject({ id: null, overallStatus: 'Not Delivering' });
  });

  test('a field of 40 MB that nobody reads goes on with its text', { timeout: 120_000 }, async () => {
    const made = message({ text: 'Normal.' });
    const told = await taken(`${made.hl7}NTE|1||${'x'.repeat(40_000_000)}\r`);
    expect([told.errors, await textsOf(told)]).toEqual([[], ['Normal.']]);
  });
});
