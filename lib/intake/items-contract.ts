import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { DESTINATION_STATUSES } from '#lib/submissions/overall-status';
import { pageSizeParam } from '#lib/appointments/contract';
import { storableLine, wireInstant } from '#lib/text';

/** What became of an item: it could not be used, it came before, it belongs to an appointment, or it stands by itself. */
export const ITEM_STATES = ['received', 'invalid', 'duplicate', 'filed', 'unmatched', 'routed'] as const;

/** One item of a submission. */
export const submissionItem = z
  .object({
    index: z.int().meta({ description: 'In the submitted payload, from 1.' }),
    trackingId: z.string().nullable(),
    state: z.enum(ITEM_STATES),
    reportGuid: z.uuid().nullable(),
    accessionNumber: z.string().nullable(),
    appointmentId: z.string().nullable().meta({ description: 'The appointment it is filed with.' }),
    version: z.int().nullable(),
    errors: z.array(z.string()),
    warnings: z.array(z.string()),
    destinations: z.array(z.object({ destination: z.string(), status: z.enum(DESTINATION_STATUSES) })),
  })
  .meta({ id: 'SubmissionItem' });
export type SubmissionItem = z.output<typeof submissionItem>;

export const listItemsQuery = z.object({
  pageSize: pageSizeParam(50),
  cursor: z.string().optional(),
  state: z.enum(['all', 'errors', 'unmatched']).default('all'),
  from: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(999_999_999, 'must have at most 9 digits')
    .default(1)
    .meta({ description: 'The list begins with this item.' }),
});
export type ListItemsQuery = z.output<typeof listItemsQuery>;

const reader = { tag: 'History', caller: 'required', errorStyle: 'reportstream' } as const;
const idParams = z.object({ id: z.string().meta({ description: 'Report UUID or integer submissionId.' }) });

export const listItemsOperation = defineOperation({
  ...reader,
  id: 'listSubmissionItems',
  method: 'GET',
  path: '/api/waters/report/{id}/items',
  summary: 'The items of a submission',
  description: 'In the order of the payload. The next page’s address is in the Link header (rel="next").',
  params: idParams,
  query: listItemsQuery,
  responses: { 200: { description: 'One page.', schema: z.array(submissionItem), headers: { Link: 'rel="next"' } } },
  errors: [400, 401, 404, 429, 500],
});

const exam = z.record(z.string(), z.string().nullable());

/** An item that is filed with no appointment, as the list tells it. */
export const unmatchedItem = z
  .object({
    submissionId: z.int(),
    index: z.int(),
    trackingId: z.string().nullable(),
    organization: z.string(),
    sender: z.string(),
    receivedAt: wireInstant,
    reason: z.string(),
    resultStatus: z.enum(['P', 'F', 'C', 'X']),
    exam: exam.meta({ description: 'Patient and exam as the item tells them.' }),
  })
  .meta({ id: 'UnmatchedItem' });
export type UnmatchedItem = z.output<typeof unmatchedItem>;

export const listUnmatchedQuery = z.object({ pageSize: pageSizeParam(50), cursor: z.string().optional() });

export const listUnmatchedOperation = defineOperation({
  ...reader,
  id: 'listUnmatchedItems',
  method: 'GET',
  path: '/api/waters/org/{org}/unmatched',
  summary: 'Items that are filed with no appointment',
  description:
    'Newest first. They went where the filters let them; what is open is with which appointment to file them.',
  params: z.object({ org: z.string().max(64) }),
  query: listUnmatchedQuery,
  responses: { 200: { description: 'One page.', schema: z.array(unmatchedItem), headers: { Link: 'rel="next"' } } },
  errors: [400, 401, 429, 500],
});

const candidate = z.object({
  appointmentId: z.string(),
  patientId: z.string().nullable(),
  patientName: z.string().nullable(),
  patientDateOfBirth: z.string().nullable(),
  patientSex: z.string().nullable(),
  accessionNumber: z.string().nullable(),
  studyDescription: z.string().nullable(),
  currentReportStatus: z.string().nullable(),
});

/** The same with its text, and the pending appointments that it may belong to. */
export const unmatchedDetail = unmatchedItem
  .extend({
    reportText: z.string(),
    candidates: z.array(candidate).meta({
      description: 'Pending appointments with one of its numbers or its patient identifier, at most 20.',
    }),
  })
  .meta({ id: 'UnmatchedItemDetail' });
export type UnmatchedDetail = z.output<typeof unmatchedDetail>;

const itemParams = idParams.extend({
  index: z
    .string()
    .regex(/^\d{1,9}$/, 'must be an item’s index')
    .transform(Number),
});

export const getUnmatchedOperation = defineOperation({
  ...reader,
  id: 'getUnmatchedItem',
  method: 'GET',
  path: '/api/waters/report/{id}/items/{index}/unmatched',
  summary: 'An item that is filed with no appointment',
  params: itemParams,
  responses: { 200: { description: 'The item.', schema: unmatchedDetail } },
  errors: [400, 401, 404, 429, 500],
});

const reason = storableLine(1000).refine((text) => text.trim() !== '', 'must say why');
export const fileItemBody = z.object({ appointmentId: z.string().min(1).max(64), reason });
export const setAsideItemBody = z.object({ reason });

const change = { ...reader, method: 'POST', params: itemParams } as const;
const bodyOf = { mediaType: 'application/json', maxBytes: 16_384 } as const;

export const fileItemOperation = defineOperation({
  ...change,
  id: 'fileItem',
  path: '/api/waters/report/{id}/items/{index}/file',
  summary: 'File an item with an appointment',
  description:
    'By a person, with a reason: it becomes the next version of the appointment’s report. Nothing is sent again.',
  body: {
    ...bodyOf,
    schema: fileItemBody,
    example: { appointmentId: 'A123456', reason: 'The patient has two identifiers; both are hers.' },
  },
  responses: {
    200: {
      description: 'Filed.',
      schema: z.object({ appointmentId: z.string(), version: z.int(), reportGuid: z.uuid() }),
    },
  },
  errors: [400, 401, 404, 409, 429, 500],
});

export const setAsideItemOperation = defineOperation({
  ...change,
  id: 'setAsideItem',
  path: '/api/waters/report/{id}/items/{index}/set-aside',
  summary: 'Take an item off the unmatched list',
  description: 'By a person, with a reason: it belongs to no appointment here.',
  body: { ...bodyOf, schema: setAsideItemBody, example: { reason: 'Outside report, kept in the archive only.' } },
  responses: { 204: { description: 'It is off the list.' } },
  errors: [400, 401, 404, 409, 429, 500],
});
