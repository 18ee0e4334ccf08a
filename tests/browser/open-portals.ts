import type { FullConfig } from '@playwright/test';
import { SETTINGS } from '../support/settings.ts';
import { type StartedServer, startServer } from '../support/start-server.ts';
import { prepareTemplate, testServer } from '../support/test-database.ts';
import { submitReports } from './submit-reports.ts';

/** Where a worker's portal is; PORTALS holds them as JSON, one for each place that workers take. */
export interface PortalAddress {
  url: string;
  databaseUrl: string;
}

/**
 * Starts a portal with some submissions in it for each worker, and stops them after the last test. They belong to the run,
 * not to a worker: the one that is started anew after a failure takes over its place, and so its portal.
 */
export default async function openPortals({ workers }: FullConfig): Promise<() => Promise<void>> {
  await prepareTemplate();
  const servers: StartedServer[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await (await testServer()).stop();
  };
  const opening = Array.from({ length: workers }, async () => {
    const server = await startServer({ settings: SETTINGS, env: { READOUT_ALLOW_PRIVATE_DESTINATIONS: 'true' } });
    servers.push(server);
    await submitReports(server.url);
  });
  await Promise.allSettled(opening);
  try {
    await Promise.all(opening);
  } catch (error) {
    await close();
    throw error;
  }
  process.env.PORTALS = JSON.stringify(servers.map(({ url, databaseUrl }): PortalAddress => ({ url, databaseUrl })));
  return close;
}
