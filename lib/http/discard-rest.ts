import type { Readable } from 'node:stream';

const MOST_BYTES = 64 * 2 ** 20;
const MOST_MS = 30_000;

/**
 * Reads and throws away what still comes, then calls `done` once: when it ends, breaks off, or after 64 MiB or 30 seconds.
 * A connection that is closed with bytes unread is reset, which takes the answer back from whoever is still sending.
 */
export function discardRest(stream: Readable, done: () => void): void {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) finish();
  };
  const finish = () => {
    clearTimeout(cut);
    stream.off('data', count).off('end', finish).off('close', finish);
    done();
  };
  const cut = setTimeout(finish, MOST_MS);
  // Whoever began to read it would keep what comes, or hold it up.
  stream.removeAllListeners('data').on('data', count).once('end', finish).once('close', finish);
  stream.resume();
}
