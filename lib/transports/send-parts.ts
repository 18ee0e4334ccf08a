import { joinReplies } from '#lib/transports/join-replies';
import type { Shipment, TransportResult } from '#lib/transports/contract';
import type { PayloadPart } from '#lib/payloads/contract';

/**
 * Sends a file's messages one after another, without those that were acknowledged before. The first that is not taken ends
 * the attempt: what came of it came of the attempt, and all replies are the attempt's.
 */
export async function sendParts(
  { payload, acknowledged = [] }: Pick<Shipment, 'payload' | 'acknowledged'>,
  send: (part: PayloadPart) => Promise<TransportResult>,
): Promise<TransportResult> {
  let result: TransportResult = { outcome: 'delivered' };
  const replies: Buffer[] = [];
  for (const part of payload.parts) {
    if (acknowledged.includes(part.messageId)) continue;
    result = await send(part);
    if (result.reply) replies.push(result.reply);
    if (result.outcome !== 'delivered') break;
  }
  const reply = joinReplies(replies);
  return reply ? { ...result, reply } : result;
}
