import { writeFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { breakDownSubmissions } from '#lib/submissions/break-down-submissions';
import { breakdownQuery } from '#lib/submissions/breakdown-contract';
import { countHours } from '#lib/submissions/count-hours';
import { listSubmissionsQuery, submissionFilters } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';
import { readHistory } from '#lib/submissions/read-history';
import { summarizeSubmissions } from '#lib/submissions/summarize-submissions';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import { explainHistory } from './explain-history.ts';
import { explainQueries } from './explain-queries.ts';
import { fillHistory } from './fill-history.ts';
import { told, type Finding } from './findings.ts';
import { startLoad, type Load } from './load.ts';
import { ORGANIZATION } from './settings.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { describeRatios, median, ratios } from './statistics.ts';

const FEW = 1000;
const BLOCKS = 9;
const READS_A_BLOCK = 20;
/** A block lasts about so long at most: what is slow is read less often. */
const BLOCK_MS = 300;
/** Plans of statements that take longer than this at the larger size are printed. */
const SLOW_MS = 10;
const LIST = `/api/waters/org/${ORGANIZATION}/submissions`;

/** A way to read: over HTTP, and by its verb in the database alone. `query` is the list's; null: history by id. */
interface Reading {
  what: string;
  /** What it may cost at the larger size: so many times as much as at the smaller, or milliseconds over HTTP. */
  target?: { times: number } | { ms: number };
  query: string | null;
  figures?: 'summary' | 'breakdown';
}

const filtered = (query: string): Reading => ({ what: `first page, ${query}`, query });

const READINGS: Reading[] = [
  { what: 'history by id', target: { times: 1.5 }, query: null },
  { what: 'first page', target: { times: 1.5 }, query: '' },
  filtered('status=Partially Delivered'),
  filtered('status=Waiting to Deliver'),
  filtered('deliveryState=failed'),
  filtered('destination=bench.archive'),
  filtered('filterType=ROUTING_FILTER'),
  filtered('filterType=QUALITY_FILTER'),
  filtered('sender=portal'),
  filtered('showFailed=false'),
  filtered('topic=radiology'),
  filtered('q=ACC501'),
  filtered('q=batch-504.hl7'),
  filtered('sortdir=asc'),
  filtered(`since=${daysAgo(30)}`),
  { what: 'summary of seven days', query: `since=${daysAgo(7)}`, figures: 'summary' },
  { what: 'figures of 30 days', target: { ms: 150 }, query: '', figures: 'breakdown' },
];

/** A filled database with a server on it. */
interface Stock {
  database: BenchDatabase;
  process: StartedProcess;
  /** Report ids from all over the organization's submissions. */
  ids: string[];
  /** What it took to fill it, and to count its hours for the first time. */
  seconds: { filling: number; counting: number };
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}

/**
 * Times history and lists at a thousand and at `rows` submissions, block by block in turn: over HTTP, one request at a
 * time, and in the database alone. Plans and figures of every filter are written to the file `explainTo`.
 */
export async function measureHistory(server: BenchServer, rows: number, explainTo?: string): Promise<Finding[]> {
  const load = startLoad();
  const stocks: Stock[] = [];
  try {
    const few = await stock(server, 'bench_history_few', FEW);
    stocks.push(few);
    const many = await stock(server, 'bench_history_many', rows);
    stocks.push(many);
    const { filling, counting } = many.seconds;
    const findings = [
      told(`filling ${rows} submissions`, `${filling.toFixed(0)} s`, { filling }),
      told('counting their hours for the first time', `${counting.toFixed(0)} s`, { counting }),
    ];
    for (const reading of READINGS) findings.push(...(await compare(load, reading, few, many)));
    if (explainTo) writeFileSync(explainTo, await explainHistory(many.database));
    return findings;
  } finally {
    await load.stop();
    for (const { process } of stocks) await process.stop();
  }
}

async function stock(server: BenchServer, name: string, count: number): Promise<Stock> {
  const database = await server.createDatabase(name);
  const startedAt = performance.now();
  await fillHistory(database.db, count);
  const filledAt = performance.now();
  await countHours(database.context);
  const countedAt = performance.now();
  await database.db.execute(sql`vacuum analyze hour_counts`);
  const { rows } = await database.db.execute<{ report_id: string }>(sql`select report_id from submissions
    where organization = ${ORGANIZATION} and report_id is not null and id % ${Math.ceil(count / 400)}::int = 0`);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'off' });
  const seconds = { filling: (filledAt - startedAt) / 1000, counting: (countedAt - filledAt) / 1000 };
  return { database, process, ids: rows.map((row) => row.report_id), seconds };
}

async function compare(load: Load, reading: Reading, few: Stock, many: Stock): Promise<Finding[]> {
  const overHttp = await takeTurns(few, many, (stock, reads) => readOverHttp(load, reading, stock, reads));
  const inDatabase = await takeTurns(few, many, (stock, reads) => readInDatabase(reading, stock, reads));
  if (median(inDatabase.many) > SLOW_MS) await printPlan(reading, many);
  return [
    finding(reading.what, 'over HTTP', overHttp, reading.target),
    finding(reading.what, 'in the database', inDatabase),
  ];
}

interface Turns {
  few: number[];
  many: number[];
}

/** Medians of each block, in milliseconds, after a warm-up that also tells how many reads a block can have. */
async function takeTurns(
  few: Stock,
  many: Stock,
  read: (stock: Stock, reads: number) => Promise<number[]>,
): Promise<Turns> {
  const turns: Turns = { few: [], many: [] };
  await read(few, READS_A_BLOCK);
  const slowest = Math.max(...(await read(many, 2)));
  const reads = Math.min(READS_A_BLOCK, Math.max(2, Math.round(BLOCK_MS / slowest)));
  await read(many, reads);
  for (let block = 0; block < BLOCKS; block += 1) {
    turns.few.push(median(await read(few, reads)));
    turns.many.push(median(await read(many, reads)));
  }
  return turns;
}

async function readOverHttp(
  load: Load,
  { query, figures }: Reading,
  { database, process, ids }: Stock,
  total: number,
): Promise<number[]> {
  const paths =
    query === null
      ? sample(ids, total).map((id) => `/api/waters/report/${id}/history`)
      : [`${LIST}${figures ? `/${figures}` : ''}?${new URLSearchParams(query)}`];
  const requests = { kind: 'reads' as const, paths };
  const result = await load.run({
    url: process.url,
    token: database.token,
    concurrency: 1,
    requests,
    total,
  });
  return result.latencies;
}

async function readInDatabase(reading: Reading, { database, ids }: Stock, reads: number): Promise<number[]> {
  const latencies: number[] = [];
  for (const reportId of sample(ids, reads)) {
    const startedAt = performance.now();
    await readOnce(reading, database, reportId);
    latencies.push(performance.now() - startedAt);
  }
  return latencies;
}

async function readOnce({ query, figures }: Reading, { db, context }: BenchDatabase, reportId: string): Promise<void> {
  if (query === null) {
    await readHistory(db, { submissionId: null, reportId, organizations: [ORGANIZATION], explain: false });
    return;
  }
  const organization = ORGANIZATION as AuthorizedDomain;
  const given = Object.fromEntries(new URLSearchParams(query));
  if (figures === 'summary') await summarizeSubmissions(context, organization, submissionFilters.parse(given));
  else if (figures) await breakDownSubmissions(context, organization, breakdownQuery.parse(given));
  else await listSubmissions(context, organization, listSubmissionsQuery.parse(given));
}

/** Others each time: what was just read is in every cache. */
const sample = (ids: readonly string[], length: number): string[] =>
  Array.from({ length }, () => ids[Math.floor(Math.random() * ids.length)] ?? '');

async function printPlan(reading: Reading, { database, ids }: Stock): Promise<void> {
  const { db, plans } = explainQueries(database.db);
  // No rows come back: the breakdown, which asks for its period first, is explained as the summary, which asks no more.
  const explained = { ...reading, figures: reading.figures && ('summary' as const) };
  await readOnce(explained, { ...database, db, context: { ...database.context, db } }, ids[0] ?? '');
  console.log(`Slow: ${reading.what}\n${plans.join('\n')}\n`);
}

function finding(what: string, where: string, { few, many }: Turns, target?: Reading['target']): Finding {
  const quotients = ratios(many, few);
  const times = `${median(few).toFixed(1)} → ${median(many).toFixed(1)} ms`;
  const told = {
    what: `${what}, ${where}`,
    measured: `${describeRatios(quotients)}, ${times}`,
    figures: { few, many },
  };
  if (!target) return { ...told, target: null, met: null };
  if ('ms' in target) return { ...told, target: `≤ ${target.ms} ms`, met: median(many) <= target.ms };
  return { ...told, target: `≤ ${target.times}×`, met: median(quotients) <= target.times };
}
