import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { readFrames } from '#lib/transports/mllp-frames';

/** What a listener does with the messages that come to it. */
export type OnMessage = (socket: Socket, message: string, count: number) => void;

export interface MllpListener {
  port: number;
  /** MSH-10 of every whole message, in the order in which they came. */
  received: string[];
  /** How many connections were made. */
  connections: number;
  close(): Promise<void>;
}

export const frame = (message: string): string => `\x0b${message}\x1c\r`;
export const controlId = (message: string): string => message.split('|')[9] ?? '';
export const ack = (code: string, id: string, text = ''): string =>
  frame(`MSH|^~\\&|EHR|HOSP|READOUT|G|20261129||ACK|A1|P|2.5.1\rMSA|${code}|${id}|${text}\r`);

/** An MLLP listener on loopback that answers, or misbehaves, as `onMessage` does; it closes with its connections. */
export async function listenForMllp(
  onMessage: OnMessage = (socket, message) => socket.write(ack('AA', controlId(message))),
  onConnection: (socket: Socket, listener: MllpListener) => void = () => undefined,
  tls: TlsOptions | null = null,
): Promise<MllpListener> {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    listener.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let frames = readFrames(10_000_000);
    socket.on('data', (chunk) => {
      const read = frames.push(chunk);
      if (read?.kind !== 'message') return;
      frames = readFrames(10_000_000);
      const message = read.message.toString();
      listener.received.push(controlId(message));
      onMessage(socket, message, listener.received.length);
    });
    onConnection(socket, listener);
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  // A TLS handshake that fails is the other side's to tell.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listener: MllpListener = {
    port: (server.address() as AddressInfo).port,
    received: [],
    connections: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return listener;
}
