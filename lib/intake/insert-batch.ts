import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { ClaimedIntake } from '#lib/intake/claim-intake';
import { joinOrders } from '#lib/intake/join-orders';
import type { Orders } from '#lib/intake/lock-orders';
import type { PlacedItem } from '#lib/intake/placed-item';
import { supersedeOlder } from '#lib/submissions/supersede-older';

const $ = sql.placeholder;

/** Rows as JSON text. */
interface BatchInput {
  submissionId: number;
  items: string;
  routings: string;
  deliveries: string;
  reports: string;
  unfiled: string;
}

const insertRows = defineStatement<BatchInput, never>(sql`
with submission as (select id, organization, received_at from submissions where id = ${$('submissionId')}::bigint),
item as (
  insert into submission_items (submission_id, item_index, tracking_id, report_guid, fields, appointment_key, version)
  select submission.id, i."itemIndex", coalesce(i."trackingId", ''), i."reportGuid", i.fields, i."appointmentKey",
    case when i."appointmentKey" is not null then i.version end
  from submission, jsonb_to_recordset(${$('items')}::jsonb) as i("itemIndex" int, "trackingId" text, "reportGuid" uuid,
    fields jsonb, "appointmentKey" bigint, version int)
),
report as (
  insert into item_reports (submission_id, item_index, result_status, report_text, clinician_name,
    clinician_provider_number, reported_at_utc, snapshot)
  select submission.id, r."itemIndex", r."resultStatus", r."reportText", r."clinicianName", r."clinicianProviderNumber",
    r."reportedAtUtc", r.exam
  from submission, jsonb_to_recordset(${$('reports')}::jsonb) as r("itemIndex" int, "resultStatus" text,
    "reportText" text, "clinicianName" text, "clinicianProviderNumber" text, "reportedAtUtc" text, exam jsonb)
),
unfiled as (
  insert into unmatched_items (submission_id, item_index, organization, received_at, reason)
  select submission.id, u."itemIndex", submission.organization, submission.received_at, u.reason
  from submission, jsonb_to_recordset(${$('unfiled')}::jsonb) as u("itemIndex" int, reason text)
),
routing as (
  insert into routings (submission_id, item_index, destination, state, filter_type, failures, order_key, version,
    superseded_by, organization, received_at)
  select submission.id, r."itemIndex", r.destination, r.state, r.filter_type, r.failures, r."orderKey", r.version,
    case when r.state = 'superseded' then r."supersededBy" end, submission.organization, submission.received_at
  from submission, jsonb_to_recordset(${$('routings')}::jsonb) as r("itemIndex" int, destination text, state text,
    filter_type text, failures jsonb, "orderKey" text, version int, "supersededBy" uuid)
),
delivery as (
  insert into deliveries (report_id, destination, organization, state, withdrawal, item_count, next_attempt_at, file_type,
    file_name, created_at, expires_at, gathers)
  select d.report_id, d.destination, d.organization, d.state, d.withdrawal, 1,
    greatest(d.next_attempt_at, submission.received_at), d.file_type, d.file_name, now(), d.expires_at, d.gathers
  from submission, jsonb_to_recordset(${$('deliveries')}::jsonb) as d(report_id uuid, destination text, organization text,
    state text, withdrawal boolean, file_type text, file_name text, next_attempt_at timestamptz, expires_at timestamptz,
    gathers boolean)
  returning id, report_id, destination
)
insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
select submission.id, d."itemIndex", delivery.id, delivery.destination, d."orderKey", d.version
from submission, jsonb_to_recordset(${$('deliveries')}::jsonb)
  as d("itemIndex" int, report_id uuid, "orderKey" text, version int)
join delivery on delivery.report_id = d.report_id`);

/** Writes what was decided of a batch's items; the files that they supersede last, so that items of one order count too. */
export async function insertBatch(
  tx: Queryable,
  { submissionId }: ClaimedIntake,
  placed: readonly PlacedItem[],
  orders: Orders,
): Promise<void> {
  await insertRows(tx, {
    submissionId,
    items: JSON.stringify(placed.map(itemRow)),
    routings: JSON.stringify(placed.flatMap(routingRows)),
    deliveries: JSON.stringify(placed.flatMap(deliveryRows)),
    reports: JSON.stringify(placed.flatMap(reportRow)),
    unfiled: JSON.stringify(placed.flatMap(unfiledRow)),
  });
  await joinOrders(
    tx,
    placed.flatMap(({ joins }) => joins),
  );
  await supersede(tx, placed);
  await moveOrders(tx, orders);
}

const itemRow = ({ itemIndex, trackingId, reportGuid, fields, appointmentKey, version }: PlacedItem) => ({
  itemIndex,
  trackingId,
  reportGuid,
  fields,
  appointmentKey,
  version,
});

const routingRows = ({ itemIndex, routings, orderKey, version, supersededBy }: PlacedItem) =>
  routings.map((routing) => ({ ...routing, itemIndex, orderKey, version, supersededBy }));

const deliveryRows = ({ itemIndex, deliveries, orderKey, version, withdrawal }: PlacedItem) =>
  deliveries.map((delivery) => ({ ...delivery, itemIndex, orderKey, version, withdrawal }));

const reportRow = ({ itemIndex, report, exam }: PlacedItem) => (report ? [{ ...report, itemIndex, exam }] : []);

const unfiledRow = ({ itemIndex, unfiledReason: reason }: PlacedItem) =>
  reason === null ? [] : [{ itemIndex, reason }];

async function supersede(tx: Queryable, placed: readonly PlacedItem[]): Promise<void> {
  const marks = placed.flatMap(({ supersedes, reportGuid }) =>
    supersedes.flatMap(({ destinations, ...mark }) =>
      destinations.flatMap((destination) => (reportGuid === null ? [] : [{ ...mark, destination, reportGuid }])),
    ),
  );
  await supersedeOlder(tx, marks);
}

async function moveOrders(tx: Queryable, orders: Orders): Promise<void> {
  const heads = [...orders].map(([orderKey, head]) => ({ ...head, orderKey }));
  if (heads.length === 0) return;
  await tx.execute(sql`
    update order_heads o set version = h.version, result_status = h."resultStatus", report_guid = h."reportGuid",
      filed_in = h."filedIn"
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
      as h("orderKey" text, version int, "resultStatus" text, "reportGuid" uuid, "filedIn" text)
    where o.order_key = h."orderKey"
      and (o.version, o.report_guid, o.filed_in) is distinct from (h.version, h."reportGuid", h."filedIn")`);
}
