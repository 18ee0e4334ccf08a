'use client';

import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { CandidateCard } from '#components/unmatched/candidate-card';
import type { Candidate } from '#components/unmatched/compare-identity';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';
import { ApiError } from '#lib/api-client';
import { getAppointment } from '#lib/appointments/client';
import type { UnmatchedDetail } from '#lib/intake/items-contract';
import { appointmentKeys } from '#lib/query-keys';

interface OtherAppointmentProps {
  item: UnmatchedDetail;
  onFile: (candidate: Candidate) => void;
}

/** Looks up an appointment by its id, so that it can be compared before an item is filed with it. */
export function OtherAppointment({ item, onFile }: OtherAppointmentProps) {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  const answer = useQuery({
    queryKey: appointmentKeys.one(item.organization, asked),
    queryFn: ({ signal }) => getAppointment(item.organization, asked, signal),
    enabled: asked !== '',
    retry: false,
  });
  const isAsked = asked !== '' && typed.trim() === asked;
  return (
    <div className="mt-3 rounded-lg border border-line bg-surface px-4 py-3">
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <div className="min-w-0 flex-1 basis-48">
          <TextField
            label="Another appointment, by its id"
            value={typed}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
            error={isAsked && answer.error ? tellFailure(answer.error) : null}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <Button type="submit" off={typed.trim() === '' || answer.isFetching} className="h-9! self-start mt-[1.6rem]">
          <Search aria-hidden className="size-4" />
          {answer.isFetching ? 'Looking' : 'Look it up'}
        </Button>
      </form>
      <ul aria-live="polite" className="mt-3 empty:hidden">
        {isAsked && answer.data && (
          <CandidateCard exam={item.exam} candidate={answer.data} onFile={() => onFile(answer.data)} />
        )}
      </ul>
    </div>
  );
}

function tellFailure(error: Error): string {
  if (!(error instanceof ApiError)) return 'It could not be looked up. Try again.';
  if (error.failure === 'not-found')
    return 'This organization has no appointment with this id. Check that it was copied whole.';
  if (error.failure === 'offline') return 'The server cannot be reached. Try again when it can.';
  return error.message;
}
