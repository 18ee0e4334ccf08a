import { and, eq, getTableColumns } from 'drizzle-orm';
import { appointments } from '#db/tables/appointments';
import { reportVersions } from '#db/tables/reports';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { ReportVersionText } from '#lib/reports/contract';
import { presentVersion } from '#lib/reports/present';

/** One version of an appointment's report with its text. The read is audited. Throws `not_found` when there is none. */
export async function getReportVersion(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  wanted: { appointmentId: string; version: number },
): Promise<ReportVersionText> {
  const [row] = await context.db
    .select(getTableColumns(reportVersions))
    .from(reportVersions)
    .innerJoin(appointments, eq(appointments.id, reportVersions.appointmentKey))
    .where(
      and(
        eq(appointments.domain, domain),
        eq(appointments.appointmentId, wanted.appointmentId),
        eq(reportVersions.version, wanted.version),
      ),
    );
  if (!row) throw new DomainError('not_found', 'There is no such version of a report in this domain.');
  await recordEvent(context, context.db, {
    action: 'report.read',
    principal: actor.principal,
    organization: domain,
    entity: 'report',
    entityId: row.reportGuid,
  });
  return presentVersion(row);
}
