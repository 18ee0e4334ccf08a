import type { TransportResult } from '#lib/transports/contract';
import { keepConnection } from '#lib/transports/keep-connection';
import { connectSftp, type SftpConnection, type SftpLogin } from '#lib/transports/sftp-connection';
import { storeFile } from '#lib/transports/store-file';
import { takeTurns } from '#lib/transports/take-turns';

export interface SftpOptions extends SftpLogin {
  host: string;
  port: number;
  /** The folder that files are stored in, from where the server lets its user in. */
  path: string;
  /** For connecting, the handshake and signing in; 15 unless given. */
  connectTimeoutSeconds?: number;
  /** For one file, besides a second for each 64 KiB of it; 30 unless given. */
  storeTimeoutSeconds?: number;
  allowPrivate: boolean;
}

/** One SFTP server: files are stored one after another, on a connection that is kept while there are some. */
export interface SftpServer {
  /** Stores a file under its name. Never throws. */
  send(fileName: string, bytes: Buffer): Promise<TransportResult>;
  /** Closes when what was given is sent. */
  drain(): Promise<void>;
  /** Closes at once: a file that is being stored is told as a fault. */
  close(): void;
}

const CONNECT_SECONDS = 15;
const STORE_SECONDS = 30;
const BYTES_A_SECOND = 2 ** 16;

/** Opens nothing yet: the connection is made for the first file. */
export function openSftp(options: SftpOptions): SftpServer {
  const { port, path, connectTimeoutSeconds = CONNECT_SECONDS, storeTimeoutSeconds = STORE_SECONDS } = options;
  const inTurn = takeTurns();
  const kept = keepConnection<SftpConnection, TransportResult>(options, (address) =>
    connectSftp(options, { address, port }, connectTimeoutSeconds * 1000),
  );

  async function sendNext(fileName: string, bytes: Buffer): Promise<TransportResult> {
    const { held, ...to } = await kept.take();
    if ('outcome' in held) return { ...held, ...to };
    if ('detail' in held) return { outcome: 'retry', detail: held.detail, ...to };
    const seconds = storeTimeoutSeconds + Math.floor(bytes.byteLength / BYTES_A_SECOND);
    const fault = await held.within(seconds * 1000, (client, sftp) =>
      storeFile({ client, sftp, folder: path }, fileName, bytes),
    );
    if (held.isUsable) kept.keep();
    else kept.close();
    return fault === null ? { outcome: 'delivered', ...to } : { outcome: 'retry', detail: fault, ...to };
  }

  return {
    send: (fileName, bytes) => inTurn(() => sendNext(fileName, bytes)),
    drain: () => inTurn(async () => kept.close()),
    close: () => kept.close(),
  };
}
