import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { clockOf, moveFile } from '#lib/delivery/move-file';
import { endOutages } from '#lib/delivery/end-outages';
import { planFile } from '#lib/delivery/plan-delivery';
import type { SnapshotDestination } from '#lib/settings/build-snapshot';
import { isOffered } from '#lib/settings/deliverable';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const AT_ONCE = 100;
type MisplacedRow = { id: number; destination: string; report_id: string; now: string };

/**
 * Moves waiting files to where their destination's settings want them now: to be fetched if it fetches, else to be sent.
 * They were planned for what it was; a report accepted while the settings changed was, too. A file to fetch is offered for
 * 30 days from now, and an outage of its destination is over. Files of a destination whose settings cannot be read stay.
 * Returns how many moved.
 */
export async function realignDeliveries(context: Context): Promise<number> {
  const { destinations } = await loadSnapshot(context.db);
  const now = clockOf(context);
  const fetching = destinations.filter(isOffered);
  await endOutages(
    context,
    fetching.map(({ name }) => name),
  );
  const offered = await realign(context, fetching, {
    where: sql`state in ('queued', 'retrying') and not has_superseded`,
    set: sql`state = 'ready', offered_at = greatest(offered_at, ${now})`,
  });
  const sent = await realign(
    context,
    destinations.filter((one) => !isOffered(one)),
    { where: sql`state = 'ready' and not has_superseded`, set: sql`state = 'queued'` },
  );
  return offered + sent;
}

async function realign(
  context: Context,
  destinations: readonly SnapshotDestination[],
  { where, set }: { where: SQL; set: SQL },
): Promise<number> {
  const byName = new Map(destinations.map((destination) => [destination.name, destination]));
  let moved = 0;
  for (;;) {
    const { rows } = await context.db.execute<MisplacedRow>(sql`
      select id, destination, report_id, ${clockOf(context)} as now from deliveries
      where destination = any (${sql.param([...byName.keys()])}::text[]) and ${where} limit ${AT_ONCE}`);
    for (const { id, destination, report_id, now } of rows) {
      const format = byName.get(destination)?.settings.format ?? 'TEXT';
      const { fileName, expiresAt } = planFile(destination, format, report_id, new Date(now));
      const planned = sql`${set}, last_error = null, file_type = ${format}, file_name = ${fileName},
        expires_at = ${expiresAt.toISOString()}::timestamptz`;
      if (await moveFile(context, { id, destination, set: planned, where, to: 'waiting' })) moved += 1;
    }
    if (rows.length < AT_ONCE) return moved;
  }
}
