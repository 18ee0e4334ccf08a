import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';

/** Bigints (`int8`: identities, counts) stay far below 2^53 and are read as numbers. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

type Connected<Client> = NodePgDatabase & { $client: Client; preparedStatements: boolean };
/** The pool: what queries run on, and transactions are opened on. */
export type Database = Connected<pg.Pool>;
/** Where a query runs: the pool, or the one connection inside the caller's transaction. */
export type Queryable = Database | Connected<pg.PoolClient>;

export interface DatabaseOptions {
  url: string;
  /** Connections of this process, 20 unless told. */
  poolSize?: number;
  /** Off behind a pooler in transaction mode, which breaks on named prepared statements. */
  preparedStatements?: boolean;
}

/**
 * A pool of real PostgreSQL connections with drizzle on it. Locks are waited for at most two seconds (contract §3, "two
 * at once"), so a stuck writer answers "try again" instead of hanging its callers.
 */
export function connectDatabase({ url, poolSize = 20, preparedStatements = true }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    options: '-c lock_timeout=2000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC',
    application_name: 'readout',
  });
  // A connection cut while idle is not an error of anybody's request: the pool opens another one. One cut in use fails
  // its query; the event that tells it a second time would end the process if nobody listened.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return Object.assign(drizzle({ client: pool }), { preparedStatements });
}

/** Runs `work` in one READ COMMITTED transaction: commits what it did, or rolls all of it back when it throws. */
export async function transaction<Result>(db: Database, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  const client = await db.$client.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(Object.assign(drizzle({ client }), { preparedStatements: db.preparedStatements }));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.release(broken);
  }
}

const shared = globalThis as { readoutDatabase?: Database };

/** Sets the process-wide database. The server, pages and Next's routes load their own copies of this module. */
export function useDatabase(database: Database): void {
  shared.readoutDatabase = database;
}

/** The process-wide database; throws when the process has not opened it yet. */
export function database(): Database {
  if (!shared.readoutDatabase) throw new Error('The database is not open yet.');
  return shared.readoutDatabase;
}
