import { log } from '#lib/log';

export interface Loop {
  /** Begins the next round now, or right after the one under way. */
  wake(): void;
  /** Resolves when the round under way has ended; there is no other. */
  stop(): Promise<void>;
}

/** Does `round` at once, and again `everyMs` after it ended. One that fails is logged, and tried again like every other. */
export function startLoop(what: string, everyMs: number, round: () => Promise<unknown>): Loop {
  let stopping = false;
  let woken = false;
  let resume = (): void => undefined;

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false;
      await round().catch((error: unknown) => logRound(what, error));
      if (!woken && !stopping) await pause();
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
      stopping = true;
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
