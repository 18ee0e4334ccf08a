import { hashKey, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useEffectEvent, useRef, useSyncExternalStore } from 'react';
import { commentsKept, findComment, keepComment } from '#components/comments/keep-comment';
import { isNothing, NOTHING_UNSENT, withFound, type UnsentComment } from '#components/comments/unsent-comment';
import { beforeSignOut } from '#components/session/sign-out';
import { useShell } from '#components/shell/shell-state';
import { appointmentKeys } from '#lib/query-keys';

type Change = (changed: (now: UnsentComment) => UnsentComment) => void;

/** How to let go of each comment that is not sent yet. */
const held = new WeakMap<QueryClient, Map<string, () => void>>();

/**
 * What is typed about an appointment. It outlives its form, and every page: while there is any, a session that ends is signed
 * in again in place; and it is kept on this device for the page that comes after this one.
 */
export function useUnsentComment(domain: string, appointmentId: string): [unsent: UnsentComment, change: Change] {
  const client = useQueryClient();
  const { viewer, keepPage } = useShell();
  const owner = viewer.userId;
  const queryKey = appointmentKeys.unsentComment(domain, appointmentId);
  const read = () => client.getQueryData<UnsentComment>(queryKey) ?? NOTHING_UNSENT;
  const subscribe = useCallback((listener: () => void) => client.getQueryCache().subscribe(listener), [client]);
  const unsent = useSyncExternalStore(subscribe, read, () => NOTHING_UNSENT);
  const put: Change = (changed) => {
    const next = changed(read());
    client.setQueryDefaults(queryKey, { gcTime: Infinity });
    client.setQueryData(queryKey, next);
    hold(client, hashKey(queryKey), isNothing(next) ? null : keepPage);
  };
  const found = useRef<Promise<void>>(Promise.resolve());
  const look = useEffectEvent(async () => {
    if (!isNothing(read())) return;
    const kept = await findComment({ owner, domain, appointmentId });
    if (kept) put((now) => withFound(now, kept));
  });
  // Once: a form is of one appointment.
  useEffect(() => {
    found.current = look();
  }, []);
  useEffect(() => beforeSignOut(commentsKept), []);
  const change: Change = (changed) => {
    put(changed);
    // What an earlier page left must not be written over before it is found.
    void found.current.then(() => keepComment({ owner, domain, appointmentId }, read()));
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
