import type { MySubmissionQuery } from '#lib/submissions/client';
import type { ListedSubmission } from '#lib/submissions/contract';

type DeliveryState = ListedSubmission['deliveryState'];

/** Whether it arrived, in the order in which somebody who signed it asks; null = all. */
export const MY_STATES: readonly { state: DeliveryState | null; label: string }[] = [
  { state: null, label: 'All' },
  { state: 'failed', label: 'Failed' },
  { state: 'retrying', label: 'Retrying' },
  { state: 'waiting', label: 'Waiting' },
  { state: 'delivered', label: 'Delivered' },
  { state: 'superseded', label: 'Superseded' },
  { state: 'not_delivering', label: 'Not delivering' },
];

/** The state in an address; null for all, and for what the list would not understand. */
export const readMyState = (value: string | null): DeliveryState | null =>
  MY_STATES.find(({ state }) => state === value)?.state ?? null;

export const myAddress = (state: DeliveryState | null): string =>
  state === null ? '/my-submissions' : `/my-submissions?deliveryState=${state}`;

/** What the list asks for. Equal questions are equal objects: they name what is remembered of the answers. */
export function myQuery(state: DeliveryState | null, q: string, cursor: string | undefined): MySubmissionQuery {
  return { ...(state && { deliveryState: state }), ...(q && { q }), ...(cursor && { cursor }) };
}
