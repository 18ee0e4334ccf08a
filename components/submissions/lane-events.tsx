import { nameOf } from '#components/submissions/explain-status';
import { FILTER_TYPE, type StatusWord } from '#components/submissions/status-words';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

export type Attempt = NonNullable<Submission['deliveryAttempts']>[number];

/** An attempt, and by which words it is told from the others at its destination. */
export interface NamedAttempt extends Attempt {
  name: string;
}

/** Something that happened, or will, between a submission and one destination. */
export interface LaneEvent {
  key: string;
  kind:
    | 'filtered'
    | 'skipped'
    | 'planned'
    | 'delivered'
    | 'retry'
    | 'failed'
    | 'downloaded'
    | 'superseded'
    | 'next'
    | 'stalled'
    | 'ready'
    | 'expires';
  /** null = told without a time. */
  at: string | null;
  title: string;
  detail: string | null;
  tone: StatusWord['tone'];
  /** Of an attempt; what it sent and was answered can be opened where it is kept. */
  attempt?: NamedAttempt;
}

const ATTEMPT: Record<Attempt['outcome'], { word: string; tone: StatusWord['tone'] }> = {
  delivered: { word: 'delivered', tone: 'good' },
  retry: { word: 'not delivered', tone: 'warn' },
  failed: { word: 'failed for good', tone: 'bad' },
};

/** `0.4 s`, `2 min` */
export function tellDuration(startedAt: string, finishedAt: string): string {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  if (seconds < 10) return `${Math.max(seconds, 0).toFixed(1)} s`;
  return seconds < 120 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** What happened at one destination, in the order of time: filters, attempts, downloads, and what is planned. */
export function laneEvents(submission: Submission, destination: SubmissionDestination): LaneEvent[] {
  const { routedAt = null, deliveryAttempts = [] } = submission;
  const mine = nameAttempts(
    deliveryAttempts.filter((attempt) => attempt.destination === nameOf(destination)),
    destination.itemCountBeforeQualityFiltering,
  );
  return [
    ...filterEvents(destination, routedAt),
    ...mine.map(attemptEvent),
    ...destination.downloadedReports.map(({ reportId, createdAt, externalName }): LaneEvent => ({
      key: `downloaded ${reportId}`,
      kind: 'downloaded',
      at: createdAt,
      title: 'Downloaded',
      detail: externalName,
      tone: 'good',
    })),
    ...endEvents(destination, mine.length),
  ];
}

/** Each file counts its attempts anew. The further files of one item are those that sent it again. */
function nameAttempts(attempts: readonly Attempt[], items: number): NamedAttempt[] {
  const files = [...new Set(attempts.map(({ reportId }) => reportId))];
  return attempts.map((told) => {
    const place = files.indexOf(told.reportId);
    const file = items > 1 && files.length > 1 ? `File ${place + 1}` : place > 0 ? `Resend ${place}` : null;
    return { ...told, name: file === null ? `Attempt ${told.attempt}` : `${file}, attempt ${told.attempt}` };
  });
}

function filterEvents({ filteredReportItems, status }: SubmissionDestination, at: string | null): LaneEvent[] {
  const types = [...new Set(filteredReportItems.map(({ filterType }) => FILTER_TYPE[filterType].toLowerCase()))];
  const filtered: LaneEvent[] = types.map((type) => ({
    key: `filtered ${type}`,
    kind: 'filtered',
    at,
    title: `Removed by its ${type} filter`,
    detail: null,
    tone: 'mute',
  }));
  if (status !== 'skipped') return filtered;
  return [
    ...filtered,
    { key: 'skipped', kind: 'skipped', at, title: 'Skipped, as the sender asked', detail: null, tone: 'mute' },
  ];
}

/** `delivered after 0.4 s` */
export const tellOutcome = ({
  outcome,
  startedAt,
  finishedAt,
}: Pick<Attempt, 'outcome' | 'startedAt' | 'finishedAt'>) =>
  `${ATTEMPT[outcome].word} after ${tellDuration(startedAt, finishedAt)}`;

function attemptEvent(told: NamedAttempt): LaneEvent {
  const { reportId, attempt, name, startedAt, outcome, detail } = told;
  return {
    key: `attempt ${reportId} ${attempt}`,
    kind: outcome,
    at: startedAt,
    title: `${name}: ${tellOutcome(told)}`,
    detail,
    tone: ATTEMPT[outcome].tone,
    attempt: told,
  };
}

/** What is still to come, or why nothing will. */
function endEvents(
  { status, sending_at, nextRetryAt, supersededBy, pausedSince, degradedSince, expires }: SubmissionDestination,
  attempts: number,
): LaneEvent[] {
  if (supersededBy) {
    const title = 'A newer version took its place';
    return [{ key: 'superseded', kind: 'superseded', at: null, title, detail: null, tone: 'mute' }];
  }
  if (expires && sending_at) {
    const event = { detail: null, tone: 'wait' } as const;
    return [
      { ...event, key: 'ready', kind: 'ready', at: sending_at, title: 'Ready to be fetched' },
      { ...event, key: 'expires', kind: 'expires', at: expires, title: 'Expires if it is not fetched' },
    ];
  }
  if (pausedSince) {
    const [title, detail] = ['The destination is paused', 'The file waits until it is activated.'];
    return [{ key: 'stalled', kind: 'stalled', at: pausedSince, title, detail, tone: 'wait' }];
  }
  const stalled: LaneEvent[] = degradedSince
    ? [
        {
          key: 'stalled',
          kind: 'stalled',
          at: degradedSince,
          title: 'The destination does not answer',
          detail: 'One file at a time is tried until one gets there; waiting costs no attempt.',
          tone: 'warn',
        },
      ]
    : [];
  if (nextRetryAt)
    return [
      ...stalled,
      { key: 'next', kind: 'next', at: nextRetryAt, title: 'Next attempt', detail: null, tone: 'wait' },
    ];
  if (status !== 'waiting' || !sending_at) return stalled;
  const title = attempts > 0 ? 'Next attempt' : 'Planned';
  return [...stalled, { key: 'planned', kind: 'planned', at: sending_at, title, detail: null, tone: 'wait' }];
}
