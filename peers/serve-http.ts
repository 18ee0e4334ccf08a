import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { PeerOptions } from './contract.ts';
import { listen } from './listen.ts';

/** An HTTP server on loopback whose requests are read whole before `answer` is called. */
export function serveHttp(
  { port }: PeerOptions,
  answer: (request: IncomingMessage, body: Buffer, response: ServerResponse) => void,
): ReturnType<typeof listen> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => answer(request, Buffer.concat(chunks), response));
  });
  return listen(server, port);
}
