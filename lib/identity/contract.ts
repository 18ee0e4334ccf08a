import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { requiredLine, storableLine } from '#lib/text';

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
    'Client credentials in the body or by HTTP Basic, or a JWT signed by a registered key. The token lasts an hour and names the client’s domains. One address may ask 60 times a minute, and ten wrong secrets for a client are all it gets in one.',
  caller: 'none',
  errorStyle: 'oauth',
  body: {
    schema: tokenRequest,
    mediaType: 'application/x-www-form-urlencoded',
    maxBytes: 32_768,
    example: { grant_type: 'client_credentials', client_id: 'acme-ris', client_secret: '…' },
  },
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

/** What the sign-in page sends. */
export const signInRequest = z.object({ email: requiredLine(320), password: z.string().min(1).max(1024) });

/**
 * Why somebody whom the single sign-on provider recognised is refused. `unverified`: no address that the provider vouches
 * for. `unknown`: no user has it. `disabled`: the user may not sign in. `linked`: the user signs in as another subject.
 */
export type SubjectRefusal = 'unverified' | 'unknown' | 'disabled' | 'linked';

/** An organization that the person signed in may look at. */
export interface ViewerOrganization {
  name: string;
  description: string;
  roles: string[];
}

/** Who is signed in, as the portal's pages show it. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  organizations: ViewerOrganization[];
}

const session = {
  method: 'POST',
  tag: 'Access',
  caller: 'required',
  errorStyle: 'problem',
  errors: [401, 403, 429, 500],
} as const;

export const touchSessionOperation = defineOperation({
  ...session,
  id: 'touchSession',
  path: '/api/session/activity',
  summary: 'Say that somebody is using the portal',
  description:
    'Starts the idle limit of the portal session anew. The pages send it after real input, at most once a minute.',
  responses: { 204: { description: 'The idle limit starts anew.' } },
  errors: [...session.errors],
});

export const endSessionOperation = defineOperation({
  ...session,
  id: 'endSession',
  path: '/api/session/end',
  summary: 'Sign out of the portal',
  description: 'Ends the portal session at once, in every tab.',
  openToTemporaryPassword: true,
  responses: { 204: { description: 'Signed out; the cookie is removed.' } },
  errors: [...session.errors],
});
