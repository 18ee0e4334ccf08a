import { checkReport } from '#lib/checks/check-report';
import type { Check, ReportToCheck } from '#lib/checks/contract';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import type { DrawnVersion } from '#lib/reports/draw-up-version';
import { findOtherPatients } from '#lib/reports/find-other-patients';
import type { CheckOverride } from '#lib/reports/overrides-contract';

/**
 * The checks before signing, on the server: whoever signs is told the same as in the browser, also with an old or another
 * page. Answers the overrides to keep with the version: those of checks that do block it, null without one. Throws
 * `bad_request` naming each check that stops it, or that blocks it without a reason.
 */
export async function checkBeforeSigning(
  context: Context,
  actor: UserActor,
  { head, version }: Pick<DrawnVersion, 'head' | 'version'>,
  overrides: readonly CheckOverride[],
): Promise<CheckOverride[] | null> {
  const otherPatients = await findOtherPatients(context, actor, head.id);
  const checks = checkReport(toCheck(head.snapshot, version, otherPatients));
  const stopping = checks.filter(
    ({ rule, severity }) => severity === 'stop' || (severity === 'block' && !reasonFor(rule)),
  );
  if (stopping.length > 0) throw refusalOf(stopping);
  const kept = overrides.filter(({ rule }) =>
    checks.some((check) => check.rule === rule && check.severity === 'block'),
  );
  return kept.length > 0 ? kept : null;

  function reasonFor(rule: Check['rule']): string | undefined {
    return overrides.find((override) => override.rule === rule)?.reason;
  }
}

const toCheck = (
  snapshot: Record<string, string | null>,
  { reportText, reportStatus }: DrawnVersion['version'],
  otherPatients: string[],
): ReportToCheck => ({
  reportText,
  reportStatus: reportStatus === 'preliminary' ? 'preliminary' : 'final',
  patientName: snapshot.patientName ?? null,
  patientSex: snapshot.patientSex ?? null,
  patientDateOfBirth: snapshot.patientDateOfBirth ?? null,
  studyDescription: snapshot.studyDescription ?? null,
  laterality: snapshot.laterality ?? null,
  bodyPart: snapshot.bodyPart ?? null,
  modality: snapshot.modality ?? null,
  otherPatients,
});

/** Names rules, not what they found: their messages quote the report. */
function refusalOf(checks: readonly Check[]): DomainError {
  const stopped = rulesOf(checks, 'stop');
  const blocked = rulesOf(checks, 'block');
  const sentences = [
    stopped.length > 0 ? `${stopped.join(', ')}: cannot be overridden.` : '',
    blocked.length > 0 ? `${blocked.join(', ')}: needs to be put right, or overridden with a reason.` : '',
  ].filter(Boolean);
  return new DomainError('bad_request', `The report was not signed. ${sentences.join(' ')}`, {
    errors: [...stopped, ...blocked].map((rule) => ({ pointer: '/reportText', detail: rule })),
  });
}

const rulesOf = (checks: readonly Check[], severity: Check['severity']): string[] => [
  ...new Set(checks.filter((check) => check.severity === severity).map(({ rule }) => rule)),
];
