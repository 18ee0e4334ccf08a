import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import { answerTo } from '#lib/reports/answer-to';
import type { Acceptance } from '#lib/reports/compose-acceptance';
import { readHead, type HeadRow } from '#lib/reports/read-head';
import { refusalOf } from '#lib/reports/refusals';
import { acceptSubmission } from '#lib/submissions/accept-submission';

interface Appointment {
  domain: string;
  appointmentId: string;
  principal: string;
  /** ISO instant of an injected clock, or null for the database's. */
  at: string | null;
}

/** Locks the appointment, then reads it: until the transaction ends no report and no other change can slip in between. */
export async function lockHead(tx: Queryable, { domain, appointmentId, principal, at }: Appointment) {
  await tx.execute(sql`select 1 from appointments
    where domain = ${domain} and appointment_id = ${appointmentId} for update`);
  return readHead(tx, { domain, appointmentId, key: null, at, principal });
}

/** Throws `conflict` when the caller means another version than the current one; null means whichever that is. */
export function requireVersion({ currentVersion }: HeadRow, expected: number | null): void {
  if (expected !== null && expected !== currentVersion) throw refusalOf({ kind: 'stale', currentVersion });
}

/** The key's answer is kept by answerOnce, not by the writing statement. */
const UNKEYED = { key: null, fingerprint: null, answerStatus: 201, answerLocation: '', answerBody: '' };

/** Writes what was decided under the lock. Throws `conflict` when the writing statement's guard finds it changed even so. */
export async function acceptLocked(tx: Queryable, acceptance: Acceptance): Promise<ReplayedAnswer> {
  if ((await acceptSubmission(tx, { ...acceptance, ...UNKEYED })) !== null) return answerTo(acceptance);
  throw new DomainError('conflict', 'The appointment changed meanwhile. Nothing was stored; read it and try again.');
}
