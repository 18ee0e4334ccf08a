import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { fillQueue } from './fill-queue.ts';
import type { Finding } from './findings.ts';
import { startLoad } from './load.ts';
import { openReceivers, type Receivers } from './receivers.ts';
import { ORGANIZATION, deliverySettings } from './settings.ts';
import { startProcess, startWorkerProcess, type StartedProcess } from './start-process.ts';
import { quantile } from './statistics.ts';

/** Service, files queued, files a second that are asked for. */
const RATES = [
  ['hook', 4000, 300],
  ['fhir', 4000, 200],
  ['mllp', 4000, 300],
  ['sftp', 1000, 20],
] as const;
const OTHERS = 19;
const QUEUED_FOR_SILENT = 10_000;
const BLOCKS = 3;
const BLOCK_SECONDS = 10;
const DRAINED = 100_000;
const DRAIN_MINUTES = 10;

/** Delivering with one worker process to receivers that answer at once. */
export async function measureDelivery(server: BenchServer): Promise<Finding[]> {
  const receivers = await openReceivers();
  try {
    return [
      ...(await measureRates(server, receivers)),
      ...(await measureLatency(server, receivers)),
      ...(await measureDrain(server, receivers)),
    ];
  } finally {
    await receivers.stop();
  }
}

const workerFor = (database: BenchDatabase): Promise<StartedProcess> =>
  startWorkerProcess({ DATABASE_URL: database.url, READOUT_ALLOW_PRIVATE_DESTINATIONS: 'true' });

async function measureRates(server: BenchServer, receivers: Receivers): Promise<Finding[]> {
  const database = await server.createDatabase('bench_rates', deliverySettings(receivers));
  const findings: Finding[] = [];
  for (const [service, count, target] of RATES) {
    await fillQueue(database.db, service, count);
    const worker = await workerFor(database);
    try {
      await untilSent(database.db, count / 10);
      const cpu = worker.cpuMs();
      const before = await sentOf(database.db);
      const begun = performance.now();
      await untilSent(database.db, count);
      const sent = count - before;
      const perSecond = sent / ((performance.now() - begun) / 1000);
      findings.push({
        what: `${service}: files a second`,
        target: `≥ ${target}`,
        measured: `${perSecond.toFixed(0)} (${((worker.cpuMs() - cpu) / sent).toFixed(2)} ms CPU a file)`,
        met: perSecond >= target,
        figures: { perSecond },
      });
    } finally {
      await worker.stop();
    }
    await database.db.execute(sql`update deliveries set destination = destination || '.done' where state = 'sent'`);
  }
  return findings;
}

const sentOf = (db: Database): Promise<number> => countFiles(db, sql`state = 'sent' and destination not like '%.done'`);

async function countFiles(db: Database, which: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(sql`select count(*) as count from deliveries where ${which}`);
  return rows[0]?.count ?? 0;
}

async function untilSent(db: Database, count: number): Promise<void> {
  while ((await sentOf(db)) < count) await delay(50);
}

/** From the receipt to the first attempt, with and without a destination of twenty that takes connections and is silent. */
async function measureLatency(server: BenchServer, receivers: Receivers): Promise<Finding[]> {
  const database = await server.createDatabase('bench_latency', deliverySettings(receivers, OTHERS));
  await fillAppointments(database.db, 20_000);
  const quiet: number[] = [];
  const beside: number[] = [];
  const web = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'off' });
  const load = startLoad();
  const worker = await workerFor(database);
  let from = 1;
  const submit = async (seconds: number): Promise<number[]> => {
    const requests = { kind: 'reports' as const, from, textBytes: 4096 };
    const job = { url: web.url, token: database.token, concurrency: 1, requests, seconds, pauseMs: 500 };
    const { answered } = await load.run(job);
    const first = from;
    from += answered + 5;
    return firstAttempts(database.db, first, answered);
  };
  try {
    await submit(5);
    for (let block = 0; block < BLOCKS; block += 1) {
      quiet.push(...(await submit(BLOCK_SECONDS)));
      await fillQueue(database.db, 'silent', QUEUED_FOR_SILENT, 1 + block * QUEUED_FOR_SILENT);
      beside.push(...(await submit(BLOCK_SECONDS)));
      await emptySilent(database.db);
    }
  } finally {
    await load.stop();
    await worker.stop();
    await web.stop();
  }
  const [p50, p99] = [quantile(quiet, 0.5), quantile(quiet, 0.99)];
  const ratio = quantile(beside, 0.99) / p99;
  return [
    latency('accepted → first attempt, p50', 200, p50),
    latency('accepted → first attempt, p99', 700, p99),
    {
      what: `p99 of ${OTHERS} beside a silent one with ${QUEUED_FOR_SILENT.toLocaleString('en')} queued ÷ without it`,
      target: '≤ 1.2×',
      measured: `${ratio.toFixed(2)}× (${quantile(beside, 0.99).toFixed(0)} ms ÷ ${p99.toFixed(0)} ms)`,
      met: ratio <= 1.2,
      figures: { quiet, beside },
    },
  ];
}

const latency = (what: string, target: number, measured: number): Finding => ({
  what,
  target: `≤ ${target} ms`,
  measured: `${measured.toFixed(0)} ms`,
  met: measured <= target,
  figures: { measured },
});

/** Milliseconds from each report's receipt to the first attempt at each of its destinations, when all have had theirs. */
async function firstAttempts(db: Database, from: number, count: number): Promise<number[]> {
  const keys = Array.from({ length: count }, (_, at) => `${ORGANIZATION}/R${from + at}`);
  for (;;) {
    const { rows } = await db.execute<{ waited: number | null }>(sql`
      select extract(epoch from a.started_at - d.created_at)::float8 * 1000 as waited
      from deliveries d left join delivery_attempts a on a.delivery_id = d.id and a.attempt = 1
      where d.id in (select delivery_id from delivery_items where order_key = any (${sql.param(keys)}::text[]))`);
    const waited = rows.flatMap((row) => row.waited ?? []);
    if (waited.length === rows.length && rows.length > 0) return waited;
    await delay(100);
  }
}

/** What waits for the silent one waits no more, what is on its way ends, and nobody knows of it any more. */
async function emptySilent(db: Database): Promise<void> {
  await db.execute(sql`update deliveries set state = 'failed', closed_at = now()
    where destination = ${`${ORGANIZATION}.silent`} and state in ('queued', 'retrying')`);
  while ((await countFiles(db, sql`destination = ${`${ORGANIZATION}.silent`} and state = 'sending'`)) > 0)
    await delay(100);
  await db.execute(sql`delete from destination_states`);
}

/** A morning after an outage: everything queued for three destinations. */
async function measureDrain(server: BenchServer, receivers: Receivers): Promise<Finding[]> {
  const database = await server.createDatabase('bench_drain', deliverySettings(receivers));
  const services = ['hook', 'fhir', 'mllp'];
  for (const [at, service] of services.entries()) {
    const share = Math.floor((DRAINED + at) / services.length);
    await fillQueue(database.db, service, share);
  }
  const worker = await workerFor(database);
  const begun = performance.now();
  let most = 0;
  try {
    while ((await countFiles(database.db, sql`state in ('queued', 'sending', 'retrying')`)) > 0) {
      most = Math.max(most, worker.memoryMib());
      await delay(1000);
    }
  } finally {
    await worker.stop();
  }
  const minutes = (performance.now() - begun) / 60_000;
  return [
    {
      what: `${DRAINED.toLocaleString('en')} queued files sent`,
      target: `≤ ${DRAIN_MINUTES} minutes`,
      measured: `${minutes.toFixed(1)} minutes (${(DRAINED / minutes / 60).toFixed(0)}/s)`,
      met: minutes <= DRAIN_MINUTES,
      figures: { minutes },
    },
    {
      what: 'memory of the worker meanwhile, at most',
      target: '≤ 300 MB',
      measured: `${Math.round(most)} MiB`,
      met: most * 1.048576 <= 300,
      figures: { most },
    },
  ];
}
