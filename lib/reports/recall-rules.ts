import { DomainError } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { StoredVersion } from '#lib/reports/find';
import type { NewVersion } from '#lib/reports/new-version';

/** What decides whether a version can be recalled, and until when. */
export type HeldVersion = Pick<
  StoredVersion,
  'reportStatus' | 'source' | 'principal' | 'acceptedAt' | 'snapshot' | 'version'
>;

/** Until when its signer can recall a version: portal finals but STAT ones are held, everything else is not (null). */
export function heldUntil(version: HeldVersion, finalHoldSeconds: number): Date | null {
  const isHeld =
    version.reportStatus === 'final' && version.source === 'portal' && version.snapshot.priority !== 'STAT';
  return isHeld ? new Date(version.acceptedAt.getTime() + finalHoldSeconds * 1000) : null;
}

/** Throws `forbidden` to anybody but the signer, `conflict` when it is not held (any more). */
export function requireRecallable(version: HeldVersion, principal: string, finalHoldSeconds: number, now: Date): void {
  if (version.principal !== principal) {
    throw new DomainError('forbidden', 'Only the person who signed this report can recall it.');
  }
  const until = heldUntil(version, finalHoldSeconds);
  if (until === null || until <= now) throw onItsWay();
}

export const onItsWay = (): DomainError =>
  new DomainError(
    'conflict',
    'This report is already on its way and can no longer be recalled. Correct it with another final, or withdraw it.',
  );

/**
 * What stands after a recall: the version before it again, with its own text and status, or none. A reissue is a version
 * of its own, so that destinations whose file the final had replaced get it.
 */
export function versionAfterRecall(
  target: { domain: AuthorizedDomain; appointmentId: string },
  recalled: StoredVersion,
  before: StoredVersion | null,
  now: Date,
): NewVersion {
  const stands = before !== null && before.reportStatus !== 'withdrawn';
  const shown = stands ? before : recalled;
  return {
    domain: target.domain,
    appointmentId: target.appointmentId,
    version: recalled.version + 1,
    reportStatus: stands ? before.reportStatus : 'withdrawn',
    resultStatus: stands ? before.resultStatus : 'X',
    reportText: shown.reportText,
    reportFormat: shown.reportFormat,
    clinicianName: shown.clinicianName,
    clinicianProviderNumber: shown.clinicianProviderNumber,
    clinicianEmail: shown.clinicianEmail,
    reportedAtUtc: stands ? before.reportedAtUtc : now.toISOString(),
    reason: `Version ${recalled.version} was recalled by its signer before it was sent.`,
  };
}
