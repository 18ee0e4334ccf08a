import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { isOpen } from '#lib/appointments/window';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';
import type { ClaimHolder } from '#lib/worklist/contract';
import { holdClaim } from '#lib/worklist/hold-claim';

export interface ClaimInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  tab: string;
  takeOver: boolean;
}

interface Target {
  id: number;
  open: boolean;
  holder_id: string | null;
}

/**
 * Makes an appointment the caller's to report, in one tab, or renews that: for LEASE_SECONDS. Throws `not_found` when it
 * takes no reports, and `conflict` with `holder` and `heldByMe` when another person or tab has it, unless told to take
 * over; then the other person's draft is kept as a version, and the takeover is audited.
 */
export async function claimAppointment(context: Context, actor: UserActor, input: ClaimInput): Promise<ClaimHolder> {
  return transaction(context.db, async (tx) => {
    const target = await lockTarget(tx, input);
    if (!target?.open) {
      throw new DomainError(
        'not_found',
        'There is no appointment with this identifier in PENDING REPORTING in this domain.',
      );
    }
    if (input.takeOver) await keepDraftOfHolder(context, tx, actor, input, target);
    return holdClaim(tx, target.id, actor, input.tab, input.takeOver);
  });
}

/** The appointment, locked, with whoever holds it now. */
async function lockTarget(tx: Queryable, { domain, appointmentId }: ClaimInput): Promise<Target | null> {
  const { rows } = await tx.execute<Target & Record<string, unknown>>(sql`
    select a.id, ${isOpen(sql`now()`)} as open, c.user_id as holder_id
    from appointments a join organizations o on o.name = a.domain
    left join claims c on c.appointment_key = a.id and c.lease_until > now()
    where a.domain = ${domain} and a.appointment_id = ${appointmentId} for update of a`);
  return rows[0] ?? null;
}

/** Of another person: one's own other tab works on the same draft. */
async function keepDraftOfHolder(
  context: Context,
  tx: Queryable,
  actor: UserActor,
  input: ClaimInput,
  from: Target,
): Promise<void> {
  if (from.holder_id === null || from.holder_id === actor.userId) return;
  await tx.execute(sql`
    insert into draft_versions (id, appointment_key, user_id, occasion, sealed, saved_at)
    select ${newUuid()}::uuid, appointment_key, user_id, 'taken over', sealed, saved_at from drafts
    where appointment_key = ${from.id} and user_id = ${from.holder_id}::uuid`);
  await recordEvent(context, tx, {
    action: 'claim.take-over',
    principal: actor.principal,
    organization: input.domain,
    entity: 'appointment',
    entityId: `${input.domain}/${input.appointmentId}`,
    detail: { from: `user:${from.holder_id}` },
  });
}
