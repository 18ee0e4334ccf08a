import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '#lib/api-client';

/** How long an answer counts as fresh: first paints from the server are not asked for again at once. */
const FRESH_MS = 5_000;
const RETRIES = 2;

const isPassing = (error: Error): boolean =>
  error instanceof ApiError && (error.failure === 'offline' || error.failure === 'busy');

/** What the pages remember of the server's answers. `onSignedOut` is called once a call says that the session is over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiError && error.failure === 'signed-out') onSignedOut();
      },
    }),
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: (count, error) => count < RETRIES && isPassing(error) },
    },
  });
}
