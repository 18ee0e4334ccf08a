import type { Actor } from '#lib/identity/actor';
import type { ReportContent } from '#lib/reports/content';
import type { SubmitReport } from '#lib/reports/contract';

export interface DescribedReport extends ReportContent {
  reportStatus: 'preliminary' | 'final';
  reportedAtUtc: string;
}

/**
 * A validated body with its defaults (contract §3): text/plain, now. A person's own name, provider number and e-mail
 * stand in for whatever a portal request says; a partner's are stored as given.
 */
export function describeReport(actor: Actor, body: SubmitReport, now: Date): DescribedReport {
  const clinician =
    actor.kind === 'user'
      ? { clinicianName: actor.name, clinicianProviderNumber: actor.providerNumber, clinicianEmail: actor.email }
      : {
          clinicianName: body.interpretingClinicianName ?? null,
          clinicianProviderNumber: body.interpretingClinicianProviderNumber ?? null,
          clinicianEmail: body.interpretingClinicianEmail ?? null,
        };
  return {
    reportText: body.reportText,
    reportFormat: body.reportFormat ?? 'text/plain',
    reportStatus: body.reportStatus,
    reportedAtUtc: body.reportedAtUtc ?? now.toISOString(),
    ...clinician,
  };
}
