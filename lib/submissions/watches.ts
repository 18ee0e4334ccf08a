import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import type { Standing } from '#lib/submissions/watch-contract';

/** How often the submissions that anybody watches are looked at, all in one query. */
const POLL_MS = 500;

type Waiter = (standing: Standing | null) => void;
interface Watches {
  waiting: Map<number, Set<Waiter>>;
  timer: NodeJS.Timeout | null;
  ended: boolean;
}

const shared = globalThis as { readoutWatches?: Watches };
const watches = (): Watches => (shared.readoutWatches ??= { waiting: new Map(), timer: null, ended: false });

/**
 * The submission's standing at the next look, or null once `endWatches` was called. However many watch, a look is one
 * query; nobody watching, there is none.
 */
export function nextStanding(db: Database, submissionId: number): Promise<Standing | null> {
  const state = watches();
  if (state.ended) return Promise.resolve(null);
  return new Promise((resolve) => {
    const waiters = state.waiting.get(submissionId) ?? new Set();
    state.waiting.set(submissionId, waiters.add(resolve));
    state.timer ??= setTimeout(() => void look(db, state), POLL_MS);
  });
}

/** Ends every watch of this process: it stops, and open answers must not hold it up. */
export function endWatches(): void {
  const state = watches();
  state.ended = true;
  if (state.timer) clearTimeout(state.timer);
  for (const waiters of state.waiting.values()) for (const tell of waiters) tell(null);
  state.waiting.clear();
}

async function look(db: Database, state: Watches): Promise<void> {
  const asked = state.waiting;
  state.waiting = new Map();
  state.timer = null;
  const found = await readStandings(db, [...asked.keys()]).catch(() => null);
  for (const [submissionId, waiters] of asked) {
    // Not to be had just now: asked for again, as who waits does not know.
    if (!found) for (const tell of waiters) void nextStanding(db, submissionId).then(tell);
    else for (const tell of waiters) tell(found.get(submissionId) ?? null);
  }
}

async function readStandings(db: Database, ids: readonly number[]): Promise<Map<number, Standing>> {
  const { rows } = await db.execute<Standing & Record<string, unknown>>(sql`
    select s.id as "submissionId", s.revision, s.overall_status as "overallStatus", s.delivery_state as "deliveryState",
      s.report_item_count as "itemCount", i.next_index - 1 as "itemsRead"
    from submissions s left join intakes i on i.submission_id = s.id where s.id = any (${sql.param(ids)}::bigint[])`);
  return new Map(rows.map((row) => [row.submissionId, row]));
}
