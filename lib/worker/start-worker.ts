import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { Context } from '#lib/context';
import { onNudge } from '#lib/delivery/nudge-worker';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { newUuid } from '#lib/ids';
import { CHORES } from '#lib/worker/chores';
import { startAttempts } from '#lib/worker/start-attempts';
import { startLoop } from '#lib/worker/start-loop';

export interface Worker {
  /** Finishes the files in hand and the parts of chores under way, then stops. */
  stop(): Promise<void>;
}

/** How long new work of another process may wait unnoticed. */
const POLL_MS = 250;
const HEARTBEAT_MS = 5000;
/** Several times within a lease: a renewal may fail. */
const RENEW_MS = 15_000;

/**
 * Starts a delivery worker on this database: it claims due files, hands them over, and does the chores, each on its own
 * loop. Several workers, in one or many processes, share the work through PostgreSQL. A round that fails is logged and
 * tried again: a database restart needs nobody.
 */
export function startWorker(db: Database): Worker {
  const workerId = newUuid();
  const context: Context = { db, correlationId: `worker:${workerId}`, at: null };
  const attempts = startAttempts(context, () => delivery.wake());
  const delivery = startLoop('delivery', POLL_MS, () => attempts.claim());
  const intake = startLoop('intake', POLL_MS, async () => {
    if (await itemisePayloads(context)) intake.wake();
  });
  const forget = onNudge(() => {
    delivery.wake();
    intake.wake();
  });
  const renewal = startLoop('leases', RENEW_MS, () => attempts.renew());
  const others = [
    startLoop('heartbeat', HEARTBEAT_MS, () => heartbeat(db, workerId)),
    ...CHORES.map((chore) => startLoop(chore.name, chore.everyMs, (signal) => chore.run(context, signal))),
  ];
  return {
    async stop() {
      forget();
      await Promise.all([delivery, intake, ...others].map((loop) => loop.stop()));
      await attempts.settled();
      await renewal.stop();
      await db.execute(sql`delete from worker_heartbeats where worker_id = ${workerId}`).catch(() => undefined);
    },
  };
}

async function heartbeat(db: Database, workerId: string): Promise<void> {
  await db.execute(sql`insert into worker_heartbeats (worker_id) values (${workerId})
    on conflict (worker_id) do update set beat_at = now()`);
  await db.execute(sql`delete from worker_heartbeats where beat_at < now() - interval '1 hour'`);
}
