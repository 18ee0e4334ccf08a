import type { ResendOrder } from '#components/resending/resend-plan';
import type { ListedSubmission } from '#lib/submissions/contract';

type Status = ListedSubmission['destinations'][number]['status'];

/** What can be sent again; the others are on their way, or were kept out. */
export const RESENDABLE: readonly Status[] = ['delivered', 'failed', 'skipped'];

/** A destination, and how many of the chosen submissions failed there, or got there or were skipped. */
export interface ResendOffer {
  destination: string;
  failed: number;
  others: number;
}

/** What the chosen submissions could be sent to again: where most failed first. */
export function weighChosen(chosen: Iterable<ListedSubmission>): ResendOffer[] {
  const offers = new Map<string, ResendOffer>();
  for (const { destinations } of chosen) {
    for (const { destination, status } of destinations) {
      if (!RESENDABLE.includes(status)) continue;
      const offer = offers.get(destination) ?? { destination, failed: 0, others: 0 };
      offer[status === 'failed' ? 'failed' : 'others'] += 1;
      offers.set(destination, offer);
    }
  }
  return [...offers.values()].toSorted((a, b) => b.failed - a.failed || (a.destination < b.destination ? -1 : 1));
}

/** What is asked for each of the chosen that has something for the picked destinations, the oldest first. */
export function planOrders(
  chosen: Iterable<ListedSubmission>,
  picked: readonly string[],
  failedOnly: boolean,
): ResendOrder[] {
  const statuses = failedOnly ? ['failed'] : RESENDABLE;
  return [...chosen]
    .toSorted((a, b) => a.submissionId - b.submissionId)
    .map(({ destinations, ...submission }) => ({
      ...orderOf(submission),
      destinations: destinations
        .filter(({ destination, status }) => picked.includes(destination) && statuses.includes(status))
        .map(({ destination }) => destination),
    }))
    .filter(({ destinations }) => destinations.length > 0);
}

/** What is asked for each of the chosen when they are routed again, the oldest first. */
export const planReroutes = (chosen: Iterable<ListedSubmission>): ResendOrder[] =>
  [...chosen].toSorted((a, b) => a.submissionId - b.submissionId).map(orderOf);

const orderOf = ({ submissionId, appointmentId }: Pick<ListedSubmission, 'submissionId' | 'appointmentId'>) => ({
  submissionId,
  appointmentId,
});
