'use client';

import { OctagonAlert } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** A page that could not be shown; `reference` finds the reason in the server's log. */
export function PageFailure({ reference, retry }: { reference: string | undefined; retry: () => void }) {
  return (
    <Notice
      icon={OctagonAlert}
      heading="h1"
      urgent
      title="This page could not be shown"
      action={
        <Button look="main" onClick={retry}>
          Try again
        </Button>
      }
    >
      <p>Something failed and nothing was changed. If it goes on, tell support when it happened.</p>
      {reference && (
        <p className="mt-2 text-sm">
          Reference <code className="font-mono select-all">{reference}</code>
        </p>
      )}
    </Notice>
  );
}
