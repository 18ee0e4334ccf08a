'use client';

import { useRef, useState } from 'react';
import type { ListedSubmission } from '#lib/submissions/contract';

type Chosen = ReadonlyMap<number, ListedSubmission>;

/** Rows of a list that something is to be done with. */
export interface Choosing {
  chosen: Chosen;
  /** Rows are chosen on a phone, where there is no room for boxes otherwise. */
  isPhoneMode: boolean;
  setPhoneMode: (on: boolean) => void;
  /** Chooses a row, or no longer; with `through` each from the one before to it, too. */
  toggle: (submissionId: number, through?: boolean) => void;
  /** Chooses each row from one to another. */
  extend: (from: number, to: number) => void;
  togglePage: (on: boolean) => void;
  choose: (submissions: readonly ListedSubmission[]) => void;
  /** The row chosen last; null before the first. */
  readLast: () => number | null;
}

/** Chooses among the rows of the page that is shown, keeping those of other pages. */
export function useChosen(
  kept: { chosen: Chosen; choose: (chosen: Chosen) => void },
  items: readonly ListedSubmission[],
): Choosing {
  const { chosen, choose } = kept;
  const [isPhoneMode, setMode] = useState(chosen.size > 0);
  const last = useRef<number | null>(null);
  const change = (rows: readonly ListedSubmission[], on: boolean) => {
    const next = new Map(chosen);
    for (const row of rows) {
      if (on) next.set(row.submissionId, row);
      else next.delete(row.submissionId);
    }
    choose(next);
  };
  const between = (one: number, other: number) => {
    const places = [one, other].map((id) => items.findIndex(({ submissionId }) => submissionId === id));
    return places.includes(-1) ? [] : items.slice(Math.min(...places), Math.max(...places) + 1);
  };
  const extend = (from: number, to: number) => {
    last.current = to;
    change(between(from, to), true);
  };
  return {
    chosen,
    isPhoneMode,
    setPhoneMode: (on) => {
      setMode(on);
      if (!on) choose(new Map());
    },
    toggle: (submissionId, through = false) => {
      const from = last.current;
      if (through && from !== null && items.some((item) => item.submissionId === from))
        return extend(from, submissionId);
      last.current = submissionId;
      change(between(submissionId, submissionId), !chosen.has(submissionId));
    },
    extend,
    togglePage: (on) => change(items, on),
    readLast: () => last.current,
    choose: (submissions) => choose(new Map(submissions.map((row) => [row.submissionId, row]))),
  };
}
