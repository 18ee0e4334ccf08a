import { z } from 'zod';
import { pageSizeParam } from '#lib/appointments/contract';
import { defineOperation } from '#lib/operation';
import { FILTER_TYPES, filterFailureSchema } from '#lib/routing/contract';
import { submissionDestination } from '#lib/submissions/destination-contract';
import { DELIVERY_STATES, DESTINATION_STATUSES, OVERALL_STATUSES } from '#lib/submissions/overall-status';
import { givenInstant, wireInstant } from '#lib/text';

export const reportStreamError = z.object({ error: z.string() }).meta({ id: 'ReportStreamError' });

/** An error or warning, one entry per distinct message and scope (submission-history.md, `errors`). */
export const consolidatedMessage = z.object({
  scope: z.enum(['parameter', 'report', 'item', 'translation']),
  indices: z.array(z.int().nullable()).optional(),
  trackingIds: z.array(z.string().nullable()).optional(),
  field: z.string().optional(),
  message: z.string(),
  errorCode: z.string(),
});
export type ConsolidatedMessage = z.output<typeof consolidatedMessage>;

/** One verdict of `?explain=true`: every destination that was considered, jurisdiction misses too. */
export const routingExplanation = z.object({
  index: z.int(),
  trackingId: z.string(),
  destination: z.string(),
  verdict: z.enum(['routed', 'filtered', 'outside jurisdiction']),
  filterType: z.enum(FILTER_TYPES).nullable(),
  failures: z.array(filterFailureSchema),
  reason: z.string(),
  earlier: z
    .object({
      verdict: z.enum(['filtered', 'outside jurisdiction']),
      filterType: z.enum(FILTER_TYPES),
      reason: z.string(),
      until: wireInstant,
    })
    .nullable()
    .meta({ description: 'The verdict before a person had the item routed again; null if nobody had.' }),
});

/** One try to hand a file over to a destination, of `?explain=true`. */
export const deliveryAttempt = z.object({
  destination: z.string(),
  reportId: z.uuid(),
  attempt: z.int(),
  startedAt: wireInstant,
  finishedAt: wireInstant,
  outcome: z.enum(['delivered', 'retry', 'failed']),
  detail: z.string().nullable(),
  address: z.string().nullable().meta({ description: 'Whom it was sent to; null unless an administrator asks.' }),
  isKept: z
    .boolean()
    .meta({ description: 'What was sent or answered can be read, by the one who asks: see getAttempt.' }),
});

/** Keys in the order of the contract's examples; ours come after. */
export const submission = z
  .object({
    id: z.uuid().nullable(),
    submissionId: z.int(),
    overallStatus: z.enum(OVERALL_STATUSES),
    timestamp: wireInstant,
    plannedCompletionAt: wireInstant.nullable(),
    actualCompletionAt: wireInstant.nullable(),
    sender: z.string(),
    reportItemCount: z.int().nullable(),
    errorCount: z.int(),
    warningCount: z.int(),
    httpStatus: z.int(),
    destinations: z.array(submissionDestination),
    actionName: z.string(),
    externalName: z.string().nullable(),
    reportId: z.uuid().nullable(),
    topic: z.string().nullable(),
    bodyFormat: z.literal(''),
    errors: z.array(consolidatedMessage),
    warnings: z.array(consolidatedMessage),
    destinationCount: z.int(),
    fileName: z.literal(''),
    deliveryState: z.enum(DELIVERY_STATES),
    source: z.enum(['portal', 'partner', 'reportstream']),
    appointmentId: z.string().nullable(),
    reportStatus: z.enum(['preliminary', 'final', 'withdrawn']).nullable(),
    version: z.int().nullable(),
    explanation: z.array(routingExplanation).optional(),
    routedAt: wireInstant.nullable().optional(),
    deliveryAttempts: z.array(deliveryAttempt).optional(),
  })
  .meta({ id: 'Submission' });
export type Submission = z.output<typeof submission>;

const historyQuery = z.object({
  explain: z.enum(['true', 'false']).default('false').meta({
    description:
      'Adds every destination considered, also those outside its jurisdiction, with the values seen; when it was routed; and each attempt to deliver.',
  }),
});

const history = {
  method: 'GET',
  tag: 'History',
  summary: 'What became of a submission',
  description:
    'By report id (UUID) or submissionId (integer). Readers: the sending organization and platform administrators; for everybody else the submission does not exist.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: z.object({ id: z.string().meta({ description: 'Report UUID or integer submissionId.' }) }),
  query: historyQuery,
  headers: z.object({ 'if-none-match': z.string().max(1000).optional() }),
} as const;
const historyResponses = {
  200: { description: 'The submission.', schema: submission, headers: { ETag: 'For If-None-Match.' } },
  304: { description: 'Not modified since the ETag given.' },
};

export const getSubmissionOperation = defineOperation({
  ...history,
  id: 'getSubmissionHistory',
  path: '/api/waters/report/{id}/history',
  responses: historyResponses,
  errors: [400, 401, 404, 429, 500],
});

export const getSubmissionAliasOperation = defineOperation({
  ...history,
  summary: 'What became of a submission (the other path)',
  id: 'getSubmissionHistoryAlias',
  path: '/api/report/{id}/history',
  responses: historyResponses,
  errors: [400, 401, 404, 429, 500],
});

const anyCaseBoolean = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(z.enum(['true', 'false'], 'must be true or false'));

/** Filters of the list and of its summary. */
export const submissionFilters = z.object({
  since: givenInstant.optional(),
  until: givenInstant.optional(),
  showFailed: anyCaseBoolean.default('true'),
  status: z.enum(OVERALL_STATUSES).optional(),
  deliveryState: z.enum(DELIVERY_STATES).optional(),
  destination: z.string().max(140).optional().meta({ description: 'org.service' }),
  destinationStatus: z.enum(DESTINATION_STATUSES).optional().meta({
    description: 'What became of it at the destination named, or at any.',
  }),
  filterType: z.enum(FILTER_TYPES).optional(),
  sender: z.string().max(140).optional().meta({ description: 'The sender’s name, or org.sender.' }),
  topic: z.string().max(64).optional(),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Exactly one of: report id, submissionId, file name, accession number, appointment id.' }),
});
export type SubmissionFilters = z.output<typeof submissionFilters>;

export const listSubmissionsQuery = submissionFilters.extend({
  pageSize: pageSizeParam(50),
  cursor: z.string().optional(),
  sortdir: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['asc', 'desc'], 'must be ASC or DESC'))
    .default('desc'),
});
export type ListSubmissionsQuery = z.output<typeof listSubmissionsQuery>;

/** A row of the list: the submission without its details, and its destinations' counts by fate. */
export const listedSubmission = z
  .object({
    submissionId: z.int(),
    timestamp: wireInstant,
    sender: z.string(),
    httpStatus: z.int(),
    externalName: z.string().nullable(),
    id: z.uuid().nullable(),
    topic: z.string().nullable(),
    reportItemCount: z.int().nullable(),
    overallStatus: z.enum(OVERALL_STATUSES),
    deliveryState: z.enum(DELIVERY_STATES),
    errorCount: z.int(),
    warningCount: z.int(),
    source: z.enum(['portal', 'partner', 'reportstream']),
    appointmentId: z.string().nullable(),
    reportStatus: z.enum(['preliminary', 'final', 'withdrawn']).nullable(),
    version: z.int().nullable(),
    destinations: z.array(
      z.object({ destination: z.string(), status: submissionDestination.shape.status, itemCount: z.int() }),
    ),
  })
  .meta({ id: 'ListedSubmission' });
export type ListedSubmission = z.output<typeof listedSubmission>;

export const orgParams = z.object({ org: z.string().max(64) });

export const listSubmissionsOperation = defineOperation({
  id: 'listSubmissions',
  method: 'GET',
  path: '/api/waters/org/{org}/submissions',
  tag: 'History',
  summary: 'Submissions of an organization',
  description: 'Newest first unless sortdir=ASC. The next page’s address is in the Link header (rel="next").',
  caller: 'required',
  errorStyle: 'reportstream',
  params: orgParams,
  query: listSubmissionsQuery,
  responses: {
    200: { description: 'One page.', schema: z.array(listedSubmission), headers: { Link: 'rel="next"' } },
  },
  errors: [400, 401, 429, 500],
});

const count = z.int();
export const submissionSummary = z
  .object({
    since: wireInstant.nullable().meta({
      description: 'Where the counts begin; null for a search by q without since, which counts everything it finds.',
    }),
    total: count,
    byStatus: z.array(z.object({ status: z.enum(OVERALL_STATUSES), count })),
    byDestination: z.array(
      z.object({
        destination: z.string(),
        delivered: count,
        waiting: count,
        retrying: count,
        failed: count,
        superseded: count,
        skipped: count,
        filtered: count,
      }),
    ),
    byFilter: z.array(z.object({ destination: z.string(), filterType: z.enum(FILTER_TYPES), count })),
  })
  .meta({ id: 'SubmissionSummary' });
export type SubmissionSummary = z.output<typeof submissionSummary>;

export const summarizeSubmissionsOperation = defineOperation({
  id: 'summarizeSubmissions',
  method: 'GET',
  path: '/api/waters/org/{org}/submissions/summary',
  tag: 'History',
  summary: 'Counts by status, destination and filter',
  description:
    'For the same filters as the list. Items are counted by destination and filter, submissions by status. Without since (and q) the 30 days before until, or now, are counted; at most 92 days are: since in the answer tells where the counts begin.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: orgParams,
  query: submissionFilters,
  responses: { 200: { description: 'The counts.', schema: submissionSummary } },
  errors: [400, 401, 429, 500],
});
