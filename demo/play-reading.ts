import { addComment } from '#lib/comments/add-comment';
import type { Context } from '#lib/context';
import { saveDraft } from '#lib/drafts/save-draft';
import { isDomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { claimAppointment } from '#lib/worklist/claim-appointment';
import { releaseAppointment } from '#lib/worklist/release-appointment';
import type { Cast } from './actors.ts';
import type { ReadingEvent } from './plan-reading.ts';

/** The tab of everybody in the demo: a claim made twice is one. */
const TAB = '00000000-0000-4000-8000-000000000000';

/** Says and does what people said and did; a second time changes nothing. */
export async function playReading(context: Context, events: readonly ReadingEvent[], cast: Cast): Promise<void> {
  for (const event of events) await perform(context, event, cast);
}

async function perform(context: Context, event: ReadingEvent, cast: Cast): Promise<void> {
  const { appointmentId, visit } = event.appointment;
  const actor = cast.actor(visit.organization, event.by);
  if (event.kind === 'comment') {
    await addComment({ ...context, at: event.at }, actor, {
      domain: authorizeDomain(actor, visit.organization, 'appointments:read'),
      appointmentId,
      body: { commentText: event.text, isAlert: event.isAlert, commentDateTime: event.at.toISOString() },
      idempotencyKey: `demo-comment-${appointmentId}-${event.number}`,
    });
    return;
  }
  if (actor.kind !== 'user') return;
  const target = { domain: authorizeDomain(actor, visit.organization, 'reports:write'), appointmentId };
  if (event.kind === 'claim') await claimAppointment(context, actor, { ...target, tab: TAB, takeOver: false });
  else await saveOnce(context, actor, target, event.text);
}

/** A draft that is there already is a conflict: the load before saved it. */
async function saveOnce(
  context: Context,
  actor: UserActor,
  target: { domain: ReturnType<typeof authorizeDomain>; appointmentId: string },
  reportText: string,
): Promise<void> {
  try {
    await saveDraft(context, actor, { ...target, body: { tab: TAB, reportText, templateId: null }, revision: 0 });
    // Saving claims; whoever signs in to go on with it must not be told that they have it open elsewhere.
    await releaseAppointment(context, actor, { ...target, tab: TAB });
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'conflict') throw error;
  }
}
