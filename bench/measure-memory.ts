import type { BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import type { Finding } from './findings.ts';
import { startLoad } from './load.ts';
import { startProcess } from './start-process.ts';

const SECONDS = 60;
const TARGET_MIB = 400;

/** The web process's memory during a minute of submissions, as many as it takes, with its worker delivering them. */
export async function measureMemory(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_memory');
  await fillAppointments(database.db, 120_000);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'embedded' });
  const load = startLoad();
  const samples = [process.memoryMib()];
  const sampling = setInterval(() => samples.push(process.memoryMib()), 1000);
  try {
    const { answered } = await load.run({
      url: process.url,
      token: database.token,
      concurrency: 16,
      requests: { kind: 'reports', from: 1, textBytes: 4096 },
      seconds: SECONDS,
    });
    const [most, last] = [Math.max(...samples), samples.at(-1) ?? 0];
    return [
      {
        what: 'memory of the web process, a minute at full load with its worker',
        target: `≤ ${TARGET_MIB} MiB`,
        measured: `${Math.round(most)} MiB at most, ${Math.round(last)} MiB at the end (${answered} submissions)`,
        met: most <= TARGET_MIB,
        figures: { samples },
      },
    ];
  } finally {
    clearInterval(sampling);
    await load.stop();
    await process.stop();
  }
}
