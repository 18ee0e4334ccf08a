import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '#db/client';
import { brokenChains } from '../support/broken-chains.ts';
import type { Partner, PartnerAnswer } from '../support/partner-client.ts';
import { until } from '../support/until.ts';
import type { Written } from './writers.ts';

type StoredRow = { key: string; text: string; body: string; whole: boolean };

/**
 * Compares what writers know with what is stored after a crash: everything acknowledged is there, whole and exactly as
 * sent; what is of unknown outcome is there once, whole, or not at all; every key is answered as it was before.
 */
export async function checkWritten(db: Database, partner: Partner, written: readonly Written[]): Promise<void> {
  const stored = await readStored(db, written);
  for (const { key, text, answer } of written) {
    const rows = stored.filter((row) => row.text === text);
    if (answer) expect(rows).toEqual([{ key, text, body: answer.text, whole: true }]);
    else expect([[], [{ key, text, body: rows[0]?.body, whole: true }]]).toContainEqual(rows);
  }
  for (const entry of written) {
    const before = stored.find((row) => row.key === entry.key);
    const again = await retry(partner, entry);
    expect({ key: entry.key, replayed: again.replayed }).toEqual({ key: entry.key, replayed: before !== undefined });
    if (before) expect(again.text).toBe(before.body);
  }
  const after = await readStored(db, written);
  expect(after.map(({ key }) => key).sort()).toEqual(written.map(({ key }) => key).sort());
  expect(await brokenChains(db)).toEqual([]);
}

/** Connections cut by the crash may fail once more. */
async function retry(partner: Partner, { appointmentId, key, text }: Written): Promise<PartnerAnswer> {
  return until(`${key} is answered 201`, async () => {
    const answer = await partner.submit(appointmentId, { status: 'final', text, key }).catch(() => null);
    return answer?.status === 201 ? answer : null;
  });
}

/**
 * The versions of the written appointments, each with its key's answer. `whole`: submission, item, a routing for each of
 * acme's destinations, a file for each that was not filtered, audit row and answer name the same report.
 */
async function readStored(db: Database, written: readonly Written[]): Promise<StoredRow[]> {
  const ids = [...new Set(written.map(({ appointmentId }) => appointmentId))];
  const { rows } = await db.execute<StoredRow>(sql`
    select k.key, v.report_text as text, k.body,
      (k.body::jsonb ->> 'reportGuid')::uuid = v.report_guid and s.http_status = 201 and s.version = v.version
        and (select count(*) from submission_items i where i.submission_id = s.id and i.report_guid = v.report_guid) = 1
        and (select count(*) from routings r where r.submission_id = s.id)
          = (select count(*) from receivers where organization = 'acme')
        and (select count(*) from routings r where r.submission_id = s.id and r.state not in ('outside', 'filtered'))
          = (select count(*) from delivery_items i join deliveries d on d.id = i.delivery_id
            where i.submission_id = s.id and i.version = v.version)
        and (select count(*) from audit_events e where e.action = 'report.submit' and e.entity_id = v.report_guid::text) = 1
        as whole
    from report_versions v join appointments a on a.id = v.appointment_key
    left join submissions s on s.report_id = v.report_guid
    left join idempotency_keys k on k.body::jsonb ->> 'reportGuid' = v.report_guid::text
    where a.appointment_id = any (${sql.param(ids)}::text[])`);
  return rows;
}
