'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { KeyCap } from '#components/ui/key-cap';

const SETTLED_MS = 350;

interface SearchBoxProps {
  q: string;
  onSearch: (q: string) => void;
  input: RefObject<HTMLInputElement | null>;
  showKey: boolean;
  label?: string;
  placeholder?: string;
}

/** Finds by what a person may hold in the hand. What is typed stays out of the address bar. */
export function SearchBox({
  q,
  onSearch,
  input,
  showKey,
  label = 'Find by appointment, accession number, report id, submission id or file name',
  placeholder = 'Appointment or other id',
}: SearchBoxProps) {
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    // The search was changed elsewhere, by clearing the filters for instance.
    setSeen(q);
    if (q !== typed.trim()) setTyped(q);
  }
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const settled = setTimeout(() => onSearch(typed.trim()), SETTLED_MS);
    return () => clearTimeout(settled);
  }, [typed, q, onSearch]);
  const clear = () => {
    setTyped('');
    onSearch('');
    input.current?.focus();
  };
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
      className="relative w-full sm:w-64"
    >
      <label htmlFor="search" className="sr-only">
        {label}
      </label>
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" />
      <input
        ref={input}
        id="search"
        type="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            // A table's link, or a row of the worklist.
            document.querySelector<HTMLElement>('[data-row], [role="row"][data-index]')?.focus();
          }
          if (event.key !== 'Escape') return;
          if (typed === '') input.current?.blur();
          else clear();
        }}
        className="h-8 w-full rounded-md border border-edge bg-surface pr-9 pl-8 placeholder:text-faint"
      />
      {typed === '' ? (
        <span className="pointer-events-none absolute top-1 right-2 max-sm:hidden">
          {showKey && <KeyCap>/</KeyCap>}
        </span>
      ) : (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={clear}
          className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-soft hover:bg-raised hover:text-ink"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </form>
  );
}
