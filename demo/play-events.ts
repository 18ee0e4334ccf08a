import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { createAppointment } from '#lib/appointments/create-appointment';
import { putAppointment } from '#lib/appointments/put-appointment';
import type { Context } from '#lib/context';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { getContent } from '#lib/delivery/get-content';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { submitReport } from '#lib/reports/submit-report';
import { withdrawReport } from '#lib/reports/withdraw-report';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import type { Cast } from './actors.ts';
import { minutesAfter, minutesBefore } from './calendar.ts';
import { deliverUntil, type Simulation } from './deliver-until.ts';
import type { DemoEvent } from './plan-events.ts';

/** Outages: the destination, how many hours ago it stopped answering, and for how many. The last one still goes on. */
const OUTAGES = [
  ['harbourview.ehr', 290, 7],
  ['pinecrest.archive', 150, 11],
  ['harbourview.ehr', 70, 3],
  ['pinecrest.archive', 6, 6],
] as const;
const REPORTS_A_LINE = 100;

/**
 * Makes the demo's history: each event at its instant through the product's own verbs, deliveries in between. Every verb is
 * called so that a second call changes nothing: after an interruption the whole play is simply given again.
 */
export async function playEvents(
  context: Context,
  base: Date,
  events: readonly DemoEvent[],
  cast: Cast,
  say: (line: string) => void,
): Promise<void> {
  const simulation = await prepareSimulation(context, base, events);
  const total = events.filter(isSubmission).length;
  let submitted = 0;
  let clock = events[0]?.at ?? base;
  for (const event of events) {
    await deliverUntil(context, simulation, clock, event.at);
    clock = event.at;
    const correlationId = `demo-${event.appointment.appointmentId}`;
    await perform({ ...context, correlationId, at: event.at }, event, cast, simulation);
    if (!isSubmission(event)) continue;
    simulation.nextDue = undefined;
    submitted += 1;
    if (submitted % REPORTS_A_LINE === 0) say(`  ${submitted} of ${total} reports submitted and delivered`);
  }
  await deliverUntil(context, simulation, clock, base);
  await expireDeliveries({ ...context, at: base });
}

const isSubmission = ({ kind }: DemoEvent): boolean => kind === 'submit' || kind === 'withdraw';

async function prepareSimulation(context: Context, base: Date, events: readonly DemoEvent[]): Promise<Simulation> {
  return {
    settings: await loadSnapshot(context.db),
    outages: OUTAGES.map(([destination, hoursAgo, hours]) => {
      const from = minutesBefore(base, hoursAgo * 60);
      // A minute more: what is tried at this instant is still part of it.
      return { destination, from, to: minutesAfter(from, hours * 60 + 1) };
    }),
    troubles: new Map(
      events.flatMap((event) =>
        event.kind === 'submit' ? [[`${placeOf(event)} ${event.version}`, event.trouble] as const] : [],
      ),
    ),
  };
}

const placeOf = ({ appointment: { visit, appointmentId } }: DemoEvent): string =>
  `${visit.organization}/${appointmentId}`;

async function perform(context: Context, event: DemoEvent, cast: Cast, { settings }: Simulation): Promise<void> {
  const { appointmentId, visit, body } = event.appointment;
  const { organization } = visit;
  const partner = cast.partner(organization);
  switch (event.kind) {
    case 'create': {
      const domain = authorizeDomain(partner, organization, 'appointments:write');
      const known = settings.organizations.get(domain);
      if (!known) throw new Error(`The organization ${domain} vanished while the demo was loaded.`);
      await transaction(context.db, (tx) =>
        createAppointment(context, tx, partner.principal, known, appointmentId, body),
      );
      return;
    }
    case 'tell': {
      const domain = authorizeDomain(partner, organization, 'appointments:write');
      await putAppointment(context, partner.principal, domain, appointmentId, event.body);
      return;
    }
    case 'submit':
    case 'withdraw':
      return await send(context, event, cast);
    case 'fetch':
      return await fetchFile(context, event, cast);
  }
}

async function send(context: Context, event: DemoEvent & { kind: 'submit' | 'withdraw' }, cast: Cast): Promise<void> {
  const { appointmentId, visit } = event.appointment;
  const actor = cast.actor(visit.organization, event.by);
  const target = {
    domain: authorizeDomain(actor, visit.organization, 'reports:write'),
    appointmentId,
    idempotencyKey: `demo-${appointmentId}-${event.version}`,
    expectedVersion: event.version - 1,
  };
  if (event.kind === 'submit') await submitReport(context, actor, { ...target, body: event.body });
  else await withdrawReport(context, actor, { ...target, reason: event.reason });
}

/** What the receiving organization's own system does: it fetches the file if it is (still) offered. */
async function fetchFile(context: Context, event: DemoEvent & { kind: 'fetch' }, cast: Cast): Promise<void> {
  const { rows } = await context.db.execute<{ report_id: string; organization: string }>(sql`
    select d.report_id, d.organization from deliveries d join delivery_items i on i.delivery_id = d.id
    where i.order_key = ${placeOf(event)} and i.version = ${event.version} and i.destination = ${event.destination}
      and d.state = 'ready' and not d.has_superseded`);
  for (const { report_id: reportId, organization } of rows)
    await getContent(context, cast.partner(organization), reportId);
}
