'use client';

import { useEffect, useRef, type RefObject } from 'react';
import { isTyping } from '#components/submissions/use-row-keys';

/** `/` leads to the search from anywhere on the page, unless single keys are turned off. */
export function useSearchKey(on: boolean): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (!on || event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, [on]);
  return input;
}
