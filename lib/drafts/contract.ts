import { z } from 'zod';
import { appointmentParams } from '#lib/appointments/contract';
import { defineOperation } from '#lib/operation';
import { storableText, wireInstant } from '#lib/text';

/** UTF-16 units of a draft: twice what a report may have, so that one that grew too long is not lost. */
export const MAX_DRAFT_UNITS = 4_194_304;
const MAX_BODY_BYTES = 26 * 1024 * 1024;

const templateId = z.string().max(64).nullable().default(null);
const reportText = storableText(MAX_DRAFT_UNITS);
const tab = z.uuid('must be a UUID').meta({ description: 'The tab that holds the claim.' });

export const DRAFT_OCCASIONS = ['taken over', 'discarded', 'set aside'] as const;

export const draft = z
  .object({
    revision: z.int(),
    reportText: z.string(),
    templateId: z.string().nullable(),
    baseVersion: z.int().meta({ description: 'The report’s version when the draft was begun; 0 without one.' }),
    savedAt: wireInstant,
  })
  .meta({ id: 'Draft' });

export const draftVersion = z
  .object({
    id: z.uuid(),
    occasion: z.enum(DRAFT_OCCASIONS),
    author: z.string(),
    isMine: z.boolean(),
    savedAt: wireInstant,
    keptAt: wireInstant,
  })
  .meta({ id: 'DraftVersion' });
export type DraftVersion = z.output<typeof draftVersion>;

export const draftState = z
  .object({ draft: draft.nullable(), versions: z.array(draftVersion) })
  .meta({ id: 'DraftState' });
export type DraftState = z.output<typeof draftState>;

export const savedDraft = z.object({ revision: z.int(), savedAt: wireInstant }).meta({ id: 'SavedDraft' });
export type SavedDraft = z.output<typeof savedDraft>;

const path = '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/draft';
const common = {
  tag: 'Drafts',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
} as const;

export const getDraftOperation = defineOperation({
  ...common,
  id: 'getDraft',
  method: 'GET',
  path,
  summary: 'The caller’s draft of a report, and drafts that were set aside',
  description: 'In whatever state the appointment is: words survive an appointment that closes. Every read is audited.',
  responses: { 200: { description: 'The draft, or null.', schema: draftState } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const saveDraftBody = z.object({ tab, reportText, templateId });
export type SaveDraft = z.output<typeof saveDraftBody>;

export const saveDraftOperation = defineOperation({
  ...common,
  id: 'saveDraft',
  method: 'PUT',
  path,
  summary: 'Save the caller’s draft',
  description:
    'If-Match names the revision it was made from ("0" for the first). A 409 tells the newer revision, or who has claimed the appointment meanwhile; nothing is overwritten then.',
  headers: z.object({
    'if-match': z.string('must name the revision').regex(/^"\d{1,9}"$/, 'must be one quoted revision such as "3"'),
  }),
  body: {
    schema: saveDraftBody,
    mediaType: 'application/json',
    maxBytes: MAX_BODY_BYTES,
    example: { tab: '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90', reportText: 'FINDINGS:\n' },
  },
  responses: { 200: { description: 'Saved.', schema: savedDraft, headers: { ETag: 'The revision.' } } },
  errors: [400, 401, 403, 404, 409, 429, 500],
});

export const discardDraftOperation = defineOperation({
  ...common,
  id: 'discardDraft',
  method: 'POST',
  path: `${path}/discard`,
  summary: 'Discard the caller’s draft',
  description: 'It is kept as a version for 30 days.',
  responses: { 204: { description: 'There is no draft (any more).' } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const setAsideBody = z.object({ reportText, templateId });

export const setAsideOperation = defineOperation({
  ...common,
  id: 'setAsideDraft',
  method: 'POST',
  path: `${path}/versions`,
  summary: 'Keep a text that cannot be saved as the draft',
  description: 'For words typed while somebody else claimed the appointment. Needs no claim; overwrites nothing.',
  body: {
    schema: setAsideBody,
    mediaType: 'application/json',
    maxBytes: MAX_BODY_BYTES,
    example: { reportText: 'FINDINGS:\n' },
  },
  responses: { 201: { description: 'Kept for 30 days.', schema: z.object({ id: z.uuid() }) } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const getDraftVersionOperation = defineOperation({
  ...common,
  id: 'getDraftVersion',
  method: 'GET',
  path: `${path}/versions/{versionId}`,
  summary: 'A draft that was set aside, with its text',
  params: appointmentParams.extend({ versionId: z.uuid('must be a UUID') }),
  responses: { 200: { description: 'The text.', schema: draftVersion.extend({ reportText: z.string() }) } },
  errors: [400, 401, 403, 404, 429, 500],
});
