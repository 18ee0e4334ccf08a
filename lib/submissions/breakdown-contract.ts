import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { FILTER_TYPES } from '#lib/routing/contract';
import { orgParams, submissionFilters } from '#lib/submissions/contract';
import { DESTINATION_STATUSES, OVERALL_STATUSES, type DestinationStatus } from '#lib/submissions/overall-status';
import { wireInstant } from '#lib/text';

const count = z.int();
const byStatus = z.array(z.object({ status: z.enum(OVERALL_STATUSES), count }));

export const submissionBreakdown = z
  .object({
    since: wireInstant.nullable().meta({ description: 'Where counting begins; null for a search by q without since.' }),
    until: wireInstant.nullable().meta({ description: 'As asked for; null when everything up to now is counted.' }),
    unit: z.enum(['hour', 'day']),
    total: count,
    byStatus,
    overTime: z.array(z.object({ since: wireInstant, until: wireInstant, byStatus })).meta({
      description: 'One entry an hour or day, empty ones too; until is its last millisecond. [] without since.',
    }),
    byDestination: z.array(
      z.object({
        destination: z.string(),
        ...(Object.fromEntries(DESTINATION_STATUSES.map((status) => [status, count])) as Record<
          DestinationStatus,
          z.ZodInt
        >),
      }),
    ),
    byFilter: z.array(z.object({ destination: z.string(), filterType: z.enum(FILTER_TYPES), count })),
  })
  .meta({ id: 'SubmissionBreakdown' });
export type SubmissionBreakdown = z.output<typeof submissionBreakdown>;

export const breakdownQuery = submissionFilters.extend({
  timeZone: z
    .string()
    .regex(/^[A-Za-z0-9_+/-]{1,64}$/, 'must be a time zone such as Australia/Melbourne')
    .default('UTC')
    .meta({ description: 'IANA name of the zone whose days and hours are counted.' }),
});
export type BreakdownQuery = z.output<typeof breakdownQuery>;

export const breakDownSubmissionsOperation = defineOperation({
  id: 'breakDownSubmissions',
  method: 'GET',
  path: '/api/waters/org/{org}/submissions/breakdown',
  tag: 'History',
  summary: 'Submissions counted over time, by destination and by filter',
  description:
    'Every figure counts submissions: the list with the same filters, and those of the figure, has as many rows. Hours are counted for up to two days, days beyond. Without since (and q) the 30 days that end with until, or now, are counted; at most 92 days are.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: orgParams,
  query: breakdownQuery,
  responses: { 200: { description: 'The figures.', schema: submissionBreakdown } },
  errors: [400, 401, 429, 500],
});
