import { setImmediate as turn } from 'node:timers/promises';

/** For long work in steps: what is returned is awaited after each, and lets others have their turn every `sliceMs`. */
export function takeTurns(sliceMs: number): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await turn();
    since = performance.now();
  };
}
