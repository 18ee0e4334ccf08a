import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { findPostmaster, stopPostmaster } from '#db/embedded/postmaster';
import { filesOf } from '../delivery/files.ts';
import { openWorkshop } from '../support/open-workshop.ts';
import { startProgram } from '../support/start-program.ts';

const RECEIVER = '{ name: ehr, format: TEXT, transport: { type: "NULL" } }';
const SETTINGS = `
organizations:
  - name: acme
    timeZone: UTC
    appointments:
      - { appointmentId: A1, status: PENDING REPORTING, patientName: CANARY^PATIENT }
    receivers:
      - ${RECEIVER}
`;

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A folder that the embedded server's account can enter, with this settings file. */
function makeFolder(settings: string): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'readout-start-'));
  chmodSync(folder, 0o755);
  closing.push(async () => {
    await stopPostmaster(join(folder, 'data/postgres'));
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'settings.yaml');
  writeFileSync(file, settings);
  return { folder, file };
}

async function takenPort(): Promise<string> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => other.close(resolve)));
  return String((other.address() as AddressInfo).port);
}

/** Starts a program that cannot start; answers all that it said. */
async function failingStart(file: string, databaseUrl: string, env: Record<string, string>): Promise<string> {
  const program = startProgram(file, databaseUrl, env);
  closing.push(() => program.kill());
  let said = '';
  for (const stream of [program.process.stdout, program.process.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  expect(await program.ended).toBe(1);
  return said;
}

/** On an embedded database of its own, which must have run and run no more. */
async function failingEmbeddedStart(settings: string, port: string): Promise<string> {
  const { folder, file } = makeFolder(settings);
  const data = join(folder, 'data');
  const said = await failingStart('server.ts', '', { READOUT_DATA_DIR: data, READOUT_SETTINGS: file, PORT: port });
  expect(existsSync(join(data, 'postgres/PG_VERSION'))).toBe(true);
  expect(findPostmaster(join(data, 'postgres'))).toBeUndefined();
  return said;
}

test('a start on a port that is taken says so and leaves no database running', async () => {
  expect(await failingEmbeddedStart(SETTINGS, await takenPort())).toContain('EADDRINUSE');
});

test('a start with a wrong settings file says so and leaves no database running', async () => {
  expect(await failingEmbeddedStart('organizations: 7\n', '0')).toContain('was not applied');
});

test('a start that fails has delivered nothing', async () => {
  const shop = await openWorkshop([RECEIVER]);
  closing.push(() => shop.close());
  await shop.putAppointment('A1');
  await shop.submit('A1', { status: 'preliminary' });
  await failingStart('server.ts', shop.url, { PORT: await takenPort() });
  expect(await filesOf(shop.db)).toMatchObject([{ state: 'queued', attempts: 0 }]);
});

test('a start that fails in a statement tells the database’s reason and none of the statement’s values', async () => {
  const shop = await openWorkshop([RECEIVER]);
  closing.push(() => shop.close());
  await shop.db.execute(sql`alter table appointments rename patient_name to away`);
  const said = await failingStart('server.ts', shop.url, { READOUT_SETTINGS: makeFolder(SETTINGS).file, PORT: '0' });
  expect(said).toMatch(/column .*patient_name.* does not exist/);
  expect(said).not.toContain('CANARY');
});
