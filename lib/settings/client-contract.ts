import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { client, jwkSet, SCOPES } from '#lib/settings/contract';
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
import { wireInstant } from '#lib/text';

const path = '/api/settings/{domain}/clients';

/** A secret of a client: when it was made and how long it works, never what it is. */
export const clientSecretObject = z.object({
  secretId: z.uuid(),
  createdAt: wireInstant,
  expiresAt: wireInstant.nullable(),
  fromFile: z.boolean(),
});

/** A key that verifies a client's signed assertions; its numbers are public, and of no use to a reader. */
export const publicKeyObject = z.object({
  thumbprint: z.string().meta({ description: 'RFC 7638, SHA-256.' }),
  kid: z.string().nullable(),
  alg: z.enum(['RS256', 'ES384']).meta({ description: 'What it verifies.' }),
  bits: z.int().nullable().meta({ description: 'Of an RSA key’s modulus; null for a curve.' }),
});
export type PublicKeyObject = z.output<typeof publicKeyObject>;

export const clientObject = z
  .object({
    clientId: z.string(),
    domains: z.array(z.string()),
    scopes: z.array(z.enum(SCOPES)),
    sender: z.string(),
    rateLimitPerMinute: z.int(),
    publicKeys: z.array(publicKeyObject),
    secrets: z.array(clientSecretObject).meta({ description: 'Those that work, newest first: two at most.' }),
    mayManage: z.boolean().meta({ description: 'Whether the caller administers every domain of the client.' }),
    lastTokenAt: wireInstant.nullable().meta({ description: 'When it last got a token.' }),
    revokedAt: wireInstant.nullable(),
    createdAt: wireInstant,
    file: fileOrigin,
    version: objectVersion,
  })
  .meta({ id: 'Client' });
export type ClientObject = z.output<typeof clientObject>;

const fields = {
  domains: client.shape.domains.unwrap(),
  scopes: z.array(z.enum(SCOPES)).min(1, 'choose at least one scope'),
  sender: client.shape.sender,
  rateLimitPerMinute: client.shape.rateLimitPerMinute,
};
export const createClientBody = z.strictObject({
  clientId: client.shape.clientId,
  ...fields,
  jwks: jwkSet
    .extend({ keys: jwkSet.shape.keys.min(1, 'give at least one key') })
    .optional()
    .meta({ description: 'With public keys it gets no secret.' }),
});
export type CreateClient = z.output<typeof createClientBody>;
export const updateClientBody = z.strictObject(fields);
export type UpdateClient = z.output<typeof updateClientBody>;

/** Hours for which both the old and the new secret work. */
export const MAX_OVERLAP_HOURS = 720;
export const rotateSecretBody = z.strictObject({ overlapHours: z.int().min(0).max(MAX_OVERLAP_HOURS).default(24) });

export const clientWithSecret = z.object({
  client: clientObject,
  clientSecret: z.string().nullable().meta({ description: 'Told this once. null for a client with keys of its own.' }),
});
export type ClientWithSecret = z.output<typeof clientWithSecret>;

export const clientParams = settingsParams.extend({ clientId: z.string().max(128) });
const one = { ...settingsOperation, params: clientParams } as const;

export const listClientsOperation = defineOperation({
  ...settingsOperation,
  id: 'listClients',
  method: 'GET',
  path,
  summary: 'The API clients of an organization',
  responses: { 200: { description: 'By client id, revoked ones last.', schema: z.array(clientObject) } },
  errors: READ_ERRORS,
});

export const createClientOperation = defineOperation({
  ...settingsOperation,
  id: 'createClient',
  method: 'POST',
  path,
  summary: 'Create an API client',
  body: {
    ...settingsBody,
    schema: createClientBody,
    example: { clientId: 'acme-ris', domains: ['acme'], scopes: ['reports:write', 'appointments:read'] },
  },
  responses: {
    201: { description: 'Created; its secret, if it has one, is told this once.', schema: clientWithSecret },
  },
  errors: CHANGE_ERRORS,
});

export const updateClientOperation = defineOperation({
  ...one,
  id: 'updateClient',
  method: 'PUT',
  path: `${path}/{clientId}`,
  summary: 'Change a client’s domains, scopes, sender and rate limit',
  description: 'Takes effect with its next request, also for tokens already issued.',
  headers: changeHeaders,
  body: { ...settingsBody, schema: updateClientBody, example: { domains: ['acme'], scopes: ['history:read'] } },
  responses: { 200: { description: 'As it is now.', schema: clientObject } },
  errors: CHANGE_ERRORS,
});

export const rotateSecretOperation = defineOperation({
  ...one,
  id: 'rotateClientSecret',
  method: 'POST',
  path: `${path}/{clientId}/rotate`,
  summary: 'Give a client a new secret',
  description:
    'The newest earlier secret works for overlapHours more; one older still ends now. With an overlap of 0 the client’s tokens end too.',
  body: { ...settingsBody, schema: rotateSecretBody, example: { overlapHours: 24 }, optional: true },
  responses: { 200: { description: 'The new secret, told this once.', schema: clientWithSecret } },
  errors: CHANGE_ERRORS,
});

export const revokeSecretOperation = defineOperation({
  ...one,
  id: 'revokeClientSecret',
  method: 'POST',
  path: `${path}/{clientId}/secrets/{secretId}/revoke`,
  summary: 'End one of a client’s two secrets',
  description: 'With the client’s tokens: whoever holds the other secret gets new ones. The only way in stays (409).',
  params: clientParams.extend({ secretId: z.uuid('must be a UUID') }),
  responses: { 200: { description: 'Ended.', schema: clientObject } },
  errors: CHANGE_ERRORS,
});

export const revokeClientOperation = defineOperation({
  ...one,
  id: 'revokeClient',
  method: 'POST',
  path: `${path}/{clientId}/revoke`,
  summary: 'Revoke a client for good',
  description: 'Its tokens and secrets end at once. Its id cannot be used again.',
  responses: { 200: { description: 'Revoked.', schema: clientObject } },
  errors: CHANGE_ERRORS,
});
