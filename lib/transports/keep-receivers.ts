import { createHash } from 'node:crypto';

interface Receiver {
  /** Closes when what was given is sent. */
  drain(): Promise<void>;
}

interface Destination {
  destination: string;
  /** Not by the connection that is kept. */
  isAlone?: boolean;
}

/**
 * Uses one receiver, and with it one connection, for each destination in this process, as its settings have it now: one of
 * settings before is closed when it has sent what it was given.
 */
export function keepReceivers<Options, Kept extends Receiver>(open: (options: Options) => Kept) {
  const receivers = new Map<string, { digest: string; receiver: Kept }>();

  function receiverOf(destination: string, options: Options): Kept {
    const digest = createHash('sha256').update(JSON.stringify(options)).digest('base64');
    const known = receivers.get(destination);
    if (known?.digest === digest) return known.receiver;
    const receiver = open(options);
    receivers.set(destination, { digest, receiver });
    void known?.receiver.drain();
    return receiver;
  }

  return async function use<Result>(
    { destination, isAlone = false }: Destination,
    options: Options,
    send: (receiver: Kept) => Promise<Result>,
  ): Promise<Result> {
    if (!isAlone) return send(receiverOf(destination, options));
    const receiver = open(options);
    try {
      return await send(receiver);
    } finally {
      await receiver.drain();
    }
  };
}
