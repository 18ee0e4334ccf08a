import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';

const MOST = 20;
const WITHIN = sql.raw(`interval '12 hours'`);

/**
 * Names of other patients whom this person had open in the last 12 hours, the latest 20: what they claimed, drafted or
 * signed, in domains that they may report in. Never the appointment's own patient. Three indexes, a few rows of each.
 */
export async function findOtherPatients(context: Context, actor: UserActor, appointmentKey: number): Promise<string[]> {
  const domains = authorizedDomains(actor, 'reports:write') ?? [];
  const now = sql`coalesce(${context.at?.toISOString() ?? null}::timestamptz, now())`;
  const { rows } = await context.db.execute<{ patient_name: string }>(sql`
    with opened as (
      select appointment_key, claimed_at as at from claims
      where user_id = ${actor.userId}::uuid and claimed_at > ${now} - ${WITHIN}
      union all
      select appointment_key, saved_at from drafts
      where user_id = ${actor.userId}::uuid and saved_at > ${now} - ${WITHIN}
      union all
      (select appointment_key, received_at from submissions
      where principal = ${actor.principal} and source = 'portal' and received_at > ${now} - ${WITHIN}
      order by received_at desc limit 100)
    )
    select other.patient_name
    from (select appointment_key, max(at) as at from opened group by appointment_key) o
    join appointments other on other.id = o.appointment_key
    join appointments this on this.id = ${appointmentKey}
    where other.id <> this.id and other.patient_name is not null and other.patient_name <> coalesce(this.patient_name, '')
      and not (other.domain = this.domain and other.patient_id is not distinct from this.patient_id
        and other.patient_id is not null)
      and other.domain in (select jsonb_array_elements_text(${JSON.stringify(domains)}::jsonb))
    order by o.at desc limit ${MOST}`);
  return [...new Set(rows.map((row) => row.patient_name))];
}
