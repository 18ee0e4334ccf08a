import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { ORGANIZATION } from './settings.ts';

/** Creates the pending appointments `R1` … `R{count}`: each report of a load finds one that nobody else touches. */
export async function fillAppointments(db: Database, count: number): Promise<void> {
  await db.execute(sql`
    insert into appointments (domain, appointment_id, status, told_status, scheduled_site, appointment_date, start_time,
      patient_id, patient_name, patient_date_of_birth, patient_sex, modality, study_description, procedure_code,
      accession_number, body_part, priority, due_at, referrer_name)
    select ${ORGANIZATION}, 'R' || n, 'PENDING REPORTING', 'PENDING REPORTING', 'Northside', current_date, '09:30',
      'P' || n, 'DOE, Jane', '1980-01-31', 'F', 'CT', 'CT head without contrast', 'CTHEAD', 'ACC' || n, 'HEAD',
      'ROUTINE', now() + interval '1 day', 'Dr Lee'
    from generate_series(1, ${count}::int) n`);
  await db.execute(sql`vacuum analyze appointments`);
}
