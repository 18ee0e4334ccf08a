import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { appointments } from '#db/tables/appointments';
import { columnsOf } from '#lib/appointments/columns';
import type { PutAppointment } from '#lib/appointments/contract';
import { dueAt } from '#lib/appointments/rules';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Organization } from '#lib/settings/build-snapshot';

/**
 * Creates an appointment unless its domain already has one of that id; answers whether it did. An existing one is left
 * as it is: settings files create appointments only (operations.md).
 */
export async function createAppointment(
  context: Context,
  on: Queryable,
  principal: string,
  organization: Pick<Organization, 'name' | 'slaMinutes'>,
  appointmentId: string,
  body: PutAppointment,
): Promise<boolean> {
  const domain = organization.name;
  const now = context.at ?? (await databaseNow(on));
  const times = { dueAt: dueAt(body, now, organization.slaMinutes), createdAt: now, updatedAt: now };
  const created = await on
    .insert(appointments)
    .values({ ...columnsOf(body), ...times, domain, appointmentId, status: body.status, toldStatus: body.status })
    .onConflictDoNothing()
    .returning({ id: appointments.id });
  if (created.length === 0) return false;
  await recordEvent(context, on, {
    action: 'appointment.create',
    principal,
    organization: domain,
    entity: 'appointment',
    entityId: `${domain}/${appointmentId}`,
    detail: { status: body.status },
  });
  return true;
}

async function databaseNow(on: Queryable): Promise<Date> {
  const { rows } = await on.execute<{ now: string }>(sql`select now() as now`);
  return new Date(rows[0]?.now ?? Date.now());
}
