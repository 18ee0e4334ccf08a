import { bigint, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, instant, xid8 } from '#db/tables/columns';
import { sql } from 'drizzle-orm';

/**
 * Who did or read what. Append-only; ids only, but for the words in which somebody gave a reason. Sealed in chained blocks
 * after the commit.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    transactionId: xid8('transaction_id')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    principal: text('principal').notNull(),
    action: text('action').notNull(),
    organization: text('organization'),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>(),
    correlationId: text('correlation_id').notNull(),
  },
  (t) => [
    index('audit_events_transaction').on(t.transactionId, t.id),
    index('audit_events_entity').on(t.entity, t.entityId),
    index('audit_events_organization').on(t.organization, t.id),
  ],
);

/** A sealed run of audit events: all with `fromTransaction` ≤ transaction id < `toTransaction`. Append-only. */
export const auditBlocks = pgTable('audit_blocks', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  fromTransaction: xid8('from_transaction').notNull(),
  toTransaction: xid8('to_transaction').notNull(),
  eventCount: integer('event_count').notNull(),
  previousHash: bytea('previous_hash').notNull(),
  hash: bytea('hash').notNull(),
  sealedAt: instant('sealed_at').notNull().defaultNow(),
});
