import type { TransportResult } from '#lib/delivery/transports/contract';
import type { PayloadPart } from '#lib/payloads/contract';

/**
 * Sends a file's messages one after another. The first that is not taken ends the attempt; those before it are sent again with
 * it, under the same identity.
 */
export async function sendParts(
  parts: readonly PayloadPart[],
  send: (part: PayloadPart) => Promise<TransportResult>,
): Promise<TransportResult> {
  let result: TransportResult = { outcome: 'delivered' };
  for (const part of parts) {
    result = await send(part);
    if (result.outcome !== 'delivered') return result;
  }
  return result;
}
