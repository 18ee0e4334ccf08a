'use client';

import { Lock } from 'lucide-react';
import { useState } from 'react';
import type { ReportSession, SessionState } from '#components/drafting/report-session';
import { Button } from '#components/ui/button';

/** Says why nothing can be written, and what can be done about it. */
export function ClaimNotice({ state: { claim }, session }: { state: SessionState; session: ReportSession }) {
  const [isBusy, setBusy] = useState(false);
  if (claim.kind !== 'held' && claim.kind !== 'lost' && claim.kind !== 'free') return null;
  const take = () => {
    setBusy(true);
    void session.takeOver().finally(() => setBusy(false));
  };
  return (
    <section
      aria-label="Claim"
      role="status"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-raised px-3 py-2 sm:px-5"
    >
      <Lock aria-hidden className="size-4 text-warn" />
      <p className="min-w-0 flex-1">{wordsOf(claim)}</p>
      <Button disabled={isBusy} onClick={take}>
        {claim.kind === 'free' ? 'Write on' : 'Take over'}
      </Button>
    </section>
  );
}

function wordsOf(claim: SessionState['claim']): string {
  if (claim.kind === 'free') return 'What was written here is signed.';
  if (claim.kind !== 'held' && claim.kind !== 'lost') return '';
  if (claim.byMe) return 'You have this report open in another tab or window. Go on there, or take it over here.';
  return `${claim.holder} is reporting this. You can take it over: what they have written is kept as a version.`;
}
