import { seal, unseal } from '#lib/encryption';
import { mergeCredentials } from '#lib/settings/split-transport';
import {
  type GivenCredentials,
  type TransportCredentials,
  transportCredentials,
} from '#lib/settings/transport-contract';

/** What is stored sealed from now on: what is given put over what was stored, which stays when nothing is given. */
export function sealCredentials(before: Buffer | null, given: GivenCredentials | null): Buffer | null {
  return given === null ? before : seal(JSON.stringify(mergeCredentials(openCredentials(before), given)));
}

/** {} where they were sealed with another key: they are of no use. */
function openCredentials(sealed: Buffer | null): TransportCredentials {
  try {
    return sealed === null ? {} : transportCredentials.parse(JSON.parse(unseal(sealed)));
  } catch {
    return {};
  }
}
