'use client';

import type { ReactNode } from 'react';
import { ListSkeleton } from '#components/submissions/list-skeleton';
import { Failure } from '#components/ui/failure';

interface ListFrameProps {
  list: { data: unknown; error: Error | null; isPlaceholderData: boolean; refetch: () => unknown };
  children: ReactNode;
}

/** Around a page of a list: what stands there while it is awaited, and where it cannot be had. */
export function ListFrame({ list: { data, error, isPlaceholderData, refetch }, children }: ListFrameProps) {
  return (
    <div
      aria-busy={isPlaceholderData}
      className={`border-t border-line bg-surface ${isPlaceholderData ? 'opacity-60' : ''}`}
    >
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <ListSkeleton />)}
      {children}
    </div>
  );
}
