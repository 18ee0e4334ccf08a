import { claimTab } from '#components/session/claim-tab';
import { ApiError } from '#lib/api-client';
import { claimAppointment, releaseAppointment } from '#lib/worklist/client';
import type { ClaimHolder } from '#lib/worklist/contract';

interface Target {
  domain: string;
  appointmentId: string;
}

/** Well below the 600 seconds of a claim, with room for a try that fails. */
const RENEW_MS = 180_000;

/** Claimed from the list in this page; the report’s own page renews what is open there. In the browser only. */
const kept = new Map<string, Target>();
let timer: ReturnType<typeof setInterval> | undefined;

const nameOf = ({ domain, appointmentId }: Target): string => `${domain}/${appointmentId}`;

/** Claims an appointment and keeps the claim for as long as this page is open. Throws `ApiError`. */
export async function claim({ domain, appointmentId }: Target, takeOver: boolean): Promise<ClaimHolder> {
  const holder = await claimAppointment(domain, appointmentId, { tab: claimTab(domain, appointmentId), takeOver });
  kept.set(nameOf({ domain, appointmentId }), { domain, appointmentId });
  timer ??= setInterval(() => void renew(), RENEW_MS);
  return holder;
}

/** Gives up this browser's claim. Throws `ApiError`. */
export async function release({ domain, appointmentId }: Target): Promise<void> {
  forget(nameOf({ domain, appointmentId }));
  await releaseAppointment(domain, appointmentId, claimTab(domain, appointmentId));
}

async function renew(): Promise<void> {
  for (const [name, { domain, appointmentId }] of kept) {
    await claimAppointment(domain, appointmentId, { tab: claimTab(domain, appointmentId) }).catch((error: unknown) => {
      // Somebody else has it, it is signed, or the session is over. What only failed is tried again.
      const isPassing = error instanceof ApiError && ['offline', 'busy', 'failed'].includes(error.failure);
      if (!isPassing) forget(name);
    });
  }
}

function forget(name: string): void {
  kept.delete(name);
  if (kept.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}
