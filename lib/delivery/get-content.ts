import { sql, type SQL } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { lockSubmissions, moveRoutings } from '#lib/delivery/move-routings';
import { DomainError } from '#lib/errors';
import { isHandedOut } from '#lib/delivery/withhold-files';
import type { Actor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import { isUuid } from '#lib/ids';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface DeliveryContent {
  fileName: string;
  contentType: string;
  bytes: string;
  /** Of each report in the file, in the order of its text: a TEXT file cannot tell by itself. */
  reports: { resultStatus: 'P' | 'F' | 'C' | 'X'; version: number }[];
}

type FileRow = {
  id: number;
  destination: string;
  organization: string;
  state: string;
  superseded_by: string | null;
  file_name: string;
  file_type: string;
  expired: boolean;
};

/**
 * The file of a delivery, for the receiving organization (contract §7). The first GET of a file waiting to be fetched
 * records the download in the same transaction that reads it: from then on history shows it as downloaded, and a newer
 * version no longer replaces it. Throws `not_found` (unknown, another organization's, withheld, or not offered yet), `gone`
 * when all its items are superseded, it expired or could not be sent, `conflict` when it has no content yet.
 */
export async function getContent(context: Context, actor: Actor, reportId: string): Promise<DeliveryContent> {
  const organizations = authorizedDomains(actor, 'deliveries:read');
  if (organizations?.length === 0) throw new DomainError('insufficient_scope', 'This caller may not read deliveries.');
  const at = context.at?.toISOString() ?? null;
  const handedOut = isHandedOut(await loadSnapshot(context.db));
  return transaction(context.db, async (tx) => {
    const id = isUuid(reportId) ? await findFile(tx, reportId, organizations, handedOut, at) : null;
    if (id === null) throw new DomainError('not_found', `${reportId} is not a valid report`);
    const submissions = await lockSubmissions(tx, id);
    const file = await lockFile(tx, id, at);
    refuseUnavailable(file);
    if (file.state === 'ready') {
      await tx.execute(sql`update deliveries set state = 'downloaded', closed_at = coalesce(${at}::timestamptz, now())
        where id = ${file.id}`);
      await moveRoutings(tx, file.id, submissions, { destination: file.destination, to: 'delivered', at });
    }
    await recordEvent(context, tx, {
      action: 'delivery.download',
      principal: actor.principal,
      organization: file.organization,
      entity: 'delivery',
      entityId: reportId,
    });
    return { fileName: file.file_name, contentType: 'text/plain; charset=utf-8', ...(await textOf(tx, file)) };
  });
}

async function findFile(
  tx: Queryable,
  reportId: string,
  organizations: string[] | null,
  handedOut: SQL,
  at: string | null,
): Promise<number | null> {
  const { rows } = await tx.execute<{ id: number }>(sql`
    select d.id from deliveries d where d.report_id = ${reportId}::uuid
      and (${sql.param(organizations)}::text[] is null or d.organization = any (${sql.param(organizations)}::text[]))
      and (d.attempts > 0 or d.next_attempt_at <= coalesce(${at}::timestamptz, now())) and ${handedOut}`);
  return rows[0]?.id ?? null;
}

async function lockFile(tx: Queryable, id: number, at: string | null): Promise<FileRow> {
  const { rows } = await tx.execute<FileRow>(sql`
    select id, destination, organization, state, superseded_by, file_name, file_type,
      coalesce(closed_at, ${at}::timestamptz, now()) >= expires_at as expired
    from deliveries where id = ${id} for update`);
  const [file] = rows;
  if (!file) throw new Error('A delivery vanished while it was read.');
  return file;
}

function refuseUnavailable(file: FileRow): void {
  const open = file.state !== 'downloaded' && file.state !== 'sent';
  if (open && (file.state === 'superseded' || file.superseded_by !== null)) {
    throw replaced();
  }
  if (file.expired && (file.state === 'failed' || file.state === 'ready')) {
    throw new DomainError('gone', 'The file was not fetched in time and has expired.');
  }
  if (file.state === 'failed') {
    throw new DomainError('gone', 'The file could not be sent to its destination and was given up.');
  }
  if (file.file_type !== 'TEXT') {
    throw new DomainError(
      'conflict',
      `Files of the format ${file.file_type} are not made by this version of Readout yet.`,
    );
  }
}

/** TEXT = the stored bytes of the reports that are not superseded, in item order. Throws `gone` when all are. */
async function textOf(
  tx: Queryable,
  { id, destination }: FileRow,
): Promise<Pick<DeliveryContent, 'bytes' | 'reports'>> {
  type ItemRow = { text: string; resultStatus: 'P' | 'F' | 'C' | 'X'; version: number } | { text: null };
  const { rows } = await tx.execute<ItemRow>(sql`
    select coalesce(v.report_text, o.report_text) as text, coalesce(v.result_status, o.result_status) as "resultStatus",
      r.version from delivery_items d
    join routings r on r.submission_id = d.submission_id and r.item_index = d.item_index and r.destination = ${destination}
    join submission_items i on i.submission_id = d.submission_id and i.item_index = d.item_index
    left join report_versions v on v.report_guid = i.report_guid
    left join item_reports o on v.report_guid is null and o.submission_id = i.submission_id and o.item_index = i.item_index
    where d.delivery_id = ${id} and r.state <> 'superseded' order by d.submission_id, d.item_index`);
  if (rows.length === 0) throw replaced();
  const reports = rows.filter((row) => row.text !== null);
  return {
    bytes: reports.map(({ text }) => text).join('\n'),
    reports: reports.map(({ resultStatus, version }) => ({ resultStatus, version })),
  };
}

const replaced = () => new DomainError('gone', 'A newer version of this report has replaced the file; fetch that one.');
