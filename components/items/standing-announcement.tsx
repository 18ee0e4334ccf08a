'use client';

import { useState } from 'react';
import { OVERALL_STATUS } from '#components/submissions/status-words';
import { formatCount } from '#components/ui/format-count';
import type { Submission } from '#lib/submissions/contract';
import type { Standing } from '#lib/submissions/watch-contract';

interface StandingAnnouncementProps {
  submission: Submission;
  standing: Standing | null;
}

/** Reads out what the page shows silently: each quarter of a payload, then each status. What was there at first is not news. */
export function StandingAnnouncement({ submission, standing }: StandingAnnouncementProps) {
  const news = newsOf(submission, standing);
  const [first] = useState(news);
  return (
    <p role="status" className="sr-only">
      {news === first ? '' : news}
    </p>
  );
}

function newsOf({ overallStatus, reportItemCount }: Submission, standing: Standing | null): string {
  if (overallStatus !== 'Received') return `Status: ${OVERALL_STATUS[overallStatus].word}`;
  const quarters = Math.floor((4 * (standing?.itemsRead ?? 0)) / (reportItemCount ?? 1));
  return quarters === 0 ? '' : `${quarters * 25} percent of ${formatCount(reportItemCount ?? 0)} items read`;
}
