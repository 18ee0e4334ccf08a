import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';

/** Answers of accepted requests, kept 24 hours, written in the transaction that stores what they answer. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    principal: text('principal').notNull(),
    key: text('key').notNull(),
    /** SHA-256 over method, path and canonical payload. */
    fingerprint: bytea('fingerprint').notNull(),
    status: integer('status').notNull(),
    location: text('location'),
    body: text('body').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.principal, t.key] }), index('idempotency_keys_age').on(t.createdAt)],
);
