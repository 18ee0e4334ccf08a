import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { newUuid, sha256 } from '#lib/ids';
import type { VersionRecord } from '#lib/reports/chain';
import type { ReportContent } from '#lib/reports/content';
import type { HeadRow } from '#lib/reports/read-head';
import type { ReportStatus, ResultStatus } from '#lib/reports/rules';

/** A version that was decided on and not yet written. */
export interface NewVersion extends ReportContent {
  domain: AuthorizedDomain;
  appointmentId: string;
  version: number;
  reportStatus: ReportStatus;
  resultStatus: ResultStatus;
  reportedAtUtc: string;
  reason: string | null;
}

/** Who a version is from: the portal's clinicians are the sender `portal`, a client names its own. */
export const senderOf = (actor: Actor): string => (actor.kind === 'user' ? 'portal' : actor.sender);

/** The record that the chain protects. `textSha256`: the text's hash, if the caller has it already. */
export function recordOf(actor: Actor, version: NewVersion, head: HeadRow, textSha256?: Buffer): VersionRecord {
  const { reportText, domain, ...rest } = version;
  return {
    ...rest,
    domain,
    reportGuid: newUuid(),
    textSha256: textSha256 ?? sha256(reportText),
    source: actor.kind === 'user' ? 'portal' : 'partner',
    principal: actor.principal,
    snapshot: head.snapshot,
    overrides: null,
  };
}
