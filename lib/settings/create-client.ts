import { transaction } from '#db/client';
import { clients, clientSecrets } from '#db/tables/identities';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { hashSecret } from '#lib/identity/hash-secret';
import { newSecret, newUuid } from '#lib/ids';
import { checkClient } from '#lib/settings/check-client';
import type { ClientWithSecret, CreateClient } from '#lib/settings/client-contract';
import { findClients } from '#lib/settings/find-clients';
import { presentClient } from '#lib/settings/present-client';
import { bareKey, checkKeys, thumbprintOf } from '#lib/settings/public-key';
import { refuseProblems } from '#lib/settings/refuse-problems';

/**
 * Creates an API client with its public keys, or else with a secret, which is told once and kept as a hash. Throws `bad_request` with pointers for an id
 * that is taken anywhere, domains that the caller does not administer, and a sender that they lack.
 */
export async function createClient(
  context: Context,
  actor: Actor,
  organization: AuthorizedDomain,
  body: CreateClient,
): Promise<ClientWithSecret> {
  const { jwks = null, ...settings } = body;
  const clientSecret = jwks ? null : newSecret('rdc_');
  const secretHash = clientSecret && (await hashSecret(clientSecret));
  return transaction(context.db, async (tx) => {
    const wrongKeys = checkKeys(jwks?.keys ?? [], []).map(({ path, problem }) => ({
      path: ['jwks', ...path],
      problem,
    }));
    const found = await checkClient(tx, actor, organization, { ...settings, jwks: jwks ?? { keys: [] } });
    const problems = [...found, ...wrongKeys];
    const inserted = await tx
      .insert(clients)
      .values({ ...settings, organization, jwks: jwks && { keys: jwks.keys.map(bareKey) } })
      .onConflictDoNothing()
      .returning({ clientId: clients.clientId });
    const taken = { path: ['clientId'], problem: 'is taken; ids are unique in the whole system' };
    refuseProblems(inserted.length === 0 ? [taken, ...problems] : problems);
    if (secretHash)
      await tx.insert(clientSecrets).values({ id: newUuid(), clientId: body.clientId, secretHash, origin: 'portal' });
    await recordEvent(context, tx, {
      action: 'client.create',
      principal: actor.principal,
      organization,
      entity: 'client',
      entityId: body.clientId,
      detail: {
        domains: body.domains.join(', '),
        scopes: body.scopes.join(', '),
        ...(jwks && { thumbprints: jwks.keys.map(thumbprintOf).join(', ') }),
      },
    });
    const [row] = await findClients(tx, organization, body.clientId);
    if (!row) throw new DomainError('not_found', 'The client vanished meanwhile.');
    return { client: presentClient(actor, row), clientSecret };
  });
}
