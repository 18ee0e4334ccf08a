import { z } from 'zod';
import { appointment, appointmentParams } from '#lib/appointments/contract';
import { PRIORITIES } from '#lib/appointments/statuses';
import { defineOperation } from '#lib/operation';
import { storableLine, wireInstant } from '#lib/text';
import { LEASE_SECONDS, MAX_WINDOW, WORKLIST_SORTS, WORKLIST_VIEWS, type WorklistView } from '#lib/worklist/views';

const several = z.array(storableLine(255)).max(50).optional();

/** What narrows the list. In the body, not in the address: free text is mostly a patient's name. */
export const worklistFilters = z.object({
  domains: several,
  modalities: several,
  sites: several,
  referrers: several,
  priorities: z.array(z.enum(PRIORITIES)).max(3).optional(),
  receivedBefore: wireInstant.pipe(z.iso.datetime('must be a UTC date-time')).optional(),
  text: storableLine(100)
    .optional()
    .meta({ description: 'Part of patient name, patient id, accession, appointment id, exam or referrer.' }),
});
export type WorklistFilters = z.output<typeof worklistFilters>;

export const listWorklistBody = worklistFilters.extend({
  view: z.enum(WORKLIST_VIEWS).default('all'),
  sort: z.enum(WORKLIST_SORTS).default('due'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  from: z.int().min(0).max(1_000_000).default(0).meta({ description: 'Rows before the first wanted one.' }),
  count: z.int().min(1).max(MAX_WINDOW).default(100),
});
export type ListWorklist = z.output<typeof listWorklistBody>;

export const claimHolder = z
  .object({ name: z.string(), isMe: z.boolean(), claimedAt: wireInstant, leaseUntil: wireInstant })
  .meta({ id: 'ClaimHolder' });
export type ClaimHolder = z.output<typeof claimHolder>;

export const worklistItem = appointment
  .extend({
    receivedAt: wireInstant,
    currentVersion: z.int(),
    holder: claimHolder.nullable(),
    /** When the caller last saved a draft of its report. */
    draftSavedAt: wireInstant.nullable(),
    commentCount: z.int(),
    hasAlert: z.boolean(),
  })
  .meta({ id: 'WorklistItem' });
export type WorklistItem = z.output<typeof worklistItem>;

export const worklistWindow = z
  .object({ total: z.int(), from: z.int(), items: z.array(worklistItem) })
  .meta({ id: 'WorklistWindow' });
export type WorklistWindow = z.output<typeof worklistWindow>;

const worklist = {
  method: 'POST',
  tag: 'Worklist',
  caller: 'required',
  errorStyle: 'problem',
  errors: [400, 401, 403, 429, 500],
} as const;

export const listWorklistOperation = defineOperation({
  ...worklist,
  id: 'listWorklist',
  path: '/api/worklist',
  summary: 'A window of the worklist',
  description:
    'Appointments that need a report, across every domain of the signed-in person. POST, because what is searched for is mostly a patient’s name and stays out of addresses.',
  body: { schema: listWorklistBody, mediaType: 'application/json', maxBytes: 65_536, example: { view: 'unclaimed' } },
  responses: { 200: { description: 'The rows asked for, and how many there are.', schema: worklistWindow } },
  errors: [...worklist.errors],
});

const counted = z.array(z.object({ value: z.string(), count: z.int() }));
export const worklistSummary = z
  .object({
    views: z.object(
      Object.fromEntries(WORKLIST_VIEWS.map((view) => [view, z.int()])) as Record<WorklistView, z.ZodInt>,
    ),
    overdue: z.int(),
    domains: counted,
    modalities: counted,
    sites: counted,
    priorities: counted,
    referrers: counted.meta({ description: 'The fifty with the most appointments.' }),
  })
  .meta({ id: 'WorklistSummary' });
export type WorklistSummary = z.output<typeof worklistSummary>;

export const summarizeWorklistOperation = defineOperation({
  ...worklist,
  id: 'summarizeWorklist',
  path: '/api/worklist/summary',
  summary: 'Counts of the worklist by view and by what it can be narrowed by',
  description:
    'Views and overdue count what all filters leave; the values of each kind count what the filters of other kinds leave.',
  body: { schema: worklistFilters, mediaType: 'application/json', maxBytes: 65_536, example: {} },
  responses: { 200: { description: 'The counts.', schema: worklistSummary } },
  errors: [...worklist.errors],
});

export const claimBody = z.object({
  tab: z.uuid('must be a UUID').meta({ description: 'Made by the page: tells two tabs of one person apart.' }),
  takeOver: z
    .boolean()
    .default(false)
    .meta({ description: 'Take it although somebody else, or another tab, holds it.' }),
});

const claim = {
  method: 'POST',
  tag: 'Worklist',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
} as const;

export const claimAppointmentOperation = defineOperation({
  ...claim,
  id: 'claimAppointment',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/claim',
  summary: 'Claim an appointment for reporting, or renew the claim',
  description: `For ${LEASE_SECONDS} seconds. A 409 names who holds it; taking over keeps the other person’s draft as a version.`,
  body: {
    schema: claimBody,
    mediaType: 'application/json',
    maxBytes: 4096,
    example: { tab: '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90' },
  },
  responses: { 200: { description: 'It is the caller’s.', schema: claimHolder } },
  errors: [400, 401, 403, 404, 409, 429, 500],
});

export const releaseBody = claimBody.pick({ tab: true });

export const releaseAppointmentOperation = defineOperation({
  ...claim,
  id: 'releaseAppointment',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/claim/release',
  summary: 'Give up the claim',
  description: 'Of this tab; one that is not held by it is left alone.',
  body: {
    schema: releaseBody,
    mediaType: 'application/json',
    maxBytes: 4096,
    example: { tab: '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90' },
  },
  responses: { 204: { description: 'It is not this tab’s (any more).' } },
  errors: [400, 401, 403, 429, 500],
});
