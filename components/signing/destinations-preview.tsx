import { CircleCheck, Funnel, MapPinOff, TriangleAlert } from 'lucide-react';
import { FILTER_TYPE } from '#components/submissions/status-words';
import { tellFailure } from '#components/signing/tell-failure';
import type { Previewed } from '#components/signing/use-preview';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { Skeleton } from '#components/ui/skeleton';
import type { ReportPreview } from '#lib/reports/contract';

type Destination = ReportPreview['destinations'][number];

/** Where the report would go if it were signed now, and what keeps it from the others. */
export function DestinationsPreview({ previewed: { preview, error, isAsking, retry } }: { previewed: Previewed }) {
  if (error) {
    return (
      <div role="status" className="flex flex-wrap items-center gap-2">
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
        <p className="min-w-0 flex-1 basis-40 text-soft">Not known: {error.message}</p>
        <Button onClick={retry}>Ask again</Button>
      </div>
    );
  }
  if (!preview) {
    return isAsking ? (
      <div role="status">
        <span className="sr-only">Loading</span>
        <Skeleton className="h-16 w-full" />
      </div>
    ) : (
      <p className="text-soft">Shown once something is written.</p>
    );
  }
  const { destinations, holdSeconds } = preview;
  const routed = destinations.filter(({ verdict }) => verdict === 'routed');
  return (
    <>
      {destinations.length === 0 || routed.length === 0 ? (
        <p className="mb-1.5 flex items-start gap-2">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          {destinations.length === 0
            ? 'No destination is set up for it: it is kept here and sent nowhere.'
            : 'No destination would receive it.'}
        </p>
      ) : (
        holdSeconds > 0 && (
          <p className="mb-1.5 text-sm text-soft">Held for {holdSeconds} seconds, in which you can recall it.</p>
        )
      )}
      <ul className="space-y-2">
        {destinations.map((destination) => (
          <DestinationItem key={destination.destination} destination={destination} />
        ))}
      </ul>
    </>
  );
}

const VERDICT = {
  routed: { icon: CircleCheck, colour: 'text-good', word: 'receives it' },
  filtered: { icon: Funnel, colour: 'text-mute', word: 'filtered out' },
  'outside jurisdiction': { icon: MapPinOff, colour: 'text-mute', word: 'outside its jurisdiction' },
};

function DestinationItem({ destination: told }: { destination: Destination }) {
  const { icon: Icon, colour, word } = VERDICT[told.verdict];
  return (
    <li className="flex items-start gap-2">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0">
        <p>
          <span className="font-medium break-all">{told.destination}</span> <span className="text-soft">{word}</span>
        </p>
        {told.sendingAt && (
          <p className="text-sm text-soft">
            planned <Time at={told.sendingAt} />
          </p>
        )}
        {told.failures.map((failure) => (
          <p key={failure.words} className="text-sm break-words text-soft">
            {told.filterType && `${FILTER_TYPE[told.filterType]} filter: `}
            {tellFailure(failure)}
          </p>
        ))}
      </div>
    </li>
  );
}
