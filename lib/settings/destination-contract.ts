import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { FILTER_TYPES, filterFailureSchema } from '#lib/routing/contract';
import {
  CHANGE_ERRORS,
  changeHeaders,
  fileOrigin,
  objectVersion,
  READ_ERRORS,
  settingsBody,
  settingsOperation,
  settingsParams,
} from '#lib/settings/object-contract';
import { receiver, receiverFilters, receiverSettings, settingsName } from '#lib/settings/receiver-contract';
import { transportCredentials } from '#lib/settings/transport-contract';
import { requiredLine, wireInstant } from '#lib/text';

const path = '/api/settings/{domain}/destinations';

/** How a destination has been doing; counts end at 10,000. */
export const destinationHealth = z.object({
  waiting: z.int().meta({ description: 'Files not sent yet, without those that are retried.' }),
  retrying: z.int(),
  ready: z.int().meta({ description: 'Files that wait to be fetched.' }),
  failedToday: z.int().meta({ description: 'Files given up in the last 24 hours.' }),
  lastSuccessAt: wireInstant.nullable().meta({ description: 'Sent or fetched, in the last 30 days.' }),
  lastError: z.string().nullable().meta({ description: 'Of the newest file that is retried or was given up.' }),
  paused: z
    .object({ since: wireInstant, reason: z.string() })
    .nullable()
    .meta({ description: 'Reports are routed to it and their files wait; null while it is not paused.' }),
  degraded: z.object({ since: wireInstant, nextTryAt: wireInstant, lastError: z.string().nullable() }).nullable().meta({
    description:
      'It did not answer several attempts in a row: one file at a time is tried, no sooner than nextTryAt, until one gets there. Null while it answers.',
  }),
  recoveredAt: wireInstant.nullable().meta({ description: 'It answers again since then, within the last 24 hours.' }),
});

export const destinationObject = z
  .object({
    name: z.string(),
    settings: receiverSettings.meta({ description: 'Without what opens the destination.' }),
    credentials: z
      .array(transportCredentials.keyof())
      .meta({ description: 'Which credentials are stored; what they are is never told.' }),
    health: destinationHealth,
    file: fileOrigin,
    version: objectVersion,
  })
  .meta({ id: 'Destination' });
export type DestinationObject = z.output<typeof destinationObject>;

const destinationParams = settingsParams.extend({ name: z.string().max(64) });
const one = { ...settingsOperation, params: destinationParams } as const;
const example = { name: 'ehr', format: 'HL7', transport: { type: 'MLLP', host: 'ehr.acme.test', port: 2575 } };

export const listDestinationsOperation = defineOperation({
  ...settingsOperation,
  id: 'listDestinations',
  method: 'GET',
  path,
  summary: 'The destinations of an organization, and how they are doing',
  responses: { 200: { description: 'By name.', schema: z.array(destinationObject) } },
  errors: READ_ERRORS,
});

export const getDestinationOperation = defineOperation({
  ...one,
  id: 'getDestination',
  method: 'GET',
  path: `${path}/{name}`,
  summary: 'A destination',
  responses: { 200: { description: 'The destination.', schema: destinationObject } },
  errors: READ_ERRORS,
});

export const createDestinationOperation = defineOperation({
  ...settingsOperation,
  id: 'createDestination',
  method: 'POST',
  path,
  summary: 'Create a destination',
  body: { ...settingsBody, schema: receiver, example },
  responses: { 201: { description: 'Created.', schema: destinationObject } },
  errors: CHANGE_ERRORS,
});

export const updateDestinationOperation = defineOperation({
  ...one,
  id: 'updateDestination',
  method: 'PUT',
  path: `${path}/{name}`,
  summary: 'Change a destination',
  description:
    'The whole of it; its name stays. Credentials that are not given stay, unless the type of the transport changes. Takes effect with the next report in every process.',
  headers: changeHeaders,
  body: { ...settingsBody, schema: receiver, example },
  responses: { 200: { description: 'As it is now.', schema: destinationObject } },
  errors: CHANGE_ERRORS,
});

export const pauseDestinationBody = z.strictObject({
  reason: requiredLine(1000).meta({ description: 'Shown beside the destination, and kept in the audit.' }),
});

export const pauseDestinationOperation = defineOperation({
  ...one,
  id: 'pauseDestination',
  method: 'POST',
  path: `${path}/{name}/pause`,
  summary: 'Pause a destination',
  description:
    'Reports accepted meanwhile are routed to it as before, and their files wait with those that waited already, withdrawals too. Nothing is sent there and none of its files can be fetched until it is activated.',
  body: {
    ...settingsBody,
    schema: pauseDestinationBody,
    example: { reason: 'The hospital moves its interface engine.' },
  },
  responses: { 200: { description: 'Paused.', schema: destinationObject } },
  errors: CHANGE_ERRORS,
});

export const activateDestinationOperation = defineOperation({
  ...one,
  id: 'activateDestination',
  method: 'POST',
  path: `${path}/{name}/activate`,
  summary: 'Make a destination active',
  description:
    'One that was paused, or that is inactive. Files that were waiting are sent, each report’s in its order.',
  responses: { 200: { description: 'Active.', schema: destinationObject } },
  errors: CHANGE_ERRORS,
});

export const checkFiltersBody = z.strictObject({ expressions: z.array(z.string().max(4000)).max(500) });
export const checkedFilter = z.object({
  problem: z.string().nullable().meta({ description: 'What is wrong with it; null when nothing is.' }),
  words: z.string().nullable().meta({ description: 'What it lets pass, in words; null when something is wrong.' }),
});
export type CheckedFilter = z.output<typeof checkedFilter>;

export const checkFiltersOperation = defineOperation({
  ...settingsOperation,
  id: 'checkFilters',
  method: 'POST',
  path: '/api/settings/{domain}/filters/check',
  summary: 'Check filter expressions',
  description: 'By the parser that saves them.',
  body: { ...settingsBody, schema: checkFiltersBody, example: { expressions: ['matches(modality, CT, MR)'] } },
  responses: { 200: { description: 'One answer for each, in their order.', schema: z.array(checkedFilter) } },
  errors: READ_ERRORS,
});

/** Submissions that a dry run looks at. */
export const DRY_RUN_SUBMISSIONS = 50;

export const dryRunBody = receiverFilters.extend({
  destination: settingsName.nullable().meta({ description: 'Whose filters these are to become; null for a new one.' }),
  topic: settingsName.default('radiology'),
});
export type DryRun = z.output<typeof dryRunBody>;

export const dryRunVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept') }),
  z.object({
    kind: z.literal('removed'),
    filterType: z.enum(FILTER_TYPES),
    failures: z.array(filterFailureSchema.extend({ words: z.string() })),
  }),
  z.object({ kind: z.literal('other topic') }),
]);

export const dryRunItem = z.object({
  submissionId: z.int(),
  itemIndex: z.int(),
  receivedAt: wireInstant,
  sender: z.string(),
  appointmentId: z.string().nullable(),
  before: dryRunVerdict
    .nullable()
    .meta({ description: 'By the filters as they are saved; null for a new destination.' }),
  after: dryRunVerdict,
});
export type DryRunItem = z.output<typeof dryRunItem>;

export const dryRunResult = z
  .object({
    submissionCount: z.int(),
    keptBefore: z.int().nullable(),
    keptAfter: z.int(),
    items: z.array(dryRunItem),
  })
  .meta({ id: 'DryRun' });
export type DryRunResult = z.output<typeof dryRunResult>;

export const dryRunFiltersOperation = defineOperation({
  ...settingsOperation,
  id: 'dryRunFilters',
  method: 'POST',
  path: '/api/settings/{domain}/filters/dry-run',
  summary: 'Try filters on the last 50 submissions',
  description:
    'What these filters would have kept and removed of what the organization itself submitted last, by the code that routes, at the time of each submission and as if the destination were active. Withdrawals pass all filters and are left out. Nothing is stored but that somebody looked.',
  body: {
    ...settingsBody,
    schema: dryRunBody,
    example: { destination: 'ehr', routingFilter: ['matches(modality, CT, MR)'] },
  },
  responses: { 200: { description: 'Newest first.', schema: dryRunResult } },
  errors: READ_ERRORS,
});
