import { createHmac } from 'node:crypto';
import type { TransportResult } from '#lib/transports/contract';
import { judgeAnswer } from '#lib/transports/judge-answer';
import { postHttp, type Post } from '#lib/transports/post-http';
import type { TransportCredentials } from '#lib/settings/transport-contract';

/** A message, and the webhook that it goes to. */
export interface WebhookMessage extends Post {
  /** Names the message; the same in each of its attempts. */
  id: string;
  credentials: Pick<TransportCredentials, 'secret' | 'previousSecret'>;
  /** The clock's time of this attempt. */
  at: Date;
}

/**
 * Posts a message, signed as Standard Webhooks says (§ “Webhook scheme”): `webhook-id` is the message's and stays the same in
 * every attempt, `webhook-timestamp` is this attempt's in seconds, `webhook-signature` one `v1,` each for the secret and,
 * while it is being rotated, the one before. Never throws.
 */
export async function postWebhook(message: WebhookMessage): Promise<TransportResult> {
  const { id, credentials, at, headers, ...post } = message;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const secrets = [credentials.secret, credentials.previousSecret].filter((secret) => secret !== undefined);
  const signatures = secrets.map((secret) => sign(secret, `${id}.${timestamp}.`, post.body));
  const posted = await postHttp({
    ...post,
    headers: {
      ...headers,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      ...(signatures.length > 0 ? { 'webhook-signature': signatures.join(' ') } : {}),
    },
  });
  return judgeAnswer(posted, at);
}

/** `whsec_` and base64, or any other text whose UTF-8 bytes are the key. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);

const sign = (secret: string, head: string, body: Buffer): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(head).update(body).digest('base64')}`;
