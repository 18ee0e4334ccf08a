import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { appointmentPath, countVersions, FINAL, pendingAppointment, reportPath, submit } from './partner.ts';
import { rawAnswerHead, rawRequest } from './raw-request.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const MAX_BODY = 13 * 1024 * 1024;
const JSON_TYPE = { 'content-type': 'application/json' };

/** A submission's answer, with this body and content type; nothing may be stored by a refused one. */
async function post(body: string | Uint8Array, headers: Record<string, string> = JSON_TYPE) {
  const id = await pendingAppointment(house);
  const answer = await submit(house, id, body, { headers });
  expect(await countVersions(house, id)).toBe(answer.status === 201 ? 1 : 0);
  return answer;
}

async function expectRefused(body: string | Uint8Array, detail: RegExp, headers?: Record<string, string>) {
  const answer = await post(body, headers);
  expect([answer.status, answer.json.type]).toEqual([400, 'urn:qubs:integrations:bad-request']);
  expect(answer.json.detail).toMatch(detail);
}

/** A submission's body of exactly so many bytes, padded with white space. */
function bodyOf(bytes: number): string {
  const json = JSON.stringify(FINAL);
  return `${json.slice(0, -1)}${' '.repeat(bytes - json.length)}}`;
}

describe('the media type', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json; charset=utf8; profile=x',
  ])('%s is read', async (type) => {
    expect((await post(JSON.stringify(FINAL), { 'content-type': type })).status).toBe(201);
  });

  test.each([
    ['text/plain', /send application\/json/],
    ['application/json2', /send application\/json/],
    ['application/vnd.x+json', /send application\/json/],
    ['multipart/form-data; boundary=x', /send application\/json/],
    ['application/json; charset=iso-8859-1', /charset must be UTF-8/],
    ['application/json; charset=utf-16', /charset must be UTF-8/],
  ])('%s is 400', async (type, detail) => {
    await expectRefused(JSON.stringify(FINAL), detail, { 'content-type': type });
  });

  test('missing is 400', async () => {
    const path = reportPath(await pendingAppointment(house));
    const headers: [string, string][] = [
      ['Authorization', `Bearer ${house.token}`],
      ['Content-Length', '2'],
    ];
    const answer = await rawRequest(house.url, { method: 'POST', path, headers, body: ['{}'] });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Content-Type header is missing');
  });

  test('given twice is 400', async () => {
    const path = reportPath(await pendingAppointment(house));
    const headers: [string, string][] = [
      ['Authorization', `Bearer ${house.token}`],
      ['Content-Type', 'application/json'],
      ['Content-Type', 'text/plain'],
      ['Content-Length', '2'],
    ];
    expect((await rawRequest(house.url, { method: 'POST', path, headers, body: ['{}'] })).status).toBe(400);
  });
});

describe('a body larger than 13 MB is 400', () => {
  const inChunks = (bytes: number) => {
    const encoded = new TextEncoder().encode(bodyOf(bytes));
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= encoded.length) return controller.close();
        controller.enqueue(encoded.subarray(at, at + 65_536));
        at += 65_536;
      },
    });
  };
  async function stream(bytes: number) {
    const path = reportPath(await pendingAppointment(house));
    const headers = { authorization: `Bearer ${house.token}`, ...JSON_TYPE };
    const init = { method: 'POST', headers, body: inChunks(bytes), duplex: 'half' };
    const response = await fetch(`${house.url}${path}`, init);
    return { status: response.status, json: (await response.json()) as { detail: string } };
  }

  test('when it says its length', async () => {
    expect((await post(bodyOf(MAX_BODY))).status).toBe(201);
    await expectRefused(bodyOf(MAX_BODY + 1), /larger than 13631488 bytes/);
  });

  test('when it comes in chunks', async () => {
    expect((await stream(MAX_BODY)).status).toBe(201);
    const answer = await stream(MAX_BODY + 1);
    expect([answer.status, answer.json.detail]).toEqual([400, 'The body is larger than 13631488 bytes.']);
  });

  test('and much more of it is still answered', async () => {
    const answer = await stream(4 * MAX_BODY);
    expect([answer.status, answer.json.detail]).toEqual([400, 'The body is larger than 13631488 bytes.']);
  });

  test('before any of it was sent, and also to who sends all of it before reading', async () => {
    const path = reportPath(await pendingAppointment(house));
    const head = (bytes: number) =>
      `POST ${path} HTTP/1.1\r\nHost: readout.test\r\nAuthorization: Bearer ${house.token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`;
    expect(await rawAnswerHead(house.url, head(10_000_000_000))).toMatch(/^HTTP\/1.1 400 /);
    const whole = Buffer.concat([Buffer.from(head(MAX_BODY + 1)), Buffer.from(bodyOf(MAX_BODY + 1))]);
    expect(await rawAnswerHead(house.url, whole)).toMatch(/^HTTP\/1.1 400 /);
  });

  test('for smaller operations at their own limit', async () => {
    const body = JSON.stringify({ status: 'ARRIVED', clinicalInfo: 'x'.repeat(262_144) });
    const answer = await house.api('PUT', appointmentPath('B1'), { body, headers: JSON_TYPE });
    expect([answer.status, answer.json.detail]).toEqual([400, 'The body is larger than 262144 bytes.']);
  });
});

describe('what is not strictly JSON in UTF-8 is 400', () => {
  const quoted = (text: string) => `{"reportText":"${text}","reportStatus":"final"}`;

  test.each([
    ['a stray byte', [0x80]],
    ['a cut sequence', [0xe2, 0x82]],
    ['an overlong sequence', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['more than U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xe9]],
  ])('invalid UTF-8: %s', async (_, bytes) => {
    const [before = '', after = ''] = quoted('~').split('~');
    await expectRefused(
      Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]),
      /not valid UTF-8/,
    );
  });

  test.each([
    ['nothing', ''],
    ['white space', ' \n'],
    ['truncated', '{"reportText":"Lungs are cl'],
    ['truncated before its last brace', '{"reportText":"a","reportStatus":"final"'],
    ['two values', '{} {}'],
    ['a trailing comma', '{"reportText":"a","reportStatus":"final",}'],
    ['a comment', '{/* x */"reportText":"a","reportStatus":"final"}'],
    ['single quotes', "{'reportText':'a','reportStatus':'final'}"],
    ['NaN', '{"reportText":NaN,"reportStatus":"final"}'],
    ['a raw newline in a string', quoted('a\nb')],
    ['a raw control character in a string', quoted('a\u0001b')],
    ['a broken escape', quoted('\\x41')],
    ['a byte order mark', `\ufeff${quoted('a')}`],
    ['a form', 'reportText=a&reportStatus=final'],
  ])('broken: %s', async (_, body) => {
    await expectRefused(body, /not valid JSON/);
  });

  test.each(['[]', '[{"reportText":"a","reportStatus":"final"}]', '"text"', '1', 'true', 'null'])(
    'not an object: %s',
    async (body) => {
      await expectRefused(body, /expected object/);
    },
  );

  test.each([
    ['at the top', '{"reportText":"a","reportText":"b","reportStatus":"final"}', 'reportText'],
    ['at the top, equal', '{"reportText":"a","reportText":"a","reportStatus":"final"}', 'reportText'],
    ['written with an escape', '{"reportText":"a","report\\u0054ext":"b","reportStatus":"final"}', 'reportText'],
    ['that we do not know', '{"x":1,"x":2,"reportText":"a","reportStatus":"final"}', 'x'],
    ['inside another', '{"x":{"y":[{"z":1,"z":2}]},"reportText":"a","reportStatus":"final"}', 'z'],
    ['with an empty name', '{"":1,"":2,"reportText":"a","reportStatus":"final"}', ''],
  ])('a member named twice: %s', async (_, body, name) => {
    await expectRefused(body, new RegExp(`member “${name}” twice`));
  });

  test.each([
    ['U+0000', quoted('a\\u0000b')],
    ['half of a surrogate pair', quoted('a\\ud83db')],
    ['a pair in the wrong order', quoted('\\ude00\\ud83d')],
    ['a pair cut by its end', quoted('a\\ud83d')],
  ])('what cannot be stored exactly: %s', async (_, body) => {
    await expectRefused(body, /cannot be stored exactly/);
  });

  test('nesting deeper than 64, however much of it there is', async () => {
    const nested = (depth: number) =>
      `{"x":${'['.repeat(depth)}${']'.repeat(depth)},"reportText":"[[[[","reportStatus":"final"}`;
    expect((await post(nested(63))).status).toBe(201);
    await expectRefused(nested(64), /nested deeper than 64/);
    for (const open of ['[', '{"a":']) await expectRefused(open.repeat(1_000_000), /nested deeper than 64/);
  });
});

describe('what is JSON is read', () => {
  test.each([
    ['with members that nobody knows', '{"reportText":"a","reportStatus":"final","patientName":"x","more":{"a":[1]}}'],
    ['with __proto__ among them', '{"reportText":"a","reportStatus":"final","__proto__":{"reportFormat":"x y"}}'],
    ['with the same name in different objects', '{"x":{"a":1},"y":{"a":1},"reportText":"a","reportStatus":"final"}'],
    [
      'with a value that looks like a name',
      '{"reportText":"\\"reportText\\":","x":"reportText","reportStatus":"final"}',
    ],
    ['in any white space', '\r\n\t {\n"reportText" :\t"a" , "reportStatus":"final"}\n\n'],
    ['with escapes in its names', '{"\\u0072eportText":"a","reportStatus":"final"}'],
    ['with numbers nobody can hold', '{"x":1e999999,"reportText":"a","reportStatus":"final"}'],
  ])('%s', async (_, body) => {
    expect((await post(body)).status).toBe(201);
  });
});

test('a connection is still good after a refused body', async () => {
  for (let round = 0; round < 3; round += 1) {
    const refused = await house.api('POST', reportPath('A1'), {
      token: null,
      body: bodyOf(1_000_000),
      headers: JSON_TYPE,
    });
    expect(refused.status).toBe(401);
    expect((await post(JSON.stringify(FINAL))).status).toBe(201);
  }
});
