import { sql, type SQL } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { IS_REPLACED, releaseSuperseded } from '#lib/delivery/release-superseded';
import { listItems, loadFile } from '#lib/delivery/load-file';
import { lockSubmissions, moveRoutings } from '#lib/delivery/move-routings';
import { DomainError } from '#lib/errors';
import { isHandedOut } from '#lib/delivery/withhold-files';
import type { Actor } from '#lib/identity/actor';
import { authorizedDomains } from '#lib/identity/authorize-domain';
import { isUuid } from '#lib/ids';
import { composePayload } from '#lib/payloads/compose-payload';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface DeliveryContent {
  fileName: string;
  contentType: string;
  bytes: Buffer;
  /** Of each report in the file, in its order: a TEXT file cannot tell by itself. */
  reports: { resultStatus: 'P' | 'F' | 'C' | 'X'; version: number }[];
}

/** How often a file is made again because its reports changed meanwhile. */
const TRIES = 5;

type FileRow = {
  id: number;
  destination: string;
  organization: string;
  state: string;
  /** A newer version replaced each report in it, or some. */
  isReplaced: boolean;
  has_superseded: boolean;
  file_name: string;
  expired: boolean;
};

/** Who asks for which file, and what they may see of it. */
interface Request {
  context: Context;
  actor: Actor;
  reportId: string;
  organizations: string[] | null;
  settings: SettingsSnapshot;
  handedOut: SQL;
  at: string | null;
}

/**
 * The file of a delivery, for the receiving organization (contract §7). The first GET of a file waiting to be fetched
 * records the download: from then on history shows it as downloaded, and a newer version no longer replaces it. The file
 * is made before anything is locked; what it is made of is compared in the transaction that records it. Throws `not_found`
 * (unknown, another organization's, withheld, or not offered yet), `gone` when all its items are superseded, it expired or
 * could not be sent, or carries no report.
 */
export async function getContent(context: Context, actor: Actor, reportId: string): Promise<DeliveryContent> {
  const organizations = authorizedDomains(actor, 'deliveries:read');
  if (organizations?.length === 0) throw new DomainError('insufficient_scope', 'This caller may not read deliveries.');
  const at = context.at?.toISOString() ?? null;
  const settings = await loadSnapshot(context.db);
  const handedOut = isHandedOut(settings);
  const request = { context, actor, reportId, organizations, settings, handedOut, at };
  for (let tries = 0; tries < TRIES; tries += 1) {
    const content = await make(request);
    if (content) return content;
  }
  throw new DomainError('conflict', 'The reports of this file keep changing; ask again in a moment.');
}

/** Null: its reports are others now than those that it was made of. */
async function make(request: Request): Promise<DeliveryContent | null> {
  const { context, settings } = request;
  const id = await findFile(context.db, request);
  const seen = await readFile(context.db, id, request.at);
  refuseUnavailable(seen);
  if (seen.has_superseded) await releaseSuperseded(context, seen);
  const { file, items } = await loadFile(context.db, id, settings);
  if (items.length === 0) throw replaced();
  if (file.reports.length === 0) throw new DomainError('gone', 'The items of this file carry no report.');
  const { bytes, contentType } = await composePayload(file);
  const isSame = await transaction(context.db, (tx) => record(tx, request, items));
  if (!isSame) return null;
  const reports = file.reports.map(({ resultStatus, version }) => ({ resultStatus, version }));
  return { fileName: seen.file_name, contentType, bytes, reports };
}

/** Records who took it, and the first time that it was. False, and nothing is recorded, when it is another file now. */
async function record(tx: Queryable, request: Request, made: readonly string[]): Promise<boolean> {
  const { context, actor, reportId, at } = request;
  const id = await findFile(tx, request);
  const submissions = await lockSubmissions(tx, [id]);
  const file = await readFile(tx, id, at, true);
  refuseUnavailable(file);
  const items = await listItems(tx, id);
  if (items.join() !== made.join() || (file.state === 'ready' && file.has_superseded)) return false;
  if (file.state === 'ready') {
    await tx.execute(sql`update deliveries set state = 'downloaded', closed_at = coalesce(${at}::timestamptz, now())
      where id = ${id}`);
    await moveRoutings(tx, [id], submissions, { destination: file.destination, to: 'delivered', at });
  }
  await recordEvent(context, tx, {
    action: 'delivery.download',
    principal: actor.principal,
    organization: file.organization,
    entity: 'delivery',
    entityId: reportId,
  });
  return true;
}

async function findFile(tx: Queryable, { reportId, organizations, handedOut, at }: Request): Promise<number> {
  const { rows } = isUuid(reportId)
    ? await tx.execute<{ id: number }>(sql`
        select d.id from deliveries d where d.report_id = ${reportId}::uuid
          and (${sql.param(organizations)}::text[] is null or d.organization = any (${sql.param(organizations)}::text[]))
          and (d.attempts > 0 or d.next_attempt_at <= coalesce(${at}::timestamptz, now())) and (not d.gathers or d.has_superseded) and ${handedOut}`)
    : { rows: [] };
  const [found] = rows;
  if (!found) throw new DomainError('not_found', `${reportId} is not a valid report`);
  return found.id;
}

async function readFile(tx: Queryable, id: number, at: string | null, isLocked = false): Promise<FileRow> {
  const { rows } = await tx.execute<FileRow>(sql`
    select id, destination, organization, state, has_superseded, ${IS_REPLACED} as "isReplaced", file_name,
      coalesce(closed_at, ${at}::timestamptz, now()) >= expires_at as expired
    from deliveries d where id = ${id} ${isLocked ? sql`for update` : sql``}`);
  const [file] = rows;
  if (!file) throw new Error('A delivery vanished while it was read.');
  return file;
}

function refuseUnavailable(file: FileRow): void {
  const open = file.state !== 'downloaded' && file.state !== 'sent';
  if (open && (file.state === 'superseded' || file.isReplaced)) throw replaced();
  if (file.expired && (file.state === 'failed' || file.state === 'ready')) {
    throw new DomainError('gone', 'The file was not fetched in time and has expired.');
  }
  if (file.state === 'failed') {
    throw new DomainError('gone', 'The file could not be sent to its destination and was given up.');
  }
}

const replaced = () => new DomainError('gone', 'A newer version of this report has replaced the file; fetch that one.');
