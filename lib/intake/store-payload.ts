import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { newUuid, sha256 } from '#lib/ids';
import type { CheckedPayload } from '#lib/intake/check-payload';
import { storeMessages } from '#lib/intake/store-messages';
import type { Sender } from '#lib/settings/contract';

/** Whose payload it is. */
export interface PayloadOrigin {
  domain: AuthorizedDomain;
  sender: Sender;
  principal: string;
}

/** Bytes and items of one statement: the driver copies what it sends. */
const MOST_BYTES_AT_ONCE = 2 ** 20;
const MOST_ITEMS_AT_ONCE = 1000;

const $ = sql.placeholder;

interface ItemsInput {
  submissionId: number;
  from: number;
  hashes: Buffer[];
  bytes: Buffer[];
}

interface ItemInput {
  submissionId: number;
  from: number;
  hash: Buffer;
  bytes: Buffer;
}

const insertItems = defineStatement<ItemsInput, never>(sql`
insert into item_payloads (submission_id, item_index, organization, sender, received_at, content_sha256, bytes)
select s.id, ${$('from')}::int + n.position::int, s.organization, s.sender, s.received_at, n.hash, n.bytes
from submissions s, unnest(${$('hashes')}::bytea[], ${$('bytes')}::bytea[]) with ordinality as n(hash, bytes, position)
where s.id = ${$('submissionId')}::bigint`);

/** One item by itself: the driver sends bytes as they are, where those of an array become text of twice their size. */
const insertItem = defineStatement<ItemInput, never>(sql`
insert into item_payloads (submission_id, item_index, organization, sender, received_at, content_sha256, bytes)
select s.id, ${$('from')}::int + 1, s.organization, s.sender, s.received_at, ${$('hash')}::bytea, ${$('bytes')}::bytea
from submissions s where s.id = ${$('submissionId')}::bigint`);

/**
 * Stores an accepted payload, item by item, with its submission in the state Received and its place in the workers' queue:
 * all of it or, should anything fail, none. Returns the submission's number.
 */
export async function storePayload(
  context: Context,
  { domain, sender, principal }: PayloadOrigin,
  { items, meant, messages }: CheckedPayload,
): Promise<number> {
  return transaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ id: number }>(sql`
      insert into submissions (report_id, organization, sender, topic, source, http_status, external_name,
        report_item_count, principal, correlation_id, received_at, valid_item_count, overall_status, delivery_state,
        destinations, warning_count)
      values (${newUuid()}::uuid, ${domain}, ${sender.name}, ${sender.topic}, 'reportstream', 201, ${meant.externalName},
        ${items.length}, ${principal}, ${context.correlationId}, coalesce(${context.at?.toISOString() ?? null}::timestamptz, now()),
        ${items.length}, 'Received', 'processing', '[]'::jsonb, ${messages.length})
      returning id`);
    const submissionId = rows[0]?.id;
    if (submissionId === undefined) throw new Error('The submission was not stored.');
    await storeMessages(tx, submissionId, messages);
    await tx.execute(sql`
      insert into intakes (submission_id, organization, sender, format, route_to, skip_send, send_immediately,
        allow_duplicate, defaults, due_at)
      values (${submissionId}, ${domain}, ${sender.name}, ${sender.format}, ${sql.param(meant.routeTo)}::text[],
        ${meant.option === 'SkipSend'}, ${meant.option === 'SendImmediately'}, ${meant.allowDuplicate},
        ${JSON.stringify(meant.defaults)}::jsonb, now())`);
    await storeItems(tx, submissionId, items);
    await recordEvent(context, tx, {
      action: 'submission.receive',
      principal,
      organization: domain,
      entity: 'submission',
      entityId: String(submissionId),
      detail: { items: items.length },
    });
    return submissionId;
  });
}

async function storeItems(tx: Queryable, submissionId: number, items: readonly Buffer[]): Promise<void> {
  let from = 0;
  while (from < items.length) {
    const bytes = takeSome(items, from);
    const [only] = bytes;
    if (only && bytes.length === 1) await insertItem(tx, { submissionId, from, hash: hashOf(only), bytes: only });
    else await insertItems(tx, { submissionId, from, hashes: bytes.map(hashOf), bytes });
    from += bytes.length;
  }
}

/** The next items: as many as one statement takes, or one alone that is larger. */
function takeSome(items: readonly Buffer[], from: number): Buffer[] {
  let size = 0;
  let to = from;
  for (; to < items.length && to - from < MOST_ITEMS_AT_ONCE; to += 1) {
    size += items[to]?.byteLength ?? 0;
    if (size > MOST_BYTES_AT_ONCE && to > from) break;
  }
  return items.slice(from, to);
}

const CR = 0x0d;
const LF = 0x0a;

/** The same message is the same whether its segments end with CR, LF or CRLF. */
function hashOf(bytes: Buffer): Buffer {
  if (!bytes.includes(LF)) return sha256(withoutEnd(bytes));
  const plain = Buffer.allocUnsafe(bytes.byteLength);
  let length = 0;
  for (let at = 0; at < bytes.byteLength; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LF && bytes[at - 1] === CR) continue;
    plain[length] = byte === LF ? CR : byte;
    length += 1;
  }
  return sha256(withoutEnd(plain.subarray(0, length)));
}

function withoutEnd(bytes: Buffer): Buffer {
  let to = bytes.byteLength;
  while (to > 0 && bytes[to - 1] === CR) to -= 1;
  return bytes.subarray(0, to);
}
