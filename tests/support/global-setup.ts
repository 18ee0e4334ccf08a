import { prepareTemplate, testServer } from './test-database.ts';

/** Holds the tests' PostgreSQL open for the whole run. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await testServer();
  await prepareTemplate();
  return () => server.stop();
}
