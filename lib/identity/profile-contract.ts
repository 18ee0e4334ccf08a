import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { requiredLine, wireInstant } from '#lib/text';

/** A portal session of the person who asks. */
export const sessionObject = z.object({
  sessionId: z.uuid(),
  isCurrent: z.boolean(),
  createdAt: wireInstant,
  lastActiveAt: wireInstant,
  expiresAt: wireInstant,
});
export type SessionObject = z.output<typeof sessionObject>;

export const profile = z
  .object({
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    providerNumber: z.string().nullable(),
    organizations: z.array(z.object({ name: z.string(), description: z.string(), roles: z.array(z.string()) })),
    hasPassword: z.boolean(),
    temporaryPasswordUntil: wireInstant.nullable(),
    mustChangePassword: z.boolean().meta({
      description: 'Whether this session was opened with the temporary password: little is open to it before.',
    }),
    sessions: z.array(sessionObject).meta({ description: 'Those that have not ended, newest first.' }),
  })
  .meta({ id: 'Profile' });
export type Profile = z.output<typeof profile>;

const currentPassword = z.string().min(1, 'is needed').max(1024);

export const updateProfileBody = z.strictObject({
  name: requiredLine(200),
  email: z.email('must be an e-mail address').max(320),
  currentPassword: currentPassword
    .optional()
    .meta({ description: 'Needed to change the e-mail address, which is what one signs in with.' }),
});
export type UpdateProfile = z.output<typeof updateProfileBody>;

/** Length is what counts (NIST SP 800-63B §5.1.1.2); characters of any kind are fine. */
export const MIN_PASSWORD = 12;

export const changePasswordBody = z.strictObject({
  currentPassword,
  newPassword: z
    .string()
    .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
    .max(1024, 'must have at most 1024 characters'),
});
export type ChangePassword = z.output<typeof changePasswordBody>;

const own = { tag: 'Settings', caller: 'required', errorStyle: 'problem' } as const;
const body = { mediaType: 'application/json', maxBytes: 16_384 } as const;

export const getProfileOperation = defineOperation({
  ...own,
  id: 'getProfile',
  method: 'GET',
  path: '/api/profile',
  summary: 'The person signed in',
  openToTemporaryPassword: true,
  responses: { 200: { description: 'The profile.', schema: profile } },
  errors: [401, 403, 429, 500],
});

export const updateProfileOperation = defineOperation({
  ...own,
  id: 'updateProfile',
  method: 'PUT',
  path: '/api/profile',
  summary: 'Change one’s own name and e-mail address',
  body: { ...body, schema: updateProfileBody, example: { name: 'Jo Reader', email: 'jo@acme.test' } },
  responses: { 200: { description: 'As it is now.', schema: profile } },
  errors: [400, 401, 403, 429, 500],
});

export const changePasswordOperation = defineOperation({
  ...own,
  id: 'changePassword',
  method: 'POST',
  path: '/api/profile/password',
  summary: 'Change one’s own password',
  description:
    'Ends every other session of the person. Ten attempts a minute. Who signed in with a temporary password can do nothing else before but read the profile and sign out.',
  openToTemporaryPassword: true,
  body: {
    ...body,
    schema: changePasswordBody,
    example: { currentPassword: '…', newPassword: 'a sentence that nobody guesses' },
  },
  responses: { 200: { description: 'As it is now.', schema: profile } },
  errors: [400, 401, 403, 429, 500],
});

export const endOwnSessionOperation = defineOperation({
  ...own,
  id: 'endOwnSession',
  method: 'POST',
  path: '/api/profile/sessions/{sessionId}/end',
  summary: 'End one of one’s own sessions',
  description: 'On another device, for instance. It ends at once.',
  params: z.object({ sessionId: z.uuid('must be a UUID') }),
  responses: { 200: { description: 'As it is now.', schema: profile } },
  errors: [400, 401, 403, 404, 429, 500],
});
