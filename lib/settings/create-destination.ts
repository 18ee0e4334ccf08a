import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { applyReceiver } from '#lib/settings/apply-receiver';
import { checkDestination } from '#lib/settings/check-destination';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { getDestination } from '#lib/settings/get-destination';
import type { Receiver } from '#lib/settings/receiver-contract';
import { refuseProblems } from '#lib/settings/refuse-problems';
import { splitTransport } from '#lib/settings/split-transport';

/** Creates a destination, which gets what is accepted from now on. Throws `bad_request` with pointers. */
export async function createDestination(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  body: Receiver,
): Promise<DestinationObject> {
  return transaction(context.db, async (tx) => {
    // Held, so that two who create one name take turns.
    await tx.execute(sql`select 1 from organizations where name = ${domain} for no key update`);
    const { rowCount } = await tx.execute(
      sql`select 1 from receivers where organization = ${domain} and name = ${body.name}`,
    );
    refuseProblems(rowCount === 0 ? [] : [{ path: ['name'], problem: 'is the name of another destination' }]);
    await checkDestination(tx, domain, body);
    await applyReceiver(context, tx, domain, body);
    await recordEvent(context, tx, {
      action: 'receiver.create',
      principal: actor.principal,
      organization: domain,
      entity: 'receiver',
      entityId: `${domain}.${body.name}`,
      detail: { after: JSON.stringify({ ...body, transport: splitTransport(body.transport).stored }) },
    });
    return getDestination(context, domain, body.name, tx);
  });
}
