import type { BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { told, type Finding } from './findings.ts';
import { startLoad, type LoadResult } from './load.ts';
import { startProcess, type StartedProcess } from './start-process.ts';
import { quantile } from './statistics.ts';

const TEXT_BYTES = 2_097_152;
const CONCURRENCIES = [1, 4];
const REQUESTS = 60;
const WARM_UP = 12;
const TARGET_MS = 150;

/** Submits reports of 2 MiB, the most that is allowed; the bare server beside it shows what PostgreSQL alone costs. */
export async function measureLarge(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_large');
  await fillAppointments(database.db, 2_000);
  const load = startLoad();
  const started: StartedProcess[] = [];
  const start = async (script: string) => {
    started.push(await startProcess(script, { DATABASE_URL: database.url, READOUT_WORKER: 'off' }));
    return started.at(-1) as StartedProcess;
  };
  let from = 1;
  const submit = async ({ url }: StartedProcess, concurrency: number, total: number): Promise<LoadResult> => {
    const requests = { kind: 'reports' as const, from, textBytes: TEXT_BYTES };
    from += total;
    return load.run({ url, token: database.token, concurrency, requests, total });
  };
  try {
    const readout = await start('server.ts');
    const bare = await start('bench/bare-server.ts');
    const findings: Finding[] = [];
    for (const process of [readout, bare]) await submit(process, 4, WARM_UP);
    for (const concurrency of CONCURRENCIES) {
      const ours = await submit(readout, concurrency, REQUESTS);
      const theirs = await submit(bare, concurrency, REQUESTS);
      findings.push(
        judge(concurrency, ours),
        told(`2 MiB to the bare server, ${concurrency} at once`, describe(theirs)),
      );
    }
    findings.push(told('memory after them', `${Math.round(readout.memoryMib())} MiB`));
    return findings;
  } finally {
    await load.stop();
    for (const process of started) await process.stop();
  }
}

const judge = (concurrency: number, result: LoadResult): Finding => ({
  what: `2 MiB report, ${concurrency} at once: p95`,
  target: `≤ ${TARGET_MS} ms`,
  measured: describe(result),
  met: quantile(result.latencies, 0.95) <= TARGET_MS,
  figures: { latencies: result.latencies },
});

const describe = ({ latencies }: LoadResult): string =>
  `p50 ${Math.round(quantile(latencies, 0.5))} ms, p95 ${Math.round(quantile(latencies, 0.95))} ms`;
