import { connectMllp, type MllpConnection } from '#lib/transports/mllp-connection';
import type { TransportResult } from '#lib/transports/contract';
import { formatAddress } from '#lib/transports/format-address';
import { readAcknowledgment } from '#lib/transports/read-acknowledgment';
import { resolveAddress } from '#lib/transports/resolve-address';
import { takeTurns } from '#lib/transports/take-turns';
import type { TlsMaterial } from '#lib/transports/tls-material';

export interface MllpOptions {
  host: string;
  port: number;
  tls: TlsMaterial | null;
  ackTimeoutSeconds: number;
  /** Ten unless given. */
  connectTimeoutSeconds?: number;
  /** Whether the connection is kept for the next message; some receivers want a new one for each. */
  keepAlive: boolean;
  allowPrivate: boolean;
}

/** One MLLP receiver: its messages go one after another, the next when the one before is acknowledged. */
export interface MllpReceiver {
  /** Sends one message, whose MSH-10 is `messageId`; no other before `onAcknowledged` has come to its end. Never throws. */
  send(message: Buffer, messageId: string, onAcknowledged?: () => Promise<void> | undefined): Promise<TransportResult>;
  /** Closes when what was given is sent. */
  drain(): Promise<void>;
  /** Closes at once: a message in flight is told as a fault. */
  close(): void;
}

const CONNECT_SECONDS = 10;
/** A connection idle for longer is closed: its receiver may have forgotten it without a word. */
const IDLE_MS = 60_000;

/** Opens nothing yet: the connection is made for the first message. */
export function openMllp(options: MllpOptions): MllpReceiver {
  const inTurn = takeTurns();
  let connection: MllpConnection | null = null;
  let address: string | null = null;
  let idle: NodeJS.Timeout | undefined;

  function close(): void {
    clearTimeout(idle);
    connection?.close();
    connection = null;
  }

  async function connect(): Promise<MllpConnection | { detail: string }> {
    if (connection?.isUsable) return connection;
    close();
    const { host, port, tls, allowPrivate, connectTimeoutSeconds = CONNECT_SECONDS } = options;
    const resolved = await resolveAddress(host, allowPrivate);
    if (resolved.kind === 'none') return resolved;
    address = formatAddress(resolved.address, port);
    const made = await connectMllp({ host, port, tls, address: resolved.address }, connectTimeoutSeconds * 1000);
    if (!('detail' in made)) connection = made;
    return made;
  }

  async function sendNext(message: Buffer, messageId: string): Promise<TransportResult> {
    clearTimeout(idle);
    address = connection ? address : null;
    const held = await connect();
    const to = address ? { address } : {};
    if ('detail' in held) return { outcome: 'retry', detail: held.detail, ...to };
    const exchange = await held.exchange(message, options.ackTimeoutSeconds * 1000);
    if (exchange.kind === 'fault') {
      close();
      return { outcome: 'retry', detail: exchange.detail, ...to };
    }
    const { result, trusted } = readAcknowledgment(exchange.reply, messageId);
    if (!trusted || !options.keepAlive) close();
    else idle = setTimeout(close, IDLE_MS).unref();
    return { ...result, ...to, reply: exchange.reply };
  }

  return {
    send: (message, messageId, onAcknowledged) =>
      inTurn(async () => {
        const result = await sendNext(message, messageId);
        if (result.outcome === 'delivered') await onAcknowledged?.();
        return result;
      }),
    drain: () => inTurn(async () => close()),
    close,
  };
}
