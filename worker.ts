import { describeError } from '#lib/errors';
import { awaitSignal } from '#lib/runtime/await-signal';
import { startRuntime } from '#lib/runtime/start-runtime';
import { startWorker } from '#lib/worker/start-worker';

/** The delivery worker as a process of its own: `npm run worker`, any number of them on one database. */
async function main(): Promise<void> {
  const asked = awaitSignal();
  const runtime = await startRuntime(process.env, (line) => console.log(line));
  const worker = startWorker(runtime.db);
  console.log('The delivery worker is running.');
  await asked;
  await worker.stop();
  await runtime.close();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeError(error));
    process.exit(1);
  },
);
