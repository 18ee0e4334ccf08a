import { closeSync, openSync, readSync, renameSync, statSync } from 'node:fs';

const LOG_LIMIT_BYTES = 5_000_000;
const TAIL_BYTES = 2_000;

/** The server's own log. `tail()` is the end of what was written since it was opened, in one line. */
export type ServerLog = { descriptor: number; tail(): string; close(): void };

/** Opens the log at `path` for appending; a log over 5 MB first becomes `<path>.old`. */
export function openLog(path: string): ServerLog {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(path, `${path}.old`);
  const descriptor = openSync(path, 'a+', 0o600);
  const start = statSync(path).size;
  return {
    descriptor,
    tail: () => readTail(path, start),
    close: () => closeSync(descriptor),
  };
}

function readTail(path: string, start: number): string {
  const size = statSync(path).size;
  const from = Math.max(start, size - TAIL_BYTES);
  const bytes = Buffer.alloc(size - from);
  const descriptor = openSync(path, 'r');
  readSync(descriptor, bytes, 0, bytes.length, from);
  closeSync(descriptor);
  return lastLines(bytes.toString('utf8'));
}

/** The last lines of a program's output joined into one, without PostgreSQL's date and process number. */
export function lastLines(output: string): string {
  const lines = output.split('\n').map((line) => line.replace(/^[-\d]+ [:.\d]+ \w+ \[\d+\] /, '').trim());
  return lines.filter(Boolean).slice(-4).join(' | ');
}
