import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from '#lib/ids';

const FILE = 'secrets.json';

export interface Secrets {
  NEXTAUTH_SECRET: string;
  READOUT_SECRET_KEY: string;
}

/**
 * The secrets of an embedded installation, generated once into its data folder (mode 0600). Losing the file ends every
 * session and makes stored destination credentials unreadable.
 */
export function generatedSecrets(dataDir: string): Secrets {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) {
    const secrets: Secrets = { NEXTAUTH_SECRET: newSecret(''), READOUT_SECRET_KEY: newSecret('') };
    try {
      writeFileSync(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
      return secrets;
    } catch (error) {
      // Another process of ours made the file in this instant: its secrets count.
      if (!existsSync(path)) throw error;
    }
  }
  chmodSync(path, 0o600);
  return JSON.parse(readFileSync(path, 'utf8')) as Secrets;
}
