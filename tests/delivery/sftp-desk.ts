import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { openSftp, type SftpOptions, type SftpServer } from '#lib/transports/open-sftp';
import { serveSftp, type ServedSftp } from '../../peers/serve-sftp.ts';

/** What is closed after each test, the newest first. */
export const toClose: { close(): unknown }[] = [];

/** For each file that uses this desk to call: a module that several share is loaded once. */
export const closeAfterEach = (): void =>
  afterEach(async () => {
    for (const one of toClose.splice(0)) await one.close();
  });

const PASSWORD = 'open sesame';
export const NAME = 'acme.ehr-7d444840-9dc0-11d1-b245-5ffdce74fad2-20261129120000.hl7';
export const TEXT = 'MSH|^~\\&|READOUT|G|EHR|HOSP|20261129||ORU^R01^ORU_R01|M1|P|2.5.1\r';
export const BYTES = Buffer.from(TEXT);

/** A server to send to. */
export async function serve(options: Parameters<typeof serveSftp>[0] = {}): Promise<ServedSftp> {
  const server = await serveSftp({ password: PASSWORD, ...options });
  toClose.unshift(server);
  return server;
}

/** Sends to one. */
export function server({ port, hostKeySha256 }: ServedSftp, options: Partial<SftpOptions> = {}): SftpServer {
  const login = { host: '127.0.0.1', port, hostKeySha256, user: 'readout', password: PASSWORD };
  const made = openSftp({ ...login, path: '.', allowPrivate: true, ...options });
  toClose.unshift(made);
  return made;
}

/** What a server holds, by name. */
export const filesOf = ({ folder }: ServedSftp) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
