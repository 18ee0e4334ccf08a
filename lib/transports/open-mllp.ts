import { connectMllp, type MllpConnection } from '#lib/transports/mllp-connection';
import type { TransportResult } from '#lib/transports/contract';
import { keepConnection } from '#lib/transports/keep-connection';
import { readAcknowledgment } from '#lib/transports/read-acknowledgment';
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

/** Opens nothing yet: the connection is made for the first message. */
export function openMllp(options: MllpOptions): MllpReceiver {
  const { host, port, tls, connectTimeoutSeconds = CONNECT_SECONDS } = options;
  const inTurn = takeTurns();
  const kept = keepConnection<MllpConnection, { detail: string }>(options, (address) =>
    connectMllp({ host, port, tls, address }, connectTimeoutSeconds * 1000),
  );

  async function sendNext(message: Buffer, messageId: string): Promise<TransportResult> {
    const { held, ...to } = await kept.take();
    if ('detail' in held) return { outcome: 'retry', detail: held.detail, ...to };
    const exchange = await held.exchange(message, options.ackTimeoutSeconds * 1000);
    if (exchange.kind === 'fault') {
      kept.close();
      return { outcome: 'retry', detail: exchange.detail, ...to };
    }
    const { result, trusted } = readAcknowledgment(exchange.reply, messageId);
    if (trusted && options.keepAlive) kept.keep();
    else kept.close();
    return { ...result, ...to, reply: exchange.reply };
  }

  return {
    send: (message, messageId, onAcknowledged) =>
      inTurn(async () => {
        const result = await sendNext(message, messageId);
        if (result.outcome === 'delivered') await onAcknowledged?.();
        return result;
      }),
    drain: () => inTurn(async () => kept.close()),
    close: () => kept.close(),
  };
}
