import { formatAddress } from '#lib/transports/format-address';
import { resolveAddress } from '#lib/transports/resolve-address';

/** A connection idle for longer is closed: the other side may have forgotten it without a word. */
const IDLE_MS = 60_000;

interface Connection {
  readonly isUsable: boolean;
  close(): void;
}

/** Where it goes, and whether to private addresses. */
interface Target {
  host: string;
  port: number;
  allowPrivate: boolean;
}

/** A connection that is made when it is first wanted, and kept from one use to the next. */
export interface KeptConnection<Kept extends Connection, Fault> {
  /** The connection, or why there is none; `address`: whom it was made to, where that came so far. */
  take(): Promise<{ held: Kept | Fault | { detail: string }; address?: string }>;
  /** Keeps it for the next use, for as long as it is not idle for too long. */
  keep(): void;
  close(): void;
}

/** Opens nothing yet. `connect` makes a connection to the address that the host has now; what is usable is kept. */
export function keepConnection<Kept extends Connection, Fault extends object>(
  { host, port, allowPrivate }: Target,
  connect: (address: string) => Promise<Kept | Fault>,
): KeptConnection<Kept, Fault> {
  let connection: Kept | null = null;
  let address: string | undefined;
  let idle: NodeJS.Timeout | undefined;

  function close(): void {
    clearTimeout(idle);
    connection?.close();
    connection = null;
  }

  async function open(): Promise<Kept | Fault | { detail: string }> {
    if (connection?.isUsable) return connection;
    close();
    const resolved = await resolveAddress(host, allowPrivate);
    if (resolved.kind === 'none') return { detail: resolved.detail };
    address = formatAddress(resolved.address, port);
    const made = await connect(resolved.address);
    if ('isUsable' in made) connection = made;
    return made;
  }

  return {
    async take() {
      clearTimeout(idle);
      if (!connection) address = undefined;
      const held = await open();
      return address === undefined ? { held } : { held, address };
    },
    keep() {
      idle = setTimeout(close, IDLE_MS).unref();
    },
    close,
  };
}
