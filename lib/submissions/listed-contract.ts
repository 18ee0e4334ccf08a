import { z } from 'zod';
import { pageSizeParam } from '#lib/appointments/contract';
import { defineOperation } from '#lib/operation';
import { listedSubmission, orgParams, submissionFilters } from '#lib/submissions/contract';
import { DELIVERY_STATES } from '#lib/submissions/overall-status';

/** Rows of one export at the most. */
export const MAX_EXPORTED = 50_000;

export const exportSubmissionsOperation = defineOperation({
  id: 'exportSubmissions',
  method: 'GET',
  path: '/api/waters/org/{org}/submissions/export',
  tag: 'History',
  summary: 'The list of submissions as CSV',
  description: `For the same filters as the list, newest first: RFC 4180, UTF-8 with a byte order mark (spreadsheets need it), one line a submission. A text that a spreadsheet would take for a formula begins with an apostrophe. At most ${MAX_EXPORTED.toLocaleString('en-AU')} submissions: when there are more, X-Has-More is true and the file’s name says that it holds the newest. Every export is audited.`,
  caller: 'required',
  errorStyle: 'reportstream',
  params: orgParams,
  query: submissionFilters,
  responses: {
    200: {
      description: 'The lines, sent as they are read.',
      schema: z.string(),
      mediaType: 'text/csv',
      headers: { 'X-Has-More': 'true when there are more submissions than one file may hold.' },
    },
  },
  errors: [400, 401, 429, 500],
});

export const listMySubmissionsQuery = z.object({
  deliveryState: z.enum(DELIVERY_STATES).optional(),
  q: submissionFilters.shape.q,
  pageSize: pageSizeParam(50),
  cursor: z.string().optional(),
});
export type ListMySubmissionsQuery = z.output<typeof listMySubmissionsQuery>;

export const mySubmission = listedSubmission
  .extend({
    needsAttention: z.boolean().meta({
      description: 'A destination failed for good, and no newer version of the report has taken its place.',
    }),
  })
  .meta({ id: 'MySubmission' });
export type MySubmission = z.output<typeof mySubmission>;

export const listMySubmissionsOperation = defineOperation({
  id: 'listMySubmissions',
  method: 'GET',
  path: '/api/my-submissions',
  tag: 'History',
  summary: 'What the signed-in person submitted, across their organizations',
  description:
    'Those that need attention first, then newest first. The next page’s address is in the Link header (rel="next").',
  caller: 'required',
  errorStyle: 'problem',
  query: listMySubmissionsQuery,
  responses: {
    200: { description: 'One page.', schema: z.array(mySubmission), headers: { Link: 'rel="next"' } },
  },
  errors: [400, 401, 403, 429, 500],
});
