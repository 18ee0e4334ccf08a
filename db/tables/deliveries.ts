import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';
import { submissions } from '#db/tables/submissions';

/**
 * Delivery: a file for a destination. Claimed by workers with a lease and a fencing token: a worker that lost its lease
 * presents an old `leaseToken` and changes nothing. `ready` = a DOWNLOAD file waiting to be fetched.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    reportId: uuid('report_id').notNull().unique(),
    /** The file's that this one sends again: its receiver knows both by that id. */
    resendOf: uuid('resend_of'),
    destination: text('destination').notNull(),
    /** Receiving organization and service, split for the receiver's own list. */
    organization: text('organization').notNull(),
    state: text('state')
      .$type<'queued' | 'sending' | 'retrying' | 'ready' | 'sent' | 'downloaded' | 'failed' | 'superseded'>()
      .notNull(),
    /** A newer version of one of its reports was accepted: that leaves the file, or the file closes, before it is sent. */
    hasSuperseded: boolean('has_superseded').notNull().default(false),
    /** Its report waits for the slot of its destination, to be put into one file with others (MERGE). */
    gathers: boolean('gathers').notNull().default(false),
    /** It takes back what the destination has: it goes even to one that has become inactive. */
    withdrawal: boolean('withdrawal').notNull().default(false),
    itemCount: integer('item_count').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Entries of the retry schedule that its attempts used: fewer than those, where it was brought forward. */
    scheduleUsed: integer('schedule_used').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    /** The next attempt comes no sooner, whatever happens: the destination asked for it (Retry-After). */
    notBefore: instant('not_before'),
    /** When the file is first offered: the first `nextAttemptAt`, kept by a trigger. It never moves, so lists go by it. */
    offeredAt: instant('offered_at').notNull(),
    leaseToken: integer('lease_token').notNull().default(0),
    leaseUntil: instant('lease_until'),
    /** Ids of the messages in it that were acknowledged: an attempt begins after them. */
    acknowledged: text('acknowledged').array().notNull().default([]),
    lastError: text('last_error'),
    fileName: text('file_name'),
    fileType: text('file_type').$type<'HL7' | 'FHIR' | 'TEXT' | 'PDF'>().notNull(),
    createdAt: instant('created_at').notNull(),
    /** When it was sent, downloaded first, failed or superseded. */
    closedAt: instant('closed_at'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [
    index('deliveries_due')
      .on(t.destination, t.nextAttemptAt)
      .where(sql`${t.state} in ('queued', 'retrying') and not ${t.hasSuperseded} and not ${t.gathers}`),
    index('deliveries_gathering')
      .on(t.nextAttemptAt)
      .where(sql`${t.gathers} and ${t.state} in ('queued', 'ready') and not ${t.hasSuperseded}`),
    index('deliveries_superseded')
      .on(t.nextAttemptAt)
      .where(sql`${t.state} in ('queued', 'retrying', 'ready', 'failed') and ${t.hasSuperseded}`),
    index('deliveries_withdrawals')
      .on(t.destination, t.nextAttemptAt)
      .where(
        sql`${t.withdrawal} and ${t.state} in ('queued', 'retrying') and not ${t.hasSuperseded} and not ${t.gathers}`,
      ),
    index('deliveries_lease')
      .on(t.leaseUntil)
      .where(sql`${t.state} = 'sending'`),
    index('deliveries_ready')
      .on(t.expiresAt)
      .where(sql`${t.state} = 'ready'`),
    index('deliveries_failed')
      .on(t.destination, t.closedAt)
      .where(sql`${t.state} = 'failed'`),
    index('deliveries_organization').on(t.organization, t.offeredAt, t.id),
    index('deliveries_destination').on(t.organization, t.destination, t.offeredAt, t.id),
  ],
);

/**
 * Which items a file carries, each with its place in its order: strict per destination and key. A newer version marks all
 * that are older, also those whose file has long gone, where the mark means nothing.
 */
export const deliveryItems = pgTable(
  'delivery_items',
  {
    submissionId: bigint('submission_id', { mode: 'number' })
      .notNull()
      .references(() => submissions.id),
    itemIndex: integer('item_index').notNull(),
    deliveryId: bigint('delivery_id', { mode: 'number' })
      .notNull()
      .references(() => deliveries.id),
    /** The file's. */
    destination: text('destination').notNull(),
    /** As of the item's routing. */
    orderKey: text('order_key').notNull(),
    version: integer('version').notNull(),
    /** The newer version's report. */
    supersededBy: uuid('superseded_by'),
  },
  (t) => [
    primaryKey({ columns: [t.submissionId, t.itemIndex, t.deliveryId] }),
    index('delivery_items_delivery').on(t.deliveryId),
    index('delivery_items_order').on(t.orderKey, t.destination, t.version),
  ],
);

/** One try to hand a file over, with what came of it. */
export const deliveryAttempts = pgTable(
  'delivery_attempts',
  {
    deliveryId: bigint('delivery_id', { mode: 'number' })
      .notNull()
      .references(() => deliveries.id),
    attempt: integer('attempt').notNull(),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at').notNull(),
    outcome: text('outcome').$type<'delivered' | 'retry' | 'failed'>().notNull(),
    detail: text('detail'),
    /** Of the bytes that were sent, or were to be; they are in `delivery_contents` for as long as they are kept. */
    contentSha256: bytea('content_sha256'),
    /** Whom it was sent to, as it was connected to: `192.0.2.7:2575`. */
    address: text('address'),
    /** The HTTP status of the reply. */
    replyStatus: integer('reply_status'),
    /** Of the reply, kept in the same place. */
    replySha256: bytea('reply_sha256'),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.attempt] })],
);

/**
 * What a file's attempts sent and were answered, once for all attempts with the same bytes: sealed, apart from the attempts
 * so that their rows stay narrow, and deleted after their time.
 */
export const deliveryContents = pgTable(
  'delivery_contents',
  {
    deliveryId: bigint('delivery_id', { mode: 'number' })
      .notNull()
      .references(() => deliveries.id),
    /** Of the whole content, also where only its beginning is kept. */
    sha256: bytea('sha256').notNull(),
    sealed: bytea('sealed').notNull(),
    /** Of the whole content. */
    byteCount: integer('byte_count').notNull(),
    /** When the last attempt with it ended. */
    keptAt: instant('kept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.sha256] }), index('delivery_contents_kept').on(t.keptAt)],
);

/**
 * What keeps a destination's files waiting, for all workers: that somebody paused it, or that it does not answer (circuit
 * breaker). A destination that neither was true of ever has no row. Names have no foreign key: files outlive settings.
 */
export const destinationStates = pgTable('destination_states', {
  /** `org.service` */
  destination: text('destination').primaryKey(),
  pausedSince: instant('paused_since'),
  /** The principal; `worker` when the destination itself asked for it. */
  pausedBy: text('paused_by'),
  pauseReason: text('pause_reason'),
  /** Attempts in a row that did not reach it. */
  faults: integer('faults').notNull().default(0),
  /** Since when one file at a time is tried, no sooner than `probeAt`. */
  degradedSince: instant('degraded_since'),
  probeAt: instant('probe_at'),
  /** Such tries that failed: what the back-off grows with. */
  probes: integer('probes').notNull().default(0),
  /** When it answered again, last. */
  recoveredAt: instant('recovered_at'),
  lastError: text('last_error'),
});

/** Alive workers: `/api/ready` and the operators look here. */
export const workerHeartbeats = pgTable('worker_heartbeats', {
  workerId: uuid('worker_id').primaryKey(),
  startedAt: instant('started_at').notNull().defaultNow(),
  beatAt: instant('beat_at').notNull().defaultNow(),
});
