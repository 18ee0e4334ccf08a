import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { programArguments } from '../../scripts/program-arguments.mjs';

/** A program of the checkout as a process of its own. */
export interface Program {
  process: ChildProcess;
  /** Resolves with the first line said so far or later that matches; rejects when the program ends before. */
  says(pattern: RegExp): Promise<string>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | string | null>;
  /** kill -9, and waits for it. */
  kill(): Promise<void>;
}

/** The environment that every process of Readout needs on a database of the tests. */
const ENVIRONMENT = {
  NODE_ENV: 'production',
  NEXTAUTH_SECRET: 'a test session secret of more than thirty-two characters',
  READOUT_SECRET_KEY: 'a test secret key of more than thirty-two characters',
} as const;

/** Runs a program of the checkout on `databaseUrl`. Its lines on both outputs can be waited for. */
export function startProgram(
  file: string,
  databaseUrl: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Program {
  const child = spawn(process.execPath, [...programArguments(file), ...args], {
    env: { ...process.env, ...ENVIRONMENT, DATABASE_URL: databaseUrl, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const wake = () => waiting.forEach((look) => look());
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      wake();
    });
  }
  const ended = new Promise<number | string | null>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(code ?? signal);
      wake();
    });
  });
  return {
    process: child,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find((line) => pattern.test(line));
          const gone = child.exitCode !== null || child.signalCode !== null;
          if (found === undefined && !gone) return;
          waiting.delete(look);
          if (found === undefined) reject(new Error(`${file} ended without saying ${pattern}:\n${lines.join('\n')}`));
          else resolve(found);
        };
        waiting.add(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
