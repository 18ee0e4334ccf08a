import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { plan, TO_FETCH } from './house.ts';
import { newFile } from './insert-batch.ts';
import type { ModelFile, ModelRoute } from './model.ts';
import { replaceFiles, secondsAfter } from './moves.ts';
import { pick, refusedAs, type World } from './world.ts';

type Appointment = World['appointments'][number];

/** A partner submits a report. */
export async function submit(world: World, choice: number, status: 'preliminary' | 'final'): Promise<void> {
  const appointment = pick(world.appointments, choice);
  const { id, modality } = appointment;
  const submitted = world.shop.submit(id, { status, text: `Report ${randomUUID()}`, at: world.clock });
  if (status === 'preliminary' && appointment.status === 'final') return refusedAs('conflict', submitted);
  const guid = await submitted;
  const routes = plan(modality, status, world.clock).map(({ destination, filtered, sendingAt }): ModelRoute => {
    const fate = filtered.length > 0 ? 'filtered' : 'waiting';
    return { destination, sendingAt, items: [{ trackingId: guid, fate, filtered, supersededBy: null }] };
  });
  await accept(world, appointment, guid, routes, status);
}

/** The report is withdrawn: told to every destination that received any version, or may have. */
export async function withdraw(world: World, choice: number): Promise<void> {
  const appointment = pick(world.appointments, choice);
  const withdrawn = world.shop.withdraw(appointment.id, world.clock);
  if ([null, 'withdrawn'].includes(appointment.status)) return refusedAs('not_found', withdrawn);
  const guid = await withdrawn;
  const orderKey = `acme/${appointment.id}`;
  const mine = world.model.files.filter((file) => file.orderKey === orderKey);
  const received = mine.filter(
    ({ state, attempts }) => attempts > 0 || ['sent', 'downloaded', 'sending'].includes(state),
  );
  const destinations = new Set(received.map(({ destination }) => destination));
  const open = mine.map(({ destination }) => destination);
  replaceFiles(world.model, orderKey, open, guid, world.clock);
  const routes = plan('CT', 'final', world.clock)
    .filter(({ destination }) => destinations.has(destination))
    .map(({ destination, sendingAt }): ModelRoute => {
      const item = { trackingId: guid, fate: 'waiting' as const, filtered: [], supersededBy: null };
      return { destination, sendingAt, items: [item] };
    });
  await accept(world, appointment, guid, routes, 'withdrawn');
}

/** A new version: the model learns what its rows are called. */
async function accept(
  { shop, model, clock }: World,
  appointment: Appointment,
  reportGuid: string,
  routes: ModelRoute[],
  status: string,
): Promise<void> {
  appointment.version += 1;
  appointment.status = status;
  const { id: appointmentId, version } = appointment;
  const orderKey = `acme/${appointmentId}`;
  const { rows: named } = await shop.db.execute<{ id: number }>(
    sql`select id from submissions where report_id = ${reportGuid}`,
  );
  const submission = { id: named[0]?.id ?? 0, reportGuid, appointmentId, version, receivedAt: clock, routes };
  model.submissions.push(submission);
  const routed = routes.filter(({ items }) => items[0]?.fate === 'waiting');
  const destinations = routed.map(({ destination }) => destination);
  replaceFiles(model, orderKey, destinations, reportGuid, clock);
  const { rows } = await shop.db.execute<
    Pick<ModelFile, 'id' | 'reportId' | 'fileName' | 'destination'> & Record<string, unknown>
  >(sql`select d.id, d.report_id as "reportId", d.file_name as "fileName", d.destination
    from deliveries d join delivery_items i on i.delivery_id = d.id
    where i.order_key = ${orderKey} and i.version = ${version} order by d.destination`);
  expect(rows.map(({ destination }) => destination)).toEqual(destinations);
  for (const row of rows) {
    const nextAttemptAt = routed.find(({ destination }) => destination === row.destination)?.sendingAt ?? clock;
    const state = TO_FETCH.includes(row.destination) ? 'ready' : 'queued';
    const expiresAt = secondsAfter(clock, 30 * 86_400);
    const carries = [{ submission, items: [0] }];
    model.files.push({ ...newFile, ...row, orderKey, version, carries, state, nextAttemptAt, expiresAt });
  }
}
