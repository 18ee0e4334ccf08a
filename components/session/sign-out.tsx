const savers = new Set<() => Promise<unknown>>();

/** `save` runs before a reader signs out; one that fails keeps them signed in. Answers how to end it. */
export function beforeSignOut(save: () => Promise<unknown>): () => void {
  savers.add(save);
  return () => savers.delete(save);
}

/** Resolves once whatever was written is saved. */
export const savedBeforeSignOut = (): Promise<unknown> => Promise.all([...savers].map((save) => save()));
