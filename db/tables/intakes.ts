import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { bytea, instant } from '#db/tables/columns';
import { submissions } from '#db/tables/submissions';

/**
 * A payload that came through the ReportStream door, and how far its items have been read. Workers claim it a batch at a
 * time: `dueAt` is its place in the queue and, while one has it, the end of the lease; `leaseToken` fences.
 */
export const intakes = pgTable(
  'intakes',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .primaryKey()
      .references(() => submissions.id),
    organization: text('organization').notNull(),
    sender: text('sender').notNull(),
    format: text('format').$type<'HL7' | 'FHIR'>().notNull(),
    /** Full names of the only destinations it may go to; null: wherever the filters say. */
    routeTo: text('route_to').array(),
    skipSend: boolean('skip_send').notNull(),
    /** Past the slots of destinations that merge. */
    sendImmediately: boolean('send_immediately').notNull(),
    allowDuplicate: boolean('allow_duplicate').notNull(),
    /** What filters see of an item that does not tell by itself. */
    defaults: jsonb('defaults').$type<Record<string, string>>().notNull(),
    nextIndex: integer('next_index').notNull().default(1),
    dueAt: instant('due_at').notNull(),
    leaseToken: integer('lease_token').notNull().default(0),
    /** Claims since the last batch that was written: many mean that an item ends its workers. */
    attempts: integer('attempts').notNull().default(0),
    finishedAt: instant('finished_at'),
  },
  (t) => [
    index('intakes_due')
      .on(t.dueAt)
      .where(sql`${t.finishedAt} is null`),
    index('intakes_sender')
      .on(t.organization, t.sender, t.submissionId)
      .where(sql`${t.finishedAt} is null`),
  ],
);

/** Each item's bytes as they came, and the hash by which the same item is known when it comes again. */
export const itemPayloads = pgTable(
  'item_payloads',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    organization: text('organization').notNull(),
    sender: text('sender').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** SHA-256 of the bytes; line ends of HL7 count as CR. */
    contentSha256: bytea('content_sha256').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.itemIndex] }),
    index('item_payloads_content').on(t.organization, t.sender, t.contentSha256, t.receivedAt),
  ],
);

/** The report of an item that is filed with no appointment: what its destinations are sent. */
export const itemReports = pgTable(
  'item_reports',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    resultStatus: text('result_status').$type<'P' | 'F' | 'C' | 'X'>().notNull(),
    reportText: text('report_text').notNull(),
    clinicianName: text('clinician_name'),
    clinicianProviderNumber: text('clinician_provider_number'),
    reportedAtUtc: text('reported_at_utc'),
    /** Patient and exam as the item told them. */
    snapshot: jsonb('snapshot').$type<Record<string, string | null>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.submissionId, t.itemIndex] })],
);

/** The newest report of an order outside any appointment: `{organization}.{sender}/{filler order number}`. */
export const orderHeads = pgTable('order_heads', {
  orderKey: text('order_key').primaryKey(),
  version: integer('version').notNull(),
  resultStatus: text('result_status').$type<'P' | 'F' | 'C' | 'X'>(),
  reportGuid: uuid('report_guid'),
  /** The appointment's order (`{domain}/{appointmentId}`) that a report of it was filed in last. */
  filedIn: text('filed_in'),
});

/** Items that were not filed with an appointment, and why; closed when a person files one or sets it aside. */
export const unmatchedItems = pgTable(
  'unmatched_items',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    organization: text('organization').notNull(),
    receivedAt: instant('received_at').notNull(),
    reason: text('reason').notNull(),
    closedAt: instant('closed_at'),
    closedBy: text('closed_by'),
    closedReason: text('closed_reason'),
    /** Where it was filed. */
    appointmentKey: bigint('appointment_key', { mode: 'number' }).references(() => appointments.id),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.itemIndex] }),
    index('unmatched_items_open')
      .on(t.organization, t.receivedAt, t.submissionId, t.itemIndex)
      .where(sql`${t.closedAt} is null`),
  ],
);
