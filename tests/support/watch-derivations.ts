import { createHook } from 'node:async_hooks';

export interface Derivations<Result> {
  result: Result;
  /** scrypt derivations that this process began while the work ran, and the most that ran at the same time. */
  total: number;
  atOnce: number;
}

/** Does the work and tells what it derived, as Node itself reports its jobs. */
export async function watchDerivations<Result>(work: () => Promise<Result>): Promise<Derivations<Result>> {
  const running = new Set<number>();
  let [total, atOnce] = [0, 0];
  const hook = createHook({
    init(id, type) {
      if (type !== 'SCRYPTREQUEST') return;
      running.add(id);
      total += 1;
      atOnce = Math.max(atOnce, running.size);
    },
    before: (id) => running.delete(id),
  }).enable();
  try {
    const result = await work();
    return { result, total, atOnce };
  } finally {
    hook.disable();
  }
}
