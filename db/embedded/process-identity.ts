import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A running process: `started` tells it apart from a later one with the same number; `command` is its command line. */
export type RunningProcess = { started: string; command: string };

/** The process `pid`, or undefined when there is none, or only a zombie that nobody collected yet. */
export function findProcess(pid: number): RunningProcess | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** This process as one word, `<pid>/<start>`, for locks and registrations that must not outlive it. */
export function ownIdentity(): string {
  own ??= `${process.pid}/${findProcess(process.pid)?.started ?? 'unknown'}`;
  return own;
}

/** Whether the process that wrote `identity` (see ownIdentity) still runs; false for anything unreadable. */
export function isAlive(identity: string): boolean {
  const [pid, started] = identity.split('/');
  return started !== undefined && findProcess(Number(pid))?.started === started;
}

let own: string | undefined;
let boot: string | undefined;

function fromProc(pid: number): RunningProcess | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 2 is the name in parentheses and may itself hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    boot ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { started: `${boot}.${fields[19]}`, command };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): RunningProcess | undefined {
  try {
    const line = execFileSync('ps', ['-ww', '-o', 'state=,lstart=,command=', '-p', String(pid)], { stdio: 'pipe' });
    const [state, ...words] = line.toString().trim().split(/\s+/);
    if (state === undefined || state.startsWith('Z')) return undefined;
    return { started: words.slice(0, 5).join('.'), command: words.slice(5).join(' ') };
  } catch {
    return undefined;
  }
}
