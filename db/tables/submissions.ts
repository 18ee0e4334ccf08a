import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { instant } from '#db/tables/columns';
import { organizations } from '#db/tables/organizations';

/** Items of one submission for one destination, counted by fate; every item is in exactly one of the seven counts. */
export interface DestinationTally {
  destination: string;
  filtered: number;
  skipped: number;
  superseded: number;
  waiting: number;
  retrying: number;
  failed: number;
  delivered: number;
  /** ISO instant of the next planned attempt or slot; kept after sending. */
  sendingAt: string | null;
}

/** Everything that was submitted, whichever door it came through, with its stored status. */
export const submissions = pgTable(
  'submissions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The `id`/`reportId` of history: null when no item survived. */
    reportId: uuid('report_id').unique(),
    organization: text('organization')
      .notNull()
      .references(() => organizations.name),
    sender: text('sender').notNull(),
    topic: text('topic'),
    source: text('source').$type<'portal' | 'partner' | 'reportstream'>().notNull(),
    actionName: text('action_name').notNull().default('receive'),
    httpStatus: integer('http_status').notNull(),
    externalName: text('external_name'),
    reportItemCount: integer('report_item_count'),
    appointmentKey: bigint('appointment_key', { mode: 'number' }).references(() => appointments.id),
    version: integer('version'),
    principal: text('principal').notNull(),
    correlationId: text('correlation_id').notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When every item had been processed and routed; null while `destinations` is still []. */
    routedAt: instant('routed_at'),
    validItemCount: integer('valid_item_count').notNull(),
    overallStatus: text('overall_status').notNull(),
    deliveryState: text('delivery_state').notNull(),
    destinations: jsonb('destinations').$type<DestinationTally[]>().notNull(),
    errorCount: integer('error_count').notNull().default(0),
    warningCount: integer('warning_count').notNull().default(0),
    /** The newest sent or downloaded file of this submission. */
    lastReachedAt: instant('last_reached_at'),
    /** Grows with every change that history shows. */
    revision: integer('revision').notNull().default(1),
  },
  (t) => [
    // What ends an index is looked for in it: a topic, or a status of a sender's, that few have or none.
    index('submissions_organization').on(t.organization, t.receivedAt, t.id, t.topic),
    index('submissions_status').on(t.organization, t.overallStatus, t.receivedAt, t.id),
    index('submissions_delivery_state').on(t.organization, t.deliveryState, t.receivedAt, t.id),
    index('submissions_sender').on(t.organization, t.sender, t.receivedAt, t.id, t.overallStatus),
    // What persons submitted, for each of them; clients, who submit the bulk, are not in it.
    index('submissions_signed')
      .on(t.principal, t.receivedAt, t.id)
      .where(sql`${t.source} = 'portal'`),
    index('submissions_signed_open')
      .on(t.principal, t.receivedAt, t.id)
      .where(sql`${t.source} = 'portal' and ${t.deliveryState} in ('retrying', 'waiting', 'failed')`),
    // Of topics that few have: portal and partner, who submit the most, are radiology's and not in it.
    index('submissions_topic')
      .on(t.organization, t.topic, t.receivedAt, t.id)
      .where(sql`${t.topic} <> 'radiology'`),
    index('submissions_appointment').on(t.appointmentKey, t.version),
    index('submissions_external_name')
      .on(t.organization, t.externalName)
      .where(sql`${t.externalName} is not null`),
  ],
);

/** Item: one report in a submission (1-based index). `fields` are what filters saw, without the report's text. */
export const submissionItems = pgTable(
  'submission_items',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    trackingId: text('tracking_id').notNull(),
    reportGuid: uuid('report_guid'),
    fields: jsonb('fields').$type<Record<string, string>>().notNull(),
    /** The appointment an item of a payload was filed with, and as which version; a report of the portal's or a partner's
     * has both at its submission. */
    appointmentKey: bigint('appointment_key', { mode: 'number' }).references(() => appointments.id),
    version: integer('version'),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.itemIndex] }),
    index('submission_items_filed')
      .on(t.appointmentKey, t.version)
      .where(sql`${t.appointmentKey} is not null`),
    index('submission_items_report')
      .on(t.reportGuid)
      .where(sql`${t.appointmentKey} is not null`),
  ],
);

/** Errors and warnings of a submission, before consolidation. Filter warnings are derived from `routings`. */
export const submissionMessages = pgTable(
  'submission_messages',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    level: text('level').$type<'error' | 'warning'>().notNull(),
    scope: text('scope').$type<'parameter' | 'report' | 'item' | 'translation'>().notNull(),
    itemIndex: integer('item_index'),
    trackingId: text('tracking_id'),
    field: text('field'),
    errorCode: text('error_code').notNull(),
    message: text('message').notNull(),
  },
  (t) => [index('submission_messages_submission').on(t.submissionId)],
);

/** Routing: item × destination, with the filters' verdict and its fate. Together with `deliveries` it is the queue. */
export const routings = pgTable(
  'routings',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    /** `org.service` */
    destination: text('destination').notNull(),
    state: text('state')
      .$type<'outside' | 'filtered' | 'skipped' | 'waiting' | 'retrying' | 'delivered' | 'failed' | 'superseded'>()
      .notNull(),
    /** The filter type that removed the item, and each of its expressions that failed with the values seen. */
    filterType: text('filter_type'),
    failures:
      jsonb('failures').$type<
        { filterName: string; filterArgs: string[]; valuesSeen: { field: string; value: string | null }[] }[]
      >(),
    /** The verdict before the item was routed again, by a person, and until when it held. */
    earlier: jsonb('earlier').$type<{
      state: 'outside' | 'filtered';
      filterType: string;
      failures: { filterName: string; filterArgs: string[]; valuesSeen: { field: string; value: string | null }[] }[];
      until: string;
    }>(),
    /** Order is strict per destination and key: `{domain}/{appointmentId}`, else sender and filler number. */
    orderKey: text('order_key').notNull(),
    version: integer('version').notNull(),
    supersededBy: uuid('superseded_by'),
    /** Sending organization and receipt of the submission, repeated here for the list's keyset filters. */
    organization: text('organization').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.destination, t.itemIndex] }),
    index('routings_destination')
      .on(t.organization, t.destination, t.receivedAt, t.submissionId)
      .where(sql`${t.state} <> 'outside'`),
    index('routings_filter_type')
      .on(t.organization, t.filterType, t.destination, t.receivedAt, t.submissionId)
      .where(sql`${t.filterType} is not null and ${t.state} <> 'outside'`),
    // Not of what waits or arrived: those are most, and each would be written twice.
    index('routings_state')
      .on(t.organization, t.state, t.destination, t.receivedAt, t.submissionId)
      .where(sql`${t.state} in ('filtered', 'skipped', 'superseded', 'retrying', 'failed')`),
    index('routings_order').on(t.orderKey, t.destination, t.version),
  ],
);
