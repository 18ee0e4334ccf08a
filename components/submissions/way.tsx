import { Ban, CircleCheck, CircleDashed, Inbox, OctagonAlert, Split, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { SOURCE, TONE_TEXT, type StatusWord } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import type { Submission } from '#lib/submissions/contract';

interface Step {
  title: string;
  icon: LucideIcon;
  tone: StatusWord['tone'];
  at: string | null;
  text: ReactNode;
}

/** The way that every submission goes before it reaches its destinations. */
export function Way({ submission }: { submission: Submission }) {
  return (
    <ol
      aria-label="Way of the submission"
      className="grid gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-3"
    >
      {[received(submission), validated(submission), routed(submission)].map(
        ({ title, icon: Icon, tone, at, text }) => (
          <li key={title} className="flex gap-3 bg-surface p-4">
            <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${TONE_TEXT[tone]}`} />
            <div className="min-w-0">
              <p className="font-medium">{title}</p>
              {at && <Time at={at} />}
              <p className="text-sm break-words text-soft">{text}</p>
            </div>
          </li>
        ),
      )}
    </ol>
  );
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

function received({ timestamp, source, sender }: Submission): Step {
  const text = `${SOURCE[source]}${sender ? `, as ${sender}` : ''}`;
  return { title: 'Received', icon: Inbox, tone: 'good', at: timestamp, text };
}

function validated({ overallStatus, errorCount, warningCount, reportItemCount, httpStatus }: Submission): Step {
  if (overallStatus === 'Error') {
    const text = `Refused with HTTP ${httpStatus}, ${count(errorCount, 'error')}`;
    return { title: 'Validated', icon: OctagonAlert, tone: 'bad', at: null, text };
  }
  if (overallStatus === 'Received') {
    return { title: 'Validated', icon: CircleDashed, tone: 'wait', at: null, text: 'Is being checked' };
  }
  const found = errorCount > 0 ? count(errorCount, 'error') : 'no error';
  const warned = warningCount > 0 ? `, ${count(warningCount, 'warning')}` : '';
  const text = `${count(reportItemCount ?? 0, 'item')}, ${found}${warned}`;
  return { title: 'Validated', icon: CircleCheck, tone: errorCount > 0 ? 'warn' : 'good', at: null, text };
}

function routed({ overallStatus, destinations, routedAt = null }: Submission): Step {
  if (overallStatus === 'Error' || overallStatus === 'Valid') {
    return { title: 'Routed', icon: Ban, tone: 'mute', at: null, text: 'Nothing was sent on' };
  }
  if (overallStatus === 'Received') {
    return { title: 'Routed', icon: CircleDashed, tone: 'wait', at: null, text: 'Not yet' };
  }
  const passed = destinations.filter(({ status }) => status !== 'filtered').length;
  const text =
    destinations.length === 0
      ? 'No destination takes it'
      : `To ${passed === destinations.length ? passed : `${passed} of ${destinations.length}`} destination${destinations.length === 1 ? '' : 's'}`;
  return { title: 'Routed', icon: passed > 0 ? Split : Ban, tone: passed > 0 ? 'good' : 'mute', at: routedAt, text };
}
