import { callApi, nextCursorOf, sendJson, uploadTo } from '#lib/api-client';
import type { ExplainedPayload } from '#lib/intake/explain-contract';
import type { SubmissionItem, UnmatchedDetail, UnmatchedItem } from '#lib/intake/items-contract';
import type { ListPage } from '#lib/submissions/client';

/** Which items of a submission: names and meaning are the public route's. */
export interface ItemQuery {
  state: 'all' | 'errors' | 'unmatched';
  /** The list begins with this item, unless a cursor says otherwise. */
  from?: string;
  cursor?: string;
}
export type ItemPage = ListPage<SubmissionItem>;
export type UnmatchedPage = ListPage<UnmatchedItem>;

/** An item of the unmatched list. */
export interface ItemName {
  id: string;
  index: number;
}

const reportPath = (id: string) => `/api/waters/report/${encodeURIComponent(id)}`;
const itemPath = ({ id, index }: ItemName, what: string) => `${reportPath(id)}/items/${index}/${what}`;

/** One page of a submission's items, in the payload's order. */
export async function listItems(id: string, query: ItemQuery, signal?: AbortSignal): Promise<ItemPage> {
  const answer = await callApi(`${reportPath(id)}/items?${new URLSearchParams({ ...query })}`, { signal });
  return { items: (await answer.json()) as SubmissionItem[], nextCursor: nextCursorOf(answer) };
}

/** One page of an organization's items that are filed with no appointment, newest first. */
export async function listUnmatched(
  organization: string,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<UnmatchedPage> {
  const query = new URLSearchParams(cursor === undefined ? {} : { cursor });
  const answer = await callApi(`/api/waters/org/${encodeURIComponent(organization)}/unmatched?${query}`, { signal });
  return { items: (await answer.json()) as UnmatchedItem[], nextCursor: nextCursorOf(answer) };
}

/** Such an item with its text and the appointments it may belong to. Each reading is audited. */
export async function getUnmatched(item: ItemName, signal?: AbortSignal): Promise<UnmatchedDetail> {
  return (await (await callApi(itemPath(item, 'unmatched'), { signal })).json()) as UnmatchedDetail;
}

export async function fileItem(item: ItemName, body: { appointmentId: string; reason: string }): Promise<void> {
  await sendJson('POST', itemPath(item, 'file'), body);
}

export async function setAsideItem(item: ItemName, body: { reason: string }): Promise<void> {
  await sendJson('POST', itemPath(item, 'set-aside'), body);
}

/** A payload for the ReportStream door, as somebody at this portal sends it. */
export interface PayloadUpload {
  body: Blob;
  /** `{organization}.{sender}` */
  client: string;
  format: 'HL7' | 'FHIR';
  fileName: string | null;
  skipSend: boolean;
  refuseDuplicates: boolean;
  /** Full names; none: wherever the filters say. */
  destinations: readonly string[];
}

const MEDIA_TYPE = { HL7: 'application/hl7-v2', FHIR: 'application/fhir+ndjson' };

/** Sends a payload; answers the report id of what was received. Throws as `callApi`: a rejection's problem is its submission. */
export async function uploadPayload(
  upload: PayloadUpload,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const query = new URLSearchParams();
  if (upload.skipSend) query.set('option', 'SkipSend');
  if (upload.refuseDuplicates) query.set('allowDuplicate', 'false');
  if (upload.destinations.length > 0) query.set('routeTo', upload.destinations.join(','));
  // In a header, not in the address: names of files may be names of patients. What headers cannot carry is left out.
  const fileName = upload.fileName?.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '_').slice(0, 2048) ?? '';
  const headers = { client: upload.client, 'content-type': MEDIA_TYPE[upload.format], payloadname: fileName };
  const answer = await uploadTo(`/api/waters/report?${query}`, { body: upload.body, headers, onProgress, signal });
  const id = /\/report\/([^/]+)\/history/.exec(answer.getResponseHeader('location') ?? '')?.[1];
  if (id === undefined) throw new Error('The answer names no submission.');
  return id;
}

/** What the door would make of a payload, its first items one by one; nothing is stored. Throws as `callApi`. */
export async function explainPayload(
  { body, client, format }: Pick<PayloadUpload, 'body' | 'client' | 'format'>,
  signal: AbortSignal,
): Promise<ExplainedPayload> {
  const headers = { client, 'content-type': MEDIA_TYPE[format] };
  const answer = await callApi('/api/validate?explain=true', { method: 'POST', headers, body, signal });
  return (await answer.json()) as ExplainedPayload;
}
