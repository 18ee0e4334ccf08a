import { formatCount } from '#components/ui/format-count';
import { ProgressBar } from '#components/ui/progress-bar';
import type { Submission } from '#lib/submissions/contract';
import type { Standing } from '#lib/submissions/watch-contract';

/** How far a payload has been read; null once it is, and for what is no payload. */
function readingOf(
  { source, overallStatus, reportItemCount }: Submission,
  standing: Standing | null,
): { read: number; of: number } | null {
  if (source !== 'reportstream' || overallStatus !== 'Received' || reportItemCount === null) return null;
  return { read: Math.min(standing?.itemsRead ?? 0, reportItemCount), of: reportItemCount };
}

interface ReadingProgressProps {
  submission: Submission;
  standing: Standing | null;
}

/** How many items of a payload have been read, while they are. */
export function ReadingProgress({ submission, standing }: ReadingProgressProps) {
  const reading = readingOf(submission, standing);
  if (!reading) return null;
  return (
    <div className="mt-3 max-w-md">
      <p className="flex justify-between gap-4">
        <span>
          {formatCount(reading.read)} of {formatCount(reading.of)} {reading.of === 1 ? 'item' : 'items'} read
        </span>
        <span className="text-soft">{Math.floor((100 * reading.read) / reading.of)} %</span>
      </p>
      <div className="mt-1.5">
        <ProgressBar label="Items read" value={reading.read} max={reading.of} />
      </div>
    </div>
  );
}
