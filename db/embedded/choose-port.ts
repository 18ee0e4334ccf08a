import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * A free port on 127.0.0.1: the one remembered in the file `memory`, if given, where it still is, else a random one below the range
 * from which systems serve outgoing connections.
 */
export async function choosePort(memory = ''): Promise<number> {
  const remembered = existsSync(memory) ? Number(readFileSync(memory, 'utf8')) : 0;
  const candidates = [remembered, ...Array.from({ length: 100 }, () => randomInt(15_000, 32_000))];
  for (const port of candidates) if (port > 1023 && port < 65_536 && (await isFree(port))) return port;
  throw new Error('No free port was found on 127.0.0.1 for the embedded database.');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
