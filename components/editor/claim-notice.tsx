'use client';

import { useQuery } from '@tanstack/react-query';
import { Lock, PenLine, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Claim } from '#components/drafting/claim-lease';
import type { ReportSession, SessionState } from '#components/drafting/report-session';
import { NoticeBar } from '#components/editor/notice-bar';
import { statusWord } from '#components/appointments/patient-words';
import { useReport } from '#components/editor/report-context';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { appointmentKeys } from '#lib/query-keys';
import { listWorklist } from '#lib/worklist/client';

const ASK_MS = 10_000;

/** Why nothing can be written here, since when, and what can be done about it. */
export function ClaimNotice({ state, session }: { state: SessionState; session: ReportSession }) {
  const { claim } = state;
  if (claim.kind === 'closed') return <Closed />;
  if (claim.kind === 'free') return <Signed session={session} />;
  if (claim.kind === 'held' || claim.kind === 'lost') return <Taken claim={claim} state={state} session={session} />;
  return null;
}

type TakenClaim = Extract<Claim, { holder: string }>;

function Taken({ claim, state, session }: { claim: TakenClaim; state: SessionState; session: ReportSession }) {
  const { domain, appointmentId } = useReport();
  const [isBusy, setBusy] = useState(false);
  const holder = useHolder(domain, appointmentId);
  const isFree = holder === null;
  const take = () => {
    setBusy(true);
    void session.claim(!isFree).finally(() => setBusy(false));
  };
  return (
    <NoticeBar
      icon={Lock}
      tone={claim.kind === 'lost' ? 'bad' : 'warn'}
      title={isFree ? 'Nobody is reporting this now' : titleOf(claim)}
      actions={
        <>
          {claim.kind === 'lost' && <CopyWords />}
          <Button look={isFree ? 'main' : 'plain'} disabled={isBusy} onClick={take}>
            {isFree ? 'Report it' : 'Take over'}
          </Button>
        </>
      }
    >
      {holder && (
        <>
          {claim.byMe ? 'Since' : `Held by ${claim.holder} since`} <Time at={holder.claimedAt} />.{' '}
        </>
      )}
      {claim.kind === 'lost' && state.saving.kind === 'set-aside' && 'What you wrote here is kept as a version. '}
      {claim.kind === 'lost' && state.saving.kind !== 'set-aside' && 'What you wrote stays here; copy it if in doubt. '}
      {!isFree &&
        (claim.byMe ? 'Go on there, or take it over here.' : 'If you take over, what they wrote is kept as a version.')}
    </NoticeBar>
  );
}

function titleOf({ kind, holder, byMe }: TakenClaim): string {
  if (kind === 'lost')
    return byMe ? 'You went on with this report in another tab or window' : `${holder} took this over from you`;
  return byMe ? 'You have this report open in another tab or window' : `${holder} is reporting this`;
}

/** Who holds the appointment now: null when nobody does any more, undefined while that is not known. */
function useHolder(domain: string, appointmentId: string) {
  const { data } = useQuery({
    queryKey: appointmentKeys.holder(domain, appointmentId),
    queryFn: ({ signal }) => listWorklist({ domains: [domain], text: appointmentId.slice(0, 100), count: 50 }, signal),
    select: ({ items }) => items.find((item) => item.appointmentId === appointmentId && item.domain === domain)?.holder,
    refetchInterval: ASK_MS,
  });
  return data;
}

function Closed() {
  const { appointment } = useReport();
  return (
    <NoticeBar
      icon={TriangleAlert}
      tone="warn"
      title={`This appointment takes no report: its status is “${statusWord(appointment.status)}”`}
      actions={<CopyWords />}
    >
      What is written here can be read and copied; what you wrote yourself is kept as your draft.
    </NoticeBar>
  );
}

function Signed({ session }: { session: ReportSession }) {
  return (
    <NoticeBar
      icon={PenLine}
      tone="calm"
      title="Nothing is being written here now"
      actions={<Button onClick={() => void session.writeOn()}>Write on</Button>}
    >
      What was written is signed. Writing on begins a new draft from it.
    </NoticeBar>
  );
}

/** Copies what is in the editor. */
function CopyWords() {
  const { getText } = useReport();
  return <CopyButton text={getText} label="Copy the text" />;
}
