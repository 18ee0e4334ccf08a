import { asc, eq } from 'drizzle-orm';
import { transaction } from '#db/client';
import { auditEvents } from '#db/tables/audit';
import { organizations } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { applySettings } from '#lib/settings/apply-settings';
import type { Settings } from '#lib/settings/contract';
import { holdDestination } from '#lib/settings/hold-destination';
import { gatherCast } from './actors.ts';
import { planAppointments } from './plan-appointments.ts';
import { planEvents } from './plan-events.ts';
import { planReading } from './plan-reading.ts';
import { planVisits } from './plan-visits.ts';
import { playEvents } from './play-events.ts';
import { playReading } from './play-reading.ts';
import { describeSignIns, readSettings } from './read-settings.ts';

/** Any constant: processes that start together take turns on this advisory lock. */
const DEMO_LOCK = 7_020_244;

/** The one destination that files leave this machine's Readout for: nobody listens there until somebody starts it. */
const NOT_STARTED = {
  destination: 'pinecrest.ehr',
  principal: 'system:demo',
  reason: 'Nothing listens there yet. Start the receivers with “npm run peers”, then activate it.',
};
/** Before its first report. */
const NOT_STARTED_DAYS = 40;
/** Its last outage still goes on when the demo is loaded; a worker would find that it answers. */
const NOT_ANSWERING = {
  destination: 'pinecrest.archive',
  principal: 'system:demo',
  reason: 'It has not answered for hours: its disks are being replaced. Activate it, and what waits goes at once.',
};

/**
 * Loads the demo into an empty database: two organizations, 250 appointments and 400 submissions of the last month, the
 * same at every load but for ids and the instant from which all times count (the context's clock, else now). An interrupted
 * load is finished by the next call; a database with organizations of its own is left alone. Says the demo's sign-ins
 * whenever the database holds it.
 */
export async function loadDemo(context: Context, say: (line: string) => void): Promise<void> {
  const settings = await readSettings();
  const holdsDemo = await oneAtATime(context, async () => {
    const known = await readMarks(context);
    if (known.has('demo.loaded')) return true;
    if (!known.has('demo.load') && (await hasOrganizations(context))) return false;
    await load(context, settings, say);
    return true;
  });
  if (holdsDemo) for (const line of describeSignIns(settings)) say(line);
}

async function load(context: Context, settings: Settings, say: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  say('Loading the demo: two imaging groups that do not exist, and a month of their reports.');
  if (!(await readMarks(context)).has('demo.load')) await mark(context, 'demo.load');
  const base = (await readMarks(context)).get('demo.load') ?? new Date();
  await applySettings(context, settings);
  const notStarted = new Date(base.getTime() - NOT_STARTED_DAYS * 86_400_000);
  await transaction(context.db, (tx) => holdDestination({ ...context, at: notStarted }, tx, NOT_STARTED));
  const appointments = planAppointments(base, planVisits(base));
  const cast = await gatherCast(context, settings);
  await playEvents(context, base, planEvents(base, appointments), cast, say);
  await transaction(context.db, (tx) => holdDestination({ ...context, at: base }, tx, NOT_ANSWERING));
  await playReading(context, planReading(base, appointments), cast);
  await mark(context, 'demo.loaded');
  say(`The demo is loaded (${((performance.now() - startedAt) / 1000).toFixed(1)} s).`);
}

/** What the audit tells of the demo: when its load began (all of its times count from there) and ended. */
async function readMarks({ db }: Context): Promise<Map<string, Date>> {
  const { action, at, entity, id } = auditEvents;
  const rows = await db.select({ action, at }).from(auditEvents).where(eq(entity, 'demo')).orderBy(asc(id));
  return new Map(rows.map((row) => [row.action, row.at]));
}

function mark(context: Context, action: 'demo.load' | 'demo.loaded'): Promise<void> {
  const event = { action, principal: 'system:demo', organization: null, entity: 'demo', entityId: 'demo' };
  return recordEvent(context, context.db, event);
}

async function hasOrganizations({ db }: Context): Promise<boolean> {
  return (await db.select({ name: organizations.name }).from(organizations).limit(1)).length > 0;
}

/** A connection of its own holds the lock, without a time limit: another process may be loading. */
async function oneAtATime<Result>({ db }: Context, work: () => Promise<Result>): Promise<Result> {
  const holder = await db.$client.connect();
  try {
    await holder.query('set lock_timeout = 0');
    await holder.query('select pg_advisory_lock($1)', [DEMO_LOCK]);
    return await work();
  } finally {
    // Closing the connection gives up the lock and forgets the setting.
    holder.release(true);
  }
}
