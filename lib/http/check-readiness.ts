import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { countMissingMigrations } from '#db/migrate';
import type { z } from 'zod';
import type { readiness } from '#lib/http/contract';

/** Whether the database answers, has every migration, and some worker beat its heart in the last 15 seconds. */
export async function checkReadiness(db: Database): Promise<z.output<typeof readiness>> {
  const database = await db.execute(sql`select 1`).then(
    () => true,
    () => false,
  );
  const migrations =
    database &&
    (await countMissingMigrations(db).then(
      (missing) => missing === 0,
      () => false,
    ));
  const worker = migrations && (await hasLiveWorker(db).catch(() => false));
  return { status: worker ? 'ready' : 'not ready', database, migrations, worker };
}

async function hasLiveWorker(db: Database): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from worker_heartbeats where beat_at > now() - interval '15 seconds' limit 1`,
  );
  return rows.length > 0;
}
