import { log } from '#lib/log';
import { startRuntime } from '#lib/runtime/start-runtime';
import { startWorker } from '#lib/worker/start-worker';

/** The delivery worker as a process of its own: `npm run worker`, any number of them on one database. */
async function main(): Promise<void> {
  const runtime = await startRuntime(process.env, (line) => console.log(line));
  const worker = startWorker(runtime.db);
  console.log('The delivery worker is running.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  log().info('stopping');
  await worker.stop();
  await runtime.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
