'use client';

import { Download, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { saveFile } from '#components/submissions/save-file';
import { Button } from '#components/ui/button';
import { countOf } from '#components/ui/format-count';
import { exportSubmissions, type SubmissionQuery } from '#lib/submissions/client';

type Progress =
  | { state: 'idle' }
  | { state: 'running'; rows: number }
  | { state: 'done'; rows: number; hasMore: boolean }
  | { state: 'failed' };

/** Saves the list as it is narrowed now as a CSV file, tells how far that is, and whether the file holds everything. */
export function ExportButton({ organization, query }: { organization: string; query: SubmissionQuery }) {
  const [progress, setProgress] = useState<Progress>({ state: 'idle' });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const isRunning = progress.state === 'running';
  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ state: 'running', rows: 0 });
    try {
      const answer = await exportSubmissions(organization, query, controller.signal);
      const hasMore = answer.headers.get('x-has-more') === 'true';
      const rows = await saveFile(answer, (count) => setProgress({ state: 'running', rows: count }));
      setProgress({ state: 'done', rows, hasMore });
    } catch {
      setProgress(controller.signal.aborted ? { state: 'idle' } : { state: 'failed' });
    }
  };
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <p
        role="status"
        className={`text-sm ${progress.state === 'failed' || ('hasMore' in progress && progress.hasMore) ? 'text-warn' : 'text-soft'}`}
      >
        {tell(progress)}
      </p>
      {isRunning ? (
        <Button onClick={() => running.current?.abort()}>
          <X aria-hidden className="size-4" />
          Cancel
        </Button>
      ) : (
        <Button onClick={() => void start()}>
          <Download aria-hidden className="size-4" />
          Export CSV
        </Button>
      )}
    </div>
  );
}

function tell(progress: Progress): string {
  switch (progress.state) {
    case 'idle':
      return '';
    case 'running':
      return progress.rows === 0 ? 'Preparing the file' : `${countOf(progress.rows, 'row')} so far`;
    case 'done':
      return progress.hasMore
        ? `The newest ${countOf(progress.rows, 'row')} were saved; there are more. Narrow the dates for the rest.`
        : `${countOf(progress.rows, 'row')} saved`;
    case 'failed':
      return 'The export broke off; nothing was saved. Try again.';
  }
}
