import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';

/**
 * Something that was done or read. Ids only, never a name, a date of birth or a word of a report; but for the reason that
 * somebody gave for changing a patient, which is kept in their words.
 */
export interface AuditEvent {
  action: string;
  principal: string;
  organization: string | null;
  entity: string;
  entityId: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes one audit event on the given connection: inside the transaction of what it tells about, if there is one. */
export async function recordEvent(context: Context, on: Queryable, event: AuditEvent): Promise<void> {
  await on.execute(sql`insert into audit_events
    (at, principal, action, organization, entity, entity_id, detail, correlation_id)
    values (coalesce(${context.at?.toISOString() ?? null}::timestamptz, now()), ${event.principal}, ${event.action},
      ${event.organization}, ${event.entity}, ${event.entityId}, ${JSON.stringify(event.detail ?? null)}::jsonb,
      ${context.correlationId})`);
}
