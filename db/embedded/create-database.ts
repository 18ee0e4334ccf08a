import { Client } from 'pg';

/**
 * Makes sure that user and database `readout` exist on the server at `port`, and returns their URL. The user may create
 * databases and watch the server, but is no superuser. Errors: PostgreSQL's, when `password` is not the server's.
 */
export async function createDatabase(port: number, password: string): Promise<string> {
  const client = new Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'readout'");
    if (rowCount === 0) {
      await client.query('drop role if exists readout');
      await client.query(`create role readout login createdb password ${client.escapeLiteral(password)}`);
      await client.query('grant pg_monitor to readout');
      await client.query('create database readout owner readout');
    }
  } finally {
    await client.end();
  }
  return `postgres://readout:${password}@127.0.0.1:${port}/readout`;
}
