import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { isDomainError } from '#lib/errors';
import type { Workshop } from '../support/open-workshop.ts';
import { MODALITIES } from './house.ts';
import { expectedHistory, type Model, type ModelFile } from './model.ts';

/** The database and the model side by side: every event happens to both. */
export interface World {
  shop: Workshop;
  model: Model;
  /** The history's own clock; it starts at `start` and stays behind the real one. */
  start: Date;
  clock: Date;
  appointments: { id: string; modality: string; version: number; status: string | null }[];
  /** Claims that no worker has settled yet, also those whose lease is over. */
  hands: { claim: ClaimedDelivery; file: ModelFile }[];
}

/** A history of its own appointments. */
export async function startWorld(shop: Workshop, start: Date): Promise<World> {
  // Files of an earlier history, which may have ended in the middle, are none of this one's.
  await shop.db.execute(
    sql`update deliveries set state = 'failed', has_superseded = false where state in ('queued', 'sending', 'retrying', 'ready')`,
  );
  const appointments = MODALITIES.map((modality) => {
    return { id: `${modality}-${randomUUID()}`, modality, version: 0, status: null };
  });
  for (const { id, modality } of appointments) await shop.putAppointment(id, { modality });
  const model: Model = { submissions: [], files: [] };
  return { shop, model, start, clock: start, appointments, hands: [] };
}

/** Compares everything that is stored and shown of every submission with what the model says. */
export async function checkWorld({ shop, model }: World): Promise<void> {
  for (const submission of model.submissions) {
    const expected = expectedHistory(model, submission);
    const { rows } = await shop.db.execute(
      sql`select overall_status, delivery_state from submissions where id = ${submission.id}`,
    );
    expect(rows).toEqual([{ overall_status: expected.overallStatus, delivery_state: expected.deliveryState }]);
    expect(await shop.history(submission.reportGuid)).toMatchObject(expected);
    expect((await shop.history(submission.id)).destinations).toEqual(expected.destinations);
  }
}

/** One of several, by any number. */
export const pick = <Value>(values: readonly Value[], choice: number): Value => values[choice % values.length] as Value;

/** The attempt must be refused with this code. */
export async function refusedAs(code: string, attempt: Promise<unknown>): Promise<void> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(isDomainError(error) ? error.code : error).toBe(code);
}
