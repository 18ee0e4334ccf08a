import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { checkPayload, type CheckedPayload } from '#lib/intake/check-payload';
import { findSender } from '#lib/intake/find';
import type { PayloadRequest } from '#lib/intake/receive-payload';
import { validateItems, type ValidatedItems } from '#lib/intake/validate-items';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { Sender } from '#lib/settings/contract';
import { loadSnapshot } from '#lib/settings/load-snapshot';

/** A payload that was looked at and not stored. */
export interface Examination extends ValidatedItems {
  domain: AuthorizedDomain;
  sender: Sender;
  settings: SettingsSnapshot;
  checked: CheckedPayload;
}

/** How a payload is looked at. */
interface Asked {
  settingsVersion?: number;
  /** So many of the first items' readings are kept. */
  keep?: number;
}

/**
 * The same checks as at the door, on every item at once, with nothing stored (contract §5). Throws as `receivePayload`, and
 * `bad_request` for an unknown sender.
 */
export async function examinePayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  { settingsVersion, keep }: Asked,
): Promise<Examination> {
  const settings = await loadSnapshot(context.db, settingsVersion);
  const { domain, sender } = findSender(actor, request.client, settings);
  if (!sender) throw new DomainError('bad_request', `'client:${request.client ?? ''}': unknown sender`);
  const checked = await checkPayload(request, await request.read(), sender, settings);
  return { domain, sender, settings, checked, ...(await validateItems({ domain, sender }, checked, keep)) };
}
