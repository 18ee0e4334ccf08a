import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { applyReceiver } from '#lib/settings/apply-receiver';
import { checkDestination } from '#lib/settings/check-destination';
import { describeChange } from '#lib/settings/describe-change';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestination } from '#lib/settings/find-destinations';
import { getDestination } from '#lib/settings/get-destination';
import { requireVersion } from '#lib/settings/object-version';
import { destinationVersion, readSettings } from '#lib/settings/present-destination';
import type { Receiver } from '#lib/settings/receiver-contract';
import { refuseProblems } from '#lib/settings/refuse-problems';
import { splitTransport } from '#lib/settings/split-transport';

export interface UpdateDestinationInput {
  domain: AuthorizedDomain;
  name: string;
  body: Receiver;
  version: string;
}

/**
 * Replaces a destination's settings; credentials that are not given stay while the transport's type does. Throws
 * `conflict` for a stale version, `bad_request` with pointers.
 */
export async function updateDestination(
  context: Context,
  actor: Actor,
  { domain, name, body, version }: UpdateDestinationInput,
): Promise<DestinationObject> {
  return transaction(context.db, async (tx) => {
    const row = await findDestination(tx, domain, name, { lock: true });
    requireVersion(version, destinationVersion(row));
    refuseProblems(body.name === name ? [] : [{ path: ['name'], problem: 'cannot change: history refers to it' }]);
    await checkDestination(tx, domain, body);
    await applyReceiver(context, tx, domain, body);
    const after = await findDestination(tx, domain, name, { lock: false });
    const [before, now] = [readSettings(row), readSettings(after)];
    await recordEvent(context, tx, {
      action: 'receiver.update',
      principal: actor.principal,
      organization: domain,
      entity: 'receiver',
      entityId: `${domain}.${name}`,
      detail: {
        ...describeChange(before, now),
        newCredentials: splitTransport(body.transport).credentials !== null,
      },
    });
    return getDestination(context, domain, name, tx);
  });
}
