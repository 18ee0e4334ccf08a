import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { type ClaimedDelivery, claimDeliveries } from '#lib/delivery/claim-deliveries';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { getContent } from '#lib/delivery/get-content';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import { isDomainError } from '#lib/errors';
import { CLIENT, type Workshop } from '../support/open-workshop.ts';
import { CANNOT_SEND, IN_TEXT, MODALITIES, plan, SENDABLE, TO_FETCH } from './house.ts';
import { insertFile, insertSubmission, newFile } from './insert-batch.ts';
import {
  expectedHistory,
  type Fate,
  type Model,
  type ModelFile,
  type ModelItem,
  type ModelRoute,
  type ModelSubmission,
} from './model.ts';
import { claimable, close, DELAYS_SECONDS, finish, replaceFiles, secondsAfter, take } from './moves.ts';

export type Event =
  | { kind: 'submit'; appointment: number; status: 'preliminary' | 'final' }
  | { kind: 'withdraw'; appointment: number }
  | { kind: 'batch'; submissions: number; fates: Fate[]; split: boolean }
  | { kind: 'resend'; file: number }
  | { kind: 'claim'; everywhere: boolean }
  | { kind: 'settle'; hand: number; outcome: 'delivered' | 'retry' | 'failed' }
  | { kind: 'wait'; seconds: number }
  | { kind: 'download'; file: number }
  | { kind: 'expire' };

/** The database and the model side by side: `play` lets an event happen to both, `check` compares them. */
export interface World {
  play(event: Event): Promise<void>;
  check(): Promise<void>;
}

const EXPIRY_ERROR = 'Nobody fetched the file in the 30 days it was offered.';
const LONGEST_SECONDS = 29 * 86_400;

/** A history of its own appointments; its clock starts `start` and stays behind the real one. */
export async function startWorld(shop: Workshop, start: Date): Promise<World> {
  // Files of an earlier history, which may have ended in the middle, are none of this one's.
  await shop.db.execute(
    sql`update deliveries set state = 'failed' where state in ('queued', 'sending', 'retrying', 'ready')`,
  );
  const appointments = MODALITIES.map((modality) => ({ id: `${modality}-${randomUUID()}`, modality }));
  for (const { id, modality } of appointments) await shop.putAppointment(id, { modality });
  const model: Model = { submissions: [], files: [], cannotSend: CANNOT_SEND };
  const hands: { claim: ClaimedDelivery; file: ModelFile }[] = [];
  const status = new Map<string, { version: number; status: string }>();
  let clock = start;

  async function submit(appointment: number, wanted: 'preliminary' | 'final'): Promise<void> {
    const { id, modality } = pick(appointments, appointment);
    const current = status.get(id);
    const submitted = shop.submit(id, { status: wanted, text: `Report ${randomUUID()}`, at: clock });
    if (wanted === 'preliminary' && current?.status === 'final') return refusedAs('conflict', submitted);
    const guid = await submitted;
    const routes = plan(modality, wanted, clock).map(({ destination, filtered, sendingAt }): ModelRoute => {
      const fate = filtered.length > 0 ? 'filtered' : 'waiting';
      return { destination, sendingAt, items: [{ trackingId: guid, fate, filtered, supersededBy: null }] };
    });
    await accept(id, guid, routes, wanted);
  }

  async function withdraw(appointment: number): Promise<void> {
    const { id } = pick(appointments, appointment);
    const withdrawn = shop.withdraw(id, clock);
    const current = status.get(id);
    if (!current || current.status === 'withdrawn') return refusedAs('not_found', withdrawn);
    const guid = await withdrawn;
    const mine = model.files.filter((file) => file.orderKey === `acme/${id}`);
    const received = mine.filter(
      ({ state, attempts }) => attempts > 0 || ['sent', 'downloaded', 'sending'].includes(state),
    );
    const destinations = [...new Set(received.map(({ destination }) => destination))].sort();
    const open = mine.map(({ destination }) => destination);
    replaceFiles(model, `acme/${id}`, open, guid, clock);
    const routes = plan('CT', 'final', clock)
      .filter(({ destination }) => destinations.includes(destination))
      .map(({ destination, sendingAt }): ModelRoute => {
        return {
          destination,
          sendingAt,
          items: [{ trackingId: guid, fate: 'waiting', filtered: [], supersededBy: null }],
        };
      });
    await accept(id, guid, routes, 'withdrawn');
  }

  /** A new version: the model learns what its rows are called. */
  async function accept(
    appointmentId: string,
    reportGuid: string,
    routes: ModelRoute[],
    newStatus: string,
  ): Promise<void> {
    const orderKey = `acme/${appointmentId}`;
    const version = (status.get(appointmentId)?.version ?? 0) + 1;
    status.set(appointmentId, { version, status: newStatus });
    const { rows: named } = await shop.db.execute<{ id: number }>(
      sql`select id from submissions where report_id = ${reportGuid}`,
    );
    const submission = { id: named[0]?.id ?? 0, reportGuid, appointmentId, version, receivedAt: clock, routes };
    model.submissions.push(submission);
    const routed = routes.filter(({ items }) => items[0]?.fate === 'waiting');
    replaceFiles(
      model,
      orderKey,
      routed.map(({ destination }) => destination),
      reportGuid,
      clock,
    );
    const { rows } = await shop.db.execute<
      Pick<ModelFile, 'id' | 'reportId' | 'fileName' | 'destination'> & Record<string, unknown>
    >(sql`
      select id, report_id as "reportId", file_name as "fileName", destination from deliveries
      where order_key = ${orderKey} and version = ${version} order by destination`);
    expect(rows.map(({ destination }) => destination)).toEqual(routed.map(({ destination }) => destination));
    for (const row of rows) {
      const due = routed.find(({ destination }) => destination === row.destination)?.sendingAt ?? clock;
      const state = TO_FETCH.includes(row.destination) ? 'ready' : 'queued';
      const carries = [{ submission, items: [0] }];
      const expiresAt = secondsAfter(clock, 30 * 86_400);
      model.files.push({ ...newFile, ...row, orderKey, version, carries, state, nextAttemptAt: due, expiresAt });
    }
  }

  async function batch({ submissions, fates, split }: Extract<Event, { kind: 'batch' }>): Promise<void> {
    let next = 0;
    const anItem = (trackingId: string): ModelItem => {
      const fate = fates[next % fates.length] ?? 'waiting';
      next += 1;
      const filtered = [{ filterType: 'QUALITY_FILTER', filterName: 'hasValidDataFor', filterArgs: ['patient_id'] }];
      return {
        trackingId,
        fate,
        filtered: fate === 'filtered' ? filtered : [],
        supersededBy: fate === 'superseded' ? randomUUID() : null,
      };
    };
    const made: ModelSubmission[] = [];
    for (let n = 0; n < submissions; n += 1) {
      const ids = Array.from({ length: 2 + n }, () => randomUUID());
      const routes = ['acme.ehr', 'acme.fetched'].map((destination): ModelRoute => {
        return { destination, sendingAt: clock, items: ids.map(anItem) };
      });
      const submission = { reportGuid: randomUUID(), appointmentId: null, version: 1, receivedAt: clock, routes };
      made.push(await insertSubmission(shop.db, submission));
    }
    model.submissions.push(...made);
    for (const destination of ['acme.ehr', 'acme.fetched']) {
      for (const half of split ? [0, 1] : [null]) await addFile(destination, made, half);
    }
  }

  /** A file with the waiting items of some submissions: all of them, or every other one. */
  async function addFile(destination: string, submissions: ModelSubmission[], half: number | null): Promise<void> {
    const carries = submissions.flatMap((submission) => {
      const route = submission.routes.find((candidate) => candidate.destination === destination);
      const items = (route?.items ?? []).flatMap(({ fate }, index) =>
        fate === 'waiting' && (half === null || index % 2 === half) ? [index] : [],
      );
      return items.length > 0 ? [{ submission, items }] : [];
    });
    const state = TO_FETCH.includes(destination) ? 'ready' : 'queued';
    if (carries.length > 0) model.files.push(await insertFile(shop.db, destination, state, carries, clock));
  }

  async function resend(choice: number): Promise<void> {
    const closed = model.files.filter(
      ({ state, orderKey }) => ['sent', 'failed'].includes(state) && orderKey.startsWith('batch/'),
    );
    if (closed.length === 0) return;
    const { destination, carries } = pick(closed, choice);
    model.files.push(await insertFile(shop.db, destination, 'queued', carries, clock));
  }

  async function claim(everywhere: boolean): Promise<void> {
    const sendable = [...SENDABLE, ...TO_FETCH, ...(everywhere ? ['acme.mllp'] : [])];
    const { lapsed, due } = claimable(model, sendable, clock);
    const claims = await claimDeliveries(shop.db, sendable, 100, clock);
    const files = claims.map((claimed) => model.files.find(({ id }) => id === claimed.id));
    if (lapsed.length > 0) expect([claims.length, lapsed.includes(files[0] as ModelFile)]).toEqual([1, true]);
    else expect(new Set(files)).toEqual(new Set(due));
    for (const [index, file] of files.entries()) {
      const claimed = claims[index];
      if (!file || !claimed) throw new Error('A file was claimed that the model does not know.');
      take(file, clock);
      const { attempts, leaseToken, replacedBy: supersededBy } = file;
      expect(claimed).toMatchObject({ attempts, leaseToken, supersededBy });
      hands.push({ claim: claimed, file });
    }
  }

  async function settle(hand: number, wanted: 'delivered' | 'retry' | 'failed'): Promise<void> {
    if (hands.length === 0) return;
    const [{ claim, file }] = hands.splice(hand % hands.length, 1) as [(typeof hands)[number]];
    const by = claim.supersededBy;
    const outcome = by === null ? wanted : 'superseded';
    const detail = `It said ${outcome}.`;
    const result = by === null ? { outcome: wanted, detail } : { outcome: 'superseded' as const, by };
    const holds = file.state === 'sending' && file.leaseToken === claim.leaseToken;
    const schedule = DELAYS_SECONDS.map((seconds) => `${seconds}s`);
    const settlement = { result, startedAt: clock, finishedAt: clock, schedule };
    expect(await settleDelivery(shop.context(clock), claim, settlement)).toBe(holds);
    if (holds) finish(file, outcome, detail, clock);
  }

  async function download(choice: number): Promise<void> {
    if (model.files.length === 0) return;
    const file = pick(model.files, choice);
    const fetched = getContent(shop.context(), CLIENT, file.reportId);
    const open = file.state !== 'sent' && file.state !== 'downloaded';
    const expired = file.state === 'ready' && file.expiresAt <= new Date();
    if ((open && file.replacedBy !== null) || file.state === 'failed' || expired) return refusedAs('gone', fetched);
    if (!IN_TEXT.includes(file.destination)) return refusedAs('conflict', fetched);
    await fetched;
    if (file.state === 'ready') close(file, 'downloaded', await closedAt(file));
  }

  async function expire(): Promise<void> {
    await expireDeliveries(shop.context());
    const now = new Date();
    for (const file of model.files.filter(({ state, replacedBy }) => state === 'ready' && replacedBy === null)) {
      if (file.expiresAt > now) continue;
      file.lastError = EXPIRY_ERROR;
      close(file, 'failed', await closedAt(file));
    }
  }

  /** When the database's clock says that a file was closed. */
  async function closedAt({ id }: ModelFile): Promise<Date> {
    const { rows } = await shop.db.execute<{ at: string }>(
      sql`select closed_at as at from deliveries where id = ${id}`,
    );
    return new Date(rows[0]?.at ?? 'never closed');
  }

  return {
    async play(event) {
      switch (event.kind) {
        case 'submit':
          return submit(event.appointment, event.status);
        case 'withdraw':
          return withdraw(event.appointment);
        case 'batch':
          return batch(event);
        case 'resend':
          return resend(event.file);
        case 'claim':
          return claim(event.everywhere);
        case 'settle':
          return settle(event.hand, event.outcome);
        case 'wait':
          clock = secondsAfter(
            start,
            Math.min(LONGEST_SECONDS, (clock.getTime() - start.getTime()) / 1000 + event.seconds),
          );
          return;
        case 'download':
          return download(event.file);
        case 'expire':
          return expire();
      }
    },
    async check() {
      for (const submission of model.submissions) {
        const expected = expectedHistory(model, submission);
        const { rows } = await shop.db.execute(
          sql`select overall_status, delivery_state from submissions where id = ${submission.id}`,
        );
        expect(rows).toEqual([{ overall_status: expected.overallStatus, delivery_state: expected.deliveryState }]);
        expect(await shop.history(submission.reportGuid)).toMatchObject(expected);
        expect((await shop.history(submission.id)).destinations).toEqual(expected.destinations);
      }
    },
  };
}

const pick = <Value>(values: readonly Value[], choice: number): Value => values[choice % values.length] as Value;

async function refusedAs(code: string, attempt: Promise<unknown>): Promise<void> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(isDomainError(error) ? error.code : error).toBe(code);
}
