import type { Context } from '#lib/context';

/** Loads the demo into an empty database. */
export async function loadDemo(_context: Context, _say: (line: string) => void): Promise<void> {}
