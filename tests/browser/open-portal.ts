import { SETTINGS } from '../support/settings.ts';
import { startServer } from '../support/start-server.ts';
import { testServer } from '../support/test-database.ts';
import { submitReports } from './submit-reports.ts';

/** Starts the portal with some submissions in it, and tells the tests where it is; stops it after the last. */
export default async function openPortal(): Promise<() => Promise<void>> {
  const server = await startServer({ settings: SETTINGS, alone: true });
  process.env.PORTAL_URL = server.url;
  process.env.PORTAL_DATABASE_URL = server.databaseUrl;
  try {
    await submitReports(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return async () => {
    await server.stop();
    await (await testServer()).stop();
  };
}
