import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { DestinationTally } from '#db/tables/submissions';
import { newUuid } from '#lib/ids';
import type { Resendable } from '#lib/resends/find-resendable';
import type { LockedSubmission } from '#lib/resends/lock-resend';
import { planDelivery, planFile } from '#lib/delivery/plan-delivery';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { deliveryState, overallStatus } from '#lib/submissions/overall-status';
import { supersedeOlder } from '#lib/submissions/supersede-older';

export type ToQueue = Pick<
  Resendable,
  'itemIndex' | 'destination' | 'orderKey' | 'version' | 'reportGuid' | 'withdrawal' | 'file'
>;

type Moved = { destination: string; previous: keyof DestinationTally | 'outside' | null; failures: number };

/**
 * Queues a file of its own for each item: under the identity of the file that carried it before, past older versions that
 * wait. Its routing waits again, unless it is delivered, which it stays; a verdict that kept it out is kept as the earlier
 * one. Answers when each destination's first file is planned.
 */
export async function queueAgain(
  tx: Queryable,
  submission: LockedSubmission,
  items: readonly ToQueue[],
  { settings, now }: { settings: SettingsSnapshot; now: Date },
): Promise<ReadonlyMap<string, string>> {
  const files = items.map((item) => fileFor(item, settings, now));
  const at = now.toISOString();
  const told = sql`jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as f(report_id uuid, resend_of uuid,
    destination text, organization text, state text, order_key text, version int, withdrawal boolean, file_type text,
    file_name text, next_attempt_at timestamptz, expires_at timestamptz, item_index int)`;
  const marks = items.map(({ version: below, ...item }) => ({ ...item, below }));
  await supersedeOlder(tx, marks, now);
  await tx.execute(sql`
    with made as (
      insert into deliveries (report_id, resend_of, destination, organization, state, withdrawal, item_count, next_attempt_at,
        file_type, file_name, created_at, expires_at)
      select report_id, resend_of, destination, organization, state, withdrawal, 1, next_attempt_at, file_type, file_name,
        ${at}::timestamptz, expires_at from ${told}
      returning id, report_id
    )
    insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
    select ${submission.id}, f.item_index, made.id, f.destination, f.order_key, f.version
    from ${told} join made using (report_id)`);
  const { rows: moved } = await tx.execute<Moved>(sql`
    with f as (select * from ${told}),
    old as (select r.item_index, r.destination, r.state, r.filter_type, r.failures from routings r
      join f using (item_index, destination) where r.submission_id = ${submission.id} for update of r),
    turned as (
      update routings r set state = 'waiting', superseded_by = null, filter_type = null, failures = null,
        earlier = case when old.filter_type is null then r.earlier else jsonb_build_object('state', old.state,
          'filterType', old.filter_type, 'failures', coalesce(old.failures, '[]'), 'until', ${at}::text) end
      from old where r.submission_id = ${submission.id} and r.item_index = old.item_index
        and r.destination = old.destination and old.state <> 'delivered'
    ),
    added as (
      insert into routings (submission_id, item_index, destination, state, order_key, version, organization, received_at)
      select s.id, f.item_index, f.destination, 'waiting', f.order_key, f.version, s.organization, s.received_at
      from f, submissions s where s.id = ${submission.id} on conflict do nothing
    )
    select f.destination, old.state as previous,
      case when old.state = 'filtered' then jsonb_array_length(coalesce(old.failures, '[]')) else 0 end as failures
    from f left join old using (item_index, destination)`);
  const planned = new Map(files.toReversed().map((file) => [file.destination, file.next_attempt_at]));
  await storeTallies(tx, submission, moved, planned);
  return planned;
}

function fileFor(item: ToQueue, settings: SettingsSnapshot, now: Date) {
  const destination = settings.findDestination(item.destination);
  if (!destination) throw new Error('A file was to be made for a destination that is not known.');
  const reportId = newUuid();
  const { format } = destination.settings;
  const plan = planDelivery(destination, reportId, now, 0);
  const named = item.file?.id ?? reportId;
  const isSame = item.file?.fileType === format;
  return {
    report_id: reportId,
    resend_of: item.file?.id ?? null,
    destination: item.destination,
    organization: destination.organization,
    state: plan.state,
    order_key: item.orderKey,
    version: item.version,
    withdrawal: item.withdrawal,
    file_type: format,
    file_name: isSame ? item.file?.fileName : planFile(item.destination, format, named, now).fileName,
    next_attempt_at: plan.nextAttemptAt.toISOString(),
    expires_at: plan.expiresAt.toISOString(),
    item_index: item.itemIndex,
  };
}

const NOTHING = { filtered: 0, skipped: 0, superseded: 0, waiting: 0, retrying: 0, failed: 0, delivered: 0 } as const;

async function storeTallies(
  tx: Queryable,
  submission: LockedSubmission,
  moved: readonly Moved[],
  planned: ReadonlyMap<string, string>,
): Promise<void> {
  const tallies = new Map(submission.destinations.map((tally) => [tally.destination, { ...tally }]));
  for (const { destination, previous } of moved) {
    const tally = tallies.get(destination) ?? { ...NOTHING, destination, sendingAt: null };
    tallies.set(destination, tally);
    tally.sendingAt = planned.get(destination) ?? tally.sendingAt;
    if (previous === 'delivered') continue;
    if (previous !== null && previous in NOTHING) tally[previous as keyof typeof NOTHING] -= 1;
    tally.waiting += 1;
  }
  const destinations = [...tallies.values()].toSorted((a, b) => (a.destination < b.destination ? -1 : 1));
  const { httpStatus, validItemCount } = submission;
  const progress = { httpStatus, routed: true, validItemCount, destinations };
  await tx.execute(sql`
    update submissions set destinations = ${JSON.stringify(destinations)}::jsonb,
      overall_status = ${overallStatus(progress)}, delivery_state = ${deliveryState(progress)},
      warning_count = warning_count - ${moved.reduce((sum, { failures }) => sum + failures, 0)}, revision = revision + 1
    where id = ${submission.id}`);
}
