import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { describeFault } from '#lib/transports/describe-fault';
import { formatAddress } from '#lib/transports/format-address';
import { placeOfUrl } from '#lib/transports/place-of-url';
import { resolveAddress } from '#lib/transports/resolve-address';

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
  allowPrivate: boolean;
  /** For connecting, sending and the whole answer; half a minute unless given. */
  timeoutMs?: number;
}

export type Posted =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: Buffer; address: string }
  | { kind: 'fault'; detail: string; address?: string };

const TIMEOUT_MS = 30_000;
/** Bytes of an answer; what is beyond is not read. */
const MOST_ANSWER = 2 ** 20;

/**
 * Sends one POST and reads its answer, at most 1 MiB. Redirects are not followed. A host name is resolved once, and that
 * address connected to. Never throws.
 */
export async function postHttp(post: Post): Promise<Posted> {
  const { host, port, isTls } = placeOfUrl(post.url);
  const resolved = await resolveAddress(host, post.allowPrivate);
  if (resolved.kind === 'none') return { kind: 'fault', detail: resolved.detail };
  const address = formatAddress(resolved.address, port);
  const { timeoutMs = TIMEOUT_MS, body } = post;
  return new Promise<Posted>((resolve) => {
    const fault = (detail: string): void => resolve({ kind: 'fault', detail, address });
    const request = (isTls ? requestTls : requestPlain)(post.url, {
      method: 'POST',
      agent: false,
      headers: { 'user-agent': 'Readout', ...post.headers, 'content-length': String(body.byteLength) },
      lookup: (_host, { all }, found) => {
        if (all) found(null, [resolved]);
        else found(null, resolved.address, resolved.family);
      },
    });
    const timer = setTimeout(() => {
      fault(`No answer within ${timeoutMs / 1000} s.`);
      request.destroy();
    }, timeoutMs);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => fault(describeFault(error)));
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const answer = (): void => {
        const { statusCode: status = 0 } = response;
        const headers = Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
        );
        resolve({ kind: 'answer', status, headers, body: Buffer.concat(chunks).subarray(0, MOST_ANSWER), address });
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.byteLength;
        if (length < MOST_ANSWER) return;
        answer();
        request.destroy();
      });
      response.on('end', answer);
      // The status is what counts: an answer cut short has it, too.
      response.on('error', answer);
    });
    request.end(body);
  });
}
