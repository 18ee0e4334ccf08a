'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { Picks } from '#components/breakdown/picks';
import { TimeTable } from '#components/breakdown/time-table';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

const Empty = () => <div className="h-40" />;
const TimeChart = dynamic(() => import('#components/breakdown/time-chart').then(({ TimeChart: Chart }) => Chart), {
  ssr: false,
  loading: Empty,
});

const VIEWS = ['chart', 'table'] as const;

/** Submissions by status, an hour or a day a bar; as a table the same figures, each with its rows. */
export function StatusOverTime({ breakdown, picks }: { breakdown: SubmissionBreakdown; picks: Picks }) {
  const [view, setView] = useState<(typeof VIEWS)[number]>('chart');
  const isIdle = useIdle();
  const isEmpty = breakdown.overTime.every(({ byStatus }) => byStatus.length === 0);
  return (
    <div className="min-w-0 bg-surface p-1.5">
      <div className="flex items-center gap-1 px-2 pt-0.5">
        <h2 className="mr-auto text-sm font-medium text-soft">By status each {breakdown.unit}</h2>
        {VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            aria-label={`Status over time as a ${name}`}
            onClick={() => setView(name)}
            className="h-6 rounded-sm px-2 text-sm text-soft hover:bg-raised hover:text-ink aria-pressed:bg-accent-wash aria-pressed:text-ink"
          >
            {name === 'chart' ? 'Chart' : 'Table'}
          </button>
        ))}
      </div>
      {breakdown.since === null ? (
        <p className="px-2 py-1 text-faint">What a search finds is not told over time.</p>
      ) : isEmpty ? (
        <p className="px-2 py-1 text-faint">Nothing was received in this time.</p>
      ) : view === 'table' ? (
        <TimeTable breakdown={breakdown} picks={picks} />
      ) : (
        <div
          role="img"
          aria-label={`Bars of submissions by status each ${breakdown.unit}; the table has the same figures.`}
        >
          {isIdle ? <TimeChart breakdown={breakdown} picks={picks} /> : <Empty />}
        </div>
      )}
    </div>
  );
}

/** Whether the page has had time for itself: the chart's code waits until everything else is there. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const begin = () => setIdle(true);
    // Safari has no requestIdleCallback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(begin, 300);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(begin, { timeout: 2000 });
    return () => cancelIdleCallback(handle);
  }, []);
  return isIdle;
}
