import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';
import { organizations } from '#db/tables/organizations';

/**
 * Where an organization is told that a destination degraded or recovered. Apart from the organization's row, which every
 * process caches: what opens it is not in any cache.
 */
export const alertWebhooks = pgTable('alert_webhooks', {
  organization: text('organization')
    .primaryKey()
    .references(() => organizations.name),
  url: text('url').notNull(),
  /** AES-256-GCM sealed JSON of `secret` and `previousSecret`. */
  credentials: bytea('credentials'),
});

/**
 * Alerts that are not sent yet, written in the transaction that found the turn. A worker deletes one that was taken or given
 * up; while it has one in hand, `nextAttemptAt` is when another may take it.
 */
export const alerts = pgTable('alerts', {
  /** In the order in which they were raised. */
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** `webhook-id`, the same in each attempt. */
  messageId: uuid('message_id').notNull(),
  organization: text('organization').notNull(),
  /** `org.service` */
  destination: text('destination').notNull(),
  turn: text('turn').$type<'degraded' | 'recovered'>().notNull(),
  /** When the outage began. */
  since: instant('since').notNull(),
  /** In our words alone. */
  lastError: text('last_error'),
  raisedAt: instant('raised_at').notNull(),
  /** Also the fencing token: who counted it last settles it. */
  attempts: integer('attempts').notNull().default(0),
  nextAttemptAt: instant('next_attempt_at').notNull(),
});
