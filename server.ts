import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import next from 'next';
import type { Context } from '#lib/context';
import { loadRoutes } from '#lib/http/route-table';
import { serveRoutes, type NodeListener } from '#lib/http/serve-routes';
import { log } from '#lib/log';
import { applySettingsFile } from '#lib/runtime/apply-settings-file';
import { startRuntime, type Runtime } from '#lib/runtime/start-runtime';
import { startWorker } from '#lib/worker/start-worker';
import { loadDemo } from './demo/load-demo.ts';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
/** A request may take this long to arrive whole; a stalled upload is closed. */
const REQUEST_TIMEOUT_MS = 60_000;
const DRAIN_MS = 10_000;
const LOOPBACK = /^(127\.|localhost$|::1$)/;

const say = (line: string) => console.log(line);

async function main(): Promise<void> {
  const runtime = await startRuntime(process.env, say);
  await prepareData(runtime);
  const routes = await loadRoutes(`${ROOT}app`, 'api/auth');
  const pages = preparePages(process.argv.includes('--dev'));
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: 15_000 },
    serveRoutes(routes, pages),
  );
  const worker = runtime.config.READOUT_WORKER === 'embedded' ? startWorker(runtime.db) : null;
  await listen(server, runtime);
  const stop = onSignal(async () => {
    await closeServer(server);
    await worker?.stop();
    await runtime.close();
  });
  await stop;
}

/** The settings file if there is one, else the demo in an empty database of our own: before the port opens. */
async function prepareData(runtime: Runtime): Promise<void> {
  const context: Context = { db: runtime.db, correlationId: 'start', at: null };
  const path = runtime.config.READOUT_SETTINGS;
  if (path) {
    const { created, updated, unchanged } = await applySettingsFile(context, path, process.env);
    say(`Settings: ${created} created, ${updated} updated, ${unchanged} unchanged.`);
  } else if (runtime.embedded) {
    await loadDemo(context, say);
    if (!LOOPBACK.test(runtime.config.HOST))
      say(`Beware: ${runtime.config.HOST} lets others reach these public passwords.`);
  }
}

/** Pages, assets and sign-in are Next's; they are ready a moment after the routes, and wait for it. */
function preparePages(dev: boolean): NodeListener {
  const app = next({ dev, dir: ROOT, customServer: true });
  const ready = app.prepare().then(() => app.getRequestHandler());
  ready.catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
  return (incoming, outgoing) => void ready.then((handle) => handle(incoming, outgoing));
}

async function listen(server: Server, { config }: Runtime): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = config.HOST === '127.0.0.1' ? 'localhost' : config.HOST;
  say(`Readout is ready on http://${host}:${port}`);
}

/** Resolves when the process was asked to stop, however often, and `drain` has finished once. */
function onSignal(drain: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let drained: Promise<void> | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        log().info({ signal }, 'stopping');
        drained ??= drain().then(resolve, reject);
      });
    }
  });
}

/** Lets answers under way finish, then closes what is left. */
async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
