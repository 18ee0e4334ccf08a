import { createHash } from 'node:crypto';
import type { OruAppointment } from '#lib/hl7/appointment-from-oru';
import type { OruReport } from '#lib/hl7/report-from-oru';

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** What identifies a message: two with the same digest are the same message. */
export const messageDigest = (text: string): string => hash(text);

const told = (fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** PUT of the appointment that a message tells of, waiting for its report. */
export function appointmentRequest(domain: string, appointment: OruAppointment): { path: string; body: object } {
  const { appointmentId, ...fields } = appointment;
  return {
    path: `/integrations/v1/${encodeURIComponent(domain)}/appointments/${encodeURIComponent(appointmentId)}`,
    body: { status: 'PENDING REPORTING', ...told(fields) },
  };
}

/** The path where an appointment's report is submitted and read. */
export const reportPath = (domain: string, appointmentId: string): string =>
  `/integrations/v1/${encodeURIComponent(domain)}/reporting/appointments/${encodeURIComponent(appointmentId)}/report`;

/**
 * POST of the report. The key depends on the message and on what was read from it: the same message always replays,
 * and a message that a later release reads differently is a new submission instead of a conflict.
 */
export function reportRequest(
  domain: string,
  appointmentId: string,
  report: OruReport,
  messageText: string,
): { path: string; body: object; idempotencyKey: string } {
  const body = told(report);
  return {
    path: reportPath(domain, appointmentId),
    body,
    idempotencyKey: `import-${hash(`${hash(messageText)} ${JSON.stringify(body)}`)}`,
  };
}

/** The current report of an appointment, as GET …/report tells it; only what an import compares. */
export interface CurrentReport {
  reportGuid: string;
  reportText: string;
  reportStatus: string;
  version: number;
  versions: { reportGuid: string; reportStatus: string; reportedAtUtc: string | null; sha256: string }[];
}

const sameInstant = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && Date.parse(one) === Date.parse(other);

/**
 * The submission that already holds this report: the current one when text and status are equal, else an earlier
 * version with the same text, status and time (a later message of the same order has replaced it); null when none does.
 */
export function alreadyHeld(current: CurrentReport, report: OruReport): string | null {
  if (current.reportText === report.reportText && current.reportStatus === report.reportStatus) {
    return current.reportGuid;
  }
  const digest = hash(report.reportText);
  const earlier = current.versions.find(
    (version) =>
      version.sha256 === digest &&
      version.reportStatus === report.reportStatus &&
      sameInstant(version.reportedAtUtc, report.reportedAtUtc),
  );
  return earlier?.reportGuid ?? null;
}
