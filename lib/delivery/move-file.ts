import { type SQL, sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { lockSubmissions, moveRoutings, type RoutingFate } from '#lib/delivery/move-routings';

/** A file to move: what its columns become, on which conditions, and its items' fate with it. */
export interface FileMove {
  id: number;
  destination: string;
  set: SQL;
  where: SQL;
  to: RoutingFate;
}

/** Moves a file without an attempt, and its items with it. False when the conditions no longer hold: somebody was first. */
export async function moveFile(context: Context, { id, destination, set, where, to }: FileMove): Promise<boolean> {
  return transaction(context.db, async (tx) => {
    const submissions = await lockSubmissions(tx, [id]);
    const { rows } = await tx.execute(sql`update deliveries d set ${set} where id = ${id} and ${where} returning id`);
    if (rows.length === 0) return false;
    await moveRoutings(tx, [id], submissions, { destination, to, at: context.at?.toISOString() ?? null });
    return true;
  });
}

/** SQL: the clock that counts. */
export const clockOf = ({ at }: Context): SQL => sql`coalesce(${at?.toISOString() ?? null}::timestamptz, now())`;
