import type { Shipment, TransportResult } from '#lib/transports/contract';
import { keepReceivers } from '#lib/transports/keep-receivers';
import { openSftp } from '#lib/transports/open-sftp';

const useServer = keepReceivers(openSftp);

/** Stores the whole file in the destination's folder, under its name. */
export async function sendSftp(shipment: Shipment<'SFTP'>): Promise<TransportResult> {
  const { transport, credentials, allowPrivate, fileName, payload } = shipment;
  const { host, port, user, path, hostKeySha256 } = transport;
  const { password, privateKey } = credentials;
  const options = { host, port, user, path, hostKeySha256, password, privateKey, allowPrivate };
  return useServer(shipment, options, (server) => server.send(fileName, payload.bytes));
}
