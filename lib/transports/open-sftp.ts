import type { TransportResult } from '#lib/transports/contract';
import { formatAddress } from '#lib/transports/format-address';
import { resolveAddress } from '#lib/transports/resolve-address';
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
/** A connection idle for longer is closed. */
const IDLE_MS = 60_000;

/** Opens nothing yet: the connection is made for the first file. */
export function openSftp(options: SftpOptions): SftpServer {
  const inTurn = takeTurns();
  let connection: SftpConnection | null = null;
  let address: string | null = null;
  let idle: NodeJS.Timeout | undefined;

  function close(): void {
    clearTimeout(idle);
    connection?.close();
    connection = null;
  }

  async function connect(): Promise<SftpConnection | TransportResult> {
    if (connection?.isUsable) return connection;
    close();
    const { host, port, allowPrivate, connectTimeoutSeconds = CONNECT_SECONDS } = options;
    const resolved = await resolveAddress(host, allowPrivate);
    if (resolved.kind === 'none') return { outcome: 'retry', detail: resolved.detail };
    address = formatAddress(resolved.address, port);
    const made = await connectSftp(options, { address: resolved.address, port }, connectTimeoutSeconds * 1000);
    if (!('outcome' in made)) connection = made;
    return made;
  }

  async function sendNext(fileName: string, bytes: Buffer): Promise<TransportResult> {
    clearTimeout(idle);
    address = connection ? address : null;
    const held = await connect();
    const to = address ? { address } : {};
    if ('outcome' in held) return { ...held, ...to };
    const { storeTimeoutSeconds = STORE_SECONDS, path } = options;
    const seconds = storeTimeoutSeconds + Math.floor(bytes.byteLength / BYTES_A_SECOND);
    const fault = await held.within(seconds * 1000, (client, sftp) =>
      storeFile({ client, sftp, folder: path }, fileName, bytes),
    );
    if (held.isUsable) idle = setTimeout(close, IDLE_MS).unref();
    else close();
    return fault === null ? { outcome: 'delivered', ...to } : { outcome: 'retry', detail: fault, ...to };
  }

  return {
    send: (fileName, bytes) => inTurn(() => sendNext(fileName, bytes)),
    drain: () => inTurn(async () => close()),
    close,
  };
}
