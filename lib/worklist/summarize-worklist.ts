import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import type { WorklistFilters, WorklistSummary } from '#lib/worklist/contract';
import { isInView, narrowWorklist } from '#lib/worklist/narrow-worklist';
import { WORKLIST_VIEWS } from '#lib/worklist/views';

/** Values of one kind at the most, the most frequent ones: a menu with more is no menu. */
const MOST_VALUES = 50;

/** How many rows each view has under these filters, and how many each value that the list can be narrowed by. */
export async function summarizeWorklist(
  context: Context,
  actor: UserActor,
  filters: WorklistFilters,
): Promise<WorklistSummary> {
  const rows = narrowWorklist(actor, authorizedDomains(actor, 'appointments:read'), filters);
  const marks = WORKLIST_VIEWS.map((view) => sql`${isInView(view, actor)} as ${sql.identifier(view)}`);
  const counts = WORKLIST_VIEWS.map(
    (view) => sql`${sql.raw(`'${view}'`)}, count(*) filter (where ${sql.identifier(view)})`,
  );
  const { rows: counted } = await context.db.execute<WorklistSummary & Record<string, unknown>>(sql`
    with chosen as materialized (
      select a.domain, a.modality, a.scheduled_site, a.priority, a.referrer_name, a.due_at, ${sql.join(marks, sql`, `)} ${rows}
    )
    select json_build_object(${sql.join(counts, sql`, `)}) as views,
      count(*) filter (where due_at < now()) as overdue,
      ${countBy(sql`domain`)} as domains, ${countBy(sql`modality`)} as modalities,
      ${countBy(sql`scheduled_site`)} as sites, ${countBy(sql`priority`)} as priorities,
      ${countBy(sql`referrer_name`)} as referrers
    from chosen`);
  if (!counted[0]) throw new Error('The summary returned no row.');
  return counted[0];
}

const countBy = (column: SQL): SQL => sql`(select coalesce(json_agg(v), '[]') from (
  select ${column} as value, count(*) as count from chosen where ${column} is not null
  group by 1 order by 2 desc, 1 limit ${sql.raw(String(MOST_VALUES))}) v)`;
