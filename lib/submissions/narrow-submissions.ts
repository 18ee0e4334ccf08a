import { sql, type SQL } from 'drizzle-orm';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { isUuid } from '#lib/ids';
import type { SubmissionFilters } from '#lib/submissions/contract';
import { deliveryStatesWith, type DestinationStatus } from '#lib/submissions/overall-status';
import { TALLIES, TALLY_STATUS } from '#lib/submissions/tally-status';

/**
 * SQL conditions on `submissions s` for the list's filters, the organization always first: for whoever counts all of them. A
 * page of them is found another way (`pageSubmissions`). Destination and filter type are one semi-join on routings.
 */
export function narrowSubmissions(organization: AuthorizedDomain, filters: SubmissionFilters): SQL[] {
  const conditions: SQL[] = [...narrowOwn(organization, filters), ...receivedWithin(sql`s`, filters)];
  const { destination, destinationStatus: status, filterType } = filters;
  const routing: SQL[] = [];
  if (destination) routing.push(sql`r.destination = ${destination}`);
  if (filterType) routing.push(sql`r.filter_type = ${filterType}`);
  const isFound = status && !filterType && (destination || isKept(status));
  if (isFound) routing.push(sql`r.state = ${status}`);
  if (routing.length > 0) conditions.push(routed(organization, routing));
  if (status) {
    const states = deliveryStatesWith(status);
    // What a destination's status implies of the submission, for an index to find the few that are still open or failed.
    if (states) conditions.push(sql`s.delivery_state = any (${sql.param(states)}::text[])`);
    conditions.push(isFound ? ofOneItemOr(hasStatus(status, destination)) : hasStatus(status, destination));
  }
  if (filters.q) conditions.push(matchesAnyId([organization], filters.q.trim()));
  return conditions;
}

/** Those of the conditions that a submission's own columns answer, but for its dates. */
export function narrowOwn(organization: AuthorizedDomain, filters: SubmissionFilters): SQL[] {
  const conditions: SQL[] = [sql`s.organization = ${organization}`];
  if (filters.showFailed === 'false') conditions.push(sql`s.http_status in (200, 201)`);
  if (filters.status) conditions.push(sql`s.overall_status = ${filters.status}`);
  if (filters.deliveryState) conditions.push(sql`s.delivery_state = ${filters.deliveryState}`);
  // A rejected submission tells no topic (contract §5), so it is none of any topic's.
  if (filters.topic) conditions.push(sql`s.topic = ${filters.topic} and s.http_status in (200, 201)`);
  if (filters.sender) conditions.push(sql`s.sender = ${senderName(organization, filters.sender)}`);
  return conditions;
}

/** A sender's own name, also where it is told as `org.sender`. */
export function senderName(organization: string, sender: string): string {
  const prefix = `${organization}.`;
  return sender.startsWith(prefix) ? sender.slice(prefix.length) : sender;
}

/**
 * The dates as conditions on a table that has `received_at`. The wire tells milliseconds: `until` is the last of them that
 * counts, with all the microseconds in it.
 */
export function receivedWithin(table: SQL, { since, until }: Pick<SubmissionFilters, 'since' | 'until'>): SQL[] {
  const conditions: SQL[] = [];
  if (since) conditions.push(sql`${table}.received_at >= ${since}::timestamptz`);
  if (until) conditions.push(sql`${table}.received_at < ${until}::timestamptz + interval '1 millisecond'`);
  return conditions;
}

const routed = (organization: AuthorizedDomain, conditions: SQL[]): SQL => sql`exists (select 1 from routings r
  where r.organization = ${organization} and r.received_at = s.received_at and r.submission_id = s.id
    and r.state <> 'outside' and ${sql.join(conditions, sql` and `)})`;

/** What an index of routings finds at whatever destination: not what waits or arrived, which is most. */
export const isKept = (status: DestinationStatus): boolean => status !== 'delivered' && status !== 'waiting';

/** SQL: beside a routing of that state; an only item's is the destination's status, many items need the tally. */
export const ofOneItemOr = (decided: SQL): SQL => sql`(s.valid_item_count = 1 or ${decided})`;

/** SQL: the stored tally of the destination, or of any, decides. Of an only item it says so in one look. */
export function hasStatus(status: DestinationStatus, destination: string | undefined): SQL {
  const tally = JSON.stringify([{ destination, [status]: 1 }]);
  return sql`case when s.valid_item_count = 1 then s.destinations @> ${tally}::jsonb
    else exists (select 1 from ${TALLIES}
      where ${destination ? sql`t.destination = ${destination} and ` : sql``}${TALLY_STATUS} = ${status}) end`;
}

/**
 * Exact look-ups by any id a person may hold. They are gathered into an array first, each an index read: an OR of them
 * beside a subquery would read every submission of the organization. `organizations`: null = all.
 */
export function matchesAnyId(organizations: AuthorizedDomain[] | null, q: string): SQL {
  const names = organizations ? sql`${sql.param(organizations)}::text[]` : sql`array(select name from organizations)`;
  const within = (column: SQL) => sql`${column} = any (${names})`;
  const ways = [
    sql`select n.id from submissions n where ${within(sql`n.organization`)} and n.external_name = ${q}`,
    sql`select n.id from appointments a join submissions n on n.appointment_key = a.id
      where ${within(sql`a.domain`)} and a.appointment_id = ${q}`,
    sql`select n.id from appointments a join submissions n on n.appointment_key = a.id
      where ${within(sql`a.domain`)} and a.accession_number = ${q}`,
  ];
  // Items of a payload are filed each with an appointment of its own.
  ways.push(sql`select i.submission_id from appointments a join submission_items i on i.appointment_key = a.id
    where ${within(sql`a.domain`)} and (a.appointment_id = ${q} or a.accession_number = ${q})`);
  if (isUuid(q)) ways.push(sql`select n.id from submissions n where n.report_id = ${q}::uuid`);
  if (/^\d{1,15}$/.test(q)) ways.push(sql`select ${Number(q)}::bigint`);
  return sql`s.id = any (array(${sql.join(ways, sql` union all `)}))`;
}
