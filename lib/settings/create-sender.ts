import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { senders } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { Sender } from '#lib/settings/contract';
import { holdSender } from '#lib/settings/find-senders';
import { presentSender } from '#lib/settings/present-sender';
import { refuseProblems } from '#lib/settings/refuse-problems';
import type { SenderObject } from '#lib/settings/sender-contract';

/** Creates a sender, which clients can send as from now on. Throws `bad_request` at `/name` for one that is taken. */
export async function createSender(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  body: Sender,
): Promise<SenderObject> {
  return transaction(context.db, async (tx) => {
    // Held as a settings file's application holds it, so that two who create one name take turns.
    await tx.execute(sql`select 1 from organizations where name = ${domain} for no key update`);
    const inserted = await tx
      .insert(senders)
      .values({ ...body, organization: domain })
      .onConflictDoNothing()
      .returning({ name: senders.name });
    refuseProblems(inserted.length === 1 ? [] : [{ path: ['name'], problem: 'is the name of another sender' }]);
    await recordEvent(context, tx, {
      action: 'sender.create',
      principal: actor.principal,
      organization: domain,
      entity: 'sender',
      entityId: `${domain}.${body.name}`,
      detail: { after: JSON.stringify(body) },
    });
    return presentSender(await holdSender(tx, domain, body.name));
  });
}
