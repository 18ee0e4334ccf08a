import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { role, user } from '#lib/settings/contract';
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

const path = '/api/settings/{domain}/users';

/** A member of the organization, as its administrators see one. */
export const userObject = z
  .object({
    userId: z.uuid(),
    email: z.string(),
    name: z.string(),
    providerNumber: z.string().nullable(),
    roles: z.array(role).meta({ description: 'In this organization.' }),
    isSelf: z.boolean(),
    mayManage: z.boolean().meta({
      description:
        'Whether the caller administers every organization of this person, and so may change more than the roles here.',
    }),
    disabledAt: wireInstant.nullable(),
    temporaryPasswordUntil: wireInstant
      .nullable()
      .meta({ description: 'Until when the temporary password signs in; null once it was changed.' }),
    sessionCount: z.int(),
    lastSignInAt: wireInstant.nullable().meta({ description: 'In the last 30 days.' }),
    createdAt: wireInstant,
    file: fileOrigin,
    version: objectVersion,
  })
  .meta({ id: 'User' });
export type UserObject = z.output<typeof userObject>;

const roles = z.array(role).max(2);

export const createUserBody = z.strictObject({
  email: user.shape.email,
  name: user.shape.name,
  providerNumber: user.shape.providerNumber,
  roles: roles.min(1, 'choose at least one role'),
});
export type CreateUser = z.output<typeof createUserBody>;

export const updateUserBody = z.strictObject({
  name: user.shape.name,
  providerNumber: user.shape.providerNumber,
  roles: roles.meta({ description: 'In this organization; none removes the person from it.' }),
});
export type UpdateUser = z.output<typeof updateUserBody>;

export const userWithPassword = z.object({
  user: userObject,
  temporaryPassword: z
    .string()
    .nullable()
    .meta({ description: 'Told this once. null for somebody who had an account already, and keeps its password.' }),
});
export type UserWithPassword = z.output<typeof userWithPassword>;

const userParams = settingsParams.extend({ userId: z.uuid('must be a UUID') });
const one = { ...settingsOperation, params: userParams } as const;

export const listUsersOperation = defineOperation({
  ...settingsOperation,
  id: 'listUsers',
  method: 'GET',
  path,
  summary: 'The people of an organization',
  responses: { 200: { description: 'By name.', schema: z.array(userObject) } },
  errors: READ_ERRORS,
});

export const createUserOperation = defineOperation({
  ...settingsOperation,
  id: 'createUser',
  method: 'POST',
  path,
  summary: 'Add a person',
  description:
    'A new person gets a temporary password, which works for seven days. Somebody who has an account in another organization is added with the roles given, and nothing else of the account changes.',
  body: {
    ...settingsBody,
    schema: createUserBody,
    example: { email: 'jo@acme.test', name: 'Jo Reader', roles: ['clinician'] },
  },
  responses: { 201: { description: 'Added.', schema: userWithPassword } },
  errors: CHANGE_ERRORS,
});

export const updateUserOperation = defineOperation({
  ...one,
  id: 'updateUser',
  method: 'PUT',
  path: `${path}/{userId}`,
  summary: 'Change a person’s name, provider number and roles',
  description: 'Takes effect with the person’s next request. The organization’s last administrator stays one (409).',
  headers: changeHeaders,
  body: { ...settingsBody, schema: updateUserBody, example: { name: 'Jo Reader', roles: ['clinician', 'admin'] } },
  responses: { 200: { description: 'As it is now.', schema: userObject } },
  errors: CHANGE_ERRORS,
});

export const disableUserOperation = defineOperation({
  ...one,
  id: 'disableUser',
  method: 'POST',
  path: `${path}/{userId}/disable`,
  summary: 'Disable an account',
  description: 'Ends its sessions at once. Everything the person signed stays.',
  responses: { 200: { description: 'Disabled.', schema: userObject } },
  errors: CHANGE_ERRORS,
});

export const enableUserOperation = defineOperation({
  ...one,
  id: 'enableUser',
  method: 'POST',
  path: `${path}/{userId}/enable`,
  summary: 'Enable an account again',
  responses: { 200: { description: 'Enabled.', schema: userObject } },
  errors: CHANGE_ERRORS,
});

export const resetPasswordOperation = defineOperation({
  ...one,
  id: 'resetPassword',
  method: 'POST',
  path: `${path}/{userId}/password`,
  summary: 'Give a person a temporary password',
  description: 'Ends the person’s sessions at once; the old password works no more.',
  responses: { 200: { description: 'The password, told this once.', schema: userWithPassword } },
  errors: CHANGE_ERRORS,
});
