import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { transaction } from '#db/client';
import { appointmentPath, historyPath, reportPath, rowsOf } from '../http/partner.ts';
import { DOOR, message, post, type MadeMessage } from '../intake/payloads.ts';
import { isBlocked } from '../support/blocked.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { startProgram } from '../support/start-program.ts';
import { until } from '../support/until.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

const ITEMS = 3000;
const BATCH = 50;

/** Each tenth is broken, each eleventh is the final of the preliminary before it, the rest stand for themselves. */
function makeItems(): MadeMessage[] {
  const made: MadeMessage[] = [];
  for (let at = 0; at < ITEMS; at += 1) {
    const before = made[at - 1];
    const isFinal = at % 11 === 0 && before;
    made.push(isFinal ? message({ ...before, controlId: `FINAL${at}`, status: 'F' }) : message({ status: 'P' }));
  }
  return made.map((one, at) => (at % 10 === 9 ? { ...one, hl7: one.hl7.replace('ORU^R01', 'ADT^A08') } : one));
}

/** A worker process that is killed when `isTime` says so. The lease that it leaves behind is over at once. */
async function killWorkerWhen(what: string, isTime: () => Promise<boolean>): Promise<void> {
  const worker = startProgram('worker.ts', house.databaseUrl);
  await until(what, isTime, 60);
  await worker.kill();
}

const lapse = () => house.db.execute(sql`update intakes set due_at = now() where finished_at is null`);

async function nextIndex(submissionId: number): Promise<number> {
  const [row] = await rowsOf<{ next: number }>(
    house,
    sql`select next_index as next from intakes where submission_id = ${submissionId}`,
  );
  return row?.next ?? 0;
}

/** The worker stands in the middle of writing the batch with this item, whose order somebody else has. */
async function killWhileWriting(submissionId: number, { filler }: MadeMessage, index: number): Promise<void> {
  const orderKey = `acme.default/${filler}`;
  await house.db.execute(sql`insert into order_heads (order_key, version) values (${orderKey}, 0)`);
  await transaction(house.db, async (tx) => {
    await tx.execute(sql`select 1 from order_heads where order_key = ${orderKey} for update`);
    await killWorkerWhen('the worker stands in its transaction', async () => {
      return (await nextIndex(submissionId)) === index && (await isBlocked(house.db));
    });
  });
}

test(
  'workers killed in the middle of a payload leave it to another: every item is there once, in order, and history is complete',
  { timeout: 300_000 },
  async () => {
    const made = makeItems();
    const filed = made[6 * BATCH] as MadeMessage;
    const { accession, patientId } = filed;
    const body = { status: 'PENDING REPORTING', accessionNumber: accession, patientId, modality: 'CT' };
    expect((await house.api('PUT', appointmentPath('KILLED'), { body })).status).toBe(201);
    const answer = await post(house, made.map(({ hl7 }) => hl7).join(''));
    const { submissionId } = answer.json;

    for (const stop of [3, 8]) {
      const first = stop * BATCH;
      await killWhileWriting(submissionId, made[first + 7] as MadeMessage, first + 1);
      await lapse();
      expect(await nextIndex(submissionId)).toBe(first + 1);
    }
    for (const share of [0.3, 0.6]) {
      await killWorkerWhen(`${share} is read`, async () => (await nextIndex(submissionId)) > share * ITEMS);
      expect(await nextIndex(submissionId)).toBeLessThan(ITEMS);
      await lapse();
    }
    const last = startProgram('worker.ts', house.databaseUrl);
    const history = async () => (await house.api('GET', `${historyPath(submissionId)}?explain=true`)).json;
    const told = await until(
      'every item is routed',
      async () => {
        const now = await history();
        return now.routedAt !== null && now;
      },
      120,
    );
    await last.kill();

    const items = await rowsOf<{ trackingId: string; files: number }>(
      house,
      sql`select tracking_id as "trackingId", (select count(*) from delivery_items d
          where d.submission_id = i.submission_id and d.item_index = i.item_index)::int as files
        from submission_items i where submission_id = ${submissionId} order by item_index`,
    );
    const isBroken = (at: number): boolean => at % 10 === 9;
    const isFinal = (at: number): boolean => at > 0 && at % 11 === 0;
    expect(items).toEqual(
      made.map(({ controlId }, at) => ({ trackingId: controlId, files: isBroken(at) ? 0 : isFinal(at) ? 3 : 2 })),
    );
    const broken = made.flatMap((_, at) => (isBroken(at) ? [at + 1] : []));
    expect(told).toMatchObject({ reportItemCount: ITEMS, errorCount: broken.length });
    expect(told.errors).toMatchObject([{ indices: broken }]);
    const filtered = made.filter((_, at) => !isBroken(at) && !isFinal(at)).length;
    const unfiled = ITEMS - broken.length - 1;
    expect(told.warningCount).toBe(filtered + unfiled);
    expect(told.explanation).toHaveLength(4 * (ITEMS - broken.length));

    const orders = await rowsOf<{ versions: number[] }>(
      house,
      sql`select array_agg(version order by item_index) as versions from routings
        where submission_id = ${submissionId} and destination = 'acme.ehr' group by order_key having count(*) > 1`,
    );
    const pairs = made.filter((_, at) => isFinal(at) && !isBroken(at) && !isBroken(at - 1)).length;
    expect(orders).toEqual(Array.from({ length: pairs }, () => ({ versions: [1, 2] })));
    const report = (await house.api('GET', reportPath('KILLED'))).json;
    expect(report).toMatchObject({ version: 1, reportText: filed.text });
  },
);
