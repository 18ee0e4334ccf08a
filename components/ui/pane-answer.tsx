'use client';

import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import { ApiError, type ApiFailure } from '#lib/api-client';

interface PaneAnswerProps<Answer> {
  /** What was asked for, in the middle of a sentence: “earlier reports”. */
  name: string;
  query: { data: Answer | undefined; error: Error | null; refetch: () => unknown };
  children: (answer: Answer) => ReactNode;
}

const WHY: Partial<Record<ApiFailure, string>> = {
  offline: 'the server cannot be reached',
  busy: 'the server asks to wait a moment',
  forbidden: 'you may not see them',
  'not-found': 'the appointment is not there any more',
};

/** An answer of the server in a pane; what stands there while it is awaited, and where it cannot be had. */
export function PaneAnswer<Answer>({ name, query: { data, error, refetch }, children }: PaneAnswerProps<Answer>) {
  if (data !== undefined) return children(data);
  if (!error) {
    return (
      <div role="status">
        <span className="sr-only">Loading {name}</span>
        <Skeleton className="h-10 w-full" />
      </div>
    );
  }
  const why = (error instanceof ApiError && WHY[error.failure]) || 'the server failed';
  return (
    <div role="alert" className="flex items-start gap-1.5 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-bad" />
      <p className="min-w-0 flex-1">
        The {name} could not be loaded: {why}.
      </p>
      <Button className="h-7!" onClick={() => void refetch()}>
        Try again
      </Button>
    </div>
  );
}
