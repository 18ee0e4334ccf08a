import { forgetCopy, forgetReader, readCopies } from '#components/drafting/local-copies';
import { setAsideDraft } from '#lib/drafts/client';

/**
 * Before a reader signs out: words that only this device has, of reports that are not open, become versions on the server.
 * Never throws: what the server does not take, comments among it, stays here, encrypted, and is offered to its reader again.
 */
export async function leaveDevice(userId: string): Promise<void> {
  try {
    const copies = await readCopies(userId);
    const taken = await Promise.all(
      copies.map(async (copy) => {
        const isTaken = await handOver(copy);
        if (isTaken) await forgetCopy(copy.of);
        return isTaken;
      }),
    );
    if (taken.every(Boolean)) await forgetReader(userId);
  } catch {
    // A browser that keeps nothing here has nothing to hand over.
  }
}

/** Gives a copy to the server where it has a place for it; false when it has to stay here. */
async function handOver(copy: Awaited<ReturnType<typeof readCopies>>[number]): Promise<boolean> {
  // Whoever leaves does not go on with sending many again.
  if ('plan' in copy) return true;
  // A comment has no place on the server before it is added.
  if (!('reportText' in copy)) return false;
  const { of, reportText, templateId } = copy;
  return reportText.trim() === '' || setAside(of, { reportText, templateId });
}

const setAside = (of: { domain: string; appointmentId: string }, words: Parameters<typeof setAsideDraft>[2]) =>
  setAsideDraft(of.domain, of.appointmentId, words).then(
    () => true,
    () => false,
  );
