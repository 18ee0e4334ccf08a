import { sql, type SQL } from 'drizzle-orm';
import { isOpen } from '#lib/appointments/window';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import type { WorklistFilters } from '#lib/worklist/contract';
import type { WorklistView } from '#lib/worklist/views';

/** What several values of can be chosen. */
export const CHOICES = ['domains', 'modalities', 'sites', 'priorities', 'referrers'] as const;
export type Choice = (typeof CHOICES)[number];

/** SQL: the column that a choice is of. */
export const COLUMNS: Record<Choice, SQL> = {
  domains: sql`a.domain`,
  modalities: sql`a.modality`,
  sites: sql`a.scheduled_site`,
  priorities: sql`a.priority`,
  referrers: sql`a.referrer_name`,
};

/** SQL: whether a row has one of the chosen values; all have when none is chosen. */
export function isChosen(choice: Choice, filters: WorklistFilters): SQL {
  const values = filters[choice];
  return values ? isAnyOf(COLUMNS[choice], values) : sql`true`;
}

/**
 * FROM and WHERE of the worklist: appointments `a` that still need a report, with their organization `o`, claim `c` (null
 * past its lease) and the reader's draft `d`. `domains`: null = every one.
 */
export function narrowWorklist(
  actor: UserActor,
  domains: readonly AuthorizedDomain[] | null,
  filters: WorklistFilters,
): SQL {
  const conditions: SQL[] = [isOpen(sql`now()`), sql`a.current_report_status is distinct from 'final'`];
  if (domains !== null) conditions.push(isAnyOf(sql`a.domain`, domains));
  for (const choice of CHOICES) if (filters[choice]) conditions.push(isChosen(choice, filters));
  if (filters.receivedBefore) conditions.push(sql`a.created_at < ${filters.receivedBefore}::timestamptz`);
  for (const word of wordsOf(filters.text)) conditions.push(contains(word));
  return sql`from appointments a join organizations o on o.name = a.domain
    left join claims c on c.appointment_key = a.id and c.lease_until > now()
    left join drafts d on d.appointment_key = a.id and d.user_id = ${actor.userId}::uuid
    where ${sql.join(conditions, sql` and `)}`;
}

/** SQL: whether a row of the worklist is in the view. */
export function isInView(view: WorklistView, actor: UserActor): SQL {
  switch (view) {
    case 'mine':
      return sql`(c.user_id = ${actor.userId}::uuid or d.id is not null or a.assigned_radiologist = ${actor.name})`;
    case 'unclaimed':
      return sql`(c.user_id is null)`;
    case 'stat':
      return sql`(a.priority = 'STAT')`;
    case 'awaiting-final':
      return sql`(a.current_report_status = 'preliminary')`;
    case 'all':
      return sql`true`;
  }
}

const isAnyOf = (column: SQL, values: readonly string[]): SQL =>
  sql`coalesce(${column} = any (${sql.param(values)}::text[]), false)`;

/** Words in any order: `reid ada` finds `REID, Ada`. */
const wordsOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[\s,^]+/)
    .filter(Boolean)
    .slice(0, 8);

const SEARCHED = sql`lower(concat_ws(' ', a.patient_name, a.patient_id, a.accession_number, a.appointment_id,
  a.study_description, a.referrer_name))`;

const contains = (word: string): SQL => sql`position(lower(${word}) in ${SEARCHED}) > 0`;
