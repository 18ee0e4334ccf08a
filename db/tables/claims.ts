import { bigint, index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { instant } from '#db/tables/columns';
import { users } from '#db/tables/identities';

/**
 * Who is reporting an appointment: one person, in one tab, for as long as the lease is renewed. A row past its lease means
 * nobody; it stays until the next claim takes its place.
 */
export const claims = pgTable(
  'claims',
  {
    appointmentKey: bigint('appointment_key', { mode: 'number' })
      .primaryKey()
      .references(() => appointments.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Made by the page: tells two tabs of one person apart. */
    tab: uuid('tab').notNull(),
    claimedAt: instant('claimed_at').notNull(),
    leaseUntil: instant('lease_until').notNull(),
  },
  (t) => [index('claims_user').on(t.userId)],
);
