'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { CandidateCard } from '#components/unmatched/candidate-card';
import { compareIdentity, differencesIn, type Candidate } from '#components/unmatched/compare-identity';
import { DecideDialog } from '#components/unmatched/decide-dialog';
import { ItemGone } from '#components/unmatched/item-gone';
import { OtherAppointment } from '#components/unmatched/other-appointment';
import { UnmatchedFacts } from '#components/unmatched/unmatched-facts';
import { unmatchedAddress } from '#components/unmatched/unmatched-address';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { Panel } from '#components/ui/panel';
import { Skeleton } from '#components/ui/skeleton';
import { showToast } from '#components/ui/use-toast';
import { ApiError } from '#lib/api-client';
import { fileItem, getUnmatched, setAsideItem } from '#lib/intake/client';
import type { UnmatchedDetail } from '#lib/intake/items-contract';
import { unmatchedKeys } from '#lib/query-keys';

/** What is asked about: filing with an appointment, or setting aside. */
type Asked = { kind: 'file'; candidate: Candidate } | { kind: 'set aside' } | null;

/** An item that no appointment has: whose it is, which appointments it may belong to, and what is to become of it. */
export function UnmatchedItemView({ id, index }: { id: string; index: number }) {
  const [asked, setAsked] = useState<Asked>(null);
  const [isGone, setGone] = useState(false);
  const router = useRouter();
  const client = useQueryClient();
  const name = { id, index };
  const answer = useQuery({
    queryKey: unmatchedKeys.one(id, index),
    queryFn: ({ signal }) => getUnmatched(name, signal),
    // Each reading is recorded: once for who looks at it.
    staleTime: Infinity,
  });
  const item = answer.data;
  if (isGone || (answer.error instanceof ApiError && answer.error.failure === 'not-found')) {
    return <ItemGone listAddress={item && unmatchedAddress(item.organization)} />;
  }
  if (!item) {
    return answer.isError ? (
      <Failure error={answer.error} retry={() => void answer.refetch()} />
    ) : (
      <div role="status" className="px-3 pt-5 sm:px-5">
        <span className="sr-only">Loading the item</span>
        <Skeleton className="h-64 w-full" />
      </div>
    );
  }
  const list = unmatchedAddress(item.organization);
  const dialog = {
    onClose: () => setAsked(null),
    onGone: () => setGone(true),
  };
  const leave = (title: string) => {
    showToast({ tone: 'done', title });
    void client.invalidateQueries({ queryKey: unmatchedKeys.lists(item.organization) });
    client.removeQueries({ queryKey: unmatchedKeys.one(id, index) });
    router.push(list);
  };
  const { exam } = item;
  const candidates = [...item.candidates].sort((a, b) => countDifferences(exam, a) - countDifferences(exam, b));
  return (
    <div className="mx-auto max-w-480 px-3 pt-4 pb-12 sm:px-5">
      <Link href={list} prefetch={false} className="-ml-1 inline-flex items-center gap-1 text-soft hover:text-ink">
        <ChevronLeft aria-hidden className="size-4" />
        Unmatched
      </Link>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-xl font-semibold tracking-tight">
          Item {index} of submission {item.submissionId}
        </h1>
        <Button className="ml-auto" onClick={() => setAsked({ kind: 'set aside' })}>
          Set aside
        </Button>
      </div>
      <p className="mt-1 max-w-4xl text-soft text-pretty">Not filed with an appointment: {item.reason}</p>
      <div className="grid gap-x-6 lg:grid-cols-2">
        <div className="min-w-0">
          <UnmatchedFacts item={item} />
          <Panel title="Text">
            <section
              aria-label="Report text"
              tabIndex={0}
              className="max-h-[70vh] overflow-auto rounded-lg border border-line bg-surface p-4 break-words whitespace-pre-wrap"
            >
              {item.reportText === '' ? <span className="text-faint">none</span> : item.reportText}
            </section>
          </Panel>
        </div>
        <div className="min-w-0">
          <Panel title="Appointments it may belong to" aside={candidates.length > 0 && `${candidates.length}`}>
            {candidates.length === 0 ? (
              <p className="rounded-lg border border-line bg-surface p-4 text-soft">
                No pending appointment has its accession number or patient id. If it belongs to another one, look that
                up by its id.
              </p>
            ) : (
              <ul className="grid gap-3">
                {candidates.map((candidate) => (
                  <CandidateCard
                    key={candidate.appointmentId}
                    exam={exam}
                    candidate={candidate}
                    onFile={() => setAsked({ kind: 'file', candidate })}
                  />
                ))}
              </ul>
            )}
            <OtherAppointment item={item} onFile={(candidate) => setAsked({ kind: 'file', candidate })} />
          </Panel>
        </div>
      </div>
      {asked?.kind === 'file' && (
        <DecideDialog
          {...dialog}
          title={`File with ${asked.candidate.appointmentId}?`}
          confirm="File it"
          decide={(reason) => fileItem(name, { appointmentId: asked.candidate.appointmentId, reason })}
          onDone={() => leave(`Filed with ${asked.candidate.appointmentId}`)}
        >
          <p className="font-medium text-ink">{tellPatient(asked.candidate)}</p>
          <p>It becomes the next version of this appointment’s report. Nothing is sent again.</p>
          <Differences names={differencesIn(compareIdentity(exam, asked.candidate))} />
        </DecideDialog>
      )}
      {asked?.kind === 'set aside' && (
        <DecideDialog
          {...dialog}
          title="Set this item aside?"
          confirm="Set aside"
          decide={(reason) => setAsideItem(name, { reason })}
          onDone={() => leave('Set aside')}
        >
          It leaves the list because it belongs to no appointment here. What was sent of it, and its history, stay as
          they are.
        </DecideDialog>
      )}
    </div>
  );
}

const countDifferences = (exam: UnmatchedDetail['exam'], candidate: Candidate): number =>
  differencesIn(compareIdentity(exam, candidate)).length;

/** Whose report it would be. */
const tellPatient = ({ patientName, patientDateOfBirth, patientId }: Candidate): string =>
  [patientName ?? 'Name unknown', patientDateOfBirth, patientId].filter(Boolean).join(', ');

function Differences({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="mt-1 font-medium text-bad">
      Beware: {names.join(', ')} {names.length === 1 ? 'differs' : 'differ'}.
    </p>
  );
}
