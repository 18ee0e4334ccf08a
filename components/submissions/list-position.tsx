'use client';

import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ListedSubmission } from '#lib/submissions/contract';

interface Position {
  /** The organization, and its list (which filters), that this is a position in. */
  organization: string;
  list: string;
  /** Free text: kept in memory only, because it may be a patient's number. */
  q: string;
  /** Cursors of the pages passed on the way to the one shown; empty on the newest. */
  cursors: readonly string[];
  /** The submission opened last, where the keyboard goes on after coming back. */
  opened: number | null;
  /** What is chosen, on whichever of its pages, by submissionId. */
  chosen: ReadonlyMap<number, ListedSubmission>;
}

interface ListPosition extends Position {
  search: (q: string) => void;
  goOlder: (cursor: string) => void;
  goNewer: () => void;
  goNewest: () => void;
  remember: (submissionId: number) => void;
  choose: (chosen: ReadonlyMap<number, ListedSubmission>) => void;
}

interface Kept {
  position: Position;
  setPosition: (change: (before: Position) => Position) => void;
}

const PositionContext = createContext<Kept | null>(null);

const NONE: Position['chosen'] = new Map();
const START: Position = { organization: '', list: '', q: '', cursors: [], opened: null, chosen: NONE };

/** The search stays with its organization; other filters begin on their newest page, with nothing chosen. */
function positionIn(before: Position, organization: string, list: string): Position {
  if (before.organization !== organization) return { ...START, organization, list };
  return before.list === list ? before : { ...before, list, cursors: [], chosen: NONE };
}

/** Keeps the place in the list while a submission is looked at. */
export function ListPositionProvider({ children }: { children: ReactNode }) {
  const [position, setPosition] = useState(START);
  const kept = useMemo(() => ({ position, setPosition }), [position]);
  return <PositionContext value={kept}>{children}</PositionContext>;
}

/** The address of the list that was left for a submission, filters and all. */
export function useListAddress(): string {
  return useContext(PositionContext)?.position.list || '/submissions';
}

/** Search and page of the list of an organization with some filters (`list` is their address). */
export function useListPosition(organization: string, list: string): ListPosition {
  const kept = useContext(PositionContext);
  if (!kept) throw new Error('useListPosition is for pages inside the portal’s frame.');
  const change = (changeOf: (own: Position) => Partial<Position>) =>
    kept.setPosition((before) => {
      const own = positionIn(before, organization, list);
      return { ...own, ...changeOf(own) };
    });
  return {
    ...positionIn(kept.position, organization, list),
    search: (q) => change(() => ({ q, cursors: [], chosen: NONE })),
    goOlder: (cursor) => change(({ cursors }) => ({ cursors: [...cursors, cursor] })),
    goNewer: () => change(({ cursors }) => ({ cursors: cursors.slice(0, -1) })),
    goNewest: () => change(() => ({ cursors: [] })),
    remember: (opened) => change(() => ({ opened })),
    choose: (chosen) => change(() => ({ chosen })),
  };
}
