import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { examinePayload } from '#lib/intake/examine-payload';
import type { PayloadRequest } from '#lib/intake/receive-payload';
import type { Submission } from '#lib/submissions/contract';

/** Whether the door would take a payload, and every error and warning: Valid, or Error. Throws as `examinePayload`. */
export async function validatePayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  settingsVersion?: number,
): Promise<Submission> {
  return (await examinePayload(context, actor, request, { settingsVersion })).submission;
}
