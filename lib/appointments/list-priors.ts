import { sql } from 'drizzle-orm';
import type { Prior } from '#lib/appointments/contract';
import { findVisibleAppointment } from '#lib/appointments/find';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';

const MOST = 100;

/**
 * Reported appointments of the same patient identifier in the same domain, newest first. Without an identifier there are
 * none: a name alone does not make one patient of two. Audited. Throws `not_found`.
 */
export async function listPriors(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<Prior[]> {
  const { id, patientId } = await findVisibleAppointment(context.db, actor, domain, appointmentId);
  if (!patientId) return [];
  const { rows } = await context.db.execute<Prior & Record<string, unknown>>(sql`
    select a.appointment_id as "appointmentId", a.appointment_date::text as "appointmentDate", a.modality,
      a.study_description as "studyDescription", a.body_part as "bodyPart", a.laterality,
      a.accession_number as "accessionNumber", v.report_status as "reportStatus", v.version,
      v.reported_at_utc as "reportedAtUtc", v.clinician_name as "clinicianName"
    from appointments a join report_versions v on v.appointment_key = a.id and v.version = a.current_version
    where a.domain = ${domain} and a.patient_id = ${patientId} and a.id <> ${id}
      and a.current_report_status in ('preliminary', 'final')
    order by a.appointment_date desc nulls last, a.id desc limit ${MOST}`);
  await recordEvent(context, context.db, {
    action: 'priors.read',
    principal: actor.principal,
    organization: domain,
    entity: 'appointment',
    entityId: `${domain}/${appointmentId}`,
  });
  return rows;
}
