import { z } from 'zod';
import { FILTER_TYPES } from '#lib/routing/contract';
import { DESTINATION_STATUSES } from '#lib/submissions/overall-status';
import { wireInstant } from '#lib/text';

const filteredReportItem = z.object({
  filterType: z.enum(FILTER_TYPES),
  filterName: z.string(),
  filteredTrackingElement: z.string(),
  filterArgs: z.array(z.string()),
  message: z.string(),
});

const deliveredFile = z.object({
  reportId: z.uuid(),
  externalName: z.string(),
  createdAt: wireInstant,
  itemCount: z.int(),
});

/** What became of a submission's items at one destination. */
export const submissionDestination = z
  .object({
    organization: z.string().nullable(),
    organization_id: z.string(),
    service: z.string(),
    itemCount: z.int(),
    itemCountBeforeQualityFiltering: z.int(),
    sending_at: wireInstant.optional(),
    filteredReportRows: z.array(z.string()),
    filteredReportItems: z.array(filteredReportItem),
    sentReports: z.array(deliveredFile),
    downloadedReports: z.array(deliveredFile),
    status: z.enum(DESTINATION_STATUSES),
    attempts: z.int(),
    lastError: z.string().nullable(),
    nextRetryAt: wireInstant.nullable(),
    supersededBy: z.uuid().nullable(),
    outdated: z.boolean().meta({ description: 'The destination still holds an older version than the current one.' }),
    pausedSince: wireInstant.nullable().meta({
      description:
        'Items wait because the destination is paused; null otherwise. Nothing is planned until it is active.',
    }),
    degradedSince: wireInstant.nullable().meta({
      description:
        'Items wait because the destination does not answer: one file at a time is tried until one gets there. Null otherwise.',
    }),
    expires: wireInstant.nullable().meta({
      description:
        'Items wait for the destination to fetch them; until when it can, the first of their files. Null otherwise.',
    }),
  })
  .meta({ id: 'SubmissionDestination' });
export type SubmissionDestination = z.output<typeof submissionDestination>;
