import type { BenchServer } from './bench-database.ts';
import { fillAppointments } from './fill-appointments.ts';
import { told, type Finding } from './findings.ts';
import { startLoad } from './load.ts';
import { startProcess } from './start-process.ts';
import { describeRatios, median, ratios } from './statistics.ts';

const ROUNDS = 5;
const ROUND_SECONDS = 3;
/** Requests that are sent again, over and over. */
const REPLAYED = 500;
const WARM_UP = 4000;

/** Sends requests again with their keys, turn by turn with fresh ones on the same server. */
export async function measureReplay(server: BenchServer): Promise<Finding[]> {
  const database = await server.createDatabase('bench_replay');
  await fillAppointments(database.db, 50_000);
  const process = await startProcess('server.ts', { DATABASE_URL: database.url, READOUT_WORKER: 'off' });
  const load = startLoad();
  const common = { url: process.url, token: database.token, concurrency: 16 };
  const first = { kind: 'reports' as const, from: 1, textBytes: 4096 };
  const fresh: number[] = [];
  const replayed: number[] = [];
  try {
    await load.run({ ...common, requests: first, total: WARM_UP });
    await load.run({ ...common, requests: { ...first, wrapAfter: REPLAYED }, total: WARM_UP });
    let from = WARM_UP + 1;
    for (let round = 0; round < ROUNDS; round += 1) {
      const submitted = await load.run({ ...common, requests: { ...first, from }, seconds: ROUND_SECONDS });
      from += submitted.answered;
      const again = await load.run({ ...common, requests: { ...first, wrapAfter: REPLAYED }, seconds: ROUND_SECONDS });
      fresh.push(submitted.perSecond);
      replayed.push(again.perSecond);
    }
  } finally {
    await load.stop();
    await process.stop();
  }
  const quotients = ratios(replayed, fresh);
  return [
    {
      what: 'replay ÷ submit',
      target: '≥ 1×',
      measured: describeRatios(quotients),
      met: median(quotients) >= 1,
      figures: { quotients },
    },
    told('replays', `${Math.round(median(replayed))}/s`, { perSecond: replayed }),
  ];
}
