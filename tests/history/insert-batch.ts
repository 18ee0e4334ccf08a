import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { transaction, type Database, type Queryable } from '#db/client';
import {
  expectedDeliveryState,
  expectedOverallStatus,
  type ModelFile,
  type ModelRoute,
  type ModelSubmission,
} from './model.ts';
import { secondsAfter } from './moves.ts';

const OFFERED_SECONDS = 30 * 86_400;

/** Writes a submission of several items as rows, as the door for whole files will; answers its id. */
export async function insertSubmission(
  db: Database,
  submission: Omit<ModelSubmission, 'id'>,
): Promise<ModelSubmission> {
  const stored: ModelSubmission = { ...submission, id: 0 };
  const items = submission.routes[0]?.items ?? [];
  await transaction(db, async (tx) => {
    const { rows } = await tx.execute<{ id: number }>(sql`
      insert into submissions (report_id, organization, sender, topic, source, http_status, report_item_count, principal,
        correlation_id, received_at, routed_at, valid_item_count, overall_status, delivery_state, destinations)
      values (${submission.reportGuid}, 'acme', 'default', 'radiology', 'reportstream', 201, ${items.length}, 'test', 'test',
        ${submission.receivedAt.toISOString()}, ${submission.receivedAt.toISOString()}, ${items.length},
        ${expectedOverallStatus(stored)}, ${expectedDeliveryState(stored)}, ${JSON.stringify(submission.routes.map(tallyOf))}::jsonb)
      returning id`);
    stored.id = rows[0]?.id ?? 0;
    for (const [index, { trackingId }] of items.entries()) {
      await tx.execute(sql`insert into submission_items (submission_id, item_index, tracking_id, fields)
        values (${stored.id}, ${index + 1}, ${trackingId}, '{}')`);
      await tx.execute(sql`insert into item_reports (submission_id, item_index, result_status, report_text, snapshot)
        values (${stored.id}, ${index + 1}, 'F', 'No acute abnormality.', '{}')`);
    }
    for (const route of submission.routes) await insertRoutings(tx, stored, route);
  });
  return stored;
}

async function insertRoutings(
  tx: Queryable,
  submission: ModelSubmission,
  { destination, items }: ModelRoute,
): Promise<void> {
  for (const [index, { fate, supersededBy, filtered, trackingId }] of items.entries()) {
    const failures = filtered.map(({ filterName, filterArgs }) => ({ filterName, filterArgs, valuesSeen: [] }));
    await tx.execute(sql`insert into routings (submission_id, item_index, destination, state, filter_type, failures,
        order_key, version, superseded_by, organization, received_at)
      values (${submission.id}, ${index + 1}, ${destination}, ${fate}, ${filtered[0]?.filterType ?? null},
        ${JSON.stringify(failures)}::jsonb, ${trackingId}, 1, ${supersededBy}, 'acme', ${submission.receivedAt.toISOString()})`);
  }
}

const tallyOf = ({ destination, items, sendingAt }: ModelRoute) => {
  const count = (fate: string) => items.filter((item) => item.fate === fate).length;
  return {
    destination,
    filtered: count('filtered'),
    skipped: count('skipped'),
    superseded: count('superseded'),
    waiting: count('waiting'),
    retrying: count('retrying'),
    failed: count('failed'),
    delivered: count('reached'),
    sendingAt: sendingAt?.toISOString() ?? null,
  };
};

/** Writes a file that carries these items to a destination, due at once. */
export async function insertFile(
  db: Database,
  destination: string,
  state: 'queued' | 'ready',
  carries: ModelFile['carries'],
  at: Date,
): Promise<ModelFile> {
  const reportId = randomUUID();
  const orderKey = `batch/${reportId}`;
  const expiresAt = secondsAfter(at, OFFERED_SECONDS);
  const count = carries.reduce((sum, { items }) => sum + items.length, 0);
  const id = await transaction(db, async (tx) => {
    const { rows } = await tx.execute<{ id: number }>(sql`
      insert into deliveries (report_id, destination, organization, state, item_count, next_attempt_at,
        file_type, created_at, expires_at)
      values (${reportId}, ${destination}, 'acme', ${state}, ${count}, ${at.toISOString()}, 'TEXT',
        ${at.toISOString()}, ${expiresAt.toISOString()}) returning id`);
    for (const { submission, items } of carries) {
      for (const index of items) {
        await tx.execute(sql`insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
          values (${submission.id}, ${index + 1}, ${rows[0]?.id}, ${destination}, ${orderKey}, 1)`);
      }
    }
    return rows[0]?.id ?? 0;
  });
  return {
    ...newFile,
    id,
    reportId,
    fileName: null,
    destination,
    orderKey,
    version: 1,
    carries,
    state,
    nextAttemptAt: at,
    expiresAt,
  };
}

/** A file that nothing has happened to. */
export const newFile = {
  attempts: 0,
  scheduleUsed: 0,
  triedAt: null,
  lastError: null,
  closedAt: null,
  replacedBy: null,
  leaseToken: 0,
  leaseUntil: null,
};
