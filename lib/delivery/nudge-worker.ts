const shared = globalThis as { readoutNudges?: Set<() => void> };

/** Registers this process's embedded worker to be told of new work; returns how to take that back. */
export function onNudge(wake: () => void): () => void {
  const wakers = (shared.readoutNudges ??= new Set());
  wakers.add(wake);
  return () => wakers.delete(wake);
}

/** Tells this process's worker, if it has one, that something was just committed. Others find it by polling. */
export function nudgeWorker(): void {
  for (const wake of shared.readoutNudges ?? []) wake();
}
