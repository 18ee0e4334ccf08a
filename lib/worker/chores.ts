import { closeAppointments } from '#lib/appointments/close-appointments';
import { sealEvents } from '#lib/audit/seal-events';
import type { Context } from '#lib/context';
import { advanceRetries } from '#lib/delivery/advance-retries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { gatherFiles } from '#lib/delivery/gather-files';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { purgeContents } from '#lib/attempts/purge-contents';
import { realignDeliveries } from '#lib/delivery/realign-deliveries';
import { sendAlerts } from '#lib/delivery/send-alerts';
import { purgeDraftVersions } from '#lib/drafts/purge-draft-versions';
import { purgeExpiredKeys } from '#lib/idempotency/purge-expired-keys';
import { purgeExpiredAccess } from '#lib/identity/purge-expired-access';
import { countHours } from '#lib/submissions/count-hours';

/** Something a worker does now and then, beside delivering. Any number of workers may do it at once. */
export interface Chore {
  name: string;
  everyMs: number;
  /** One that may take long ends early, between its parts, when the signal says so. */
  run(context: Context, signal: AbortSignal): Promise<unknown>;
}

export const CHORES: readonly Chore[] = [
  { name: 'gather files', everyMs: 250, run: gatherFiles },
  { name: 'close superseded files', everyMs: 500, run: closeSuperseded },
  { name: 'send alerts', everyMs: 1_000, run: sendAlerts },
  { name: 'close appointments', everyMs: 5_000, run: ({ db }) => closeAppointments(db) },
  { name: 'seal audit events', everyMs: 5_000, run: ({ db }) => sealEvents(db) },
  { name: 'advance retries', everyMs: 5_000, run: (context) => advanceRetries(context) },
  { name: 'realign deliveries', everyMs: 15_000, run: realignDeliveries },
  { name: 'expire deliveries', everyMs: 60_000, run: expireDeliveries },
  { name: 'count hours', everyMs: 60_000, run: countHours },
  { name: 'purge contents of attempts', everyMs: 600_000, run: ({ db }, signal) => purgeContents(db, signal) },
  { name: 'purge drafts set aside', everyMs: 600_000, run: ({ db }) => purgeDraftVersions(db) },
  { name: 'purge idempotency keys', everyMs: 600_000, run: ({ db }) => purgeExpiredKeys(db) },
  { name: 'purge expired access', everyMs: 600_000, run: ({ db }) => purgeExpiredAccess(db) },
];
