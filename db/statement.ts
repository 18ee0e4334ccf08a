import { createHash } from 'node:crypto';
import { is, Placeholder, type SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { Queryable } from '#db/client';

const dialect = new PgDialect();

/**
 * A hot statement, compiled once and run as a named prepared statement (unnamed when the database was connected with
 * `preparedStatements: false`). Write its inputs as `sql.placeholder('name')`.
 */
export function defineStatement<Input extends object, Row extends object>(statement: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(statement);
  const name = `readout_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  return async (db: Queryable, input: Input): Promise<Row[]> => {
    const inputs = new Map<string, unknown>(Object.entries(input));
    const values = params.map((param) => (is(param, Placeholder) ? inputs.get(param.name) : param));
    const query = db.preparedStatements ? { name, text, values } : { text, values };
    const result = await db.$client.query<Row & Record<string, unknown>>(query);
    return result.rows;
  };
}
