import { sql, type SQL } from 'drizzle-orm';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

/** SQL condition on `deliveries d`: each sender in the file shares with its receiver now, or is its receiver. */
export const isSharedNow = sql`not exists (
  select 1 from delivery_items i join submissions s on s.id = i.submission_id join organizations o on o.name = s.organization
  where i.delivery_id = d.id and s.organization <> d.organization and d.destination <> all (o.shares_with))`;

/**
 * SQL condition on `deliveries d`: its receiver may see and fetch it. What it has already been given stays its own, and a
 * withdrawal reaches whoever received the report (contract §4); every other file needs an active receiver with valid
 * settings, the sender's own or one that each sender in the file shares with now. Nothing is fetched while its receiver is
 * paused. Denied unless all of that is known.
 */
export function isHandedOut(settings: SettingsSnapshot): SQL {
  const active = settings.destinations.filter((destination) => destination.active).map(({ name }) => name);
  return sql`(d.state in ('sent', 'downloaded') or ((d.withdrawal
      or (d.destination = any (${sql.param(active)}::text[]) and ${isSharedNow}))
    and not exists (select 1 from destination_states p where p.destination = d.destination and p.paused_since is not null)))`;
}
