import { defineRoute } from '#lib/http/define-route';
import { getProfile } from '#lib/identity/get-profile';
import { getProfileOperation, updateProfileOperation } from '#lib/identity/profile-contract';
import { requireUser } from '#lib/identity/require-user';
import { updateProfile } from '#lib/identity/update-profile';

export const GET = defineRoute(getProfileOperation, {
  handle: async ({ context, actor }) => ({ status: 200, body: await getProfile(context, requireUser(actor)) }),
});

export const PUT = defineRoute(updateProfileOperation, {
  handle: async ({ context, actor, body }) => ({
    status: 200,
    body: await updateProfile(context, requireUser(actor), body),
  }),
});
