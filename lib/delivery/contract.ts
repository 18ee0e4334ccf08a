import { z } from 'zod';
import { pageSizeParam } from '#lib/appointments/contract';
import { defineOperation } from '#lib/operation';
import { givenInstant, wireInstant } from '#lib/text';

export const listedDelivery = z
  .object({
    deliveryId: z.int(),
    reportId: z.uuid(),
    receiver: z.string().meta({ description: 'org.service' }),
    fileName: z.string(),
    fileType: z.enum(['HL7', 'FHIR', 'TEXT', 'PDF']),
    reportItemCount: z.int(),
    batchReadyAt: wireInstant.meta({
      description:
        'When the file became ready for its receiver. It changes only if that was made to fetch what until then was to be sent.',
    }),
    expires: wireInstant,
    state: z.enum(['queued', 'sending', 'retrying', 'ready', 'sent', 'downloaded', 'failed', 'superseded']),
    resultStatus: z.enum(['P', 'F', 'C', 'X']).nullable().meta({
      description: 'Preliminary, final, corrected, withdrawn; null when the file holds several reports.',
    }),
    version: z.int().nullable().meta({ description: 'Of the report; null when the file holds several reports.' }),
  })
  .meta({ id: 'Delivery' });
export type ListedDelivery = z.output<typeof listedDelivery>;

export const listDeliveriesQuery = z.object({
  pageSize: pageSizeParam(50),
  cursor: z.string().optional(),
  since: givenInstant.optional(),
  until: givenInstant.optional(),
  receiver: z.string().max(140).optional().meta({ description: 'The service, or org.service.' }),
  sortdir: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(['asc', 'desc'], 'must be ASC or DESC'))
    .default('desc'),
});
export type ListDeliveriesQuery = z.output<typeof listDeliveriesQuery>;

export const listDeliveriesOperation = defineOperation({
  id: 'listDeliveries',
  method: 'GET',
  path: '/api/waters/org/{org}/deliveries',
  tag: 'Deliveries',
  summary: 'Files made for an organization’s receivers',
  description:
    'For the receiving organization, in the order of batchReadyAt. The next page’s address is in the Link header (rel="next"). To poll, ask for sortdir=asc and since = a minute before the newest batchReadyAt you have, and skip the deliveryIds you know: a file can become visible a moment after it became ready.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: z.object({ org: z.string().max(64) }),
  query: listDeliveriesQuery,
  responses: { 200: { description: 'One page.', schema: z.array(listedDelivery), headers: { Link: 'rel="next"' } } },
  errors: [400, 401, 429, 500],
});

export const getContentOperation = defineOperation({
  id: 'getDeliveryContent',
  method: 'GET',
  path: '/api/waters/report/{id}/content',
  tag: 'Deliveries',
  summary: 'The file of a delivery',
  description:
    'For the receiving organization. A DOWNLOAD destination’s first GET records the download and seals the file; a superseded, expired or failed file is 410. A file not fetched yet is 404 while its receiver is inactive or its sender does not share with it; a withdrawal is not.',
  caller: 'required',
  changes: true,
  errorStyle: 'reportstream',
  params: z.object({ id: z.string().max(64).meta({ description: 'The reportId of a delivery.' }) }),
  responses: {
    200: {
      description: 'The file’s bytes: an ORU^R01 or a batch, a FHIR Bundle or one a line, the report’s text, or a PDF.',
      mediaType: 'text/plain',
      alternatives: ['application/hl7-v2', 'application/fhir+json', 'application/fhir+ndjson', 'application/pdf'],
      schema: z.string(),
      headers: {
        'Content-Disposition': 'attachment with the file’s name',
        'X-Content-Type-Options': 'nosniff',
        'Result-Status':
          'P preliminary, F final, C corrected, X withdrawn (HL7 table 0123); one for each report of the file, in the order of its text, separated by commas.',
        'Report-Version': 'The version of each report of the file, in the same order.',
      },
    },
  },
  errors: [401, 404, 409, 410, 429, 500],
});
