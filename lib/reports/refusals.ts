import { DomainError } from '#lib/errors';
import type { Decision } from '#lib/reports/rules';

/** The answer to a submission that may not become a version. An accepted one here means its appointment vanished. */
export function refusalOf(decision: Decision): DomainError {
  switch (decision.kind) {
    case 'stale':
      return new DomainError(
        'conflict',
        `Version ${decision.currentVersion} of this report was stored meanwhile. Nothing was changed; read it, then send yours with If-Match "${decision.currentVersion}".`,
        { extensions: { currentVersion: decision.currentVersion } },
      );
    case 'after_final':
      return new DomainError('conflict', 'A final report exists; submit a final to correct it. Nothing was changed.');
    case 'not_pending':
    case 'accepted':
      return new DomainError(
        'not_found',
        'There is no appointment with this identifier in PENDING REPORTING in this domain.',
      );
  }
}
