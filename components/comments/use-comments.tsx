'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { listComments } from '#lib/comments/client';
import type { Comment } from '#lib/comments/contract';
import { appointmentKeys } from '#lib/query-keys';

const ASK_MS = 60_000;

/** An appointment, and how many comments it has where the desk is told: then none is asked for in vain. */
export interface Commented {
  domain: string;
  appointmentId: string;
  commentCount?: number;
}

/** What was said about an appointment, oldest first. */
export interface Comments {
  data: Comment[] | undefined;
  error: Error | null;
  refetch: () => unknown;
  /** Puts one that was added just now at its end; one that is there already stays where it is. */
  put: (comment: Comment) => Promise<void>;
}

/** Comments are asked for once `isAsked`, again when the desk is told of more, and by the minute where it is told nothing. */
export function useComments({ domain, appointmentId, commentCount }: Commented, isAsked = true): Comments {
  const client = useQueryClient();
  const queryKey = appointmentKeys.comments(domain, appointmentId);
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: ({ signal }) => listComments(domain, appointmentId, signal),
    enabled: isAsked && commentCount !== 0,
    refetchInterval: commentCount === undefined && ASK_MS,
  });
  const missing = data === undefined || commentCount === undefined ? 0 : Math.max(0, commentCount - data.length);
  useEffect(() => {
    if (missing > 0) void client.invalidateQueries({ queryKey: appointmentKeys.comments(domain, appointmentId) });
  }, [client, missing, domain, appointmentId]);
  return {
    data: data ?? (commentCount === 0 ? [] : undefined),
    error,
    refetch,
    put: async (comment) => {
      // An answer that was asked for before it was added would take it away again.
      await client.cancelQueries({ queryKey });
      client.setQueryData<Comment[]>(queryKey, (before = []) =>
        before.some(({ guid }) => guid === comment.guid) ? before : [...before, comment],
      );
    },
  };
}
