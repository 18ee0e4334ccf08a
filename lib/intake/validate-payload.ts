import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { checkPayload } from '#lib/intake/check-payload';
import { findSender } from '#lib/intake/find';
import type { PayloadRequest } from '#lib/intake/receive-payload';
import { validateItems } from '#lib/intake/validate-items';
import { DomainError } from '#lib/errors';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import type { Submission } from '#lib/submissions/contract';

/**
 * The same checks as at the door, on every item at once, with nothing stored (contract §5): Valid, or Error. Throws as
 * `receivePayload`, and `bad_request` for an unknown sender.
 */
export async function validatePayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  settingsVersion?: number,
): Promise<Submission> {
  const settings = await loadSnapshot(context.db, settingsVersion);
  const { domain, sender } = findSender(actor, request.client, settings);
  if (!sender) throw new DomainError('bad_request', `'client:${request.client ?? ''}': unknown sender`);
  return validateItems({ domain, sender }, await checkPayload(request, await request.read(), sender, settings));
}
