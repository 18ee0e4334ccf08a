import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { findSubmission } from '#lib/submissions/find-submission';
import type { Standing } from '#lib/submissions/watch-contract';
import { nextStanding } from '#lib/submissions/watches';

/** A reader without news gets a comment now and then, so that whatever is in between keeps the connection. */
const SILENT_MS = 15_000;
/** Then the stream ends, and the reader, who comes again by itself, is asked who it is. */
const LONGEST_MS = 5 * 60_000;

/**
 * Tells how a submission stands, at once and whenever that changes, as Server-Sent Events (WHATWG HTML §9.2): `standing`
 * events whose id is the submission's revision. Throws as `findSubmission`.
 */
export async function watchSubmission(context: Context, actor: Actor, id: string): Promise<AsyncGenerator<string>> {
  const { id: submissionId } = await findSubmission(context, actor, id);
  return tell(context, submissionId);
}

async function* tell({ db }: Context, submissionId: number): AsyncGenerator<string> {
  yield 'retry: 1000\n\n';
  const begun = performance.now();
  let told: Standing | undefined;
  let since = begun;
  while (performance.now() - begun < LONGEST_MS) {
    const standing = await nextStanding(db, submissionId);
    if (!standing) return;
    const now = performance.now();
    if (!told || differs(told, standing)) yield eventOf(standing);
    else if (now - since > SILENT_MS) yield ':\n\n';
    else continue;
    told = standing;
    since = now;
  }
}

const differs = (a: Standing, b: Standing): boolean => a.revision !== b.revision || a.itemsRead !== b.itemsRead;

const eventOf = (standing: Standing): string =>
  `id: ${standing.revision}\nevent: standing\ndata: ${JSON.stringify(standing)}\n\n`;
