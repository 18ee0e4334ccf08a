import { unseal } from '#lib/encryption';
import { log } from '#lib/log';
import { type TransportCredentials, transportCredentials } from '#lib/settings/transport-contract';

/** Which credentials are stored, never what they are. `whose` is told to the log when they cannot be opened. */
export function nameCredentials(
  sealed: Buffer | null,
  whose: { destination: string } | { organization: string },
): (keyof TransportCredentials)[] {
  if (sealed === null) return [];
  try {
    const opened = transportCredentials.parse(JSON.parse(unseal(sealed)));
    return transportCredentials.keyof().options.filter((key) => opened[key] !== undefined);
  } catch {
    // Sealed with another key: they are of no use, and have to be given again.
    log().warn(whose, 'credentials cannot be opened');
    return [];
  }
}
