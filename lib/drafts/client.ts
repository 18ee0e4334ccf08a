import type { z } from 'zod';
import { appointmentPath, callApi, sendJson } from '#lib/api-client';
import type { DraftState, getDraftVersionOperation, SaveDraft, SavedDraft } from '#lib/drafts/contract';

/** A draft that was set aside, with its text. */
export type DraftVersionText = z.output<(typeof getDraftVersionOperation)['responses'][200]['schema']>;

const draftPath = (domain: string, appointmentId: string) => `${appointmentPath(domain, appointmentId)}/draft`;

/** The caller's draft, and drafts that were set aside. */
export async function getDraft(domain: string, appointmentId: string, signal?: AbortSignal): Promise<DraftState> {
  return (await (await callApi(draftPath(domain, appointmentId), { signal })).json()) as DraftState;
}

/**
 * Saves the draft that was made from `revision` (0 for the first). A `conflict` overwrote nothing. `keepalive` lets the
 * call outlive its page, up to the browser's 64 KiB.
 */
export async function saveDraft(
  domain: string,
  appointmentId: string,
  draft: SaveDraft,
  revision: number,
  keepalive = false,
): Promise<SavedDraft> {
  const init = { headers: { 'if-match': `"${revision}"` }, keepalive };
  return (await (await sendJson('PUT', draftPath(domain, appointmentId), draft, init)).json()) as SavedDraft;
}

/** The caller's draft becomes a version; nothing happens without one. */
export async function discardDraft(domain: string, appointmentId: string): Promise<void> {
  await callApi(`${draftPath(domain, appointmentId)}/discard`, { method: 'POST' });
}

/** Keeps a text that cannot be saved as the draft. */
export async function setAsideDraft(
  domain: string,
  appointmentId: string,
  draft: Omit<SaveDraft, 'tab'>,
): Promise<{ id: string }> {
  const answer = await sendJson('POST', `${draftPath(domain, appointmentId)}/versions`, draft);
  return (await answer.json()) as { id: string };
}

export async function getDraftVersion(
  domain: string,
  appointmentId: string,
  versionId: string,
  signal?: AbortSignal,
): Promise<DraftVersionText> {
  const answer = await callApi(`${draftPath(domain, appointmentId)}/versions/${versionId}`, { signal });
  return (await answer.json()) as DraftVersionText;
}
