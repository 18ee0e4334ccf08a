import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import type { WorklistFilters, WorklistSummary } from '#lib/worklist/contract';
import { CHOICES, COLUMNS, isChosen, isInView, narrowWorklist, type Choice } from '#lib/worklist/narrow-worklist';
import { WORKLIST_VIEWS } from '#lib/worklist/views';

/** Values of one kind at the most, the most frequent ones: a menu with more is no menu. */
const MOST_VALUES = 50;

/**
 * How many rows each view has under these filters, and how many each value that the list can be narrowed by would show:
 * with the other filters, but whatever is chosen of its own kind, so that there is something more to choose.
 */
export async function summarizeWorklist(
  context: Context,
  actor: UserActor,
  filters: WorklistFilters,
): Promise<WorklistSummary> {
  const { text, receivedBefore } = filters;
  const rows = narrowWorklist(actor, authorizedDomains(actor, 'appointments:read'), { text, receivedBefore });
  const values = CHOICES.map((choice) => sql`${COLUMNS[choice]} as ${sql.identifier(choice)}`);
  const chosen = CHOICES.map((choice) => sql`${isChosen(choice, filters)} as ${markOf(choice)}`);
  const views = WORKLIST_VIEWS.map((view) => sql`${isInView(view, actor)} as ${sql.identifier(view)}`);
  const all = sql.join(CHOICES.map(markOf), sql` and `);
  const counts = WORKLIST_VIEWS.map(
    (view) => sql`${sql.raw(`'${view}'`)}, count(*) filter (where ${sql.identifier(view)} and ${all})`,
  );
  const choices = CHOICES.map((choice) => sql`${countBy(choice)} as ${sql.identifier(choice)}`);
  const { rows: counted } = await context.db.execute<WorklistSummary & Record<string, unknown>>(sql`
    with rows as materialized (
      select a.due_at, ${sql.join([...values, ...chosen, ...views], sql`, `)} ${rows}
    )
    select json_build_object(${sql.join(counts, sql`, `)}) as views,
      count(*) filter (where due_at < now() and ${all}) as overdue, ${sql.join(choices, sql`, `)}
    from rows`);
  if (!counted[0]) throw new Error('The summary returned no row.');
  return counted[0];
}

/** Whether a row has one of the values chosen of this kind. */
const markOf = (choice: Choice): SQL => sql`${sql.identifier(`in ${choice}`)}`;

function countBy(choice: Choice): SQL {
  const value = sql.identifier(choice);
  const others = CHOICES.filter((other) => other !== choice).map(markOf);
  return sql`(select coalesce(json_agg(v), '[]') from (
    select ${value} as value, count(*) as count from rows where ${value} is not null and ${sql.join(others, sql` and `)}
    group by 1 order by 2 desc, 1 limit ${sql.raw(String(MOST_VALUES))}) v)`;
}
