import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { LoadJob, LoadResult, Requests } from './load.ts';
import { reportText } from './report-text.ts';
import { ORGANIZATION } from './settings.ts';

// A child process that sends what its parent asks for, over connections that stay open, and tells how long it took.

interface Wanted {
  method: string;
  path: string;
  headers: Record<string, string | number>;
  body: Buffer | null;
  status: number;
}

process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});

// Its parent has ended.
process.on('disconnect', () => process.exit());

async function run(job: LoadJob): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: job.concurrency });
  const next = requestsOf(job.requests);
  const latencies: number[] = [];
  const startedAt = performance.now();
  const deadline = startedAt + (job.seconds ?? Infinity) * 1000;
  let sent = 0;
  const isOver = () => sent >= (job.total ?? Infinity) || performance.now() >= deadline;
  const worker = async () => {
    while (!isOver()) {
      const wanted = next(sent++);
      const sentAt = performance.now();
      await send(job, agent, wanted);
      latencies.push(performance.now() - sentAt);
      if (job.pauseMs) await delay(job.pauseMs);
    }
  };
  try {
    await Promise.all(Array.from({ length: job.concurrency }, worker));
  } finally {
    agent.destroy();
  }
  const perSecond = latencies.length / ((performance.now() - startedAt) / 1000);
  return { answered: latencies.length, perSecond, latencies };
}

function requestsOf(requests: Requests): (index: number) => Wanted {
  if (requests.kind === 'reads') {
    const { paths } = requests;
    return (index) => ({
      method: 'GET',
      path: paths[index % paths.length] ?? '/',
      headers: {},
      body: null,
      status: 200,
    });
  }
  const { from, wrapAfter = Infinity } = requests;
  const body = Buffer.from(JSON.stringify({ reportText: reportText(requests.textBytes), reportStatus: 'final' }));
  return (index) => {
    const number = from + (index % wrapAfter);
    return {
      method: 'POST',
      path: `/integrations/v1/${ORGANIZATION}/reporting/appointments/R${number}/report`,
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        'idempotency-key': `bench-${number}`,
      },
      body,
      status: 201,
    };
  };
}

function send(job: LoadJob, agent: Agent, wanted: Wanted): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { ...wanted.headers, authorization: `Bearer ${job.token}` };
    const outgoing = request(job.url + wanted.path, { agent, method: wanted.method, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        if (incoming.statusCode === wanted.status) return resolve();
        const said = Buffer.concat(chunks).toString('utf8').slice(0, 300);
        reject(new Error(`${wanted.method} ${wanted.path} answered ${incoming.statusCode}: ${said}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(wanted.body);
  });
}
