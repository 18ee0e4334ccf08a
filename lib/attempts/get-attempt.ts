import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { AttemptContent } from '#lib/attempts/contract';
import { decodeContent } from '#lib/attempts/decode-content';
import { describeReply } from '#lib/attempts/describe-reply';
import { unsealBytes } from '#lib/encryption';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import { isUuid } from '#lib/ids';
import { log } from '#lib/log';

type Kept = { bytes: Buffer; byteCount: number };

type AttemptRow = Omit<AttemptContent, 'state' | 'sent' | 'reply' | 'replyWords'> & {
  /** Whose submissions the file carries. */
  organizations: string[];
  hasContent: boolean;
  sentSealed: Buffer | null;
  sentCount: number;
  replySealed: Buffer | null;
  replyCount: number;
  replyStatus: number | null;
};

/**
 * One attempt with what it sent and was answered, for administrators of the organization whose reports the file carries; of a
 * file with others' reports, too, only that it was made. Reading it is audited. Throws `insufficient_scope` for who is no administrator, `not_found` for
 * an unknown attempt and, alike, for another organization's.
 */
export async function getAttempt(
  context: Context,
  actor: Actor,
  input: { id: string; attempt: number },
): Promise<AttemptContent> {
  const admins = authorizedDomains(actor, 'organization:admin');
  if (admins?.length === 0) throw new DomainError('insufficient_scope', 'Only administrators may read attempts.');
  const row = await readAttempt(context, input, admins);
  if (!row) throw new DomainError('not_found', `${input.id} has no attempt ${input.attempt} that you may read`);
  await recordEvent(context, context.db, {
    action: 'attempt.read',
    principal: actor.principal,
    organization:
      row.organizations.find((one) => admins?.some((admin) => admin === one)) ?? row.organizations[0] ?? null,
    entity: 'delivery',
    entityId: row.reportId,
    detail: { attempt: row.attempt },
  });
  const isWhole = admins === null || row.organizations.every((one) => admins.some((admin) => admin === one));
  return present(row, isWhole);
}

async function readAttempt(
  { db }: Context,
  { id, attempt }: { id: string; attempt: number },
  admins: string[] | null,
): Promise<AttemptRow | null> {
  if (!isUuid(id)) return null;
  const { rows } = await db.execute<AttemptRow & Record<string, unknown>>(sql`
    select d.report_id as "reportId", d.destination, d.file_name as "fileName", d.file_type as "fileType", t.attempt,
      t.started_at as "startedAt", t.finished_at as "finishedAt", t.outcome, t.detail, t.address,
      t.reply_status as "replyStatus", t.content_sha256 is not null or t.reply_sha256 is not null as "hasContent",
      o.organizations, s.sealed as "sentSealed", s.byte_count as "sentCount", r.sealed as "replySealed",
      r.byte_count as "replyCount"
    from deliveries d join delivery_attempts t on t.delivery_id = d.id and t.attempt = ${attempt}
    cross join lateral (select array_agg(distinct x.organization) as organizations
      from delivery_items i join submissions x on x.id = i.submission_id where i.delivery_id = d.id) o
    left join delivery_contents s on s.delivery_id = d.id and s.sha256 = t.content_sha256
    left join delivery_contents r on r.delivery_id = d.id and r.sha256 = t.reply_sha256
    where d.report_id = ${id}::uuid
      and (${sql.param(admins)}::text[] is null or o.organizations && ${sql.param(admins)}::text[])`);
  return rows[0] ?? null;
}

function present(row: AttemptRow, isWhole: boolean): AttemptContent {
  const { organizations: _, hasContent, sentSealed, sentCount, replySealed, replyCount, replyStatus, ...told } = row;
  const attempt = {
    ...told,
    startedAt: new Date(told.startedAt).toISOString(),
    finishedAt: new Date(told.finishedAt).toISOString(),
  };
  const nothing = { sent: null, reply: null, replyWords: describeReply(null, replyStatus) };
  if (!hasContent) return { ...attempt, ...nothing, state: 'none' };
  if (!isWhole) return { ...attempt, ...nothing, state: 'withheld' };
  if (sentSealed === null && replySealed === null) return { ...attempt, ...nothing, state: 'removed' };
  const opened = open(row.reportId, { sentSealed, sentCount, replySealed, replyCount });
  if (!opened) return { ...attempt, ...nothing, state: 'unreadable' };
  const { sent, reply } = opened;
  return {
    ...attempt,
    state: 'kept',
    sent: sent && presentKept(sent, row.fileType),
    reply: reply && presentKept(reply, null),
    replyWords: describeReply(reply?.bytes ?? null, replyStatus),
  };
}

/** Null: the deployment's key is not the one that it was encrypted with. */
function open(
  reportId: string,
  {
    sentSealed,
    sentCount,
    replySealed,
    replyCount,
  }: Pick<AttemptRow, 'sentSealed' | 'sentCount' | 'replySealed' | 'replyCount'>,
): { sent: Kept | null; reply: Kept | null } | null {
  try {
    return {
      sent: sentSealed && { bytes: unsealBytes(sentSealed), byteCount: sentCount },
      reply: replySealed && { bytes: unsealBytes(replySealed), byteCount: replyCount },
    };
  } catch {
    log().error({ reportId }, 'what an attempt sent cannot be opened: READOUT_SECRET_KEY is another one');
    return null;
  }
}

function presentKept({ bytes, byteCount }: Kept, format: AttemptContent['fileType'] | null) {
  const isCut = byteCount > bytes.byteLength;
  // A segment that is cut may end within a character.
  const whole = isCut && format === 'HL7' ? bytes.subarray(0, bytes.lastIndexOf('\r') + 1) : bytes;
  return { byteCount, isCut, base64: bytes.toString('base64'), decoded: decodeContent(whole, format) };
}
