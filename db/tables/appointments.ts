import { bigint, date, index, integer, pgTable, text, time, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';
import { organizations } from '#db/tables/organizations';
import { sql } from 'drizzle-orm';

/**
 * A reporting appointment as the practice's system told it, and the head of its report's version chain.
 * `rowVersion` grows with every change: the writing statement of a submission is guarded by it.
 */
export const appointments = pgTable(
  'appointments',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    domain: text('domain')
      .notNull()
      .references(() => organizations.name),
    appointmentId: text('appointment_id').notNull(),
    rowVersion: integer('row_version').notNull().default(1),
    status: text('status').notNull(),
    /** The status last told by PUT: repeating it changes nothing (lib/appointments/rules.ts). */
    toldStatus: text('told_status').notNull(),
    scheduledSite: text('scheduled_site'),
    appointmentDate: date('appointment_date', { mode: 'string' }),
    startTime: time('start_time'),
    endTime: time('end_time'),
    patientId: text('patient_id'),
    patientName: text('patient_name'),
    patientDateOfBirth: date('patient_date_of_birth', { mode: 'string' }),
    patientSex: text('patient_sex'),
    modality: text('modality'),
    studyDescription: text('study_description'),
    procedureCode: text('procedure_code'),
    accessionNumber: text('accession_number'),
    studyInstanceUid: text('study_instance_uid'),
    bodyPart: text('body_part'),
    laterality: text('laterality'),
    clinicalInfo: text('clinical_info'),
    priority: text('priority').notNull(),
    reportingDeadlineAt: instant('reporting_deadline_at'),
    /** The reporting deadline, else creation plus the priority's SLA. */
    dueAt: instant('due_at').notNull(),
    referrerName: text('referrer_name'),
    assignedRadiologist: text('assigned_radiologist'),
    /** Why patient, date of birth or accession were last changed under a report: the worklist shows it, the audit keeps all. */
    patientChangeReason: text('patient_change_reason'),
    patientChangedAt: instant('patient_changed_at'),
    /** 0 until the first version; then the number, status, identity and hash of the newest. */
    currentVersion: integer('current_version').notNull().default(0),
    currentReportGuid: uuid('current_report_guid'),
    currentReportStatus: text('current_report_status').$type<'preliminary' | 'final' | 'withdrawn'>(),
    currentResultStatus: text('current_result_status').$type<'P' | 'F' | 'C' | 'X'>(),
    /** SHA-256 of what the newest version says (text, format, clinician): tells a correction from a repetition. */
    currentContentSha256: bytea('current_content_sha256'),
    currentChainHash: bytea('current_chain_hash'),
    /** Acceptance of the first final; the correction window counts from here by the database's clock. */
    firstFinalAt: instant('first_final_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('appointments_domain_appointment_id').on(t.domain, t.appointmentId),
    index('appointments_pending_received')
      .on(t.domain, t.id)
      .where(sql`${t.status} = 'PENDING REPORTING'`),
    index('appointments_pending_due')
      .on(t.domain, t.dueAt, t.id)
      .where(sql`${t.status} = 'PENDING REPORTING'`),
    index('appointments_window')
      .on(t.firstFinalAt)
      .where(sql`${t.status} = 'PENDING REPORTING' and ${t.firstFinalAt} is not null`),
    index('appointments_accession').on(t.domain, t.accessionNumber),
    index('appointments_patient').on(t.domain, t.patientId),
  ],
);
