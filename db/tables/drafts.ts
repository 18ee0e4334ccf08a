import { bigint, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { bytea, instant } from '#db/tables/columns';
import { users } from '#db/tables/identities';

const appointmentKey = () =>
  bigint('appointment_key', { mode: 'number' })
    .notNull()
    .references(() => appointments.id);
const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' });

/** A report being written: one per appointment and person. `sealed` is AES-256-GCM of what lib/drafts/content.ts says. */
export const drafts = pgTable(
  'drafts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    appointmentKey: appointmentKey(),
    userId: userId(),
    /** Grows with every save; a save names the one it was made from. */
    revision: integer('revision').notNull(),
    /** The report's version when the draft was begun; 0 without a report. */
    baseVersion: integer('base_version').notNull(),
    sealed: bytea('sealed').notNull(),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [uniqueIndex('drafts_appointment_user').on(t.appointmentKey, t.userId), index('drafts_user').on(t.userId)],
);

/** Drafts that were set aside, kept so that nobody's words are lost: never changed, deleted after their time. */
export const draftVersions = pgTable(
  'draft_versions',
  {
    id: uuid('id').primaryKey(),
    appointmentKey: appointmentKey(),
    userId: userId(),
    occasion: text('occasion').$type<'taken over' | 'discarded' | 'replaced'>().notNull(),
    sealed: bytea('sealed').notNull(),
    /** When it was last saved as a draft. */
    savedAt: instant('saved_at').notNull(),
    keptAt: instant('kept_at').notNull().defaultNow(),
  },
  (t) => [
    index('draft_versions_appointment').on(t.appointmentKey, t.keptAt),
    index('draft_versions_kept').on(t.keptAt),
  ],
);
