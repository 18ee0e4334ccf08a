import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import next from 'next';
import { startRuntime } from '#lib/runtime/start-runtime';

// The same routes served by Next itself, as `next start` would: every request goes through its pipeline. No worker.

const runtime = await startRuntime(process.env, () => undefined);
const app = next({ dev: false, dir: fileURLToPath(new URL('..', import.meta.url)), customServer: true });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
server.listen(runtime.config.PORT, runtime.config.HOST);
process.once('SIGTERM', () => process.exit(0));
