'use client';

import { useEffect, useState } from 'react';
import { checkFilters } from '#lib/settings/client';
import type { CheckedFilter } from '#lib/settings/destination-contract';

/** Long enough for a hand to stop typing. */
const SETTLED_MS = 300;
const REMEMBERED = 500;

/** What the server's parser says of each expression, by expression; those it has not been asked about yet are missing. */
export function useFilterChecks(domain: string, expressions: readonly string[]): ReadonlyMap<string, CheckedFilter> {
  const [checks, setChecks] = useState<ReadonlyMap<string, CheckedFilter>>(new Map());
  const wanted = expressions.filter((expression) => expression.trim() !== '' && !checks.has(expression));
  const question = JSON.stringify(wanted);
  useEffect(() => {
    const asked = JSON.parse(question) as string[];
    if (asked.length === 0) return undefined;
    let isStale = false;
    const settled = setTimeout(() => {
      checkFilters(domain, asked).then(
        (answers) => {
          if (isStale) return;
          const found = asked.flatMap((expression, at) => (answers[at] ? [[expression, answers[at]] as const] : []));
          setChecks((known) => new Map([...[...known].slice(-REMEMBERED), ...found]));
        },
        // Not reached: saving checks it again, and says so at the field.
        () => undefined,
      );
    }, SETTLED_MS);
    return () => {
      isStale = true;
      clearTimeout(settled);
    };
  }, [domain, question]);
  return checks;
}
