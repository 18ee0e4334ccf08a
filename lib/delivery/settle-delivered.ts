import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { defineStatement } from '#db/statement';
import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { contentsOf, type KeptContents } from '#lib/attempts/keep-content';
import {
  changeRoutings,
  COUNTED,
  storeStatuses,
  type RoutingsMoved,
  type SubmissionRow,
} from '#lib/delivery/move-routings';
import type { Conversation } from '#lib/transports/contract';

/** A claimed file that its destination took. */
export interface DeliveredFile {
  claim: ClaimedDelivery;
  /** How long the attempt took. */
  seconds: number;
  answer: Conversation;
  kept: KeptContents;
}

const $ = sql.placeholder;

/** A file's submissions that nobody else holds just now, with how many it has; the file itself is locked, too. */
const lock = defineStatement<
  { ids: number[]; tokens: number[] },
  SubmissionRow & { deliveryId: number; submissionCount: number }
>(sql`
  select d.id as "deliveryId", f.of as "submissionCount", s.id, s.http_status, s.routed_at is not null as routed,
    s.valid_item_count, s.destinations
  from unnest(${$('ids')}::bigint[], ${$('tokens')}::int[]) as claimed(id, token)
  join deliveries d on d.id = claimed.id and d.lease_token = claimed.token and d.state = 'sending'
    and not exists (select 1 from destination_states t where t.destination = d.destination and t.faults > 0)
  join (select delivery_id, submission_id, count(*) over (partition by delivery_id) as of
    from (select distinct delivery_id, submission_id from delivery_items
      where delivery_id = any (${$('ids')}::bigint[])) i) f on f.delivery_id = d.id
  join submissions s on s.id = f.submission_id
  for no key update of s, d skip locked`);

interface Sent {
  at: string | null;
  ids: number[];
  seconds: number[];
  addresses: (string | null)[];
  replyStatuses: (number | null)[];
  sent: (Buffer | null)[];
  replies: (Buffer | null)[];
  contentOf: number[];
  contents: Buffer[];
  sealed: Buffer[];
  byteCounts: number[];
}

const now = sql`coalesce(${$('at')}::timestamptz, now())`;

const record = defineStatement<Sent, RoutingsMoved>(sql`
with told as (
  select * from unnest(${$('ids')}::bigint[], ${$('seconds')}::float8[], ${$('addresses')}::text[],
    ${$('replyStatuses')}::int[], ${$('sent')}::bytea[], ${$('replies')}::bytea[])
    as told(id, seconds, address, reply_status, sent, reply)
),
closed as (
  update deliveries d set state = 'sent', lease_until = null, last_error = null, has_superseded = false, closed_at = ${now}
  from told where d.id = told.id returning d.id, d.attempts
),
kept as (
  insert into delivery_contents (delivery_id, sha256, sealed, byte_count, kept_at)
  select content.*, ${now} from unnest(${$('contentOf')}::bigint[], ${$('contents')}::bytea[], ${$('sealed')}::bytea[],
    ${$('byteCounts')}::int[]) as content
  on conflict (delivery_id, sha256) do update set kept_at = excluded.kept_at
),
attempted as (
  insert into delivery_attempts (delivery_id, attempt, started_at, finished_at, outcome, content_sha256, address,
    reply_status, reply_sha256)
  select id, attempts, ${now} - make_interval(secs => seconds), ${now}, 'delivered', sent, address, reply_status, reply
  from told join closed using (id)
  on conflict do nothing
),
moved as (${changeRoutings(sql`i.delivery_id in (select id from closed)`, 'delivered')})
${COUNTED}`);

/**
 * Records, in one transaction, that files were delivered, each as `settleDelivery` would; answers the ids of those. It
 * waits for nobody: a file that somebody else holds, or whose submissions, is left to `settleDelivery`. So are one whose
 * lease was lost, and one to a destination that did not answer before.
 */
export async function settleDelivered(context: Context, files: readonly DeliveredFile[]): Promise<Set<number>> {
  return transaction(context.db, async (tx) => {
    const rows = await lock(tx, {
      ids: files.map(({ claim }) => claim.id),
      tokens: files.map(({ claim }) => claim.leaseToken),
    });
    const ids = wholeOf(rows);
    const settled = files.filter(({ claim }) => ids.has(claim.id));
    if (settled.length === 0) return ids;
    const at = context.at?.toISOString() ?? null;
    const moves = await record(tx, { at, ...columnsOf(settled) });
    // Several of them may be of one submission.
    const submissions = new Map(rows.filter(({ deliveryId }) => ids.has(deliveryId)).map((row) => [row.id, row]));
    await storeStatuses(tx, [...submissions.values()], moves, { to: 'delivered', at });
    return ids;
  });
}

/** The files each of whose submissions was to be had. */
function wholeOf(rows: readonly { deliveryId: number; submissionCount: number }[]): Set<number> {
  const held = new Map<number, number>();
  for (const { deliveryId } of rows) held.set(deliveryId, (held.get(deliveryId) ?? 0) + 1);
  const whole = rows.filter(({ deliveryId, submissionCount }) => held.get(deliveryId) === submissionCount);
  return new Set(whole.map(({ deliveryId }) => deliveryId));
}

function columnsOf(files: readonly DeliveredFile[]): Omit<Sent, 'at'> {
  const contents = files.flatMap(({ claim, kept }) => contentsOf(kept).map((content) => ({ id: claim.id, content })));
  return {
    ids: files.map(({ claim }) => claim.id),
    seconds: files.map(({ seconds }) => seconds),
    addresses: files.map(({ answer }) => answer.address ?? null),
    replyStatuses: files.map(({ answer }) => answer.status ?? null),
    sent: files.map(({ kept }) => kept.sent?.sha256 ?? null),
    replies: files.map(({ kept }) => kept.reply?.sha256 ?? null),
    contentOf: contents.map(({ id }) => id),
    contents: contents.map(({ content }) => content.sha256),
    sealed: contents.map(({ content }) => content.sealed),
    byteCounts: contents.map(({ content }) => content.byteCount),
  };
}
