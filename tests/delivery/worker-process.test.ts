import { sql } from 'drizzle-orm';
import { afterEach, expect, test } from 'vitest';
import { transaction } from '#db/client';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { startWorker } from '#lib/worker/start-worker';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { startOwnPostgres } from '../support/own-postgres.ts';
import { type Program, startProgram } from '../support/start-program.ts';
import { until } from '../support/until.ts';
import { dumpDeliveries, filesOf, retry, settle } from './files.ts';

const RECEIVERS = ['{ name: ehr, format: TEXT, transport: { type: "NULL" } }'];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function open(...given: Parameters<typeof openWorkshop>): Promise<Workshop> {
  const shop = await openWorkshop(...given);
  closing.push(() => shop.close());
  return shop;
}

function start(file: string, url: string): Program {
  const program = startProgram(file, url);
  closing.push(() => program.kill());
  return program;
}

async function submitMany(shop: Workshop, count: number, prefix = 'W'): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await shop.putAppointment(`${prefix}${n}`);
    await shop.submit(`${prefix}${n}`, { status: 'final' });
  }
}

const countOf = async (shop: Workshop, state: string) =>
  (await filesOf(shop.db)).filter((file) => file.state === state).length;

test('a worker stopped past its lease changes nothing when it goes on', async () => {
  const shop = await open(RECEIVERS);
  await submitMany(shop, 1);
  const stalling = start('tests/delivery/stalling-worker.ts', shop.url);
  await stalling.says(/^claimed$/);
  stalling.process.kill('SIGSTOP');
  stalling.process.stdin?.write('go on\n');

  const again = await until(
    'another worker gets the file',
    async () => (await claimDeliveries(shop.db, ['acme.ehr'], 1))[0],
  );
  await settle(shop, again, retry('no answer'));
  const before = await dumpDeliveries(shop.db);
  stalling.process.kill('SIGCONT');
  await stalling.says(/^lease lost$/);
  expect(await dumpDeliveries(shop.db)).toBe(before);
});

test('a worker asked to stop finishes the files in hand, claims no more, and ends well', async () => {
  const shop = await open(RECEIVERS);
  await submitMany(shop, 60);
  let worker: Program | undefined;
  await transaction(shop.db, async (tx) => {
    // While the files' submissions are locked, the worker can settle none of those that it has in hand.
    await tx.execute(sql`select 1 from submissions for update`);
    worker = start('worker.ts', shop.url);
    await until('the worker has files in hand', async () => (await countOf(shop, 'sending')) > 0);
    worker.process.kill('SIGTERM');
    await worker.says(/stopping/);
  });
  expect(await worker?.ended).toBe(0);
  expect(await countOf(shop, 'sending')).toBe(0);
  const sent = await countOf(shop, 'sent');
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(60);
  expect(await countOf(shop, 'queued')).toBe(60 - sent);
  const { rows } = await shop.db.execute(sql`select 1 from worker_heartbeats`);
  expect(rows).toEqual([]);

  start('worker.ts', shop.url);
  await until('another worker sends the rest', async () => (await countOf(shop, 'sent')) === 60);
});

test('an embedded worker has stopped only when the files in hand are settled', async () => {
  const shop = await open(RECEIVERS);
  await submitMany(shop, 3);
  let stopped: Promise<void> | undefined;
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions for update`);
    const worker = startWorker(shop.db);
    await until('the worker has every file in hand', async () => (await countOf(shop, 'sending')) === 3);
    stopped = worker.stop();
  });
  await stopped;
  expect(await countOf(shop, 'sent')).toBe(3);
});

test('a file that takes long holds up no other file, and no chore', async () => {
  const shop = await open([...RECEIVERS, '{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }']);
  await submitMany(shop, 1, 'slow');
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions for update`);
    const worker = startWorker(shop.db);
    closing.push(() => worker.stop());
    await until('the file is in hand', async () => (await countOf(shop, 'sending')) === 1);
    await submitMany(shop, 30);
    await until('the others are sent', async () => (await countOf(shop, 'sent')) === 30);
    await submitMany(shop, 30);
    await until('replaced files are closed', async () => (await countOf(shop, 'superseded')) === 30);
    expect(await countOf(shop, 'sending')).toBe(1);
  });
  await until('the file is settled', async () => (await countOf(shop, 'sending')) === 0);
});

test('what a worker logs of a delivery bears the id of the request that submitted it', async () => {
  const shop = await open(RECEIVERS);
  await submitMany(shop, 1);
  const worker = start('worker.ts', shop.url);
  const line = await worker.says(/"msg":"delivery"/);
  expect(JSON.parse(line)).toMatchObject({ correlationId: 'test', destination: 'acme.ehr', outcome: 'delivered' });
});

test('files of a worker that was killed go to another as soon as their lease ends', async () => {
  const shop = await open(RECEIVERS);
  await submitMany(shop, 5);
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions for update`);
    const worker = start('worker.ts', shop.url);
    await until('the worker has every file in hand', async () => (await countOf(shop, 'sending')) === 5);
    await worker.kill();
  });
  expect(await countOf(shop, 'sending')).toBe(5);
  await shop.db.execute(sql`update deliveries set lease_until = now()`);
  start('worker.ts', shop.url);
  await until('another worker sends them', async () => (await countOf(shop, 'sent')) === 5);
  expect((await filesOf(shop.db)).map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2, 2]);
});

test('a worker goes on by itself after PostgreSQL was killed and came back', async () => {
  const postgres = await startOwnPostgres();
  closing.push(() => postgres.close());
  const { db, url } = postgres;
  const shop = await openWorkshop(RECEIVERS, { database: { db, url, drop: () => Promise.resolve() } });
  const worker = start('worker.ts', url);
  await worker.says(/is running/);
  for (const round of [1, 2]) {
    await submitMany(shop, 20, `R${round}-`);
    await postgres.kill();
    await worker.says(/worker round failed/);
    await postgres.start();
    await submitMany(shop, 5, `S${round}-`);
    await db.execute(sql`update deliveries set lease_until = now() where state = 'sending'`);
    await until('every file is sent', async () => (await countOf(shop, 'sent')) === round * 25);
  }
  expect(worker.process.exitCode).toBe(null);
  worker.process.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
});
