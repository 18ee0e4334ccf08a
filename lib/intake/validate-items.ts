import type { AuthorizedDomain } from '#lib/identity/actor';
import type { CheckedPayload } from '#lib/intake/check-payload';
import type { ItemReading } from '#lib/intake/intake-item';
import { messagesOf, type IntakeMessage } from '#lib/intake/messages';
import { readItem } from '#lib/intake/read-item';
import { takeTurns } from '#lib/intake/take-turns';
import type { Sender } from '#lib/settings/contract';
import { consolidateMessages } from '#lib/submissions/consolidate-messages';
import type { Submission } from '#lib/submissions/contract';

/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 10;

/** What the items of a payload come down to, and how the first of them were read. */
export interface ValidatedItems {
  submission: Submission;
  readings: ItemReading[];
}

/**
 * Reads every item of a payload once, without storing anything: the submission model with Valid, or Error (contract §6), and
 * the readings of the first `keep` items. Of a refused payload those alone are read, and tell nothing.
 */
export async function validateItems(
  { domain, sender }: { domain: AuthorizedDomain; sender: Sender },
  { items, messages, refused }: CheckedPayload,
  keep = 0,
): Promise<ValidatedItems> {
  const told: IntakeMessage[] = [...messages];
  const readings: ItemReading[] = [];
  const takeTurn = takeTurns(SLICE_MS);
  for (const [at, bytes] of (refused ? items.slice(0, keep) : items).entries()) {
    const reading = readItem(sender.format, bytes);
    if (at < keep) readings.push(reading);
    if (!refused) told.push(...messagesOf(reading, at + 1, sender.format));
    await takeTurn();
  }
  const itemCount = refused ? null : items.length;
  return { submission: composeChecked({ domain, sender, itemCount, refused, told }), readings };
}

interface Checked {
  domain: AuthorizedDomain;
  sender: Sender;
  itemCount: number | null;
  refused: boolean;
  told: readonly IntakeMessage[];
}

function composeChecked({ domain, sender, itemCount, refused, told }: Checked): Submission {
  const errors = told.filter(({ level }) => level === 'error');
  const warnings = told.filter(({ level }) => level === 'warning');
  return {
    id: null,
    submissionId: 0,
    overallStatus: errors.length > 0 ? 'Error' : 'Valid',
    timestamp: new Date().toISOString(),
    plannedCompletionAt: null,
    actualCompletionAt: null,
    sender: `${domain}.${sender.name}`,
    reportItemCount: itemCount,
    errorCount: errors.length,
    warningCount: warnings.length,
    httpStatus: refused ? 400 : 200,
    destinations: [],
    actionName: 'none',
    externalName: null,
    reportId: null,
    topic: sender.topic,
    bodyFormat: '',
    errors: consolidateMessages(errors),
    warnings: consolidateMessages(warnings),
    destinationCount: 0,
    fileName: '',
    deliveryState: 'not_delivering',
    source: 'reportstream',
    appointmentId: null,
    reportStatus: null,
    version: null,
  };
}
