'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiError, callApi } from '#lib/api-client';

const ASK_AGAIN_MS = 5000;

/**
 * Whether the server answers, as the page's own questions tell it: false once one did not reach it or the device says that
 * it is offline. While false the server is asked every five seconds, and everything on the page anew once it answers.
 */
export function useReachable(): boolean {
  const queryClient = useQueryClient();
  const [reachable, setReachable] = useState(true);
  useEffect(() => {
    const stop = queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated') return;
      if (event.action.type === 'success') setReachable(true);
      if (event.action.type === 'failed' || event.action.type === 'error') {
        const { error } = event.action;
        if (error instanceof ApiError) setReachable(error.failure !== 'offline');
      }
    });
    const away = () => setReachable(false);
    addEventListener('offline', away);
    return () => {
      stop();
      removeEventListener('offline', away);
    };
  }, [queryClient]);
  useEffect(() => {
    if (reachable) return undefined;
    const ask = () =>
      void callApi('/api/health').then(
        () => {
          setReachable(true);
          void queryClient.invalidateQueries();
        },
        () => undefined,
      );
    const asking = setInterval(ask, ASK_AGAIN_MS);
    addEventListener('online', ask);
    return () => {
      clearInterval(asking);
      removeEventListener('online', ask);
    };
  }, [reachable, queryClient]);
  return reachable;
}
