import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { serveSftp } from '../peers/serve-sftp.ts';

/** Receivers on loopback that take whatever comes and say so at once. */
export interface Receivers {
  mllpPort: number;
  httpUrl: string;
  sftp: { port: number; hostKeySha256: string };
  /** Takes a connection, and never says a word. */
  silentPort: number;
  stop(): Promise<void>;
}

const END = Buffer.from('\x1c\r');

/** Starts them in this process: the worker that is measured is another. */
export async function openReceivers(): Promise<Receivers> {
  const sockets = new Set<Socket>();
  const http = createHttpServer((request, response) => {
    request.resume();
    request.on('end', () => response.end());
  });
  const servers: Server[] = [createServer(acknowledge), createServer((socket) => socket.resume()), http];
  const [mllpPort = 0, silentPort = 0, httpPort = 0] = await Promise.all(
    servers.map((server) => listen(server, sockets)),
  );
  const sftp = await serveSftp({ password: 'bench' });
  return {
    sftp,
    mllpPort,
    silentPort,
    httpUrl: `http://127.0.0.1:${httpPort}`,
    async stop() {
      await sftp.close();
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** Answers each message with AA, by its MSH-10. */
function acknowledge(socket: Socket): void {
  let held = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    if (!held.subarray(-2).equals(END)) return;
    const id = held.toString('latin1', 0, 400).split('|')[9] ?? '';
    held = Buffer.alloc(0);
    socket.write(`\x0bMSH|^~\\&|EHR|HOSP|READOUT|BENCH|20261129||ACK|A1|P|2.5.1\rMSA|AA|${id}\r\x1c\r`);
  });
}

async function listen(server: Server, sockets: Set<Socket>): Promise<number> {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
