import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { organizationFields } from '#lib/settings/contract';
import {
  CHANGE_ERRORS,
  changeHeaders,
  fileOrigin,
  objectVersion,
  READ_ERRORS,
  settingsBody,
  settingsOperation,
} from '#lib/settings/object-contract';
import { transportCredentials } from '#lib/settings/transport-contract';

const path = '/api/settings/{domain}/organization';

/**
 * Everything but the name, which is also the partner domain and never changes. Absent `sharesWith` stays as it is, and so do
 * secrets of `alertWebhook` that are not given; without `alertWebhook` there are no alerts.
 */
export const updateOrganizationBody = organizationFields
  .omit({ name: true })
  .extend({ sharesWith: organizationFields.shape.sharesWith.unwrap().optional() })
  .meta({ id: 'OrganizationSettings' });
export type UpdateOrganization = z.output<typeof updateOrganizationBody>;

export const organizationObject = z
  .object({
    name: z.string(),
    description: z.string(),
    timeZone: z.string(),
    jurisdiction: z.object({
      country: z.string().optional(),
      state: z.string().optional(),
      county: z.string().optional(),
    }),
    correctionWindowMinutes: z.int(),
    finalHoldSeconds: z.int(),
    idleLockMinutes: z.int(),
    sessionHours: z.int(),
    slaMinutes: z.object({ STAT: z.int(), URGENT: z.int(), ROUTINE: z.int() }),
    sharesWith: z.array(z.string()),
    viewerUrl: z.string().nullable(),
    alertWebhook: z
      .object({
        url: z.string(),
        credentials: z
          .array(transportCredentials.keyof())
          .meta({ description: 'Which secrets are stored; what they are is never told.' }),
      })
      .nullable()
      .meta({ description: 'Where it is told that a destination degraded or recovered; null: nowhere.' }),
    sites: z.array(z.object({ name: z.string(), timeZone: z.string() })),
    mayShare: z.boolean().meta({ description: 'Whether the caller may change sharesWith: platform administrators.' }),
    file: fileOrigin,
    version: objectVersion,
  })
  .meta({ id: 'Organization' });
export type OrganizationObject = z.output<typeof organizationObject>;

export const getOrganizationOperation = defineOperation({
  ...settingsOperation,
  id: 'getOrganizationSettings',
  method: 'GET',
  path,
  summary: 'An organization’s settings',
  responses: { 200: { description: 'The settings.', schema: organizationObject } },
  errors: READ_ERRORS,
});

export const updateOrganizationOperation = defineOperation({
  ...settingsOperation,
  id: 'updateOrganizationSettings',
  method: 'PUT',
  path,
  summary: 'Change an organization’s settings',
  description:
    'Takes effect with the next request in every process. Sessions that run keep their limits. Secrets of alertWebhook that are not given stay; without alertWebhook none is left.',
  headers: changeHeaders,
  body: {
    schema: updateOrganizationBody,
    example: { timeZone: 'Australia/Melbourne', description: 'Acme Imaging', correctionWindowMinutes: 1440 },
    ...settingsBody,
  },
  responses: { 200: { description: 'As it is now.', schema: organizationObject } },
  errors: CHANGE_ERRORS,
});
