import type { TransportResult } from '#lib/delivery/transports/contract';
import type { PayloadPart } from '#lib/payloads/contract';

/**
 * Sends a file's messages one after another, without those that were acknowledged in attempts before. The first that is not
 * taken ends the attempt; the result names those that were, so that a retry begins with this one.
 */
export async function sendParts(
  parts: readonly PayloadPart[],
  before: readonly string[],
  send: (part: PayloadPart) => Promise<TransportResult>,
): Promise<TransportResult> {
  const acknowledged: string[] = [];
  let result: TransportResult = { outcome: 'delivered' };
  for (const part of parts) {
    if (before.includes(part.messageId)) continue;
    result = await send(part);
    if (result.outcome === 'retry' && acknowledged.length > 0) return { ...result, acknowledged };
    if (result.outcome !== 'delivered') return result;
    acknowledged.push(part.messageId);
  }
  return result;
}
