import {
  type CommentOf,
  type CopyFor,
  type CopyOf,
  type FoundCopy,
  type KeptOf,
  type LocalCopy,
  removeCopy,
  removeReader,
  sealCopy,
  unsealCopies,
  unsealCopy,
  type WordsToKeep,
} from '#components/drafting/sealed-copies';

export type { CommentOf, CopyOf, LocalCopy };

/** From so many UTF-16 units on, sealing a text would hold up typing: it is done beside the page. */
const LONG = 100_000;
/** A copy waits so long for a worker that has not begun to run; a network that is gone may never bring it. */
const START_MS = 200;

/**
 * Keeps words on this device, encrypted; answers when (RFC 3339 UTC), once they are on the disk. Throws where the browser
 * has no place for them.
 */
export const keepCopy = <Of extends KeptOf>(of: Of, copy: WordsToKeep<Of>): Promise<string> =>
  inTurn(async () => (await sealBeside(of, copy)) ?? sealCopy(of, copy));

/** The words kept on this device; null without any, or when they can no longer be read. */
export const readCopy = <Of extends KeptOf>(of: Of): Promise<CopyFor<Of> | null> => inTurn(() => unsealCopy(of));

/** Every copy of a reader on this device that can be read, with what it is of. */
export const readCopies = (userId: string): Promise<FoundCopy[]> => inTurn(() => unsealCopies(userId));

/** Removes the words: the server has them, or their reader has decided. */
export const forgetCopy = (of: KeptOf): Promise<void> => inTurn(() => removeCopy(of));

/** Removes whatever a reader has on this device, and the key. */
export const forgetReader = (userId: string): Promise<void> => inTurn(() => removeReader(userId));

let last: Promise<unknown> = Promise.resolve();

/** One after the other, in the order of the calls: a copy whose sealing takes long must not come back once it is forgotten. */
function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const turn = last.then(work);
  last = turn.catch(() => undefined);
  return turn;
}

/** Seals a long text beside the page; null for a short one, and where no worker can be had. */
async function sealBeside<Of extends KeptOf>(of: Of, copy: WordsToKeep<Of>): Promise<string | null> {
  const text: unknown = 'reportText' in copy ? copy.reportText : null;
  if (typeof text !== 'string' || text.length < LONG) return null;
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), START_MS));
  const worker = await Promise.race([startWorker(), late]);
  if (!worker) return null;
  return new Promise((resolve) => {
    const stop = new AbortController();
    const end = (keptAt: string | null) => {
      stop.abort();
      resolve(keptAt);
    };
    worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => end(data), { signal: stop.signal });
    worker.addEventListener('error', () => end(null), { signal: stop.signal });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is no window
    worker.postMessage({ of, copy });
  });
}

let started: Promise<Worker | null> | null = null;

/** The worker that seals, once it runs: one for as long as the page is there. null where it cannot be had; then the next call tries again. */
function startWorker(): Promise<Worker | null> {
  started ??= new Promise((resolve) => {
    const worker = new Worker(new URL('./seal-worker.tsx', import.meta.url), { type: 'module', name: 'copies' });
    worker.addEventListener('message', () => resolve(worker), { once: true });
    worker.addEventListener('error', () => {
      started = null;
      worker.terminate();
      resolve(null);
    });
  });
  return started;
}
