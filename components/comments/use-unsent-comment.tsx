import { hashKey, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { NOTHING_UNSENT, type UnsentComment } from '#components/comments/unsent-comment';
import { useShell } from '#components/shell/shell-state';
import { appointmentKeys } from '#lib/query-keys';

type Change = (changed: (now: UnsentComment) => UnsentComment) => void;

/** How to let go of each comment that is not sent yet. */
const held = new WeakMap<QueryClient, Map<string, () => void>>();

/**
 * What is typed about an appointment. It outlives its form, and every page: while there is any, a session that ends is signed
 * in again in place.
 */
export function useUnsentComment(domain: string, appointmentId: string): [unsent: UnsentComment, change: Change] {
  const client = useQueryClient();
  const { keepPage } = useShell();
  const queryKey = appointmentKeys.unsentComment(domain, appointmentId);
  const read = () => client.getQueryData<UnsentComment>(queryKey) ?? NOTHING_UNSENT;
  const subscribe = useCallback((listener: () => void) => client.getQueryCache().subscribe(listener), [client]);
  const unsent = useSyncExternalStore(subscribe, read, () => NOTHING_UNSENT);
  const change: Change = (changed) => {
    const next = changed(read());
    client.setQueryDefaults(queryKey, { gcTime: Infinity });
    client.setQueryData(queryKey, next);
    hold(client, hashKey(queryKey), next.text.trim() === '' ? null : keepPage);
  };
  return [unsent, change];
}

function hold(client: QueryClient, name: string, keepPage: (() => () => void) | null): void {
  const those = held.get(client) ?? new Map<string, () => void>();
  held.set(client, those);
  if (keepPage === null) {
    those.get(name)?.();
    those.delete(name);
  } else if (!those.has(name)) those.set(name, keepPage());
}
