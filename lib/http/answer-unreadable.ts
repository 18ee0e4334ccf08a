import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '#lib/errors';
import { unknownRouteOperation } from '#lib/http/contract';
import { discardRest } from '#lib/http/discard-rest';
import { openExchange } from '#lib/http/exchange';
import { logAnswer } from '#lib/http/log-answer';
import { refuse } from '#lib/http/refuse';
import type { Operation } from '#lib/operation';

const OPERATION: Operation = { ...unknownRouteOperation, id: 'unreadable' };

const DETAILS: Record<string, string> = {
  HPE_HEADER_OVERFLOW: 'The header of the request is larger than 16384 bytes.',
  ERR_HTTP_REQUEST_TIMEOUT: 'The request did not arrive whole in time.',
};

/**
 * Answers what never became a request, or broke off as one, as a 400 problem and closes the connection (node would send a
 * bare 400, 408 or 431). An answer that is on its way already is left to arrive.
 */
export function answerUnreadable(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const refused = new WeakSet<Duplex>();
  server.on('request', (incoming, outgoing) => answers.set(incoming.socket, outgoing));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (refused.has(socket)) return;
    if (!socket.writable) return void socket.destroy();
    const latest = answers.get(socket);
    const underWay = latest && !latest.writableFinished ? latest : null;
    if (underWay?.headersSent) return void socket.end(() => socket.destroy());
    if (underWay?.req.complete) {
      // What cannot be read comes after a whole request, whose outcome its sender must learn.
      underWay.shouldKeepAlive = false;
      return;
    }
    refused.add(socket);
    void refusal(error.code ?? '', underWay?.req).then((bytes) => socket.end(bytes));
    discardRest(socket, () => socket.destroy());
  });
}

/** The whole answer as bytes. `incoming`: the request, when at least its header could be read. */
async function refusal(code: string, incoming: IncomingMessage | undefined): Promise<string> {
  const exchange = openExchange(requestOf(incoming));
  const detail = DETAILS[code] ?? 'What was sent is not a valid HTTP/1.1 request.';
  const response = refuse(exchange, OPERATION.errorStyle, new DomainError('bad_request', detail));
  logAnswer(exchange, OPERATION, null, response.status);
  const body = await response.text();
  response.headers.set('content-length', String(Buffer.byteLength(body)));
  response.headers.set('connection', 'close');
  const fields = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${response.status} Bad Request\r\n${fields.join('')}\r\n${body}`;
}

function requestOf(incoming: IncomingMessage | undefined): Request {
  const target = incoming?.url ?? '/';
  const id = incoming?.headers['x-correlation-id'];
  const url = URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost') : 'http://localhost/';
  return new Request(url, { headers: id === undefined ? {} : { 'x-correlation-id': String(id) } });
}
