import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';
import { startRacingWorkers } from './racing-workers.ts';

const AT_ONCE = 8;
/** Seconds of the tests' clock in one of ours: a wait of minutes passes in one. */
const SPEED = 200;

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    `{ name: flapping, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(modality, CT)"] }`,
    `{ name: batches, format: HL7, transport: { type: "NULL" }, conditionFilter: ["matches(modality, MR)"], timing: { operation: MERGE, numberPerDay: 1440, maxReportCount: 20 } }`,
  ]);
});
afterAll(() => shop.close());

test(
  'of 1,000 pairs on a destination that answers now and then, with four workers, no preliminary follows its final',
  { timeout: 300_000 },
  () => race('acme.flapping', 'CT', { pairs: 1000, answers: 48, thenRefuses: 12 }),
);

test('nor of 300 whose reports are gathered in files of a minute', { timeout: 300_000 }, () =>
  race('acme.batches', 'MR', { pairs: 300, answers: 8, thenRefuses: 7 }),
);

/** Of the files that are sent it answers some, then not some, and so on: more than make it count as degraded. */
interface Flapping {
  pairs: number;
  answers: number;
  thenRefuses: number;
}

async function race(destination: string, modality: string, { pairs, answers, thenRefuses }: Flapping): Promise<void> {
  for (let n = 0; n < pairs; n += 1) await shop.putAppointment(`${modality}${n}`, { modality });
  const [start, opened] = [Date.now(), Date.parse('2026-03-01T00:00:00Z')];
  const now = () => new Date(opened + (Date.now() - start) * SPEED);
  const refuses = (number: number) => number % (answers + thenRefuses) >= answers;
  const workers = startRacingWorkers(shop.url, [destination], 4, { now, refuses });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, writer) => {
      for (let n = writer; n < pairs; n += AT_ONCE) {
        await shop.submit(`${modality}${n}`, { status: 'preliminary', at: now() });
        await shop.submit(`${modality}${n}`, { status: 'final', at: now() });
      }
    }),
  );
  await workers.finish();

  const newest = new Map<string, { version: number; ended: number }>();
  const late: string[] = [];
  for (const { orderKey, version, started, ended } of workers.sends.toSorted((a, b) => a.started - b.started)) {
    const before = newest.get(orderKey);
    if (before && (before.version > version || started < before.ended)) late.push(orderKey);
    newest.set(orderKey, { version, ended });
  }
  expect(late).toEqual([]);
  const delivered = workers.sends
    .filter((send) => send.delivered)
    .map(({ orderKey, version }) => `${orderKey} ${version}`);
  expect(new Set(delivered).size).toBe(delivered.length);
  const files = await filesOf(shop.db, destination);
  expect(files.filter(({ version, state }) => version === 2 && state === 'sent')).toHaveLength(pairs);
  // How many preliminaries went before their final came is a matter of time; that none waits or failed is not.
  const ends = files.map(({ version, state }) => `${version} ${state}`);
  expect(ends.filter((end) => !['1 sent', '1 superseded', '2 sent'].includes(end))).toEqual([]);
  // It was degraded in between, and told so each time.
  const { rows } = await shop.db.execute<{ action: string }>(
    sql`select action from audit_events where entity_id = ${destination} and action like 'receiver.%ed' order by id`,
  );
  const turns = rows.map(({ action }) => action).filter((action) => /degraded|recovered/.test(action));
  expect(turns.length).toBeGreaterThan(1);
  expect(turns).toEqual(turns.map((_, index) => (index % 2 === 0 ? 'receiver.degraded' : 'receiver.recovered')));
}
