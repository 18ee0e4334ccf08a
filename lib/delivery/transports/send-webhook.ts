import { createHmac } from 'node:crypto';
import type { Shipment, TransportResult } from '#lib/delivery/transports/contract';
import { judgeAnswer } from '#lib/delivery/transports/judge-answer';
import { postHttp } from '#lib/delivery/transports/post-http';

/**
 * Posts a file, signed as Standard Webhooks says (§ “Webhook scheme”): `webhook-id` is the file's and stays the same in every
 * attempt, `webhook-timestamp` is this attempt's in seconds, `webhook-signature` one `v1,` each for the secret and, while it
 * is being rotated, the one before.
 */
export async function sendWebhook(shipment: Shipment<'WEBHOOK'>): Promise<TransportResult> {
  const { transport, payload, reportId, fileName, credentials, allowPrivate, at } = shipment;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const secrets = [credentials.secret, credentials.previousSecret].filter((secret) => secret !== undefined);
  const signatures = secrets.map((secret) => sign(secret, `${reportId}.${timestamp}.`, payload.bytes));
  const posted = await postHttp({
    url: transport.url,
    headers: {
      'content-type': payload.contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'webhook-id': reportId,
      'webhook-timestamp': timestamp,
      ...(signatures.length > 0 ? { 'webhook-signature': signatures.join(' ') } : {}),
    },
    body: payload.bytes,
    allowPrivate,
  });
  return judgeAnswer(posted, at);
}

/** `whsec_` and base64, or any other text whose UTF-8 bytes are the key. */
const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);

const sign = (secret: string, head: string, body: Buffer): string =>
  `v1,${createHmac('sha256', keyOf(secret)).update(head).update(body).digest('base64')}`;
