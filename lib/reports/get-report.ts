import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { appointments } from '#db/tables/appointments';
import { reportVersions } from '#db/tables/reports';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { CurrentReport } from '#lib/reports/contract';
import { presentReport } from '#lib/reports/present';
import { heldUntil } from '#lib/reports/recall-rules';
import { loadSnapshot } from '#lib/settings/load-snapshot';

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
  const versions = await context.db
    .select(listed)
    .from(reportVersions)
    .innerJoin(appointments, eq(appointments.id, reportVersions.appointmentKey))
    .where(and(eq(appointments.domain, domain), eq(appointments.appointmentId, appointmentId)))
    .orderBy(desc(reportVersions.version));
  const newest = versions[0];
  if (!newest) throw new DomainError('not_found', 'There is no report for this appointment in this domain.');
  const [current] = await context.db
    .select({ ...getTableColumns(reportVersions), now: sql<string>`now()` })
    .from(reportVersions)
    .where(eq(reportVersions.reportGuid, newest.reportGuid));
  if (!current) throw new Error('The current version of the report is missing.');
  await recordEvent(context, context.db, {
    action: 'report.read',
    principal: actor.principal,
    organization: domain,
    entity: 'report',
    entityId: newest.reportGuid,
  });
  const { organizations } = await loadSnapshot(context.db);
  const until = heldUntil(current, organizations.get(domain)?.finalHoldSeconds ?? 0);
  const isRecallable = until !== null && current.principal === actor.principal && until > new Date(current.now);
  return presentReport(current, versions, isRecallable ? until : null);
}

/** What the list of versions tells of each. */
const listed = {
  reportGuid: reportVersions.reportGuid,
  version: reportVersions.version,
  reportStatus: reportVersions.reportStatus,
  reportedAtUtc: reportVersions.reportedAtUtc,
  source: reportVersions.source,
  textSha256: reportVersions.textSha256,
  resultStatus: reportVersions.resultStatus,
  acceptedAt: reportVersions.acceptedAt,
  clinicianName: reportVersions.clinicianName,
  reason: reportVersions.reason,
  overrides: reportVersions.overrides,
};
