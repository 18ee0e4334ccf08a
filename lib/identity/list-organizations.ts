import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import type { ViewerOrganization } from '#lib/identity/contract';

/** The organizations whose history a person may read, by description, with the person's roles there. */
export async function listOrganizations(context: Context, actor: UserActor): Promise<ViewerOrganization[]> {
  const names = authorizedDomains(actor, 'history:read');
  const { rows } = await context.db.execute<{ name: string; description: string }>(
    sql`select name, description from organizations
      where ${names === null} or name = any (${sql.param(names ?? [])}::text[]) order by lower(description), name`,
  );
  return rows.map(({ name, description }) => ({
    name,
    description,
    roles: actor.platformAdmin ? ['platform admin'] : [...(actor.roles.get(name) ?? [])],
  }));
}
