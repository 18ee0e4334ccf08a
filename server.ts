import type { Server } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { checkoutPath } from '#db/checkout-path';
import type { RuntimeConfig } from '#lib/config';
import type { Context } from '#lib/context';
import { describeError } from '#lib/errors';
import { makeServer } from '#lib/http/make-server';
import { loadRoutes } from '#lib/http/route-table';
import type { NodeListener } from '#lib/http/serve-routes';
import { awaitSignal } from '#lib/runtime/await-signal';
import { applySettingsFile } from '#lib/runtime/apply-settings-file';
import { startRuntime, type Runtime } from '#lib/runtime/start-runtime';
import { endWatches } from '#lib/submissions/watches';
import { startWorker, type Worker } from '#lib/worker/start-worker';
import { loadDemo } from './demo/load-demo.ts';

const ROUTES = fileURLToPath(new URL('app', import.meta.url));
const DRAIN_MS = 10_000;
const LOOPBACK = /^(127\.|localhost$|::1$)/;

const say = (line: string) => console.log(line);

/** What a process has opened so far, and has to close whatever happens. */
interface Opened {
  runtime: Runtime;
  server?: Server;
  worker?: Worker;
}

async function main(): Promise<void> {
  const asked = awaitSignal();
  const opened: Opened = { runtime: await startRuntime(process.env, say) };
  try {
    await Promise.race([asked, serve(opened).then(() => asked)]);
  } finally {
    if (opened.server) await closeServer(opened.server);
    await opened.worker?.stop();
    await opened.runtime.close();
  }
}

/** Starts all of Readout; the worker after the port is ours, so that a start that fails has delivered nothing. */
async function serve(opened: Opened): Promise<void> {
  const { config, db } = opened.runtime;
  await prepareData(opened.runtime);
  const routes = await loadRoutes(ROUTES, 'api/auth');
  const pages = preparePages(process.argv.includes('--dev'));
  const server = makeServer(routes, pages.listener);
  await listen(server, config);
  opened.server = server;
  if (config.READOUT_WORKER === 'embedded') opened.worker = startWorker(db);
  await pages.ready;
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
function preparePages(dev: boolean): { listener: NodeListener; ready: Promise<unknown> } {
  const app = next({ dev, dir: dirname(checkoutPath('next.config.js')), customServer: true });
  const ready = app.prepare().then(() => app.getRequestHandler());
  const listener: NodeListener = (incoming, outgoing) => {
    ready.then((handle) => handle(incoming, outgoing)).catch(() => outgoing.destroy());
  };
  return { listener, ready };
}

async function listen(server: Server, config: RuntimeConfig): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.PORT;
  const host = config.HOST === '127.0.0.1' ? 'localhost' : config.HOST;
  say(`Readout is ready on http://${host}:${port}`);
}

/** Lets answers under way finish, then closes what is left. */
async function closeServer(server: Server): Promise<void> {
  endWatches();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(describeError(error));
    process.exit(1);
  },
);
