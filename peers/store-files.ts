import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer, PeerOptions } from './contract.ts';
import { makeKey, serveSftp } from './serve-sftp.ts';

/** Known to everybody: it opens nothing but this machine's own trials. */
const PASSWORD = 'peers';

/** An SFTP server that stores files in `folder`/sftp; its host key stays the same while the folder does. */
export async function storeFiles({ port, say, show, folder }: PeerOptions & { folder: string }): Promise<Peer> {
  const stored = join(folder, 'sftp');
  mkdirSync(stored, { recursive: true, mode: 0o700 });
  const keyFile = join(folder, 'sftp-host-key');
  if (!existsSync(keyFile)) writeFileSync(keyFile, makeKey().private, { mode: 0o600 });
  const server = await serveSftp({
    port,
    folder: stored,
    password: PASSWORD,
    hostKey: readFileSync(keyFile, 'utf8'),
    onStored(path, bytes) {
      say(`SFTP     ${bytes} bytes stored as ${join(stored, path)}`);
      show?.(readFileSync(join(stored, path), 'utf8'));
    },
  });
  return {
    kind: 'SFTP',
    address: `readout@127.0.0.1:${server.port}, password ${PASSWORD}`,
    settings: `format: PDF, transport: { type: SFTP, host: 127.0.0.1, port: ${server.port}, user: readout, password: ${PASSWORD}, hostKeySha256: "${server.hostKeySha256}" }`,
    close: server.close,
  };
}
