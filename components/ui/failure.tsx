'use client';

import { Lock, OctagonAlert, SearchX, WifiOff, type LucideIcon } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { ApiError, type ApiFailure } from '#lib/api-client';

const WORDS: Record<ApiFailure, { icon: LucideIcon; title: string; text: string }> = {
  offline: {
    icon: WifiOff,
    title: 'The server cannot be reached',
    text: 'Check the network. The page tries again by itself every few seconds.',
  },
  failed: {
    icon: OctagonAlert,
    title: 'The server failed',
    text: 'Nothing was changed. Try again; if it goes on, tell support.',
  },
  busy: {
    icon: OctagonAlert,
    title: 'The server asks to wait',
    text: 'There were more requests than it takes in one minute. Try again in a moment.',
  },
  invalid: {
    icon: OctagonAlert,
    title: 'The server did not understand the question',
    text: 'A filter in the address may be wrong. Clear the filters and try again.',
  },
  conflict: {
    icon: OctagonAlert,
    title: 'It has changed meanwhile',
    text: 'Somebody else was faster. Nothing was overwritten; look again and decide anew.',
  },
  forbidden: {
    icon: Lock,
    title: 'You may not see this',
    text: 'Your account lacks the permission. An administrator of the organization can grant it.',
  },
  'not-found': { icon: SearchX, title: 'There is nothing here', text: 'It does not exist, or you may not see it.' },
  'signed-out': { icon: Lock, title: 'You are signed out', text: 'Sign in again to go on.' },
};

/** What a failed call looks like where its answer would have been. */
export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const known = error instanceof ApiError ? error : new ApiError('failed', error.message, null);
  const { icon, title, text } = WORDS[known.failure];
  return (
    <Notice icon={icon} title={title} urgent action={<Button onClick={retry}>Try again</Button>}>
      <p>{text}</p>
      {known.requestId && (
        <p className="mt-2 text-sm">
          Request <code className="font-mono break-all select-all">{known.requestId}</code>
        </p>
      )}
    </Notice>
  );
}
