import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { discardRest } from '#lib/http/discard-rest';
import type { PlainResponse } from '#lib/http/plain-response';

/**
 * Sends head and body in one go. When the request has not arrived whole, the answer goes out at once all the same; the
 * connection ends, but only after the rest was read.
 */
export function sendResponse(response: PlainResponse, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { content, status } = response;
  const fields = fieldsOf(response);
  if (incoming.complete) {
    outgoing.writeHead(status, fields).end(content);
    return;
  }
  outgoing.writeHead(status, { ...fields, connection: 'close' });
  // Who stalled is not waited for again.
  if (status === 408) {
    outgoing.end(content, () => incoming.destroy());
    return;
  }
  if (content !== null) outgoing.write(content);
  outgoing.flushHeaders();
  discardRest(incoming, () => outgoing.end());
}

/** Every field of a response; a cookie is a field of its own. */
function fieldsOf({ content, headers }: PlainResponse): OutgoingHttpHeaders {
  const fields: OutgoingHttpHeaders = Object.fromEntries(headers);
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) fields['set-cookie'] = cookies;
  if (content !== null) fields['content-length'] = Buffer.byteLength(content);
  return fields;
}
