import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { filesOf } from './files.ts';
import { type Send, startRacingWorkers } from './racing-workers.ts';

const PAIRS = 300;
const AT_ONCE = 10;
const DESTINATIONS = ['acme.ehr', 'acme.finals', 'acme.archive'];

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
    '{ name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final)"] }',
    '{ name: archive, format: TEXT, transport: { type: "NULL" } }',
  ]);
  for (let n = 0; n < PAIRS; n += 1) await shop.putAppointment(`P${n}`);
});
afterAll(() => shop.close());

test(
  'a preliminary never follows its final to a destination, and every final arrives',
  { timeout: 300_000 },
  async () => {
    const workers = startRacingWorkers(shop.url, DESTINATIONS, 4);
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, writer) => {
        for (let n = writer; n < PAIRS; n += AT_ONCE) {
          // One in three finals comes while its preliminary is on its way; the others right behind it.
          const sending = n % 3 === 0 ? workers.whenSending(`acme/P${n}`) : undefined;
          await shop.submit(`P${n}`, { status: 'preliminary' });
          await sending;
          await shop.submit(`P${n}`, { status: 'final' });
        }
      }),
    );
    await workers.finish();

    const lines = new Map<string, Send[]>();
    for (const send of workers.sends) {
      const line = `${send.orderKey} to ${send.destination}`;
      lines.set(line, [...(lines.get(line) ?? []), send]);
    }
    expect([...lines.values()].flatMap(outOfOrder)).toEqual([]);
    const arrived = [...lines].filter(([, sends]) =>
      sends.some(({ version, delivered }) => version === 2 && delivered),
    );
    expect(arrived).toHaveLength(PAIRS * DESTINATIONS.length);

    const files = await filesOf(shop.db);
    const fates = new Set(files.map(({ version, state }) => `${version} ${state}`));
    expect(fates).toEqual(new Set(['1 sent', '1 superseded', '2 sent']));
  },
);

/** Sends of one report to one destination that began before an older one had ended, or after a newer one began. */
function outOfOrder(sends: Send[]): [Send, Send][] {
  const sorted = sends.toSorted((a, b) => a.started - b.started);
  return sorted.flatMap((earlier, index): [Send, Send][] =>
    sorted
      .slice(index + 1)
      .filter((later) => later.version < earlier.version || later.started < earlier.ended)
      .map((later) => [earlier, later]),
  );
}
