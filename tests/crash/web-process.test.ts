import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPartner } from '../support/partner-client.ts';
import { SETTINGS } from '../support/settings.ts';
import { startServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { checkWritten } from './check-written.ts';
import { startWriters, WRITERS, type Written } from './writers.ts';

const ROUNDS = 10;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const start = () => startServer({ settings: SETTINGS, databaseUrl: database.url });

test(
  'a web process killed in the middle of sixteen writers’ work loses nothing and stores nothing twice',
  { timeout: 300_000 },
  async () => {
    let server = await start();
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const writers = await startWriters(await connectPartner(server.url), round);
        await writers.acknowledged(randomInt(30, 120));
        server.process.kill('SIGKILL');
        const written: Written[] = await writers.ended;
        expect(written.filter(({ answer }) => answer === null)).toHaveLength(WRITERS);
        await server.stop();
        server = await start();
        await checkWritten(database.db, await connectPartner(server.url), written);
      }
    } finally {
      await server.stop();
    }
  },
);
