import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { checkAnswer } from '../support/check-answer.ts';

export interface RawRequest {
  method: string;
  path: string;
  /** Sent in this order, repeated names too. */
  headers: [string, string][];
  /** One entry a chunk when `Transfer-Encoding: chunked` is among the headers. */
  body?: (string | Uint8Array)[];
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as `fetch` would not send it: repeated or odd headers, bodies in chunks, a connection of its own. */
export function rawRequest(url: string, { method, path, headers, body = [] }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = [['Host', new URL(url).host], ...headers].flat();
    const outgoing = httpRequest(new URL(url), { method, path, headers: sent, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const status = incoming.statusCode ?? 0;
        const type = incoming.headers['content-type'] ?? '';
        try {
          const json = /json/.test(type) && text !== '' ? (JSON.parse(text) as unknown) : null;
          checkAnswer(method, new URL(path, url).pathname, status, type, json);
          resolve({ status, headers: incoming.headers, text });
        } catch (error) {
          reject(error);
        }
      });
    });
    outgoing.on('error', reject);
    for (const chunk of body) outgoing.write(chunk);
    outgoing.end();
  });
}

/** Bytes on a socket, as they are, and all that comes back until the server closes it. */
export function rawBytes(url: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.write(bytes);
  });
}

/** Sends all of the bytes before it reads, as simple clients do; answers the first piece and cuts the connection. */
export function rawAnswerHead(url: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', reject);
    socket.write(bytes, () => {
      socket.once('data', (chunk: Buffer) => {
        resolve(chunk.toString('utf8'));
        socket.destroy();
      });
    });
  });
}
