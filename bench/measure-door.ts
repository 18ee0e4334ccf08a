import { setTimeout as delay } from 'node:timers/promises';
import type { BenchDatabase, BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { told, type Finding } from './findings.ts';
import { startLoad, type Load, type LoadResult } from './load.ts';
import { oruMessage } from './oru-message.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { quantile } from './statistics.ts';

const MESSAGES = 1500;
const TEXT_BYTES = 3000;
const BAD_ITEMS = 10_000;
const MOST_BYTES = 50_000_000;

interface Door {
  database: BenchDatabase;
  process: StartedProcess;
  load: Load;
  /** The next appointment that nobody has reported on. */
  from: number;
}

/**
 * The ReportStream door: a batch of 1,500 messages beside people who sign, 10,000 bad items in one answer, and what the
 * largest payloads cost in memory. One process with its worker, as `npm start` runs it.
 */
export async function measureDoor(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_door');
  await fillAppointments(database.db, 100_000);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'embedded' });
  const door: Door = { database, process, load: startLoad(), from: 1 };
  try {
    await signFor(door, 3);
    return [...(await measureBatch(door)), ...(await measureBadItems(door)), ...(await measureLargest(door))];
  } finally {
    await door.load.stop();
    await process.stop();
  }
}

/** Somebody signs one report after another for so many seconds. */
async function signFor(door: Door, seconds: number): Promise<LoadResult> {
  const { process, database, load } = door;
  const requests = { kind: 'reports' as const, from: door.from, textBytes: 4096 };
  const result = await load.run({ url: process.url, token: database.token, concurrency: 1, requests, seconds });
  door.from += result.answered + 10;
  return result;
}

async function measureBatch(door: Door): Promise<Finding[]> {
  const quiet = await signFor(door, 8);
  const payload = Array.from({ length: MESSAGES }, (_, at) => oruMessage(`B${at}`, TEXT_BYTES)).join('');
  const signing = signFor(door, 8);
  await delay(500);
  const begun = performance.now();
  const { submissionId } = await post(door, payload, 201);
  const acceptedMs = performance.now() - begun;
  await untilRouted(door, submissionId);
  const routedMs = performance.now() - begun;
  const busy = await signing;
  const [before, during] = [quantile(quiet.latencies, 0.95), quantile(busy.latencies, 0.95)];
  const mb = (payload.length / 1e6).toFixed(1);
  return [
    judged(`${MESSAGES} messages (${mb} MB) accepted`, 1000, acceptedMs, 'ms'),
    judged('and all routed', 10_000, routedMs, 'ms'),
    {
      what: 'submit p95 meanwhile ÷ quiet',
      target: '≤ 2×',
      measured: `${(during / before).toFixed(2)}× (${during.toFixed(1)} ms ÷ ${before.toFixed(1)} ms)`,
      met: during <= 2 * before,
      figures: { quiet: quiet.latencies, busy: busy.latencies },
    },
  ];
}

async function measureBadItems(door: Door): Promise<Finding[]> {
  const invalid = Array.from({ length: BAD_ITEMS }, (_, at) => oruMessage(`I${at}`, 10).replace('ORU^R01', 'ADT^A08'));
  const { submissionId } = await post(door, invalid.join(''), 201);
  await untilRouted(door, submissionId);
  const told = await get(door, submissionId);
  const unparsable = Array.from({ length: BAD_ITEMS }, (_, at) => `MSH|||||||||U${at}\rPID|1\r`);
  const refused = await post(door, unparsable.join(''), 400);
  return [
    judged(`${BAD_ITEMS} invalid items: history`, 1_000_000, JSON.stringify(told).length, 'bytes'),
    judged(`${BAD_ITEMS} unparsable items: answer`, 1_000_000, JSON.stringify(refused).length, 'bytes'),
  ];
}

async function measureLargest(door: Door): Promise<Finding[]> {
  const one = oruMessage('LARGE', 100);
  const many = Array.from({ length: Math.floor(MOST_BYTES / 4000) }, (_, at) => oruMessage(`L${at}`, 3600)).join('');
  const field = `${one}NTE|1||${'x'.repeat(MOST_BYTES - one.length - 10)}\r`;
  const findings: Finding[] = [
    told('memory before the largest payloads', `${Math.round(door.process.memoryMib())} MiB`),
  ];
  for (const [name, payload] of [
    ['one field of 50 MB', field],
    ['50 MB in many messages', many.slice(0, MOST_BYTES)],
  ] as const) {
    const before = door.process.memoryMib();
    let most = before;
    const sampling = setInterval(() => (most = Math.max(most, door.process.memoryMib())), 20);
    const { submissionId } = await post(door, payload, 201);
    await untilRouted(door, submissionId);
    clearInterval(sampling);
    findings.push(judged(`${name}: more memory, until routed`, 300, most - before, 'MiB'));
  }
  return findings;
}

const judged = (what: string, target: number, measured: number, unit: string): Finding => ({
  what,
  target: `≤ ${target.toLocaleString('en')} ${unit}`,
  measured: `${Math.round(measured).toLocaleString('en')} ${unit}`,
  met: measured <= target,
  figures: { measured },
});

async function post({ process, database }: Door, payload: string, status: number) {
  const response = await fetch(`${process.url}/api/waters/report`, {
    method: 'POST',
    headers: { authorization: `Bearer ${database.token}`, client: 'bench', 'content-type': 'application/hl7-v2' },
    body: payload,
  });
  const answer = (await response.json()) as { submissionId: number };
  if (response.status !== status) throw new Error(`The payload was answered ${response.status}, not ${status}.`);
  return answer;
}

async function get({ process, database }: Door, submissionId: number) {
  const response = await fetch(`${process.url}/api/waters/report/${submissionId}/history`, {
    headers: { authorization: `Bearer ${database.token}` },
  });
  return (await response.json()) as { overallStatus: string };
}

async function untilRouted(door: Door, submissionId: number): Promise<void> {
  while ((await get(door, submissionId)).overallStatus === 'Received') await delay(50);
}
