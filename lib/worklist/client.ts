import type { z } from 'zod';
import { appointmentPath, sendJson } from '#lib/api-client';
import type {
  ClaimHolder,
  listWorklistBody,
  WorklistFilters,
  WorklistSummary,
  WorklistWindow,
} from '#lib/worklist/contract';

export type WorklistQuery = z.input<typeof listWorklistBody>;

/** A window of the worklist, across every domain of the signed-in person. */
export async function listWorklist(query: WorklistQuery, signal?: AbortSignal): Promise<WorklistWindow> {
  return (await (await sendJson('POST', '/api/worklist', query, { signal })).json()) as WorklistWindow;
}

/** Counts of the worklist by view and by what it can be narrowed by. */
export async function summarizeWorklist(filters: WorklistFilters, signal?: AbortSignal): Promise<WorklistSummary> {
  return (await (await sendJson('POST', '/api/worklist/summary', filters, { signal })).json()) as WorklistSummary;
}

/** Claims an appointment for this tab, or renews the claim. A `conflict` names its holder. */
export async function claimAppointment(
  domain: string,
  appointmentId: string,
  claim: { tab: string; takeOver?: boolean },
): Promise<ClaimHolder> {
  const answer = await sendJson('POST', `${appointmentPath(domain, appointmentId)}/claim`, claim);
  return (await answer.json()) as ClaimHolder;
}

/** Gives up this tab's claim. `keepalive` lets the call outlive its page. */
export async function releaseAppointment(
  domain: string,
  appointmentId: string,
  tab: string,
  keepalive = false,
): Promise<void> {
  await sendJson('POST', `${appointmentPath(domain, appointmentId)}/claim/release`, { tab }, { keepalive });
}
