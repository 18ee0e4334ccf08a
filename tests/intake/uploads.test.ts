import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineRoute } from '#lib/http/define-route';
import { makeServer } from '#lib/http/make-server';
import { submitPayloadOperation } from '#lib/intake/contract';
import { presentReceipt, requestOf } from '#lib/intake/present';
import { receivePayload } from '#lib/intake/receive-payload';
import { historyPath, rowsOf } from '../http/partner.ts';
import { rawAnswerHead, rawBytes } from '../http/raw-request.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { DOOR, message, post } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const PATH = '/api/waters/report';
const MOST_BYTES = 50_000_000;

/** Rows that a payload leaves behind, whether it is taken or refused. */
async function stored(): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(
    house,
    sql`select ((select count(*) from submissions) + (select count(*) from item_payloads)
      + (select count(*) from intakes))::int as n`,
  );
  return row?.n ?? 0;
}

/** Runs an upload that is to leave nothing behind. */
async function leavingNothing<Answer>(upload: () => Promise<Answer>): Promise<Answer> {
  const before = await stored();
  const answer = await upload();
  expect(await stored()).toBe(before);
  return answer;
}

/** The start of a POST to the door, up to its body. */
const headOf = (...more: string[]): string =>
  [
    `POST ${PATH} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${house.token}`,
    'Client: acme',
    'Content-Type: application/hl7-v2',
    'Connection: close',
    ...more,
    '',
    '',
  ].join('\r\n');

/** One message of exactly so many bytes. */
function messageOf(bytes: number): Buffer {
  const { hl7 } = message();
  const note = Buffer.from('NTE|1||');
  return Buffer.concat([Buffer.from(hl7), note, Buffer.alloc(bytes - hl7.length - note.length - 1, 'x'), CR]);
}
const CR = Buffer.from('\r');

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1]);

describe('a payload of at most 50,000,000 bytes', () => {
  test('is taken at exactly that size, and kept byte for byte', { timeout: 120_000 }, async () => {
    const payload = messageOf(MOST_BYTES);
    const answer = await post(house, payload);
    expect(answer.status).toBe(201);
    const [kept] = await rowsOf<{ same: boolean }>(
      house,
      sql`select sha256(bytes) = sha256(${payload.subarray(0, -1)}::bytea) as same from item_payloads
        where submission_id = ${answer.json.submissionId}`,
    );
    expect(kept).toEqual({ same: true });
  });

  test('may not be one byte longer: 413 before a byte of it is read, where its length is told', async () => {
    const answer = await leavingNothing(() => rawAnswerHead(house.url, headOf(`Content-Length: ${MOST_BYTES + 1}`)));
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain('larger than 50000000 bytes. Nothing was stored; send it in parts.');
  });

  test('may not be one byte longer: 413 as soon as that is seen, where it comes in chunks without an end', async () => {
    const answer = await leavingNothing(sendWithoutEnd);
    expect(statusOf(answer.text)).toBe(413);
    // What the sockets between hold is not read yet when it answers.
    expect(answer.sent).toBeLessThan(MOST_BYTES + 32 * CHUNK);
  });
});

const CHUNK = 2 ** 20;

/** Sends chunks until an answer comes: how many bytes had gone out by then, and the answer. */
async function sendWithoutEnd(): Promise<{ sent: number; text: string }> {
  const socket = open(house.url);
  const answered = answerOf(socket);
  socket.write(headOf('Transfer-Encoding: chunked'));
  const chunk = Buffer.concat([
    Buffer.from(`${CHUNK.toString(16)}\r\n`),
    Buffer.alloc(CHUNK, 'x'),
    Buffer.from('\r\n'),
  ]);
  let sent = 0;
  let isAnswered = false;
  void answered.then(() => (isAnswered = true));
  while (!isAnswered && sent < 4 * MOST_BYTES) {
    sent += CHUNK;
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), answered]);
  }
  const text = await answered;
  socket.destroy();
  return { sent, text };
}

const open = (url: string): Socket => connect(Number(new URL(url).port), new URL(url).hostname);

/** The first that comes back. */
const answerOf = async (socket: Socket): Promise<string> => String(await once(socket, 'data').then(([data]) => data));

describe('an upload that does not arrive whole stores nothing', () => {
  test('when it breaks off', async () => {
    const answer = await leavingNothing(async () => {
      const socket = open(house.url);
      const answered = answerOf(socket);
      socket.end(`${headOf('Content-Length: 1000')}${message().hl7}`);
      return answered;
    });
    expect(statusOf(answer)).toBe(400);
  });

  test('when it stalls: it is answered 408 and closed, and its connection with it', async () => {
    const stalling = await serveWithLimit(50);
    const answer = await leavingNothing(() =>
      rawBytes(stalling.url, `${headOf('Content-Length: 1000')}${message().hl7}`),
    );
    await stalling.close();
    expect(statusOf(answer)).toBe(408);
    expect(answer).toContain('The upload stalled: no byte came for 0.05 seconds. Nothing was stored; send it again.');
  });
});

/** The door's own route with another limit of patience than half a minute. */
async function serveWithLimit(stalledMs: number) {
  const POST = defineRoute(
    { ...submitPayloadOperation, body: { ...submitPayloadOperation.body, stalledMs } },
    {
      handle: async ({ context, actor, query, headers, body }) =>
        presentReceipt(await receivePayload(context, actor, requestOf(query, headers, body))),
    },
  );
  const server = makeServer([{ segments: ['api', 'waters', 'report'], module: { POST } }], (_, response) => {
    response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

test('payloads of two clients at once stay apart, each with its own items in order', async () => {
  const zenith = await house.tokenOf('zenith-ris');
  const rounds = Array.from({ length: 20 }, (_, round) => ({
    client: round % 2 === 0 ? 'acme' : 'zenith',
    made: Array.from({ length: 30 }, (_item, at) =>
      message({ text: `Round ${round}, item ${at}. ${'~'.repeat(round)}` }),
    ),
  }));
  const answers = await Promise.all(
    rounds.map(({ client, made }) =>
      post(house, made.map(({ hl7 }) => hl7).join(''), {
        token: client === 'acme' ? house.token : zenith,
        headers: { client },
      }),
    ),
  );
  for (const [round, { client, made }] of rounds.entries()) {
    const { status, json } = answers[round] ?? { status: 0, json: null };
    expect([status, json.sender, json.reportItemCount]).toEqual([201, `${client}.default`, 30]);
    const kept = await rowsOf<{ bytes: Buffer }>(
      house,
      sql`select bytes from item_payloads where submission_id = ${json.submissionId} order by item_index`,
    );
    expect(kept.map(({ bytes }) => `${bytes.toString('utf8')}\r`)).toEqual(made.map(({ hl7 }) => hl7));
    const other = client === 'acme' ? zenith : house.token;
    expect((await house.api('GET', historyPath(json.submissionId), { token: other })).status).toBe(404);
  }
});
