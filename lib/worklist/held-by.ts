import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';

/** The refusal that names who holds an appointment: `holder`, and `heldByMe` 1 when it is another tab of the caller. */
export async function heldBy(on: Queryable, appointmentKey: number, actor: UserActor): Promise<DomainError> {
  const { rows } = await on.execute<{ name: string; is_me: boolean }>(sql`
    select u.name, u.id = ${actor.userId}::uuid as is_me from claims c join users u on u.id = c.user_id
    where c.appointment_key = ${appointmentKey}`);
  const { name = 'Somebody else', is_me: isMe = false } = rows[0] ?? {};
  const detail = isMe
    ? 'You have this appointment open in another tab or window. Go on there, or take it over here.'
    : `${name} is reporting this appointment. You can take it over; what they have written is kept.`;
  return new DomainError('conflict', detail, { extensions: { holder: name, heldByMe: isMe ? 1 : 0 } });
}
