import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';

/** The settings of a destination were written, which may be why it answers now: if it did not, the next file is tried at once. */
export async function tryAnew({ at }: Context, tx: Queryable, destination: string): Promise<void> {
  await tx.execute(sql`
    update destination_states set probes = 0, probe_at = coalesce(${at?.toISOString() ?? null}::timestamptz, now())
    where destination = ${destination} and degraded_since is not null`);
}
