import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { Acceptance } from '#lib/reports/compose-acceptance';

/** What every accepted version is answered with, and what its key replays. */
export function answerTo({ reportGuid, reportStatus, reportedAtUtc }: Acceptance): ReplayedAnswer {
  return {
    status: 201,
    json: JSON.stringify({ reportGuid, reportStatus, reportedAtUtc }),
    headers: { location: `/api/waters/report/${reportGuid}/history` },
  };
}
