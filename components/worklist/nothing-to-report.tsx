import { CircleCheck, Inbox, SearchX } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import type { WorklistView } from '#lib/worklist/views';

const EMPTY: Record<WorklistView, { title: string; text: string }> = {
  mine: {
    title: 'Nothing is yours right now',
    text: 'What you claim, what you have a draft of, and what is assigned to you appears here.',
  },
  unclaimed: { title: 'Everything is claimed', text: 'Each appointment that waits for a report is held by somebody.' },
  stat: { title: 'No STAT appointments', text: 'A new one appears here within seconds.' },
  'awaiting-final': {
    title: 'Nothing awaits a final report',
    text: 'Appointments with a preliminary report stay here until their final is signed.',
  },
  all: {
    title: 'Nothing waits for a report',
    text: 'Appointments that the practice’s system marks as pending reporting appear here within seconds.',
  },
};

interface NothingToReportProps {
  view: WorklistView;
  isNarrowed: boolean;
  /** Appointments of any view, under the same filters. */
  elsewhere: number;
  onClear: () => void;
  onShowAll: () => void;
}

/** An empty list: because of what narrows it, because of its view, or because the work is done. */
export function NothingToReport({ view, isNarrowed, elsewhere, onClear, onShowAll }: NothingToReportProps) {
  const showAll = elsewhere > 0 && view !== 'all' && (
    <Button onClick={onShowAll}>{elsewhere === 1 ? 'Show the 1 in All' : `Show the ${elsewhere} in All`}</Button>
  );
  if (isNarrowed) {
    return (
      <Notice
        icon={SearchX}
        title="No appointment matches"
        action={
          <>
            <Button onClick={onClear}>Clear search and filters</Button>
            {showAll}
          </>
        }
      >
        The search looks for each word in the patient’s name and id, the exam, the referrer and the accession number.
      </Notice>
    );
  }
  const { title, text } = EMPTY[view];
  return (
    <Notice icon={view === 'all' || view === 'stat' ? CircleCheck : Inbox} title={title} action={showAll}>
      {text}
    </Notice>
  );
}
