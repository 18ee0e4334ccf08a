import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { Context } from '#lib/context';
import { onNudge } from '#lib/delivery/nudge-worker';
import { newUuid } from '#lib/ids';
import { log } from '#lib/log';
import { CHORES, type Chore } from '#lib/worker/chores';
import { deliverDue } from '#lib/worker/deliver-due';

export interface Worker {
  /** Finishes the files in hand, then stops. */
  stop(): Promise<void>;
}

/** How long new work of another process may wait unnoticed. */
const POLL_MS = 250;
const HEARTBEAT_MS = 5000;

/**
 * Starts a delivery worker on this database: it claims due files, hands them over, and does the chores. Several workers,
 * in one or many processes, share the work through PostgreSQL. A failing round is logged and tried again: a database
 * restart needs nobody.
 */
export function startWorker(db: Database): Worker {
  const workerId = newUuid();
  const context: Context = { db, correlationId: `worker:${workerId}`, at: null };
  const due = new Map<Chore, number>(CHORES.map((chore) => [chore, 0]));
  let stopping = false;
  let wake: (() => void) | null = null;
  let nudged = false;
  const forget = onNudge(() => {
    nudged = true;
    wake?.();
  });

  const beat = () => heartbeat(db, workerId).catch((error: unknown) => logRound('heartbeat', error));
  const pulse = setInterval(() => void beat(), HEARTBEAT_MS);

  async function round(): Promise<boolean> {
    const delivered = await deliverDue(context).catch((error: unknown) => logRound('delivery', error));
    for (const [chore, at] of due) {
      if (Date.now() < at) continue;
      due.set(chore, Date.now() + chore.everyMs);
      await chore.run(context).catch((error: unknown) => logRound(chore.name, error));
    }
    return delivered !== false && delivered > 0;
  }

  async function loop(): Promise<void> {
    await beat();
    while (!stopping) {
      nudged = false;
      const busy = await round();
      if (!busy && !nudged && !stopping) await pause((resume) => (wake = resume));
    }
  }

  const running = loop();
  return {
    async stop() {
      stopping = true;
      forget();
      clearInterval(pulse);
      wake?.();
      await running;
      await db.execute(sql`delete from worker_heartbeats where worker_id = ${workerId}`).catch(() => undefined);
    },
  };
}

/** Waits for the poll interval or an earlier wake-up. */
function pause(onWake: (resume: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, POLL_MS);
    onWake(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function heartbeat(db: Database, workerId: string): Promise<void> {
  await db.execute(sql`insert into worker_heartbeats (worker_id) values (${workerId})
    on conflict (worker_id) do update set beat_at = now()`);
  await db.execute(sql`delete from worker_heartbeats where beat_at < now() - interval '1 hour'`);
}

function logRound(what: string, error: unknown): false {
  log().warn(
    { what, reason: error instanceof Error ? error.name : 'unknown' },
    'worker round failed; it will be tried again',
  );
  return false;
}
