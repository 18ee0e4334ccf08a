import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './findings.ts';
import { ended, freePort, untilAnswering } from './start-process.ts';
import { median } from './statistics.ts';

const RUNS = 5;
/** What installing, building and running leave behind: a clone has none of it. */
const NOT_CLONED = new Set(['node_modules', '.next', '.data', '.git', 'test-results', 'playwright-report']);

/** Times `npm start` here until it answers: with no data yet, then with the data of the run before. */
export async function measureStart(): Promise<Finding[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const folder = join(tmpdir(), `readout-bench-start-${process.pid}-${run}`);
    try {
      first.push(await timeStart(process.cwd(), folder));
      again.push(await timeStart(process.cwd(), folder));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return [
    judge('npm start on a built checkout with data', 3, again),
    judge('npm start on a built checkout, empty data folder', 3, first),
  ];
}

/** Times the first `npm start` in a copy of this checkout without packages, build and data, as a fresh clone has it. */
export async function measureFirstStart(): Promise<Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), 'readout-bench-clone-'));
  const data = join(tmpdir(), `readout-bench-start-${process.pid}-clone`);
  try {
    for (const name of readdirSync(process.cwd())) {
      if (!NOT_CLONED.has(name)) cpSync(name, join(folder, name), { recursive: true });
    }
    return [judge('npm start in a fresh clone', 120, [await timeStart(folder, data)])];
  } finally {
    for (const path of [folder, data]) rmSync(path, { recursive: true, force: true });
  }
}

/** Seconds from `npm start` to the first answer of `/api/health`. */
async function timeStart(cwd: string, dataFolder: string): Promise<number> {
  const port = await freePort();
  const { DATABASE_URL: _, READOUT_SETTINGS: __, ...inherited } = process.env;
  const env = { ...inherited, PORT: String(port), HOST: '127.0.0.1', READOUT_DATA_DIR: dataFolder };
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], { cwd, env, stdio: 'ignore' });
  try {
    await untilAnswering(`http://127.0.0.1:${port}`, child, 20);
    return (performance.now() - startedAt) / 1000;
  } finally {
    await ended(child);
  }
}

const judge = (what: string, targetSeconds: number, seconds: number[]): Finding => ({
  what,
  target: `≤ ${targetSeconds} s`,
  measured: `${median(seconds).toFixed(1)} s (${Math.min(...seconds).toFixed(1)}–${Math.max(...seconds).toFixed(1)})`,
  met: median(seconds) <= targetSeconds,
  figures: { seconds },
});
