import { sql, type SQL } from 'drizzle-orm';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters } from '#lib/submissions/contract';
import {
  hasStatus,
  isKept,
  narrowOwn,
  narrowSubmissions,
  ofOneItemOr,
  receivedWithin,
} from '#lib/submissions/narrow-submissions';
import { deliveryStatesWith } from '#lib/submissions/overall-status';

export interface PageWanted {
  /** Of `submissions s`, `received_at` and `id` among them. */
  columns: SQL;
  direction: 'asc' | 'desc';
  /** Receipt and id of the last one of the page before. */
  after: readonly (string | number)[] | null;
  limit: number;
}

/**
 * SQL: a page of the list's submissions, by keyset on receipt. Each filter has an index that carries the list's order, and
 * the page is walked along it: left to choose, the planner takes the few that it expects to match all at once, and sorts
 * them, which costs seconds where they are many (docs/explain.md).
 */
export function pageSubmissions(organization: AuthorizedDomain, filters: SubmissionFilters, page: PageWanted): SQL {
  const { destination, destinationStatus: status, filterType } = filters;
  // What an id finds is few.
  if (filters.q) return walkSubmissions(narrowSubmissions(organization, filters), page);
  const own = narrowOwn(organization, filters);
  const dated = receivedWithin(sql`s`, filters);
  const decided = status ? [hasStatus(status, destination)] : [];
  const among = [sql`r.organization = ${organization}`, sql`r.state <> 'outside'`];
  const dates = receivedWithin(sql`r`, filters);
  const at = (name: SQL) => sql`r.destination = ${name}`;
  const found = filterType
    ? sql`r.filter_type = ${filterType}`
    : status && isKept(status)
      ? sql`r.state = ${status}`
      : null;
  if (found) {
    const beside = filterType ? [...own, ...decided] : [...own, ...decided.map(ofOneItemOr)];
    const walk = (name: SQL) => walkRoutings([...among, found, at(name), ...dates], beside, page);
    if (destination) return walk(sql`${destination}`);
    return merge(destinationsOf([...among, found]), walk(sql`d.destination`), page);
  }
  const states = status && deliveryStatesWith(status);
  if (states) {
    const open = sql`unnest(${sql.param(states)}::text[]) d (state)`;
    return merge(open, walkSubmissions([...own, ...dated, sql`s.delivery_state = d.state`, ...decided], page), page);
  }
  if (!destination) return walkSubmissions([...own, ...dated, ...decided], page);
  const state = status ? [sql`r.state = ${status}`] : [];
  return walkRoutings(
    [...among, at(sql`${destination}`), ...state, ...dates],
    [...own, ...decided.map(ofOneItemOr)],
    page,
  );
}

/** The submissions of some order themselves. */
function walkSubmissions(conditions: readonly SQL[], { columns, direction, after, limit }: PageWanted): SQL {
  const order = sql.raw(direction);
  return sql`select ${columns} from submissions s
    where ${sql.join([...conditions, ...beyond(sql`s.received_at, s.id`, direction, after)], sql` and `)}
    order by s.received_at ${order}, s.id ${order} limit ${limit}`;
}

/** Receipt and organization repeat on the routing, so that its index is walked in the list's order. One may have many items. */
function walkRoutings(
  routings: readonly SQL[],
  submissions: readonly SQL[],
  { columns, direction, after, limit }: PageWanted,
): SQL {
  const order = sql.raw(direction);
  const within = [...routings, ...beyond(sql`r.received_at, r.submission_id`, direction, after)];
  return sql`select distinct on (r.received_at, r.submission_id) ${columns}
    from routings r join submissions s on s.id = r.submission_id
    where ${sql.join([...within, ...submissions], sql` and `)}
    order by r.received_at ${order}, r.submission_id ${order} limit ${limit}`;
}

/** The page of the pages that were found for each of `d`. */
function merge(each: SQL, pages: SQL, { direction, limit }: PageWanted): SQL {
  const order = sql.raw(direction);
  return sql`select distinct on (p.received_at, p.id) p.* from ${each}, lateral (${pages}) p
    order by p.received_at ${order}, p.id ${order} limit ${limit}`;
}

/** SQL: the destinations of such routings as a table `d`, from one to the next of the index that names them before receipt. */
function destinationsOf(conditions: readonly SQL[]): SQL {
  const next = (after: SQL) => sql`(select r.destination from routings r
    where ${sql.join([...conditions], sql` and `)}${after} order by r.destination limit 1)`;
  return sql`(with recursive d as (
      ${next(sql``)} union all select ${next(sql` and r.destination > d.destination`)} from d where d.destination is not null)
    select destination from d where destination is not null) d`;
}

function beyond(keyset: SQL, direction: 'asc' | 'desc', after: PageWanted['after']): SQL[] {
  if (after === null) return [];
  const [receivedAt, id] = after;
  const side = sql.raw(direction === 'asc' ? '>' : '<');
  return [sql`(${keyset}) ${side} (${receivedAt}::timestamptz, ${id}::bigint)`];
}
