import type { Shipment, TransportResult } from '#lib/delivery/transports/contract';
import { openMllp, type MllpOptions, type MllpReceiver } from '#lib/delivery/transports/open-mllp';
import { sendParts } from '#lib/delivery/transports/send-parts';

/** One connection a destination in this process: its messages go one after another. */
const receivers = new Map<string, { options: string; receiver: MllpReceiver }>();

/** Sends each report's message and waits for its acknowledgment. */
export async function sendMllp(shipment: Shipment<'MLLP'>): Promise<TransportResult> {
  const { destination, payload, transport, allowPrivate } = shipment;
  const { host, port, tls, ackTimeoutSeconds } = transport;
  const receiver = receiverOf(destination, {
    host,
    port,
    tls: tls ? {} : null,
    ackTimeoutSeconds,
    keepAlive: true,
    allowPrivate,
  });
  return sendParts(payload.parts, ({ bytes, messageId }) => receiver.send(bytes, messageId));
}

/** The receiver as its settings have it now; one of settings before is closed when it has sent what it was given. */
function receiverOf(destination: string, options: MllpOptions): MllpReceiver {
  const written = JSON.stringify(options);
  const known = receivers.get(destination);
  if (known?.options === written) return known.receiver;
  const receiver = openMllp(options);
  receivers.set(destination, { options: written, receiver });
  void known?.receiver.drain();
  return receiver;
}
