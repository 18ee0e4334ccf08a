import { randomUUID } from 'node:crypto';
import { TO_FETCH } from './house.ts';
import { insertFile, insertSubmission } from './insert-batch.ts';
import type { Fate, ModelItem, ModelRoute, ModelSubmission } from './model.ts';
import { pick, type World } from './world.ts';

const DESTINATIONS = ['acme.ehr', 'acme.fetched'];
const FAILED = { filterType: 'QUALITY_FILTER', filterName: 'hasValidDataFor', filterArgs: ['patient_id'] };

export interface Batch {
  /** One, or two whose items share their files. */
  submissions: number;
  /** What becomes of the items, over and over. */
  fates: Fate[];
  /** Two files to each destination instead of one. */
  split: boolean;
}

/** Submissions of two and three items come in, as rows. */
export async function receiveBatch({ shop, model, clock }: World, { submissions, fates, split }: Batch): Promise<void> {
  let next = 0;
  const anItem = (trackingId: string): ModelItem => {
    const fate = fates[next % fates.length] ?? 'waiting';
    next += 1;
    const supersededBy = fate === 'superseded' ? randomUUID() : null;
    return { trackingId, fate, filtered: fate === 'filtered' ? [FAILED] : [], supersededBy };
  };
  const made: ModelSubmission[] = [];
  for (let n = 0; n < submissions; n += 1) {
    const ids = Array.from({ length: 2 + n }, () => randomUUID());
    const routes = DESTINATIONS.map((destination): ModelRoute => {
      return { destination, sendingAt: clock, items: ids.map(anItem) };
    });
    const submission = { reportGuid: randomUUID(), appointmentId: null, version: 1, receivedAt: clock, routes };
    made.push(await insertSubmission(shop.db, submission));
  }
  model.submissions.push(...made);
  for (const destination of DESTINATIONS) {
    for (const half of split ? [0, 1] : [null]) {
      const carries = waitingItems(made, destination, half);
      const state = TO_FETCH.includes(destination) ? 'ready' : 'queued';
      if (carries.length > 0) model.files.push(await insertFile(shop.db, destination, state, carries, clock));
    }
  }
}

/** All items that wait for a destination, or every other one of them. */
function waitingItems(submissions: ModelSubmission[], destination: string, half: number | null) {
  return submissions.flatMap((submission) => {
    const items = submission.routes.find((route) => route.destination === destination)?.items ?? [];
    const mine = items.flatMap(({ fate }, index) =>
      fate === 'waiting' && (half === null || index % 2 === half) ? [index] : [],
    );
    return mine.length > 0 ? [{ submission, items: mine }] : [];
  });
}

/** A file that was sent or failed is made and queued once more. */
export async function resend({ shop, model, clock }: World, choice: number): Promise<void> {
  const closed = model.files.filter(
    ({ state, orderKey }) => ['sent', 'failed'].includes(state) && orderKey.startsWith('batch/'),
  );
  if (closed.length === 0) return;
  const { destination, carries } = pick(closed, choice);
  model.files.push(await insertFile(shop.db, destination, 'queued', carries, clock));
}
