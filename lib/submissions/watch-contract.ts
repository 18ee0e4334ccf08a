import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import type { Submission } from '#lib/submissions/contract';

/** How a submission stands: what its watchers are told when it changes. */
export interface Standing extends Pick<Submission, 'submissionId' | 'overallStatus' | 'deliveryState'> {
  /** Grows with every change that history shows. */
  revision: number;
  itemCount: number | null;
  /** Items of a payload that a worker has read so far. */
  itemsRead: number | null;
}

export const watchSubmissionOperation = defineOperation({
  id: 'watchSubmission',
  method: 'GET',
  path: '/api/waters/report/{id}/events',
  tag: 'History',
  summary: 'How a submission stands, told whenever it changes',
  description:
    'Server-Sent Events. Each `standing` event’s id is the submission’s revision, its data {submissionId, revision, overallStatus, deliveryState, itemCount, itemsRead}. The first comes at once; the stream ends after five minutes, and clients come again by themselves.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: z.object({ id: z.string().meta({ description: 'Report UUID or integer submissionId.' }) }),
  responses: { 200: { description: 'Events.', schema: z.string(), mediaType: 'text/event-stream' } },
  errors: [400, 401, 404, 429, 500],
});
