import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { transaction, type Database, type Queryable } from '#db/client';
import { countHours } from '#lib/submissions/count-hours';
import type { Workshop } from '../support/open-workshop.ts';
import { checkFigures, checkLists, type Question } from './figures-by-hand.ts';
import { openHouse } from './house.ts';
import { insertSubmission } from './insert-batch.ts';
import { anyEvent, playEvent } from './play-event.ts';
import { startWorld } from './world.ts';

const SEED = 20_261_125;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let shop: Workshop;
beforeAll(async () => {
  shop = await openHouse();
});
afterAll(() => shop.close());

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS);
const check = (question: Question = {}) => checkFigures(shop.context(), shop.domain, question);
const count = () => countHours(shop.context());

/** A submission received then, of one item that waits for acme.ehr. */
const receive = (receivedAt: Date) =>
  insertSubmission(shop.db, {
    reportGuid: randomUUID(),
    appointmentId: null,
    version: 1,
    receivedAt,
    routes: [
      {
        destination: 'acme.ehr',
        sendingAt: null,
        items: [{ trackingId: randomUUID(), fate: 'waiting', filtered: [], supersededBy: null }],
      },
    ],
  });

/** What a worker stores when the item has failed for good. */
const fail = (db: Queryable, { id }: { id: number }) =>
  db.execute(sql`with r as (update routings set state = 'failed' where submission_id = ${id})
    update submissions set overall_status = 'Not Delivering', destinations = jsonb_set(jsonb_set(destinations,
      '{0,waiting}', '0'), '{0,failed}', '1') where id = ${id}`);

/** How many counts there are, and how many marks of hours that were counted. */
const stored = async (db: Database) => {
  const { rows } = await db.execute<{ counts: number; marks: number }>(sql`
    select (select count(*) from hour_counts)::int as counts, (select count(*) from recounts r
      join hours_counted h using (organization) where r.hour < h.until)::int as marks`);
  return rows[0];
};

describe('whatever happens, and whenever hours are counted, figures are those of the rows', () => {
  const instant = fc.integer({ min: 0, max: 31 * DAY_MS }).map((ms) => new Date(Date.now() - ms).toISOString());
  const question: fc.Arbitrary<Question> = fc.record(
    {
      since: instant,
      until: instant,
      sender: fc.constantFrom('partner', 'portal', 'default', 'acme.default'),
      timeZone: fc.constantFrom('Australia/Melbourne', 'Asia/Kathmandu', 'Pacific/Chatham', 'America/New_York'),
    },
    { requiredKeys: [] },
  );
  const step = fc.oneof(
    { weight: 6, arbitrary: anyEvent },
    { weight: 1, arbitrary: fc.constant({ kind: 'count' as const }) },
  );

  test('in any history', { timeout: 300_000 }, async () => {
    const histories = fc.array(step, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(histories, fc.array(question, { minLength: 2, maxLength: 4 }), async (history, questions) => {
        const world = await startWorld(shop, new Date(Date.now() - 31 * DAY_MS));
        for (const event of history) {
          if (event.kind === 'count') await count();
          else await playEvent(world, event);
          for (const one of questions) await check(one);
        }
      }),
      { seed: SEED, numRuns: 25, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true },
    );
    await checkLists(shop.context(), shop.domain);
    await count();
    expect(await stored(shop.db)).toMatchObject({ marks: 0 });
    expect((await stored(shop.db))?.counts).toBeGreaterThan(10);
    expect(await check({ since: hoursAgo(32 * 24).toISOString() })).toBeGreaterThan(20);
  });
});

describe('hours that were counted', () => {
  beforeEach(async () => {
    for (const hours of [0, 0.5, 1.5, 3, 3.1, 30, 700]) await receive(hoursAgo(hours));
    await count();
  });

  test('are not read again: their figures are as they were counted', async () => {
    await check();
    await shop.db.execute(sql`update hour_counts set submissions = submissions + 5 where measure = 'status'
      and hour = (select min(hour) from hour_counts where hour > now() - interval '29 days')`);
    await expect(check()).rejects.toThrow('to deeply equal');
    await shop.db.execute(sql`delete from hours_counted`);
    await check();
    await shop.db.execute(sql`insert into recounts select distinct organization, hour from hour_counts`);
    await count();
    await check();
  });

  test('are over: of the last hour nothing is counted yet, and nothing is marked', async () => {
    const { rows } = await shop.db.execute(sql`select 1 from hour_counts where hour > now() - interval '2 hours'
      union all select 1 from hours_counted where until > now() - interval '1 hour'`);
    expect(rows).toEqual([]);
    await fail(shop.db, await receive(hoursAgo(0.2)));
    const { rows: marks } = await shop.db.execute(sql`select 1 from recounts where hour > now() - interval '1 hour'`);
    expect(marks).toEqual([]);
    await check();
  });

  test.each(['Asia/Kathmandu', 'Australia/Adelaide', 'America/St_Johns'])(
    'are read where a day or an hour of %s begins within them',
    async (timeZone) => {
      const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
      for (let hours = 3; hours < 30; hours += 1) {
        for (const minute of [1, 20, 40, 59]) await receive(new Date(hour - hours * HOUR_MS + minute * 60_000));
      }
      await count();
      await check({ timeZone });
      await check({ timeZone, since: hoursAgo(40).toISOString() });
    },
  );

  test('are read again while a change is under way, and after it', async () => {
    const old = await receive(hoursAgo(3));
    await count();
    await transaction(shop.db, async (tx) => {
      await fail(tx, old);
      await check();
      await count();
      await check();
    });
    expect(await stored(shop.db)).toMatchObject({ marks: 1 });
    await check();
    await count();
    expect(await stored(shop.db)).toMatchObject({ marks: 0 });
    await check();
  });

  test('are read again when something is received late, moved, or taken away', async () => {
    const late = await receive(hoursAgo(250));
    await check();
    await count();
    await shop.db.execute(
      sql`update routings set received_at = received_at + interval '100 hours' where submission_id = ${late.id}`,
    );
    await shop.db.execute(
      sql`update submissions set received_at = received_at + interval '100 hours' where id = ${late.id}`,
    );
    await check();
    await count();
    await check();
    for (const table of ['item_reports', 'routings', 'submission_items']) {
      await shop.db.execute(sql`delete from ${sql.identifier(table)} where submission_id = ${late.id}`);
    }
    await shop.db.execute(sql`delete from submissions where id = ${late.id}`);
    await check();
  });

  test('are counted in parts, and a worker that stops leaves the rest to another', async () => {
    for (let hours = 3; hours < 123; hours += 1) await receive(hoursAgo(hours));
    await shop.db.execute(sql`truncate hours_counted, hour_counts, recounts`);
    expect(await countHours(shop.context(), AbortSignal.abort())).toBe(0);
    // Looked at before each part: stopped after two.
    let looks = 0;
    const signal = {
      get aborted() {
        return (looks += 1) > 2;
      },
    } as AbortSignal;
    const some = await countHours(shop.context(), signal);
    expect(some).toBeLessThan(120);
    await check();
    expect(some + (await count())).toBeGreaterThanOrEqual(120);
    await check();
  });

  test('are counted once, however many workers do it', async () => {
    for (const hours of [4, 40, 400]) await receive(hoursAgo(hours));
    await Promise.all([count(), count(), count(), count()]);
    expect(await stored(shop.db)).toMatchObject({ marks: 0 });
    const { rows } = await shop.db.execute(sql`select 1 from hour_counts
      group by organization, hour, sender, measure, destination, value having count(*) > 1`);
    expect(rows).toEqual([]);
    await check();
  });
});
