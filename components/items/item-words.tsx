import { CopyX, FileCheck2, FileQuestion, Inbox, OctagonAlert, Split } from 'lucide-react';
import type { StatusWord } from '#components/submissions/status-words';
import type { ItemQuery } from '#lib/intake/client';
import type { SubmissionItem } from '#lib/intake/items-contract';

/** What became of an item. */
export const ITEM_STATE: Record<SubmissionItem['state'], StatusWord> = {
  received: { word: 'Not read yet', icon: Inbox, tone: 'wait' },
  invalid: { word: 'Not usable', icon: OctagonAlert, tone: 'bad' },
  duplicate: { word: 'Refused as duplicate', icon: CopyX, tone: 'bad' },
  filed: { word: 'Filed', icon: FileCheck2, tone: 'good' },
  unmatched: { word: 'Unmatched', icon: FileQuestion, tone: 'warn' },
  routed: { word: 'Without appointment', icon: Split, tone: 'mute' },
};

type ItemState = ItemQuery['state'];

/** The lists of a submission's items, by what the address bar says. */
export const ITEM_LISTS: readonly { state: ItemState; label: string; none: string }[] = [
  { state: 'all', label: 'All', none: 'There are no items.' },
  { state: 'errors', label: 'With errors', none: 'No item has an error.' },
  { state: 'unmatched', label: 'Unmatched', none: 'Every item has an appointment, or needs none.' },
];

export interface ItemsAddress {
  state: ItemState;
  /** The item that the address points at: the list begins with it. */
  item: number | null;
}

/** Which items an address asks for; what no list would understand is left out. */
export function readItemsAddress(params: URLSearchParams): ItemsAddress {
  const state = ITEM_LISTS.find((list) => list.state === params.get('items'))?.state ?? 'all';
  const written = params.get('item') ?? '';
  return { state, item: /^[1-9]\d{0,8}$/.test(written) ? Number(written) : null };
}

/** The address of such a list on the page that is shown, whatever else its address says. */
export function itemsAddress(pathname: string, params: URLSearchParams, { state, item }: ItemsAddress): string {
  const kept = new URLSearchParams(params);
  for (const name of ['items', 'item', 'view']) kept.delete(name);
  if (state !== 'all') kept.set('items', state);
  if (item !== null) kept.set('item', String(item));
  const query = kept.toString();
  return query === '' ? pathname : `${pathname}?${query}`;
}

/** `1,500` */
