import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import { findClients } from '#lib/settings/find-clients';
import { presentClient } from '#lib/settings/present-client';

/** The API clients that belong to an organization, by id, revoked ones last. No secret is in it. */
export async function listClients(context: Context, actor: Actor, domain: AuthorizedDomain): Promise<ClientObject[]> {
  return (await findClients(context.db, domain)).map((row) => presentClient(actor, row));
}
