'use client';

import { useContext, useEffect, useRef, useState } from 'react';
import { ShellContext } from '#components/shell/shell-state';
import { ApiError } from '#lib/api-client';

/** One wrong field: where in the body, and what is wrong in the server's words. */
interface FieldProblem {
  pointer: string;
  detail: string;
}

/** What somebody else made of the object meanwhile. */
export interface Conflict<Values> {
  theirs: Values;
  /** The fields that they changed. */
  changed: (keyof Values & string)[];
}

interface ObjectFormOptions<Values, Stored> {
  /** The object as the server told it; null for one that is to be created. */
  stored: Stored;
  toValues: (stored: Stored) => Values;
  /** Sends the values, made from what is stored; answers what is stored then. Throws `ApiError`. */
  save: (values: Values, stored: Stored) => Promise<Stored>;
  /** Reads the object anew after a conflict. */
  reload?: () => Promise<Stored>;
}

export interface ObjectForm<Values, Stored = unknown> {
  /** What the values are compared with and saved from: the newest answer. */
  stored: Stored;
  values: Values;
  set: (changed: Partial<Values>) => void;
  /** What is wrong with the field of a JSON pointer; null when nothing is. */
  problemAt: (pointer: string) => string | null;
  /** The first thing that is wrong with it or within it, with the number or name of the entry. */
  problemUnder: (pointer: string) => string | null;
  problems: readonly FieldProblem[];
  isChanged: boolean;
  isSaving: boolean;
  isSaved: boolean;
  /** Why nothing was saved, when it is not about a field. */
  failure: string | null;
  conflict: Conflict<Values> | null;
  /** Settles a conflict: with what they made of it, or with one's own changes put on top. */
  resolve: (how: 'theirs' | 'mine') => void;
  reset: () => void;
  submit: () => Promise<void>;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The state of a form that changes one object: its values, every problem at its field, conflicts, unsaved changes. */
export function useObjectForm<Values extends object, Stored>(
  options: ObjectFormOptions<Values, Stored>,
): ObjectForm<Values, Stored> {
  const { toValues, save, reload } = options;
  const [stored, setStored] = useState(options.stored);
  const [base, setBase] = useState(() => toValues(options.stored));
  const [values, setValues] = useState(base);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict<Values> | null>(null);
  const [status, setStatus] = useState<'idle' | 'saving' | 'saved'>('idle');
  const [refusals, setRefusals] = useState(0);
  const underWay = useRef(false);
  // Once the problems are at their fields.
  useEffect(() => {
    if (refusals > 0) focusFirstProblem();
  }, [refusals]);
  // Also used where there is no frame yet.
  const shell = useContext(ShellContext);
  const keys = Object.keys(base) as (keyof Values & string)[];

  const begin = (now: Values) => {
    setValues(now);
    setBase(now);
    setProblems([]);
    setFailure(null);
    setConflict(null);
  };
  const refuse = async (error: unknown): Promise<void> => {
    const told = error instanceof ApiError ? error : new ApiError('failed', 'Something failed in this page.', null);
    if (told.failure === 'signed-out' && shell) {
      shell.onSignedOut();
      return;
    }
    if (told.failure === 'conflict' && typeof told.problem.version === 'string' && reload) {
      const newest = await reload();
      const theirs = toValues(newest);
      setStored(newest);
      setConflict({ theirs, changed: keys.filter((key) => !same(theirs[key], base[key])) });
      return;
    }
    const wrong = Array.isArray(told.problem.errors) ? (told.problem.errors as FieldProblem[]) : [];
    setProblems(wrong);
    setFailure(wrong.length > 0 ? null : told.message);
    setRefusals((count) => count + 1);
  };
  const submit = async () => {
    if (underWay.current || conflict) return;
    underWay.current = true;
    setStatus('saving');
    setFailure(null);
    try {
      const now = await save(values, stored);
      setStored(now);
      begin(toValues(now));
      setStatus('saved');
    } catch (error) {
      setStatus('idle');
      await refuse(error).catch(() => setFailure('The server could not be reached.'));
    } finally {
      underWay.current = false;
    }
  };
  return {
    stored,
    values,
    set: (changed) => {
      setStatus('idle');
      setValues((now) => ({ ...now, ...changed }));
      const touched = Object.keys(changed);
      setProblems((now) => now.filter(({ pointer }) => !touched.includes(pointer.split('/')[1] ?? '')));
    },
    problemAt: (pointer) => problems.find((problem) => problem.pointer === pointer)?.detail ?? null,
    problemUnder: (pointer) => firstUnder(problems, pointer),
    problems,
    isChanged: !same(values, base),
    isSaving: status === 'saving',
    isSaved: status === 'saved',
    failure,
    conflict,
    resolve: (how) => {
      if (!conflict) return;
      const { theirs } = conflict;
      const mine = Object.fromEntries(
        keys.map((key) => [key, same(values[key], base[key]) ? theirs[key] : values[key]]),
      ) as Values;
      begin(theirs);
      if (how === 'mine') setValues(mine);
    },
    reset: () => begin(base),
    submit,
  };
}

function focusFirstProblem(): void {
  const field = document.querySelector<HTMLElement>('[aria-invalid="true"]');
  field?.focus();
  // With the words below it.
  field?.closest('div')?.scrollIntoView({ block: 'nearest' });
}

function firstUnder(problems: readonly FieldProblem[], pointer: string): string | null {
  const found = problems.find((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  if (!found || found.pointer === pointer) return found?.detail ?? null;
  const entry = found.pointer.slice(pointer.length + 1).split('/')[0] ?? '';
  const name = /^\d+$/.test(entry) ? `Entry ${Number(entry) + 1}` : entry.replaceAll('~1', '/').replaceAll('~0', '~');
  return `${name}: ${found.detail}`;
}
