import { defineRoute } from '#lib/http/define-route';
import { createUser } from '#lib/settings/create-user';
import { listUsers } from '#lib/settings/list-users';
import { createUserOperation, listUsersOperation } from '#lib/settings/user-contract';

export const GET = defineRoute(listUsersOperation, {
  handle: async ({ context, actor, domain }) => ({ status: 200, body: await listUsers(context, actor, domain) }),
});

export const POST = defineRoute(createUserOperation, {
  handle: async ({ context, actor, domain, body }) => ({
    status: 201,
    body: await createUser(context, actor, domain, body),
  }),
});
