import { joinReplies } from '#lib/transports/join-replies';
import type { Refusal, Shipment, TransportResult } from '#lib/transports/contract';
import type { PayloadPart } from '#lib/payloads/contract';

/**
 * Sends a file's messages one after another, without those that were acknowledged before. One that the destination refuses
 * holds up none behind it; a fault ends the attempt. What came of the last is the attempt's, and so are all replies;
 * `failed` is a file of which nothing was taken.
 */
export async function sendParts(
  { payload, acknowledged = [] }: Pick<Shipment, 'payload' | 'acknowledged'>,
  send: (part: PayloadPart) => Promise<TransportResult>,
): Promise<TransportResult> {
  let result: TransportResult = { outcome: 'delivered' };
  const replies: Buffer[] = [];
  const refused: Refusal[] = [];
  for (const part of payload.parts) {
    if (acknowledged.includes(part.messageId)) continue;
    result = await send(part);
    if (result.reply) replies.push(result.reply);
    if (result.outcome === 'retry' || (result.outcome === 'failed' && result.isGone)) break;
    if (result.outcome === 'failed') refused.push({ reportGuid: part.reportGuid, detail: result.detail });
  }
  const reply = joinReplies(replies);
  const whole = reply ? { ...result, reply } : result;
  if (refused.length === 0 || refused.length === payload.parts.length) return whole;
  return { ...(whole.outcome === 'failed' && !whole.isGone ? asDelivered(whole) : whole), refused };
}

/** Everything was answered, and what was not refused was taken; the last answer is not that of all. */
const asDelivered = ({ address, reply }: TransportResult): TransportResult => ({
  outcome: 'delivered',
  ...(address && { address }),
  ...(reply && { reply }),
});
