import { log } from '#lib/log';

/**
 * Resolves when the process is asked to stop, however often. Ask for it before anything is opened: what is open can then
 * always be closed, the embedded database too.
 */
export function awaitSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        log().info({ signal }, 'stopping');
        resolve();
      });
    }
  });
}
