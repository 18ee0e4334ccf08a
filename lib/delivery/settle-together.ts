import type { Context } from '#lib/context';
import { settleDelivered, type DeliveredFile } from '#lib/delivery/settle-delivered';
import { log } from '#lib/log';

/** Files settled in one transaction at most. */
const MOST = 50;

/** Says whether the file was settled; else `settleDelivery` decides about it. Never throws. */
export type SettleTogether = (file: DeliveredFile) => Promise<boolean>;

/**
 * Settles delivered files of one worker, one transaction at a time: those that come while one is under way share the next,
 * so that the busier it is the fewer there are.
 */
export function settleTogether(context: Context): SettleTogether {
  let waiting: { file: DeliveredFile; answer: (isSettled: boolean) => void }[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const taken = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      const settled = await settle(taken.map(({ file }) => file));
      for (const { file, answer } of taken) answer(settled.has(file.claim.id));
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
      waiting.push({ file, answer });
      if (!isRunning) void run();
    });
}
