import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from '#db/tables/columns';
import { organizations } from '#db/tables/organizations';

/**
 * Submissions of an hour (by UTC), counted by a worker once it is over, so that a month's figures cost no walk over its
 * rows. They hold unless `recounts` names the hour: lib/submissions/count-submissions.ts reads rows where they do not.
 */
export const hourCounts = pgTable(
  'hour_counts',
  {
    organization: text('organization').notNull(),
    hour: instant('hour').notNull(),
    sender: text('sender').notNull(),
    /** `status`: by overall status; `destination`: by status at each; `filter`: by destination and filter type. */
    measure: text('measure').$type<'status' | 'destination' | 'filter'>().notNull(),
    /** Empty for `status`. */
    destination: text('destination').notNull(),
    value: text('value').notNull(),
    submissions: integer('submissions').notNull(),
    /** Items of that fate, or removed by that filter, for the summary; as many as submissions for `status`. */
    items: integer('items').notNull(),
  },
  (t) => [index('hour_counts_hour').on(t.organization, t.hour)],
);

/** How far each organization's hours have been counted. Whoever counts hours of an organization locks its row. */
export const hoursCounted = pgTable('hours_counted', {
  organization: text('organization')
    .primaryKey()
    .references(() => organizations.name),
  until: instant('until').notNull(),
});

/**
 * Hours whose counts no longer hold. Triggers add one in the transaction that changes a submission received more than an
 * hour ago; a worker takes out those that it sees when it counts the hour again. Never updated, so nobody waits.
 */
export const recounts = pgTable(
  'recounts',
  { organization: text('organization').notNull(), hour: instant('hour').notNull() },
  (t) => [index('recounts_hour').on(t.organization, t.hour)],
);
