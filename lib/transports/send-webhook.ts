import type { Shipment, TransportResult } from '#lib/transports/contract';
import { postWebhook } from '#lib/transports/post-webhook';

/** Posts a file as a Standard Webhooks message, whose id is the file's. */
export async function sendWebhook(shipment: Shipment<'WEBHOOK'>): Promise<TransportResult> {
  const { transport, payload, reportId, fileName, credentials, allowPrivate, at } = shipment;
  return postWebhook({
    id: reportId,
    url: transport.url,
    headers: {
      'content-type': payload.contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
    },
    body: payload.bytes,
    credentials,
    allowPrivate,
    at,
  });
}
