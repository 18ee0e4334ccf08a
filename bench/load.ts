import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ended } from './start-process.ts';

/** What to send: reports for the appointments `R{from}`, `R{from + 1}`, …, each with a key of its own, or reads. */
export type Requests =
  | { kind: 'reports'; from: number; textBytes: number; /** Start over after so many: replays. */ wrapAfter?: number }
  | { kind: 'reads'; paths: string[] };

export interface LoadJob {
  url: string;
  token: string;
  concurrency: number;
  /** Rests so long after each request. */
  pauseMs?: number;
  requests: Requests;
  /** Ends after so many seconds, or so many requests. */
  seconds?: number;
  total?: number;
}

export interface LoadResult {
  answered: number;
  perSecond: number;
  /** Milliseconds of each request. */
  latencies: number[];
}

export interface Load {
  /** Throws when an answer has another status than the one expected: 201 for reports, 200 for reads. */
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

/** Starts the load generator: a process of its own, so that measuring does not wait behind anything else here. */
export function startLoad(): Load {
  const script = fileURLToPath(new URL('generate-load.ts', import.meta.url));
  const child = fork(script, { execArgv: ['--import', 'tsx'] });
  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error('The load generator has ended.'));
        child.once('exit', fail);
        child.once('message', (answer: LoadResult | { error: string }) => {
          child.off('exit', fail);
          if ('error' in answer) reject(new Error(answer.error));
          else resolve(answer);
        });
        child.send(job);
      }),
    stop: () => ended(child),
  };
}
