import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { storableLine } from '#lib/text';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A token request (RFC 6749 §4.4; RFC 7523 §2.2 with an assertion). Parameters we do not know are ignored. */
export const tokenRequest = z
  .object({
    grant_type: z.string(),
    scope: z
      .string()
      .max(1000)
      .optional()
      .meta({ description: 'Space-separated; all of the client’s scopes when absent.' }),
    client_id: storableLine(256).optional(),
    client_secret: z.string().max(1024).optional(),
    client_assertion_type: z
      .string()
      .optional()
      .meta({ examples: [ASSERTION_TYPE] }),
    client_assertion: z.string().max(16_384).optional(),
  })
  .meta({ id: 'TokenRequest' });
export type TokenRequest = z.output<typeof tokenRequest>;

export const tokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.literal(3600),
    scope: z.string(),
  })
  .meta({ id: 'Token' });
export type TokenAnswer = z.output<typeof tokenAnswer>;

export const oauthError = z
  .object({ error: z.string(), error_description: z.string().optional() })
  .meta({ id: 'OAuthError' });

const token = {
  method: 'POST',
  tag: 'Access',
  summary: 'Get a bearer token',
  description:
    'Client credentials in the body or by HTTP Basic, or a JWT signed by a registered key. The token lasts an hour and names the client’s domains.',
  caller: 'none',
  errorStyle: 'oauth',
  body: { schema: tokenRequest, mediaType: 'application/x-www-form-urlencoded', maxBytes: 32_768 },
  responses: { 200: { description: 'A token.', schema: tokenAnswer } },
  errors: [400, 401, 429, 500],
} as const;

export const issueTokenOperation = defineOperation({
  ...token,
  id: 'issueToken',
  path: '/oauth2/token',
  errors: [...token.errors],
});

export const issueReportStreamTokenOperation = defineOperation({
  ...token,
  id: 'issueReportStreamToken',
  path: '/api/token',
  summary: 'Get a bearer token (ReportStream’s name for it)',
  errors: [...token.errors],
});
