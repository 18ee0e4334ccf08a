import type { Posted } from '#lib/transports/post-http';
import type { TransportResult } from '#lib/transports/contract';

const PASSING = new Set([408, 425, 429]);
const GONE = 410;

/**
 * What an HTTP answer means for a delivery (contract §7): 2xx delivered; 408, 425, 429 and 5xx are tried again, no sooner than
 * Retry-After says (RFC 9110 §10.2.3); every other status failed, and 410 pauses the destination. `words` are what the other side said about it, if anything.
 */
export function judgeAnswer(posted: Posted, at: Date, words: string | null = null): TransportResult {
  if (posted.kind === 'fault') {
    const { detail, address } = posted;
    return { outcome: 'retry', detail, ...(address ? { address } : {}) };
  }
  const { status, body: reply, address, headers } = posted;
  const conversation = { address, reply, status };
  if (status >= 200 && status < 300) return { outcome: 'delivered', ...conversation };
  const said = words ? `: ${words}` : '';
  if (status >= 300 && status < 400) {
    const detail = `The destination answered ${status}, a redirect; they are not followed. Set its address to the new one.`;
    return { outcome: 'failed', detail, ...conversation };
  }
  const detail = `The destination answered ${status}${said || '.'}`;
  if (!PASSING.has(status) && status < 500) {
    return { outcome: 'failed', detail, ...conversation, ...(status === GONE ? { isGone: true } : {}) };
  }
  const retryAfterSeconds = readRetryAfter(headers['retry-after'], at);
  return { outcome: 'retry', detail, ...conversation, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) };
}

/** A destination that asks for more patience than a day does not mean it. */
const MOST_SECONDS = 24 * 3600;

/** Seconds from `at`, of either form: a number of seconds or an HTTP date. Null: neither. */
export function readRetryAfter(value: string | undefined, at: Date): number | null {
  if (value === undefined) return null;
  const text = value.trim();
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : (date - at.getTime()) / 1000;
  return Number.isNaN(seconds) ? null : Math.min(MOST_SECONDS, Math.max(0, Math.ceil(seconds)));
}
