import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { appointments } from '#db/tables/appointments';
import { instant } from '#db/tables/columns';

/** What practice and radiologist tell each other about an appointment (contract §4); never changed. */
export const comments = pgTable(
  'comments',
  {
    guid: uuid('guid').primaryKey(),
    appointmentKey: bigint('appointment_key', { mode: 'number' })
      .notNull()
      .references(() => appointments.id),
    commentText: text('comment_text').notNull(),
    commentType: text('comment_type').$type<'AC' | 'AA' | 'PC' | 'PA'>().notNull(),
    isAlert: boolean('is_alert').notNull(),
    commentedAt: instant('commented_at').notNull(),
    principal: text('principal').notNull(),
    /** A person's name, or a client's id. */
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (t) => [index('comments_appointment').on(t.appointmentKey, t.commentedAt)],
);
