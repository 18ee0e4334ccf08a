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

/**
 * Reads a body of bytes as it comes, at most `maxBytes`: one more is `too_large`, at once where its length was announced,
 * and `stalledMs` without any is `timed_out`. Room is taken once for a body that announces its length.
 */
export async function readBytes(
  request: Request,
  { maxBytes, stalledMs }: { maxBytes: number; stalledMs: number },
): Promise<Buffer> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > maxBytes) throw tooManyBytes(maxBytes);
  let bytes: Buffer = Buffer.allocUnsafe(announced);
  let length = 0;
  for await (const chunk of withinTime(bytesOf(request), stalledMs)) {
    if (length + chunk.byteLength > maxBytes) throw tooManyBytes(maxBytes);
    if (length + chunk.byteLength > bytes.byteLength) bytes = grown(bytes, length + chunk.byteLength, maxBytes);
    bytes.set(chunk, length);
    length += chunk.byteLength;
  }
  // A connection that broke off before anything of it was read looks like a body without bytes.
  if (length < announced || (length === 0 && request.signal.aborted)) cutOff();
  return bytes.subarray(0, length);
}

/** The same bytes with room for at least `needed`, and for as many again. */
function grown(bytes: Buffer, needed: number, maxBytes: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.min(maxBytes, Math.max(needed, 2 * bytes.byteLength, 65_536)));
  larger.set(bytes);
  return larger;
}

async function* withinTime(chunks: AsyncGenerator<Uint8Array>, stalledMs: number): AsyncGenerator<Uint8Array> {
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      // What came while this process was busy is read first.
      timer = setTimeout(() => setImmediate(() => reject(stalledFor(stalledMs))), stalledMs);
    });
    const next = await Promise.race([chunks.next(), stalled]).finally(() => clearTimeout(timer));
    if (next.done) return;
    yield next.value;
  }
}

const stalledFor = (ms: number) =>
  new DomainError(
    'timed_out',
    `The upload stalled: no byte came for ${ms / 1000} seconds. Nothing was stored; send it again.`,
  );

const tooManyBytes = (maxBytes: number) =>
  new DomainError('too_large', `The body is larger than ${maxBytes} bytes. Nothing was stored; send it in parts.`);

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
