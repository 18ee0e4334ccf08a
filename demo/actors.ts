import { users } from '#db/tables/identities';
import type { Context } from '#lib/context';
import type { Actor, ClientActor, Role, UserActor } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';
import { type Settings, settingsFile } from '#lib/settings/contract';

/** Who acts in the demo, with the rights that the settings give them. */
export interface Cast {
  /** The first client of an organization. */
  partner(organization: string): ClientActor;
  /** `partner`, or a person's name. */
  actor(organization: string, by: string): Actor;
}

/** The people and clients of the settings, who must have been applied before. */
export async function gatherCast(context: Context, settings: Settings): Promise<Cast> {
  const { organizations } = settingsFile.parse(settings);
  const ids = await context.db.select({ id: users.id, email: users.email }).from(users);
  const people = new Map<string, UserActor>();
  const clients = new Map<string, ClientActor>();
  for (const organization of organizations) {
    const [client] = organization.clients;
    if (client) {
      const { clientId, sender, scopes, domains = [] } = client;
      clients.set(organization.name, {
        kind: 'client',
        principal: `client:${clientId}`,
        clientId,
        sender,
        scopes,
        domains,
      });
    }
    for (const { email, name, providerNumber = null, roles } of organization.users) {
      const userId = ids.find((row) => row.email === email)?.id ?? '';
      const held = Object.entries(roles).map(([domain, role]): [string, Role[]] => [domain, [role].flat()]);
      const identity = { principal: `user:${userId}`, userId, sessionId: newUuid(), name, email, providerNumber };
      const standing = { platformAdmin: '*' in roles, mustChangePassword: false };
      people.set(name, { kind: 'user', ...identity, ...standing, roles: new Map(held) });
    }
  }
  const partner = (organization: string) => found(clients.get(organization), `a client of ${organization}`);
  return {
    partner,
    actor: (organization, by) => (by === 'partner' ? partner(organization) : found(people.get(by), by)),
  };
}

function found<Actor>(actor: Actor | undefined, who: string): Actor {
  if (!actor) throw new Error(`The demo's settings do not name ${who}.`);
  return actor;
}
