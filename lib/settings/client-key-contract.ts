import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { clientObject, clientParams } from '#lib/settings/client-contract';
import { jwkSet } from '#lib/settings/contract';
import { CHANGE_ERRORS, settingsBody, settingsOperation } from '#lib/settings/object-contract';

const path = '/api/settings/{domain}/clients/{clientId}/keys';
const THUMBPRINT = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

/** Public keys to be added: a JWK Set (RFC 7517 §5). */
export const addKeysBody = jwkSet.extend({ keys: jwkSet.shape.keys.min(1, 'give at least one key') });
export type AddKeys = z.output<typeof addKeysBody>;

export const addClientKeysOperation = defineOperation({
  ...settingsOperation,
  id: 'addClientKeys',
  method: 'POST',
  path,
  summary: 'Register public keys of a client',
  description:
    'Assertions signed by any of a client’s keys get tokens (RFC 7523). RSA keys of 2048 bits or more verify RS256, P-384 keys ES384. Twenty at most.',
  params: clientParams,
  body: {
    ...settingsBody,
    schema: addKeysBody,
    example: { keys: [{ kty: 'EC', crv: 'P-384', x: '…', y: '…', kid: '2026-11' }] },
  },
  responses: { 200: { description: 'As it is now.', schema: clientObject } },
  errors: CHANGE_ERRORS,
});

export const revokeClientKeyOperation = defineOperation({
  ...settingsOperation,
  id: 'revokeClientKey',
  method: 'POST',
  path: `${path}/{thumbprint}/revoke`,
  summary: 'Remove a public key of a client',
  description:
    'With the client’s tokens: whoever holds another key or secret gets new ones. The only way in stays (409). The thumbprint is RFC 7638’s with SHA-256.',
  params: clientParams.extend({
    thumbprint: z
      .string()
      .regex(/^[\w-]{43}$/, 'must be a thumbprint of 43 characters')
      .meta({ examples: [THUMBPRINT] }),
  }),
  responses: { 200: { description: 'As it is now.', schema: clientObject } },
  errors: CHANGE_ERRORS,
});
