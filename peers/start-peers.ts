import type { Peer, PeerOptions } from './contract.ts';
import { listenForMllp } from './listen-for-mllp.ts';
import { printWebhooks } from './print-webhooks.ts';
import { serveFhir } from './serve-fhir.ts';
import { storeFiles } from './store-files.ts';

/** The demo's MLLP destination sends to the first of these. */
export const PORTS = { MLLP: 2575, FHIR: 8090, SFTP: 2022, WEBHOOK: 8091 };

interface StartOptions extends Omit<PeerOptions, 'port'> {
  ports?: typeof PORTS;
  /** Where what has to stay is kept: the SFTP server's host key, and the files it was sent. */
  folder: string;
}

/** Starts a receiver of each kind on loopback; none when one of them cannot start. */
export async function startPeers({ ports = PORTS, folder, ...tell }: StartOptions): Promise<Peer[]> {
  const starting = await Promise.allSettled([
    listenForMllp({ ...tell, port: ports.MLLP }),
    serveFhir({ ...tell, port: ports.FHIR }),
    storeFiles({ ...tell, port: ports.SFTP, folder }),
    printWebhooks({ ...tell, port: ports.WEBHOOK }),
  ]);
  const peers = starting.flatMap((started) => (started.status === 'fulfilled' ? [started.value] : []));
  const failed = starting.find(({ status }) => status === 'rejected');
  if (failed?.status !== 'rejected') return peers;
  for (const peer of peers) await peer.close();
  throw failed.reason;
}
