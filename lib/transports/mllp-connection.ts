import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describeFault } from '#lib/transports/describe-fault';
import { frameMessage, readFrames } from '#lib/transports/mllp-frames';
import { secureContextOf, type TlsMaterial, UNREADABLE_MATERIAL } from '#lib/transports/tls-material';

/** Where to, and how. */
export interface MllpAddress {
  /** The name that a certificate must be for. */
  host: string;
  /** What `host` means: the address that is connected to. */
  address: string;
  port: number;
  tls: TlsMaterial | null;
}

/** What came of one message. */
export type Exchange = { kind: 'reply'; reply: Buffer } | { kind: 'fault'; detail: string };

/** One connection on which one message at a time waits for its reply. */
export interface MllpConnection {
  /** False once anything came that was not asked for, or the other side has closed it: it carries no further message. */
  readonly isUsable: boolean;
  /** Sends a message and waits for one reply, at most `timeoutMs`. After a fault the connection is closed. */
  exchange(message: Buffer, timeoutMs: number): Promise<Exchange>;
  close(): void;
}

/** Bytes of a reply; more is garbage. */
const MOST_REPLY = 2 ** 20;

/**
 * Connects within `timeoutMs`; answers why not in words. A name is not looked up again, a certificate must be trusted and
 * for `host`.
 */
export function connectMllp(
  { host, address, port, tls }: MllpAddress,
  timeoutMs: number,
): Promise<MllpConnection | { detail: string }> {
  return new Promise((resolve) => {
    const secureContext = tls && secureContextOf(tls);
    if (tls && !secureContext) return resolve({ detail: UNREADABLE_MATERIAL });
    const socket = secureContext
      ? connectTls({ host: address, port, servername: nameFor(host, address), secureContext })
      : connectPlain({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy();
      resolve({ detail: `No connection within ${timeoutMs / 1000} s.` });
    }, timeoutMs);
    socket.once('error', (error) => {
      clearTimeout(timer);
      resolve({ detail: describeFault(error) });
    });
    socket.once('close', () => {
      clearTimeout(timer);
      resolve({ detail: 'The other side closed the connection at once.' });
    });
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.removeAllListeners();
      resolve(holdConnection(socket));
    });
  });
}

/** RFC 6066 §3: an address is no server name. */
export const nameFor = (host: string, address: string): string => (host === address ? '' : host);

function holdConnection(socket: Socket): MllpConnection {
  let frames = readFrames(MOST_REPLY);
  let isUsable = true;
  let waiting: ((exchange: Exchange) => void) | null = null;

  function end(detail: string): void {
    isUsable = false;
    socket.destroy();
    waiting?.({ kind: 'fault', detail });
  }

  socket.setNoDelay(true);
  socket.setKeepAlive(true, 30_000);
  socket.on('error', (error) => end(describeFault(error)));
  socket.on('close', () => end('The other side closed the connection before it acknowledged the message.'));
  socket.on('end', () => end('The other side closed the connection before it acknowledged the message.'));
  socket.on('data', (chunk: Buffer) => {
    if (!waiting) return end('The other side sent something unasked.');
    const read = frames.push(chunk);
    if (!read) return;
    if (read.kind === 'garbage') return end(`The reply is not MLLP: ${read.detail}.`);
    if (read.isFollowed) isUsable = false;
    waiting({ kind: 'reply', reply: read.message });
  });

  return {
    get isUsable() {
      return isUsable;
    },
    async exchange(message, timeoutMs) {
      if (!isUsable || waiting) return { kind: 'fault', detail: 'The connection cannot carry another message.' };
      const framed = frameMessage(message);
      frames = readFrames(MOST_REPLY);
      let timer: NodeJS.Timeout | undefined;
      const exchange = await new Promise<Exchange>((resolve) => {
        waiting = resolve;
        timer = setTimeout(() => end(`No acknowledgment within ${timeoutMs / 1000} s.`), timeoutMs);
        socket.write(framed);
      });
      clearTimeout(timer);
      waiting = null;
      return exchange;
    },
    close() {
      isUsable = false;
      waiting?.({ kind: 'fault', detail: 'The connection was closed.' });
      socket.end();
      socket.unref();
    },
  };
}
