import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { bytea, instant } from '#db/tables/columns';

/** A tenant: an imaging group. Its name is also the partner `{domain}` and never changes. */
export const organizations = pgTable('organizations', {
  name: text('name').primaryKey(),
  description: text('description').notNull(),
  timeZone: text('time_zone').notNull(),
  jurisdiction: jsonb('jurisdiction').$type<{ country?: string; state?: string; county?: string }>().notNull(),
  correctionWindowMinutes: integer('correction_window_minutes').notNull(),
  finalHoldSeconds: integer('final_hold_seconds').notNull(),
  idleLockMinutes: integer('idle_lock_minutes').notNull(),
  sessionHours: integer('session_hours').notNull(),
  slaMinutes: jsonb('sla_minutes').$type<Record<'STAT' | 'URGENT' | 'ROUTINE', number>>().notNull(),
  /** Receivers of other organizations (`org.service`) that may get this one's items. */
  sharesWith: text('shares_with').array().notNull(),
  viewerUrl: text('viewer_url'),
  sites: jsonb('sites').$type<{ name: string; timeZone: string }[]>().notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Where submissions come from: `portal` and `partner` always exist, others are ReportStream senders. */
export const senders = pgTable(
  'senders',
  {
    organization: text('organization')
      .notNull()
      .references(() => organizations.name),
    name: text('name').notNull(),
    topic: text('topic').notNull(),
    format: text('format').$type<'HL7' | 'FHIR'>().notNull(),
    customerStatus: text('customer_status').$type<'active' | 'testing' | 'inactive'>().notNull(),
    hl7AcknowledgementEnabled: boolean('hl7_acknowledgement_enabled').notNull(),
  },
  (t) => [primaryKey({ columns: [t.organization, t.name] })],
);

/**
 * Destinations, named `org.service` on the wire. `settings` holds everything but credentials as validated by
 * `receiverSettings` in lib/settings/contract.ts; `credentials` is AES-256-GCM sealed JSON.
 */
export const receivers = pgTable(
  'receivers',
  {
    organization: text('organization')
      .notNull()
      .references(() => organizations.name),
    name: text('name').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    credentials: bytea('credentials'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.organization, t.name] })],
);

/** One row: bumped by triggers on the settings tables, so that cached snapshots know when they are stale. */
export const settingsVersion = pgTable('settings_version', {
  only: boolean('only').primaryKey().default(true),
  version: bigint('version', { mode: 'number' }).notNull(),
});

/** What each object of a settings file looked like when it was last applied; unchanged objects are left alone. */
export const appliedSettings = pgTable(
  'applied_settings',
  {
    kind: text('kind').notNull(),
    key: text('key').notNull(),
    sha256: text('sha256').notNull(),
    appliedAt: instant('applied_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.key] })],
);
