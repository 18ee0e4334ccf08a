import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { programArguments } from '../scripts/program-arguments.mjs';

export interface StartedProcess {
  url: string;
  /** CPU this process has used so far, in milliseconds; NaN where the system does not tell. */
  cpuMs(): number;
  /** Resident memory in MiB (VmRSS); NaN where the system does not tell. */
  memoryMib(): number;
  stop(): Promise<void>;
}

const SECRET = 'a bench secret of more than thirty-two characters';

/**
 * Runs one of the project's servers as `npm start` would, its log (info, as in production) into a file, and waits until
 * it answers. Errors: what the process said when it ended instead.
 */
export async function startProcess(script: string, env: Record<string, string>): Promise<StartedProcess> {
  const url = `http://127.0.0.1:${await freePort()}`;
  return launch(script, { PORT: new URL(url).port, HOST: '127.0.0.1', ...env }, url, (child) =>
    untilAnswering(url, child),
  );
}

/** Runs a delivery worker as `npm run worker` would, and waits until it says that it works. It has no address. */
export async function startWorkerProcess(env: Record<string, string>): Promise<StartedProcess> {
  return launch('worker.ts', env, '', async (child, said) => {
    while (!said().includes('worker is running')) {
      if (hasEnded(child)) throw new Error('The process has ended.');
      await delay(20);
    }
  });
}

async function launch(
  script: string,
  env: Record<string, string>,
  url: string,
  untilReady: (child: ChildProcess, said: () => string) => Promise<void>,
): Promise<StartedProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-log-'));
  const file = join(folder, 'log');
  const output = openSync(file, 'w');
  const child = spawn(process.execPath, programArguments(script), {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXTAUTH_SECRET: SECRET,
      READOUT_SECRET_KEY: SECRET,
      LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const said = () => readFileSync(file, 'utf8');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await untilReady(child, said);
  } catch (error) {
    const last = said().slice(-4000);
    child.kill('SIGKILL');
    remove();
    throw new Error(`${script} did not start:\n${last}`, { cause: error });
  }
  return {
    url,
    cpuMs: () => cpuOf(child.pid),
    memoryMib: () => memoryOf(child.pid),
    async stop() {
      await ended(child);
      process.off('exit', kill);
      remove();
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks `/api/health` until something answers 200; throws when the process has ended or two minutes have passed. */
export async function untilAnswering(url: string, child: ChildProcess, everyMs = 50): Promise<void> {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline;) {
    if (hasEnded(child)) throw new Error('The process has ended.');
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) return;
    await delay(everyMs);
  }
  throw new Error('The process did not answer within two minutes.');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

/** Asks the process to stop and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/** Kernel ticks of 10 ms; fields 14 and 15 of proc_pid_stat(5). */
function cpuOf(pid: number | undefined): number {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const memoryOf = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1]) / 1024;

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
