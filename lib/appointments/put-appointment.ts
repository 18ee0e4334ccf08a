import { eq, sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { appointments } from '#db/tables/appointments';
import type { Appointment, PutAppointment } from '#lib/appointments/contract';
import { columnsOf } from '#lib/appointments/columns';
import { createAppointment } from '#lib/appointments/create-appointment';
import { findAppointment } from '#lib/appointments/find';
import { presentAppointment, type AppointmentRow } from '#lib/appointments/present';
import { dueAt, identityChanges, reopens, statusAfter } from '#lib/appointments/rules';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface PutOutcome {
  created: boolean;
  appointment: Appointment;
}

/**
 * Creates or updates an appointment as the practice's system tells it (contract §4). Absent fields become null; telling
 * the same again changes nothing. Throws `conflict` when patient, date of birth or accession would change under a report
 * or a draft and the body gives no `reason`; with one the change is audited and shown.
 */
export async function putAppointment(
  context: Context,
  principal: string,
  domain: AuthorizedDomain,
  appointmentId: string,
  body: PutAppointment,
): Promise<PutOutcome> {
  const settings = await loadSnapshot(context.db);
  const organization = settings.organizations.get(domain);
  if (!organization) throw new DomainError('not_found', 'There is no such domain.');
  return transaction(context.db, async (tx) => {
    const created = await createAppointment(context, tx, principal, organization, appointmentId, body);
    if (!created) await update(tx, context, principal, domain, appointmentId, body, organization.slaMinutes);
    const row = await findAppointment(tx, domain, appointmentId);
    if (!row) throw new Error('The appointment vanished while it was written.');
    return { created, appointment: presentAppointment(row) };
  });
}

async function update(
  tx: Queryable,
  context: Context,
  principal: string,
  domain: AuthorizedDomain,
  appointmentId: string,
  body: PutAppointment,
  slaMinutes: Parameters<typeof dueAt>[2],
): Promise<void> {
  const row = await lockAppointment(tx, domain, appointmentId);
  const changed = (await isWrittenAbout(tx, row)) ? identityChanges(row, body) : [];
  if (changed.length > 0 && !body.reason) {
    throw new DomainError(
      'conflict',
      `A report or a draft exists for this appointment, so ${changed.join(', ')} can only change with a reason. Nothing was changed.`,
    );
  }
  const now = context.at ?? sql`now()`;
  const status = statusAfter(row, body.status);
  const values = {
    ...columnsOf(body),
    dueAt: dueAt(body, row.createdAt, slaMinutes),
    status,
    toldStatus: body.status,
    ...(reopens(row, body.status) ? { firstFinalAt: null } : {}),
    ...(changed.length > 0 ? { patientChangeReason: body.reason ?? null, patientChangedAt: now } : {}),
  };
  if (!differs(row, values)) return;
  await tx
    .update(appointments)
    .set({ ...values, rowVersion: sql`row_version + 1`, updatedAt: now })
    .where(eq(appointments.id, row.id));
  await recordEvent(context, tx, {
    action: 'appointment.update',
    principal,
    organization: domain,
    entity: 'appointment',
    entityId: `${domain}/${appointmentId}`,
    detail: {
      status,
      patientChanged: changed.length > 0,
      changedFields: changed.join(' '),
      reason: changed.length > 0 ? (body.reason ?? null) : null,
    },
  });
}

async function lockAppointment(
  tx: Queryable,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<AppointmentRow> {
  await tx.execute(
    sql`select 1 from appointments where domain = ${domain} and appointment_id = ${appointmentId} for update`,
  );
  const row = await findAppointment(tx, domain, appointmentId);
  if (!row) throw new Error('The appointment vanished while it was written.');
  return row;
}

/** Whether somebody has reported this appointment, or begun to. */
async function isWrittenAbout(tx: Queryable, { id, currentVersion }: AppointmentRow): Promise<boolean> {
  if (currentVersion > 0) return true;
  return (await tx.execute(sql`select 1 from drafts where appointment_key = ${id} limit 1`)).rows.length > 0;
}

const flat = (value: unknown) => (value instanceof Date ? value.getTime() : value);

function differs(row: AppointmentRow, values: Partial<Record<keyof AppointmentRow, unknown>>): boolean {
  return Object.entries(values).some(([name, value]) => flat(row[name as keyof AppointmentRow]) !== flat(value));
}
