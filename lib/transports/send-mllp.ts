import type { Shipment, TransportResult } from '#lib/transports/contract';
import { keepReceivers } from '#lib/transports/keep-receivers';
import { openMllp } from '#lib/transports/open-mllp';
import { sendParts } from '#lib/transports/send-parts';
import { tlsMaterialOf } from '#lib/transports/tls-material';

const useReceiver = keepReceivers(openMllp);

/** Sends each report's message and waits for its acknowledgment. */
export async function sendMllp(shipment: Shipment<'MLLP'>): Promise<TransportResult> {
  const { transport, credentials, allowPrivate } = shipment;
  const { host, port, tls, ackTimeoutSeconds, keepAlive } = transport;
  const options = {
    host,
    port,
    tls: tls ? tlsMaterialOf(transport, credentials) : null,
    ackTimeoutSeconds,
    keepAlive,
    allowPrivate,
  };
  return useReceiver(shipment, options, (receiver) =>
    sendParts(shipment, ({ bytes, messageId }) =>
      receiver.send(bytes, messageId, () => shipment.onAcknowledged?.(messageId)),
    ),
  );
}
