import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { bytea, instant } from '#db/tables/columns';

/**
 * Every accepted version of a report, append-only (a trigger refuses UPDATE, DELETE and TRUNCATE) and chained per
 * appointment: `chainHash` = SHA-256(previous chain hash ‖ `recordSha256` ‖ accepted time), see lib/reports/chain.ts.
 */
export const reportVersions = pgTable(
  'report_versions',
  {
    reportGuid: uuid('report_guid').primaryKey(),
    appointmentKey: bigint('appointment_key', { mode: 'number' })
      .notNull()
      .references(() => appointments.id),
    version: integer('version').notNull(),
    reportStatus: text('report_status').$type<'preliminary' | 'final' | 'withdrawn'>().notNull(),
    /** What destinations are told (HL7 table 0123): P, F, C corrected, X withdrawn. */
    resultStatus: text('result_status').$type<'P' | 'F' | 'C' | 'X'>().notNull(),
    reportText: text('report_text').notNull(),
    reportFormat: text('report_format').notNull(),
    clinicianName: text('clinician_name'),
    clinicianProviderNumber: text('clinician_provider_number'),
    clinicianEmail: text('clinician_email'),
    /** RFC 3339 in UTC with the precision the sender gave. */
    reportedAtUtc: text('reported_at_utc').notNull(),
    reason: text('reason'),
    /** Checks that blocked it, and why its signer signed it all the same; null when none did. */
    overrides: jsonb('overrides').$type<{ rule: string; reason: string }[]>(),
    source: text('source').$type<'portal' | 'partner' | 'reportstream'>().notNull(),
    principal: text('principal').notNull(),
    textSha256: bytea('text_sha256').notNull(),
    contentSha256: bytea('content_sha256').notNull(),
    previousHash: bytea('previous_hash'),
    /** SHA-256 of everything this row says but the time, made by the application. */
    recordSha256: bytea('record_sha256').notNull(),
    chainHash: bytea('chain_hash').notNull(),
    /** Patient and exam as they were when this version was accepted. */
    snapshot: jsonb('snapshot').$type<Record<string, string | null>>().notNull(),
    acceptedAt: instant('accepted_at').notNull(),
  },
  (t) => [
    uniqueIndex('report_versions_appointment_version').on(t.appointmentKey, t.version),
    index('report_versions_accepted').on(t.acceptedAt),
  ],
);
