import { drizzle } from 'drizzle-orm/node-postgres';
import type { Database } from '#db/client';

type Query = { text: string; values?: unknown[] };

/** A database that explains what it is asked instead of answering: no rows come back, plans are collected. */
export function explainQueries({ $client: pool }: Database): { db: Database; plans: string[] } {
  const plans: string[] = [];
  const client = {
    async query({ text, values }: Query, parameters?: unknown[]) {
      const explained = await pool.query<{ 'QUERY PLAN': string }>({
        text: `explain (analyze, buffers) ${text}`,
        values: parameters ?? values,
      });
      plans.push(explained.rows.map((row) => row['QUERY PLAN']).join('\n'));
      return { rows: [], rowCount: 0 };
    },
  };
  const db = Object.assign(drizzle({ client: client as unknown as Database['$client'] }), {
    preparedStatements: false,
  });
  return { db, plans };
}
