import { sql } from 'drizzle-orm';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { told, type Finding } from './findings.ts';
import { startLoad, type Load } from './load.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { describeRatios, median, ratios } from './statistics.ts';

const APPOINTMENTS = 150_000;
const TEXT_BYTES = 4096;
const CONCURRENCY = 16;
const ROUNDS = 7;
const ROUND_SECONDS = 3;
/** Requests until the code of all is compiled and every connection has its plans. */
const WARM_UP = 4000;
const WORKER_ROUNDS = 3;
const SAMPLE = 20;

/** Every table that the writing statement inserts into. */
const WRITTEN = [
  'submissions',
  'report_versions',
  'submission_items',
  'routings',
  'deliveries',
  'delivery_items',
  'audit_events',
  'idempotency_keys',
];

/** One server under load, and what its rounds gave. */
interface Contender {
  name: string;
  process: StartedProcess;
  database: BenchDatabase;
  perSecond: number[];
  cpuMs: number[];
}

/** Hands out appointments, so that no two requests meet on one. */
type Numbers = { next: number };

/**
 * Submits 4 KB reports with fresh keys to Readout, to the bare server (with and without the preparatory read) and to the
 * same route inside Next, turn by turn on one database, and compares them round by round.
 */
export async function measureSubmit(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_submit');
  await fillAppointments(database.db, APPOINTMENTS);
  const load = startLoad();
  const started: StartedProcess[] = [];
  const start = async (name: string, script: string, env: Record<string, string> = {}): Promise<Contender> => {
    const process = await startProcess(script, { DATABASE_URL: database.url, READOUT_WORKER: 'off', ...env });
    started.push(process);
    return { name, process, database, perSecond: [], cpuMs: [] };
  };
  try {
    const readout = await start('Readout', 'server.ts');
    const bare = await start('bare server', 'bench/bare-server.ts');
    const reading = await start('bare server with the preparatory read', 'bench/bare-server.ts', { BENCH_READS: '1' });
    const next = await start('the same route through Next', 'bench/next-server.ts');
    const contenders = [readout, bare, reading, next];
    const numbers: Numbers = { next: 1 };
    const rows = await compareRows(load, contenders, numbers);
    await compete(load, contenders, numbers);
    const findings = describe(readout, bare, [reading, next], contenders);
    for (const other of [reading, next]) await other.process.stop();
    const working = await measureWithWorker(server, load, bare, numbers);
    return [told('rows written per submission, alike in all', String(rows)), ...findings, ...working];
  } finally {
    await load.stop();
    for (const process of started) await process.stop();
  }
}

/** Makes sure that all write the same rows, or the comparison would be worth nothing; returns how many per submission. */
async function compareRows(load: Load, contenders: readonly Contender[], numbers: Numbers): Promise<number> {
  const counts: string[] = [];
  for (const contender of contenders) {
    const before = await countRows(contender.database);
    await submit(load, contender, numbers, { total: SAMPLE });
    const after = await countRows(contender.database);
    counts.push(WRITTEN.map((table, index) => `${table} ${(after[index] ?? 0) - (before[index] ?? 0)}`).join(', '));
  }
  if (new Set(counts).size !== 1) throw new Error(`The servers write different rows:\n${counts.join('\n')}`);
  return counts[0]?.match(/\d+/g)?.reduce((sum, count) => sum + Number(count) / SAMPLE, 0) ?? 0;
}

async function countRows({ db }: BenchDatabase): Promise<number[]> {
  const counts = sql.raw(WRITTEN.map((table) => `(select count(*) from ${table}) as ${table}`).join(', '));
  const { rows } = await db.execute<Record<string, number>>(sql`select ${counts}`);
  return WRITTEN.map((table) => rows[0]?.[table] ?? 0);
}

/** Everybody warm first, then rounds of which each begins with another server. */
async function compete(load: Load, contenders: Contender[], numbers: Numbers): Promise<void> {
  for (const contender of contenders) await submit(load, contender, numbers, { total: WARM_UP });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender) await submitRound(load, contender, numbers);
    }
  }
}

async function submitRound(load: Load, contender: Contender, numbers: Numbers): Promise<void> {
  const before = contender.process.cpuMs();
  const { answered, perSecond } = await submit(load, contender, numbers, { seconds: ROUND_SECONDS });
  contender.perSecond.push(perSecond);
  contender.cpuMs.push((contender.process.cpuMs() - before) / answered);
}

async function submit(
  load: Load,
  { process, database }: Contender,
  numbers: Numbers,
  limit: { seconds: number } | { total: number },
) {
  const requests = { kind: 'reports' as const, from: numbers.next, textBytes: TEXT_BYTES };
  const job = { url: process.url, token: database.token, concurrency: CONCURRENCY, requests, ...limit };
  const result = await load.run(job);
  numbers.next += result.answered;
  return result;
}

function describe(readout: Contender, bare: Contender, others: Contender[], all: Contender[]): Finding[] {
  const quotients = ratios(readout.perSecond, bare.perSecond);
  return [
    {
      what: 'submit: Readout ÷ bare server',
      target: '≥ 0.8×',
      measured: describeRatios(quotients),
      met: median(quotients) >= 0.8,
      figures: { ratios: quotients },
    },
    ...others.map((other) => {
      const against = ratios(readout.perSecond, other.perSecond);
      return told(`submit: Readout ÷ ${other.name}`, describeRatios(against), { ratios: against });
    }),
    ...all.map(({ name, perSecond, cpuMs }) =>
      told(`submit: ${name}`, `${Math.round(median(perSecond))}/s, ${median(cpuMs).toFixed(2)} ms of its CPU each`, {
        perSecond,
        cpuMs,
      }),
    ),
  ];
}

/** The same with the delivery worker inside the web process, as `npm start` runs it; it catches up between the rounds. */
async function measureWithWorker(
  server: BenchServer,
  load: Load,
  bare: Contender,
  numbers: Numbers,
): Promise<Finding[]> {
  const database = await server.createDatabase('bench_submit_worker');
  await fillAppointments(database.db, 30_000);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'embedded' });
  try {
    const readout: Contender = { name: 'Readout with its worker', process, database, perSecond: [], cpuMs: [] };
    const own: Numbers = { next: 1 };
    Object.assign(bare, { perSecond: [], cpuMs: [] });
    await submit(load, readout, own, { total: WARM_UP });
    for (let round = 0; round < WORKER_ROUNDS; round += 1) {
      await untilDelivered(database);
      await submitRound(load, bare, numbers);
      await submitRound(load, readout, own);
    }
    const quotients = ratios(readout.perSecond, bare.perSecond);
    return [told('submit: Readout with its worker delivering ÷ bare server', describeRatios(quotients), { quotients })];
  } finally {
    await process.stop();
  }
}

async function untilDelivered({ db }: BenchDatabase): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await delay(100)) {
    const { rows } = await db.execute(sql`select 1 from deliveries where state in ('queued', 'sending') limit 1`);
    if (rows.length === 0) return;
  }
  throw new Error('The worker did not catch up within a minute.');
}
