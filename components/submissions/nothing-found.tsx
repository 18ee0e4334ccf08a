import { Inbox, SearchX } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE, Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** An empty list: because of its filters, or because nothing was ever submitted. */
export function NothingFound({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (isNarrowed) {
    return (
      <Notice
        icon={SearchX}
        title="No submission matches"
        action={<Button onClick={onClear}>Clear search and filters</Button>}
      >
        The search finds whole ids only: an appointment, accession number, report id, submission id or file name.
      </Notice>
    );
  }
  return (
    <Notice
      icon={Inbox}
      title="No submissions yet"
      action={
        <a href="/docs" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.plain}`}>
          How to submit a report
        </a>
      }
    >
      Each report that is submitted for this organization appears here within a moment, with what became of it at every
      destination.
    </Notice>
  );
}
