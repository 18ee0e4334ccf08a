import { log } from '#lib/log';

export interface Loop {
  /** Begins the next round now, or right after the one under way. */
  wake(): void;
  /** Tells the round under way to end, and resolves when it has; there is no other. */
  stop(): Promise<void>;
}

/**
 * Does `round` at once, and again `everyMs` after it ended. One that fails is logged, and tried again like every other. A
 * round that may take long looks at the signal, which tells that the loop is being stopped.
 */
export function startLoop(what: string, everyMs: number, round: (signal: AbortSignal) => Promise<unknown>): Loop {
  const stopping = new AbortController();
  let woken = false;
  let resume = (): void => undefined;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = false;
      await round(stopping.signal).catch((error: unknown) => logRound(what, error));
      if (!woken && !stopping.signal.aborted) await pause();
    }
  }

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      resume = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    wake() {
      woken = true;
      resume();
    },
    async stop() {
      stopping.abort();
      resume();
      await running;
    },
  };
}

function logRound(what: string, error: unknown): void {
  log().warn(
    { what, reason: error instanceof Error ? error.name : 'unknown' },
    'worker round failed; it will be tried again',
  );
}
