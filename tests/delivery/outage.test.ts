import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const START = Date.parse('2026-03-01T00:00:00Z');

/** Whether the destination answers, so many milliseconds after the outage began. */
const OUTAGES: [string, (elapsed: number) => boolean][] = [
  ['dead', (elapsed) => elapsed >= DAY],
  // Up for a minute of every forty, at most.
  ['flapping', (elapsed) => elapsed >= DAY || Math.floor(elapsed / MINUTE) % 40 === 17],
];

describe.each(OUTAGES)('a destination that is %s for a day', (name, answers) => {
  let shop: Workshop;
  let hook: HttpReceiver;
  let clock = START;
  beforeAll(async () => {
    useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
    hook = await receiveHttp((response) => {
      if (answers(clock - START)) response.end();
      else response.destroy();
    });
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    shop = await openWorkshop([
      `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${hook.url}", secret: ${secret} } }`,
    ]);
  });
  afterAll(async () => {
    await shop.close();
    await hook.close();
  });

  /** What a worker does with what is due; answers how many attempts it made. */
  async function work(): Promise<number> {
    const context = shop.context(new Date(clock));
    const settings = await loadSnapshot(shop.db);
    await closeSuperseded(context);
    let attempts = 0;
    for (;;) {
      const claims = await claimDeliveries(shop.db, ['acme.hook'], 5, { at: context.at });
      if (claims.length === 0) return attempts;
      await Promise.all(claims.map((claim) => attemptDelivery(context, claim, settings)));
      attempts += claims.length;
    }
  }

  /** When something is due next; null when nothing is left. */
  async function nextDue(): Promise<number | null> {
    const { rows } = await shop.db.execute<{ due: string | null }>(sql`
      select greatest(min(d.next_attempt_at), max(s.probe_at)) as due from deliveries d
      left join destination_states s on s.destination = d.destination and s.degraded_since is not null
      where d.state in ('queued', 'retrying') and not d.has_superseded`);
    return rows[0]?.due ? Math.ceil(Date.parse(rows[0].due)) : null;
  }

  /** What history says of reports that are not delivered yet, wherever it is not true. */
  async function untruths(reports: readonly string[]): Promise<unknown[]> {
    const told = await Promise.all(reports.map((report) => shop.history(report)));
    return told.flatMap(({ deliveryState, overallStatus, destinations: [destination] }) => {
      if (!destination || destination.status === 'superseded' || destination.status === 'delivered') return [];
      const { status, sending_at: planned, nextRetryAt, lastError, degradedSince } = destination;
      const next = Date.parse(nextRetryAt ?? planned ?? '');
      const isTrue =
        overallStatus === 'Waiting to Deliver' &&
        deliveryState === status &&
        (status === 'waiting' || status === 'retrying') &&
        (status === 'retrying' ? next >= clock && lastError !== null : degradedSince !== null || next >= clock);
      return isTrue ? [] : [{ clock: new Date(clock), ...destination }];
    });
  }

  test(
    'ends with every report delivered once and in order, and history said so all along',
    { timeout: 300_000 },
    async () => {
      const reports: string[] = [];
      let [attempts, checks] = [0, 0];
      // A report every quarter of an hour; each third one gets its final twenty minutes later.
      const arrivals = Array.from({ length: 96 }, (_, n) => ({
        at: START + n * 15 * MINUTE,
        id: `${name}${n}`,
        isFinal: n % 3 > 0,
      }));
      const finals = arrivals
        .filter(({ isFinal }) => !isFinal)
        .map(({ at, id }) => ({ at: at + 20 * MINUTE, id, isFinal: true }));
      const queue = [...arrivals, ...finals].toSorted((a, b) => a.at - b.at);
      for (const { id } of arrivals) await shop.putAppointment(id);
      for (;;) {
        const due = await nextDue();
        const arrival = queue[0];
        if (arrival && (due === null || arrival.at <= due)) {
          clock = Math.max(clock, arrival.at);
          queue.shift();
          const status = arrival.isFinal ? 'final' : 'preliminary';
          reports.push(await shop.submit(arrival.id, { status, text: `${arrival.id} ${status}`, at: new Date(clock) }));
        } else if (due === null) break;
        else clock = Math.max(clock + 1, due);
        attempts += await work();
        if ((checks += 1) % 10 === 0) expect(await untruths(reports)).toEqual([]);
      }
      const came = [...new Set(hook.received.map(({ headers }) => headers['webhook-id']))];
      expect(came.length).toBeGreaterThanOrEqual(arrivals.length);
      const told = await Promise.all(reports.map((report) => shop.history(report)));
      const statuses = told.map(({ destinations }) => destinations[0]?.status);
      expect(new Set(statuses)).toEqual(new Set(['delivered', 'superseded']));
      expect(statuses.filter((status) => status === 'delivered').length).toBeGreaterThanOrEqual(arrivals.length);
      expect(attempts).toBeLessThan(700);
      const { rows } = await shop.db.execute<{ text: string }>(sql`select v.report_text as text from delivery_attempts t
      join deliveries d on d.id = t.delivery_id join delivery_items i on i.delivery_id = d.id
      join submission_items s using (submission_id, item_index) join report_versions v on v.report_guid = s.report_guid
      where t.outcome = 'delivered' order by t.finished_at, t.delivery_id`);
      const delivered = rows.map(({ text }) => text);
      expect(new Set(delivered).size).toBe(delivered.length);
      for (const { id } of arrivals) {
        const [early, late] = [delivered.indexOf(`${id} preliminary`), delivered.indexOf(`${id} final`)];
        expect(late).toBeGreaterThan(early);
      }
      const { rows: turns } = await shop.db.execute<{ action: string }>(sql`select action from audit_events
      where action in ('receiver.degraded', 'receiver.recovered') order by id`);
      expect(turns.at(-1)?.action).toBe('receiver.recovered');
      if (name === 'dead') expect(turns).toHaveLength(2);
    },
  );
});
