import type { Database } from '#db/client';

/** What every verb gets first: where the data is, which request this belongs to, and which clock counts. */
export interface Context {
  db: Database;
  /** `X-Correlation-Id`, on every log line and audit row. */
  correlationId: string;
  /** null = the database's clock. Set only where history is made on purpose: the demo, tests of schedules. */
  at: Date | null;
}
