import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { findSenders } from '#lib/settings/find-senders';
import { presentSender } from '#lib/settings/present-sender';
import type { SenderObject } from '#lib/settings/sender-contract';

/** An organization's senders by name, those that every organization has among them. */
export async function listSenders(context: Context, domain: AuthorizedDomain): Promise<SenderObject[]> {
  return (await findSenders(context.db, domain)).map(presentSender);
}
