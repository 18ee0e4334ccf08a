import { setImmediate as turn } from 'node:timers/promises';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { CheckedPayload } from '#lib/intake/check-payload';
import { messagesOf, type IntakeMessage } from '#lib/intake/messages';
import { readItem } from '#lib/intake/read-item';
import type { Sender } from '#lib/settings/contract';
import { consolidateMessages } from '#lib/submissions/consolidate-messages';
import type { Submission } from '#lib/submissions/contract';

/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 10;

/** Reads every item of a payload without storing anything: the submission model with Valid, or Error (contract §6). */
export async function validateItems(
  { domain, sender }: { domain: AuthorizedDomain; sender: Sender },
  { items, messages, refused }: CheckedPayload,
): Promise<Submission> {
  const told: IntakeMessage[] = [...messages];
  let since = performance.now();
  for (const [at, bytes] of refused ? [] : items.entries()) {
    told.push(...messagesOf(readItem(sender.format, bytes), at + 1, sender.format));
    if (performance.now() - since > SLICE_MS) {
      await turn();
      since = performance.now();
    }
  }
  return composeChecked({ domain, sender, itemCount: refused ? null : items.length, refused, told });
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
