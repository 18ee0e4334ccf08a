import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { pendingAppointment, reportPath } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const PIECES = 16;
const PIECE = Buffer.alloc(2 ** 17, 'x');
/** Of a link that is slow: the server's own ways of giving up are far behind it by the last piece. */
const PIECE_MS = 60;

/**
 * Sends 2 MiB slowly, whatever comes back meanwhile, and only then reads: all that the server said before it closed the
 * connection. Rejects when the connection is reset.
 */
async function upload(path: string, headers: string[], frame: (piece: Buffer) => Buffer): Promise<string> {
  const { hostname, port, host } = new URL(house.url);
  const socket = connect(Number(port), hostname).pause();
  const answered = readAll(socket);
  socket.write(['POST ' + path + ' HTTP/1.1', `Host: ${host}`, ...headers, '', ''].join('\r\n'));
  for (let sent = 0; sent < PIECES; sent += 1) {
    socket.write(frame(PIECE));
    await delay(PIECE_MS);
  }
  socket.end(frame(Buffer.alloc(0)));
  socket.resume();
  return answered;
}

function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.once('error', reject);
    socket.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}

type Frame = (piece: Buffer) => Buffer;
const plain: Frame = (piece) => piece;
const chunked: Frame = (piece) => Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, CRLF]);
const CRLF = Buffer.from('\r\n');
const LENGTH = `Content-Length: ${PIECES * PIECE.length}`;
const CHUNKED = 'Transfer-Encoding: chunked';

describe('who is still sending when the answer comes gets all of it', () => {
  test.each<[string, number, string, Frame]>([
    ['no credentials', 401, LENGTH, plain],
    ['no credentials, in chunks', 401, CHUNKED, chunked],
    ['a body too large by its length', 400, LENGTH, plain],
    ['a body found too large while it was read', 400, CHUNKED, chunked],
  ])('%s', { timeout: 20_000 }, async (_, status, length, frame) => {
    const path = `${reportPath(await pendingAppointment(house))}/withdraw`;
    const credentials = status === 401 ? [] : [`Authorization: Bearer ${house.token}`];
    const answer = await upload(path, ['Content-Type: application/json', length, ...credentials], frame);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/^connection: close$/im);
    expect(JSON.parse(body)).toMatchObject({ status });
  });
});
