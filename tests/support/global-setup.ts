import { ensureBundled } from '../../scripts/prepare.mjs';
import { prepareTemplate, testServer } from './test-database.ts';

/** Holds the tests' PostgreSQL open for the whole run; the programs that tests start are those of this checkout. */
export default async function setup(): Promise<() => Promise<void>> {
  await ensureBundled({ say: console.log });
  const server = await testServer();
  await prepareTemplate();
  return () => server.stop();
}
