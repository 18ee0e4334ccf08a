import { DomainError } from '#lib/errors';

/**
 * Reads a request's body, at most `maxBytes`; one byte more is `bad_request` and the rest is left unread. A body that
 * announces its length is refused before a byte of it is read.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (announced !== null) {
    if (Number(announced) > maxBytes) throw tooLarge(maxBytes);
    return new Uint8Array(await request.arrayBuffer().catch(cutOff));
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytesOf(request)) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

async function* bytesOf(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  try {
    yield* request.body as unknown as AsyncIterable<Uint8Array>;
  } catch {
    cutOff();
  }
}

function cutOff(): never {
  throw new DomainError('bad_request', 'The body ended before it was complete.');
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError('bad_request', `The body is larger than ${maxBytes} bytes.`);
}

/**
 * Checks that the request's media type is the wanted one; parameters are fine, but a charset must be UTF-8.
 * Throws `bad_request` (contract §2: a wrong media type is 400).
 */
export function requireMediaType(request: Request, wanted: string): void {
  const given = request.headers.get('content-type');
  if (given === null) throw new DomainError('bad_request', `The Content-Type header is missing; send ${wanted}.`);
  const [type = '', ...parameters] = given.split(';').map((part) => part.trim().toLowerCase());
  if (type !== wanted) {
    throw new DomainError('bad_request', `The Content-Type is “${type.slice(0, 80)}”; send ${wanted}.`);
  }
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length);
  if (charset !== undefined && !['utf-8', 'utf8', '"utf-8"', '"utf8"'].includes(charset)) {
    throw new DomainError('bad_request', 'The charset must be UTF-8.');
  }
}
