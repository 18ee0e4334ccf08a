import { hasItems, ItemsPanel } from '#components/items/items-panel';
import { DestinationCard } from '#components/submissions/destination-card';
import { MessageTable } from '#components/submissions/message-table';
import { ResendButton } from '#components/resending/resend-button';
import { SubmissionFacts } from '#components/submissions/submission-facts';
import { SubmissionReport } from '#components/submissions/submission-report';
import { VerdictTable } from '#components/submissions/verdict-table';
import { Way } from '#components/submissions/way';
import { Panel } from '#components/ui/panel';
import type { Submission } from '#lib/submissions/contract';
import type { Standing } from '#lib/submissions/watch-contract';

interface SubmissionOverviewProps {
  submission: Submission;
  standing: Standing | null;
}

/** Facts, destinations, items, filters, errors and warnings. */
export function SubmissionOverview({ submission, standing }: SubmissionOverviewProps) {
  const { destinations, errors, warnings, explanation = [], sender, appointmentId, version } = submission;
  const lists = hasItems(submission);
  const itemHref = lists ? (index: number) => `/submissions/${submission.submissionId}?item=${index}` : null;
  const delivered = destinations.filter(({ status }) => status === 'delivered').length;
  return (
    <>
      <section aria-label="Facts" className="mt-5">
        <SubmissionFacts submission={submission} />
      </section>
      {errors.length > 0 && (
        <Panel title="Errors" aside={`${submission.errorCount}`}>
          <MessageTable caption="Errors" messages={errors} itemHref={itemHref} />
        </Panel>
      )}
      <Panel title="Timeline">
        <Way submission={submission} />
      </Panel>
      <Panel title="Destinations" aside={destinations.length > 0 && `${delivered} of ${destinations.length} delivered`}>
        {submission.id !== null && (
          <div className="mb-3 flex flex-wrap gap-2 empty:hidden">
            {destinations.some(({ status }) => status === 'delivered' || status === 'failed') && (
              <ResendButton submission={submission} resending={{ kind: 'all' }} />
            )}
            <ResendButton submission={submission} resending={{ kind: 'reroute' }} />
          </div>
        )}
        {destinations.length === 0 ? (
          <p className="rounded-lg border border-line bg-surface p-4 text-soft">It has no destination.</p>
        ) : (
          <ul className="grid items-start gap-3 md:grid-cols-2 2xl:grid-cols-3">
            {destinations.map((destination) => (
              <DestinationCard
                key={`${destination.organization_id}.${destination.service}`}
                submission={submission}
                destination={destination}
              />
            ))}
          </ul>
        )}
      </Panel>
      {lists && <ItemsPanel submission={submission} standing={standing} />}
      {explanation.length > 0 && (
        <Panel title="Filters" aside="every destination that was considered">
          <VerdictTable verdicts={explanation} />
        </Panel>
      )}
      {appointmentId !== null && version !== null && (
        <SubmissionReport domain={sender.split('.')[0] ?? ''} appointmentId={appointmentId} version={version} />
      )}
      {warnings.length > 0 && (
        <Panel title="Warnings" aside={`${submission.warningCount}`}>
          <MessageTable caption="Warnings" messages={warnings} itemHref={itemHref} />
        </Panel>
      )}
    </>
  );
}
