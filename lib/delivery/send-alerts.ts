import { sql } from 'drizzle-orm';
import { allowsPrivateDestinations } from '#lib/config';
import type { Context } from '#lib/context';
import { type Alert, composeAlert } from '#lib/delivery/compose-alert';
import { clockOf } from '#lib/delivery/move-file';
import { retryDelay } from '#lib/delivery/retry-schedule';
import type { TransportResult } from '#lib/transports/contract';
import { postWebhook } from '#lib/transports/post-webhook';
import { log } from '#lib/log';
import { findAlertWebhook } from '#lib/settings/find-alert-webhook';

/** Alerts on their way at once, each of another organization: a webhook that does not answer holds up nobody else's for long. */
const AT_ONCE = 20;
const TIMEOUT_MS = 10_000;
/** Longer than an attempt: then whoever had the alert in hand has stopped. */
const LEASE_SECONDS = 60;
/** The last entry again and again, for a day from when the alert was raised. */
const SCHEDULE = ['5s', '30s', '2m', '10m', '15m'];
const MOST_SECONDS = 24 * 3600;

interface ClaimedAlert extends Alert {
  id: number;
  messageId: string;
  organization: string;
  attempts: number;
}

/**
 * Sends the alerts that are due to their organizations' webhooks, at least once each and those of one destination in order.
 * Whatever is answered but 2xx and 410 is tried again for a day. Ends early, between its parts, when the signal says so.
 */
export async function sendAlerts(context: Context, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const claims = await claimAlerts(context);
    await Promise.all(claims.map((alert) => sendAlert(context, alert)));
    if (claims.length === 0 || signal?.aborted) return;
  }
}

async function claimAlerts(context: Context): Promise<ClaimedAlert[]> {
  const now = clockOf(context);
  const { rows } = await context.db.execute<{ [Column in keyof ClaimedAlert]: ClaimedAlert[Column] }>(sql`
    update alerts set attempts = attempts + 1, next_attempt_at = ${now} + make_interval(secs => ${LEASE_SECONDS})
    where id = any (array(
      select id from alerts where next_attempt_at <= ${now} and id in (
        select distinct on (a.organization) a.id from alerts a where a.next_attempt_at <= ${now}
          and not exists (select from alerts e where e.destination = a.destination and e.id < a.id)
        order by a.organization, a.next_attempt_at)
      order by next_attempt_at limit ${AT_ONCE} for update skip locked))
    returning id, message_id as "messageId", organization, destination, turn, since, last_error as "lastError",
      raised_at as "raisedAt", attempts`);
  return rows.map((row) => ({ ...row, since: new Date(row.since), raisedAt: new Date(row.raisedAt) }));
}

async function sendAlert(context: Context, alert: ClaimedAlert): Promise<void> {
  const { messageId: alertId, destination, turn, attempts } = alert;
  const result = await post(context, alert);
  const line = { alertId, destination, turn, attempts };
  if (result === null || result.outcome === 'delivered') {
    await drop(context, alert);
    log().info(line, result ? 'alert' : 'an alert is not sent: its organization has no webhook for them any more');
    return;
  }
  const told = { ...line, why: result.status === undefined ? result.detail : `HTTP ${result.status}` };
  if (await postpone(context, alert, result)) {
    log().warn(told, 'an alert was not taken by its webhook; it is sent again later');
  } else if (await drop(context, alert)) {
    log().error(told, 'an alert was given up: its webhook did not take it');
  }
}

/** Null: there is nowhere to send it to. */
async function post(context: Context, alert: ClaimedAlert): Promise<TransportResult | null> {
  try {
    const webhook = await findAlertWebhook(context.db, alert.organization);
    if (!webhook) return null;
    return await postWebhook({
      ...webhook,
      id: alert.messageId,
      headers: { 'content-type': 'application/json' },
      body: composeAlert(alert),
      allowPrivate: allowsPrivateDestinations(),
      at: context.at ?? new Date(),
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    return {
      outcome: 'retry',
      detail: `Sending failed on our side (${error instanceof Error ? error.name : 'unknown'}).`,
    };
  }
}

/** False when it is over: a day has passed, the webhook is gone, or somebody else has the alert. */
async function postpone(context: Context, { id, attempts }: ClaimedAlert, result: TransportResult): Promise<boolean> {
  if (result.outcome === 'failed' && result.isGone) return false;
  const retryAfterSeconds = result.outcome === 'retry' ? result.retryAfterSeconds : undefined;
  const patience = { retryAfterSeconds, spread: Math.random() };
  const next = sql`${clockOf(context)} + make_interval(secs => ${retryDelay(SCHEDULE, Math.min(attempts, SCHEDULE.length), patience)})`;
  const { rowCount } = await context.db.execute(sql`update alerts set next_attempt_at = ${next}
    where id = ${id} and attempts = ${attempts} and ${next} < raised_at + make_interval(secs => ${MOST_SECONDS})`);
  return rowCount === 1;
}

/** False when somebody else has the alert. */
async function drop({ db }: Context, { id, attempts }: ClaimedAlert): Promise<boolean> {
  const { rowCount } = await db.execute(sql`delete from alerts where id = ${id} and attempts = ${attempts}`);
  return rowCount === 1;
}
