import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';

/**
 * A destination's settings were changed, which may be why it answers now: the next file is tried at once. With another type of
 * transport (`isOther`) nothing is known of it.
 */
export async function tryAnew(
  { at }: Context,
  tx: Queryable,
  destination: string,
  { isOther }: { isOther: boolean },
): Promise<void> {
  await tx.execute(
    isOther
      ? sql`update destination_states set faults = 0, degraded_since = null, probe_at = null, probes = 0, last_error = null
          where destination = ${destination}`
      : sql`update destination_states set probes = 0, probe_at = coalesce(${at?.toISOString() ?? null}::timestamptz, now())
          where destination = ${destination} and degraded_since is not null`,
  );
}
