import type { z } from 'zod';
import { ApiError, appointmentPath, callApi, sendJson } from '#lib/api-client';
import type {
  CurrentReport,
  listOtherPatientsOperation,
  ReportPreview,
  ReportVersionText,
  submitReportBody,
  submittedReport,
} from '#lib/reports/contract';
import type { CheckOverride } from '#lib/reports/overrides-contract';

export type ReportToSubmit = Omit<z.input<typeof submitReportBody>, 'overrides'> & { overrides?: CheckOverride[] };
export type SubmittedReport = z.output<typeof submittedReport>;

/** Guards of a call that makes a version: one key an intent, and the version it was decided on. */
export interface WriteGuards {
  idempotencyKey: string;
  /** 0 before the first report. */
  version: number;
}

const reportPath = (domain: string, appointmentId: string) => `${appointmentPath(domain, appointmentId)}/report`;
const ifMatch = (version: number): Record<string, string> => ({ 'if-match': `"${version}"` });
const guarded = ({ idempotencyKey, version }: WriteGuards): Record<string, string> => ({
  'idempotency-key': idempotencyKey,
  ...ifMatch(version),
});

/** The current report; null when the appointment has none, or is unknown. */
export async function getReport(
  domain: string,
  appointmentId: string,
  signal?: AbortSignal,
): Promise<CurrentReport | null> {
  try {
    return (await (await callApi(reportPath(domain, appointmentId), { signal })).json()) as CurrentReport;
  } catch (error) {
    if (error instanceof ApiError && error.failure === 'not-found') return null;
    throw error;
  }
}

/** One version of the report with its text; the server audits the read. */
export async function getReportVersion(
  domain: string,
  appointmentId: string,
  version: number,
  signal?: AbortSignal,
): Promise<ReportVersionText> {
  const answer = await callApi(`${reportPath(domain, appointmentId)}/versions/${version}`, { signal });
  return (await answer.json()) as ReportVersionText;
}

/** Names of patients whom the signed-in person had open lately: this report should not mention them. */
export async function listOtherPatients(
  domain: string,
  appointmentId: string,
  signal?: AbortSignal,
): Promise<string[]> {
  const answer = await callApi(`${appointmentPath(domain, appointmentId)}/other-patients`, { signal });
  type Answer = z.output<(typeof listOtherPatientsOperation)['responses'][200]['schema']>;
  return ((await answer.json()) as Answer).otherPatients;
}

/** What a submission would become and where it would go; nothing is stored. */
export async function previewReport(
  domain: string,
  appointmentId: string,
  report: ReportToSubmit,
  version: number,
  signal?: AbortSignal,
): Promise<ReportPreview> {
  const path = `${reportPath(domain, appointmentId)}/preview`;
  return (await (await sendJson('POST', path, report, { headers: ifMatch(version), signal })).json()) as ReportPreview;
}

export async function submitReport(
  domain: string,
  appointmentId: string,
  report: ReportToSubmit,
  guards: WriteGuards,
): Promise<SubmittedReport> {
  const answer = await sendJson('POST', reportPath(domain, appointmentId), report, { headers: guarded(guards) });
  return (await answer.json()) as SubmittedReport;
}

export async function withdrawReport(
  domain: string,
  appointmentId: string,
  reason: string,
  guards: WriteGuards,
): Promise<void> {
  await sendJson('POST', `${reportPath(domain, appointmentId)}/withdraw`, { reason }, { headers: guarded(guards) });
}

/** Takes back the final that one has just signed, while it is held. */
export async function recallReport(domain: string, appointmentId: string, guards: WriteGuards): Promise<void> {
  await callApi(`${reportPath(domain, appointmentId)}/recall`, { method: 'POST', headers: guarded(guards) });
}
