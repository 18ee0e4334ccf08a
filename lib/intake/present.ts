import type { z } from 'zod';
import type { payloadHeaders, payloadQuery } from '#lib/intake/contract';
import type { PayloadRequest, Receipt } from '#lib/intake/receive-payload';

/** Since when `/api/report` and `/api/reports` are deprecated (RFC 9745), and by what they are succeeded. */
export const DEPRECATED = { deprecation: '@1704067200', link: '</api/waters/report>; rel="successor-version"' };

/** The request as the verbs take it; what is a parameter and a header, too, is the parameter's. */
export const requestOf = (
  query: z.output<typeof payloadQuery>,
  headers: z.output<typeof payloadHeaders>,
  read: () => Promise<Buffer>,
): PayloadRequest => ({
  client: query.client ?? headers.client,
  contentType: headers['content-type'] ?? null,
  payloadName: query.payloadname ?? headers.payloadname,
  option: query.option,
  routeTo: query.routeTo,
  allowDuplicate: query.allowDuplicate,
  defaults: query.default,
  read,
});

/** What a receipt is answered with: the submission model or, where its sender asks for one, an HL7 ACK. */
export function presentReceipt({ kind, submission, ack }: Receipt, more: Record<string, string> = {}) {
  if (kind === 'checked') return { status: 200, headers: more, body: submission };
  if (kind === 'rejected') return { status: 400, headers: more, body: submission };
  const headers = { ...more, location: `/api/waters/report/${submission.id}/history` };
  return ack
    ? { status: 201, headers, bytes: ack, contentType: 'application/hl7-v2' }
    : { status: 201, headers, body: submission };
}
