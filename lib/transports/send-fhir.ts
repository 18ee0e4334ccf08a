import { z } from 'zod';
import type { Shipment, TransportResult } from '#lib/transports/contract';
import { judgeAnswer } from '#lib/transports/judge-answer';
import { postHttp, type Posted } from '#lib/transports/post-http';
import { sendParts } from '#lib/transports/send-parts';

/**
 * Posts each report's transaction Bundle to a FHIR server's base address (FHIR R4, http.html#transaction). Updates in it are
 * conditional: the same Bundle again changes nothing.
 */
export async function sendFhir(shipment: Shipment<'FHIR'>): Promise<TransportResult> {
  const { transport, payload, credentials, allowPrivate, at } = shipment;
  return sendParts(shipment, async ({ bytes, contentType, messageId }) => {
    const posted = await postHttp({
      url: transport.baseUrl,
      headers: {
        accept: 'application/fhir+json',
        prefer: 'return=OperationOutcome',
        ...credentials.headers,
        'content-type': contentType,
      },
      body: bytes,
      allowPrivate,
    });
    const result = judgeAnswer(posted, at, wordsOf(posted));
    // What comes of a single Bundle is settled at once.
    if (result.outcome === 'delivered' && payload.parts.length > 1) await shipment.onAcknowledged?.(messageId);
    return result;
  });
}

const operationOutcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.object({ diagnostics: z.string().optional(), details: z.object({ text: z.string().optional() }).optional() }),
  ),
});

const MOST_WORDS = 500;

/** What an OperationOutcome says first; null where the answer is none. It is another's words: shown, never trusted. */
function wordsOf(posted: Posted): string | null {
  if (posted.kind === 'fault') return null;
  const parsed = operationOutcome.safeParse(parseJson(posted.body));
  if (!parsed.success) return null;
  const said = parsed.data.issue.flatMap(({ details, diagnostics }) => details?.text ?? diagnostics ?? []);
  return said[0]?.slice(0, MOST_WORDS) ?? null;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return null;
  }
}
