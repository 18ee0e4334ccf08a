import { createHash } from 'node:crypto';

/** An audit event as the chain protects it: one canonical line. */
export interface EventLine {
  id: number;
  line: string;
}

/** What the first block follows. */
export const GENESIS: Buffer = Buffer.alloc(32);

/** The hash of a block: SHA-256(hash of the previous block ‖ every event's line and a newline, in sealing order). */
export function hashBlock(previous: Buffer, events: readonly EventLine[]): Buffer {
  const hash = createHash('sha256').update(previous);
  for (const { line } of events) hash.update(line).update('\n');
  return hash.digest();
}
