'use client';

import { Laptop } from 'lucide-react';
import { useRef } from 'react';
import { useAction } from '#components/settings/use-action';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { showToast } from '#components/ui/use-toast';
import { endOwnSession } from '#lib/identity/client';
import type { Profile, SessionObject } from '#lib/identity/profile-contract';

interface SessionListProps {
  sessions: readonly SessionObject[];
  onEnded: (profile: Profile) => void;
}

/** Every session that has not ended, this one among them. */
export function SessionList({ sessions, onEnded }: SessionListProps) {
  const action = useAction();
  const list = useRef<HTMLUListElement>(null);
  const end = async (sessionId: string) => {
    onEnded(await endOwnSession(sessionId));
    showToast({ tone: 'done', title: 'The session has ended', text: 'Whoever used it has to sign in again.' });
    // The button goes with its session.
    list.current?.focus();
  };
  return (
    <>
      <ul
        ref={list}
        tabIndex={-1}
        aria-label="Sessions"
        className="divide-y divide-line rounded-lg border border-line bg-surface"
      >
        {sessions.map(({ sessionId, isCurrent, createdAt, lastActiveAt }) => (
          <li key={sessionId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <Laptop aria-hidden className="size-4 shrink-0 text-soft" />
            <span className="min-w-0 flex-1 basis-56">
              {isCurrent ? <span className="font-medium">This session, since </span> : 'Since '}
              <Time at={createdAt} />
              <span className="block text-sm text-soft">
                last used <Time at={lastActiveAt} />
              </span>
            </span>
            {!isCurrent && (
              <Button off={action.isBusy} onClick={() => action.run(() => end(sessionId))}>
                End it
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p role="alert" className="text-bad empty:hidden">
        {action.problem}
      </p>
    </>
  );
}
