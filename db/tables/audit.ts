import { bigint, index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';

/**
 * Who did or read what. Append-only; ids only, but for the words in which somebody gave a reason. Sealed in chained blocks
 * after the commit.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant('at').notNull(),
    principal: text('principal').notNull(),
    action: text('action').notNull(),
    organization: text('organization'),
    entity: text('entity').notNull(),
    entityId: text('entity_id').notNull(),
    detail: jsonb('detail').$type<Record<string, string | number | boolean | null>>(),
    correlationId: text('correlation_id').notNull(),
  },
  (t) => [
    index('audit_events_entity').on(t.entity, t.entityId),
    index('audit_events_organization').on(t.organization, t.id),
  ],
);

/**
 * Events that no block holds yet. A trigger adds each in the transaction that writes it, the sealer takes it out in the one
 * that makes its block: what commits late is sealed late, and a dump holds all three tables as of one instant.
 */
export const auditUnsealed = pgTable('audit_unsealed', {
  eventId: bigint('event_id', { mode: 'number' }).notNull(),
});

/** Sealed audit events, by their ids in the order in which `hash` covers them. Append-only. */
export const auditBlocks = pgTable('audit_blocks', {
  id: bigint('id', { mode: 'number' }).primaryKey(),
  eventIds: bigint('event_ids', { mode: 'number' }).array().notNull(),
  previousHash: bytea('previous_hash').notNull(),
  hash: bytea('hash').notNull(),
  sealedAt: instant('sealed_at').notNull().defaultNow(),
});
