import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import { findReroutable } from '#lib/resends/find-reroutable';
import { findResendable, type Resendable } from '#lib/resends/find-resendable';
import { judgeAge, judgeResend } from '#lib/resends/judge-resend';
import { lockResend, type LockedSubmission } from '#lib/resends/lock-resend';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { queueAgain, type ToQueue } from '#lib/resends/queue-again';
import type { Resent } from '#lib/resends/contract';
import { answerOnce } from '#lib/idempotency/answer-once';
import { fingerprint } from '#lib/idempotency/fingerprint';
import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { findSubmission } from '#lib/submissions/find-submission';

export interface ResendInput {
  id: string;
  /** Full names; null: every destination of the submission. */
  destinations: readonly string[] | null;
  reason: string;
  /** Evaluates the current filters for what they kept out, instead of sending again what was sent or failed. */
  reroute: boolean;
  /** Leaves alone what did not fail. */
  failedOnly: boolean;
  idempotencyKey: string | null;
}

interface Asked {
  names: readonly string[] | null;
  failedOnly: boolean;
  settings: SettingsSnapshot;
  now: Date;
}

/** What is sent again, and what is not and why. */
interface Choice {
  queue: ToQueue[];
  refused: { destination: string; reason: string }[];
}

/**
 * Queues what a submission's destinations got, or failed to get, again (contract §7), audited with its reason; answers
 * with a `Resent`, the same for the same key. Throws `not_found` (unknown, or another organization's),
 * `insufficient_scope` for who is no administrator of the sender, `conflict` with the reasons when nothing can be sent, or
 * for a key used otherwise.
 */
export async function resendSubmission(context: Context, actor: Actor, input: ResendInput): Promise<ReplayedAnswer> {
  const { id, organization } = await findSubmission(context, actor, input.id);
  const domain = authorizeDomain(actor, organization, 'organization:admin');
  const settings = await loadSnapshot(context.db);
  const { idempotencyKey: key, ...asked } = input;
  const print = fingerprint('POST', `submissions/${id}/resend`, { ...asked, id });
  const answer = await answerOnce(
    context.db,
    { principal: actor.principal, key, fingerprint: print },
    async (tx): Promise<ReplayedAnswer> => {
      const resent = await resend(context, tx, { actor, domain, id, settings }, input);
      return { status: 202, json: JSON.stringify(resent), headers: {} };
    },
  );
  nudgeWorker();
  return answer;
}

interface Found {
  actor: Actor;
  domain: AuthorizedDomain;
  id: number;
  settings: SettingsSnapshot;
}

async function resend(
  context: Context,
  tx: Queryable,
  { actor, domain, id, settings }: Found,
  { destinations, reason, reroute, failedOnly }: ResendInput,
): Promise<Resent> {
  const submission = await lockResend(tx, id);
  if (!submission) throw new DomainError('conflict', 'None of its items has been routed: there is nothing to send.');
  const asked = { names: destinations, failedOnly, settings, now: context.at ?? (await readClock(tx)) };
  const { queue, refused } = await (reroute ? chooseReroutes : chooseResends)(tx, submission, asked);
  if (queue.length === 0) throw new DomainError('conflict', wordsOf(refused, failedOnly));
  const planned = await queueAgain(tx, submission, queue, asked);
  await recordEvent(context, tx, {
    action: reroute ? 'submission.reroute' : 'submission.resend',
    principal: actor.principal,
    organization: domain,
    entity: 'submission',
    entityId: String(id),
    detail: { reason, destinations: [...planned.keys()].join(', '), items: queue.length },
  });
  const queued = countBy(queue, ({ destination }) => destination).map(([{ destination }, itemCount]) => ({
    destination,
    itemCount,
    sendingAt: planned.get(destination) ?? asked.now.toISOString(),
  }));
  const notQueued = countBy(refused, ({ destination, reason: why }) => `${destination} ${why}`).map(
    ([{ destination, reason: why }, itemCount]) => ({ destination, itemCount, reason: why }),
  );
  return { submissionId: id, queued, notQueued };
}

async function chooseResends(tx: Queryable, submission: LockedSubmission, asked: Asked): Promise<Choice> {
  const found = await findResendable(tx, submission.id, asked.names);
  const meant = found.filter((item) => isMeant(item, asked));
  const judged = meant.map((item) => ({ item, reason: judgeResend(item, submission, asked.settings) }));
  const unknown = (asked.names ?? []).filter((name) => !found.some(({ destination }) => destination === name));
  return {
    queue: judged.flatMap(({ item, reason }) => (reason === null ? [item] : [])),
    refused: [
      ...judged.flatMap(({ item: { destination }, reason }) => (reason === null ? [] : [{ destination, reason }])),
      ...unknown.map((destination) => ({ destination, reason: 'The submission has nothing for this destination.' })),
    ],
  };
}

/** Without names what was kept out is not meant. */
function isMeant({ state }: Resendable, { names, failedOnly }: Asked): boolean {
  if (failedOnly) return state === 'failed';
  return names !== null || (state !== 'outside' && state !== 'filtered');
}

/** What the filters of now keep out as those before did is not told: its verdict stands. */
async function chooseReroutes(tx: Queryable, submission: LockedSubmission, asked: Asked): Promise<Choice> {
  const found = await findReroutable(tx, submission, asked.names, asked);
  const judged = found.map((item) => ({ item, reason: judgeAge(item) }));
  return {
    queue: judged.flatMap(({ item, reason }) => (reason === null ? [{ ...item, withdrawal: false, file: null }] : [])),
    refused: judged.flatMap(({ item: { destination }, reason }) => (reason === null ? [] : [{ destination, reason }])),
  };
}

async function readClock(tx: Queryable): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(sql`select now() as now`);
  return new Date(rows[0]?.now ?? Number.NaN);
}

function wordsOf(refused: Choice['refused'], failedOnly: boolean): string {
  const words = [...new Set(refused.map(({ destination, reason }) => `${destination}: ${reason}`))];
  if (words.length === 0 && failedOnly)
    return 'There is nothing to send: nothing of it failed there, or it is on its way again.';
  if (words.length === 0) return 'There is nothing to send: the filters of now keep out what those before did.';
  return `Nothing is sent. ${words.slice(0, 10).join(' ')}`;
}

/** The first of each kind, and how many there are of it. */
function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, number][] {
  const groups = new Map<string, [Item, number]>();
  for (const item of items) {
    const group = groups.get(keyOf(item)) ?? [item, 0];
    groups.set(keyOf(item), [group[0], group[1] + 1]);
  }
  return [...groups.values()];
}
