import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPartner } from '../support/partner-client.ts';
import { type OwnPostgres, startOwnPostgres } from '../support/own-postgres.ts';
import { SETTINGS } from '../support/settings.ts';
import { type StartedServer, startServer } from '../support/start-server.ts';
import { checkWritten } from './check-written.ts';
import { startWriters, WRITERS } from './writers.ts';

const ROUNDS = 10;

let postgres: OwnPostgres;
let server: StartedServer;
beforeAll(async () => {
  postgres = await startOwnPostgres();
  server = await startServer({ settings: SETTINGS, databaseUrl: postgres.url });
});
afterAll(async () => {
  await server?.stop();
  await postgres.close();
});

test(
  'PostgreSQL killed in the middle of sixteen writers’ work loses nothing, and the web process goes on by itself',
  { timeout: 300_000 },
  async () => {
    const partner = await connectPartner(server.url);
    for (let round = 0; round < ROUNDS; round += 1) {
      const writers = await startWriters(partner, round);
      await writers.acknowledged(randomInt(30, 120));
      await postgres.kill();
      const written = await writers.ended;
      expect(written.filter(({ answer }) => answer === null)).toHaveLength(WRITERS);
      await postgres.start();
      await checkWritten(postgres.db, partner, written);
    }
    expect(server.process.exitCode).toBe(null);
  },
);
