import type { Queryable } from '#db/client';
import { findBrokenReferences } from '#lib/settings/find-broken-references';
import type { Receiver } from '#lib/settings/receiver-contract';
import { refuseProblems } from '#lib/settings/refuse-problems';

/** Throws `bad_request` at `/transport` when a destination lacks what opens it. */
export async function checkDestination(tx: Queryable, organization: string, settings: Receiver): Promise<void> {
  const object = { key: `${organization}.${settings.name}`, organization, path: [], digest: '', secret: null };
  refuseProblems(await findBrokenReferences(tx, [{ ...object, kind: 'receiver', settings }]));
}
