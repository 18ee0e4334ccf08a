import { isNothing, type UnsentComment } from '#components/comments/unsent-comment';
import { type CommentOf, type CopyOf, forgetCopy, keepCopy, readCopy } from '#components/drafting/local-copies';

/** The newest words of each comment that are not written yet. */
const waiting = new Map<string, { of: CommentOf; unsent: UnsentComment }>();
let writing: Promise<void> | null = null;

const commentOf = ({ owner, domain, appointmentId }: CopyOf): CommentOf => ({
  owner,
  domain,
  appointmentId,
  part: 'comment',
});

/** What was kept of a comment on this device; null without any, or where the browser keeps nothing. */
export const findComment = (of: CopyOf): Promise<UnsentComment | null> =>
  readCopy(commentOf(of)).then(
    (copy) => copy && { text: copy.text, isAlert: copy.isAlert, keys: copy.keys },
    () => null,
  );

/** Keeps a comment on this device, encrypted, in the place of what was kept of it; without words that is forgotten. */
export function keepComment(of: CopyOf, unsent: UnsentComment): void {
  waiting.set(JSON.stringify(of), { of: commentOf(of), unsent });
  writing ??= write();
}

/** Resolves once all comments are kept. */
export const commentsKept = async (): Promise<void> => writing ?? undefined;

/** One at a time, so that none is written over by an older one. */
async function write(): Promise<void> {
  for (const [name, { of, unsent }] of waiting) {
    waiting.delete(name);
    // Where the browser keeps nothing, they are in this page only.
    await (isNothing(unsent) ? forgetCopy(of) : keepCopy(of, unsent)).catch(() => undefined);
  }
  writing = null;
}
