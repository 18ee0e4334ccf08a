import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '#lib/context';
import { settleDelivered, type DeliveredFile } from '#lib/delivery/settle-delivered';
import { log } from '#lib/log';

/** Files settled in one transaction at most. */
const MOST = 50;
/** For how long a file is tried again that was not to be had, and how long nothing is done where none was. */
const PATIENCE_MS = 1000;
const PAUSE_MS = 20;

/** Says whether the file was settled; else `settleDelivery` decides about it. Never throws. */
export type SettleTogether = (file: DeliveredFile) => Promise<boolean>;

interface Waiting {
  file: DeliveredFile;
  answer: (isSettled: boolean) => void;
  since: number;
}

/**
 * Settles delivered files of one worker, one transaction at a time: those that come while one is under way share the next,
 * so that the busier it is the fewer there are. Files of a submission that somebody is writing to wait together for a
 * moment, instead of each with a connection of its own.
 */
export function settleTogether(context: Context): SettleTogether {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const taken = waiting.splice(0, MOST);
      const settled = await settle(taken.map(({ file }) => file));
      const missed = taken.filter(({ file }) => !settled.has(file.claim.id));
      for (const one of taken) if (settled.has(one.file.claim.id)) one.answer(true);
      if (missed.length === taken.length) await delay(PAUSE_MS);
      for (const one of missed) {
        if (performance.now() - one.since < PATIENCE_MS) waiting.push(one);
        else one.answer(false);
      }
    }
    isRunning = false;
  }

  async function settle(files: readonly DeliveredFile[]): Promise<Set<number>> {
    try {
      return await settleDelivered(context, files);
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'unknown';
      log().warn({ count: files.length, reason }, 'files could not be settled together; each is settled by itself');
      return new Set();
    }
  }

  return (file) =>
    new Promise((answer) => {
      waiting.push({ file, answer, since: performance.now() });
      if (!isRunning) void run();
    });
}
