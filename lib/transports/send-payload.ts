import type { Shipment, TransportResult } from '#lib/transports/contract';
import { sendFhir } from '#lib/transports/send-fhir';
import { sendMllp } from '#lib/transports/send-mllp';
import { sendSftp } from '#lib/transports/send-sftp';
import { sendWebhook } from '#lib/transports/send-webhook';

/** Sends a file by the transport of its destination. */
export async function sendPayload(shipment: Shipment): Promise<TransportResult> {
  const { transport, ...rest } = shipment;
  switch (transport.type) {
    case 'MLLP':
      return sendMllp({ ...rest, transport });
    case 'FHIR':
      return sendFhir({ ...rest, transport });
    case 'WEBHOOK':
      return sendWebhook({ ...rest, transport });
    case 'SFTP':
      return sendSftp({ ...rest, transport });
    case 'NULL':
    case 'DOWNLOAD':
      return {
        outcome: 'retry',
        detail: 'The settings of this destination name no way to send to it.',
        reached: null,
      };
  }
}
