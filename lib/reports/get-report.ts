import { desc, eq, and } from 'drizzle-orm';
import { appointments } from '#db/tables/appointments';
import { reportVersions } from '#db/tables/reports';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { CurrentReport } from '#lib/reports/contract';
import { presentReport } from '#lib/reports/present';

/**
 * The current report of an appointment with the list of its versions, in whatever state the appointment is. The read is
 * audited. Throws `not_found` when there is no report.
 */
export async function getReport(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<CurrentReport> {
  const { reportText, ...listed } = columns;
  const of = and(eq(appointments.domain, domain), eq(appointments.appointmentId, appointmentId));
  const versions = await context.db
    .select(listed)
    .from(reportVersions)
    .innerJoin(appointments, eq(appointments.id, reportVersions.appointmentKey))
    .where(of)
    .orderBy(desc(reportVersions.version));
  const newest = versions[0];
  if (!newest) throw new DomainError('not_found', 'There is no report for this appointment in this domain.');
  const [text] = await context.db
    .select({ reportText })
    .from(reportVersions)
    .where(eq(reportVersions.reportGuid, newest.reportGuid));
  await recordEvent(context, context.db, {
    action: 'report.read',
    principal: actor.principal,
    organization: domain,
    entity: 'report',
    entityId: newest.reportGuid,
  });
  return presentReport({ ...newest, reportText: text?.reportText ?? '' }, versions);
}

const columns = {
  reportGuid: reportVersions.reportGuid,
  version: reportVersions.version,
  reportStatus: reportVersions.reportStatus,
  reportText: reportVersions.reportText,
  reportFormat: reportVersions.reportFormat,
  clinicianName: reportVersions.clinicianName,
  clinicianProviderNumber: reportVersions.clinicianProviderNumber,
  clinicianEmail: reportVersions.clinicianEmail,
  reportedAtUtc: reportVersions.reportedAtUtc,
  source: reportVersions.source,
  textSha256: reportVersions.textSha256,
};
