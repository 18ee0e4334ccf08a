import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Actor } from '#lib/identity/actor';
import { mayIn } from '#lib/identity/authorize-domain';
import type { Client } from '#lib/settings/contract';
import { findBrokenReferences } from '#lib/settings/find-broken-references';
import type { FoundProblem } from '#lib/settings/problems';

/** What is wrong with a client that somebody is about to save: domains out of the caller's reach, and broken references. */
export async function checkClient(
  tx: Queryable,
  actor: Actor,
  organization: string,
  client: Client,
): Promise<FoundProblem[]> {
  const isPlatformAdmin = actor.kind === 'user' && actor.platformAdmin;
  const outOfReach = (client.domains ?? []).flatMap((domain, index): FoundProblem[] => {
    if (domain === '*' ? isPlatformAdmin : mayIn(actor, domain, 'organization:admin')) return [];
    return [{ path: ['domains', index], problem: 'is not a domain that you administer' }];
  });
  // What is out of reach is not looked up: its name alone must not tell whether it exists.
  if (outOfReach.length > 0) return outOfReach;
  await keepSenders(tx, client.domains ?? [organization], client.sender);
  const object = { key: client.clientId, organization, path: [], digest: '', secret: null };
  return findBrokenReferences(tx, [{ ...object, kind: 'client', settings: client }]);
}

/** Senders that are there stay until this client is saved: whoever deletes one waits, and then sees the client. */
const keepSenders = (tx: Queryable, domains: readonly string[], sender: string) =>
  tx.execute(sql`select 1 from senders where organization = any (${sql.param(domains)}::text[]) and name = ${sender}
    order by organization for key share`);
