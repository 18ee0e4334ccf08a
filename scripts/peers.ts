// npm run peers: local receivers to try delivery with, until Ctrl+C; -- --show prints what they are sent.
import { join } from 'node:path';
import { describeError } from '../lib/errors.ts';
import { parseConfig } from '../lib/config.ts';
import { PORTS, startPeers } from '../peers/start-peers.ts';

const time = (): string => new Date().toTimeString().slice(0, 8);

async function main(): Promise<void> {
  const shows = process.argv.includes('--show');
  const peers = await startPeers({
    folder: join(parseConfig(process.env).READOUT_DATA_DIR, 'peers'),
    say: (line) => console.log(`${time()}  ${line}`),
    ...(shows ? { show: (text: string) => console.log(text) } : {}),
  });
  console.log('Receivers on this machine, and the destination of a settings file that sends to each:\n');
  for (const { kind, address, settings } of peers) {
    console.log(`${kind.padEnd(8)} ${address}\n         - { name: try-${kind.toLowerCase()}, ${settings} }\n`);
  }
  console.log('The demo sends to the first one: sign in as admin@readout.test, open Settings, Pinecrest Radiology,');
  console.log('Destinations, and activate “ehr”. Each file that comes is told below without a patient’s data;');
  console.log(
    `${shows ? 'with --show its content is printed, too' : '“npm run peers -- --show” prints its content, too'}. Ctrl+C ends.\n`,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const peer of peers) await peer.close();
}

main().catch((error: unknown) => {
  const { code, port } = error as { code?: string; port?: number };
  const isTaken = code === 'EADDRINUSE';
  const ports = Object.values(PORTS).join(', ');
  console.error(isTaken ? `Port ${port} is in use, perhaps by other peers; they need ${ports}.` : describeError(error));
  process.exitCode = 1;
});
