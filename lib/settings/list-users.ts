import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { findUsers } from '#lib/settings/find-users';
import { presentUser } from '#lib/settings/present-user';
import type { UserObject } from '#lib/settings/user-contract';

/** Everybody who has a role in an organization, by name, disabled accounts too. */
export async function listUsers(context: Context, actor: Actor, domain: AuthorizedDomain): Promise<UserObject[]> {
  return (await findUsers(context.db, domain)).map((row) => presentUser(actor, row));
}
