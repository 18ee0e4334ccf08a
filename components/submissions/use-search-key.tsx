'use client';

import { useRef, type RefObject } from 'react';
import { usePageCommands } from '#components/shell/page-commands';

/** `/` leads to the search from anywhere on the page. */
export function useSearchKey(): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  usePageCommands([{ id: 'search', label: 'Search submissions', keys: '/', run: () => input.current?.focus() }]);
  return input;
}
