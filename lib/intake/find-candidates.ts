import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { isOpen } from '#lib/appointments/window';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { IntakeItem } from '#lib/intake/intake-item';
import { numbersOf, type Candidate } from '#lib/intake/match-appointment';

/** The pending appointments that an item's numbers name. */
export type CandidatesOf = (item: IntakeItem) => Candidate[];

type Row = Candidate & { accessionNumber: string | null };

/**
 * Finds the pending appointments of a domain that any of these items may belong to: by accession number, and by appointment
 * identifier where a practice uses it as order number.
 */
export async function findCandidates(
  { at }: Context,
  on: Queryable,
  domain: AuthorizedDomain,
  items: readonly IntakeItem[],
): Promise<CandidatesOf> {
  const numbers = sql`${sql.param([...new Set(items.flatMap(numbersOf))])}::text[]`;
  const { rows } = await on.execute<Row & Record<string, unknown>>(sql`
    select a.appointment_id as "appointmentId", a.accession_number as "accessionNumber", a.patient_id as "patientId",
      a.patient_date_of_birth as "patientDateOfBirth", a.patient_sex as "patientSex"
    from appointments a join organizations o on o.name = a.domain
    where a.domain = ${domain} and (a.accession_number = any (${numbers}) or a.appointment_id = any (${numbers}))
      and ${isOpen(sql`coalesce(${at?.toISOString() ?? null}::timestamptz, now())`)}`);
  return (item) => {
    const own = new Set(numbersOf(item));
    const orders = new Set([item.fillerNumber, item.placerNumber]);
    return rows.filter((row) => own.has(row.accessionNumber ?? '') || orders.has(row.appointmentId));
  };
}
