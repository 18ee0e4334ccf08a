import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { database } from '#db/client';
import { config } from '#lib/config';
import type { Context } from '#lib/context';
import { sqlState } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { defineActorResolver } from '#lib/identity/resolve-actor';
import { safePath } from '#lib/identity/safe-path';
import { readSessionCookie } from '#lib/identity/session-cookie';
import { log } from '#lib/log';

/** What a page stands on: who looks at it, and the context for the verbs it calls. */
export interface PageSession {
  context: Context;
  actor: UserActor;
  settingsVersion: number;
}

const resolveActor = defineActorResolver();

/**
 * The session of the page being rendered, asked of the database once a request: null when there is none or it is over.
 * It decides nothing about data; verbs do.
 */
export const readSession = cache(async (): Promise<PageSession | null> => {
  const requestHeaders = await headers();
  const claims = await readSessionCookie(requestHeaders, config().NEXTAUTH_SECRET);
  if (claims === null) return null;
  const correlationId = requestHeaders.get('x-correlation-id') ?? 'page';
  const resolved = await resolveActor(database(), { kind: 'session', ...claims }).catch((error: unknown) => {
    log().error({ correlationId, sqlState: sqlState(error) }, 'session could not be read');
    // Without its cause: what a failed statement says is not for the page's log.
    throw new Error('The session could not be read.');
  });
  if (resolved?.actor.kind !== 'user') return null;
  const context: Context = { db: database(), correlationId, at: null };
  return { context, actor: resolved.actor, settingsVersion: resolved.settingsVersion };
});

/**
 * The session, or the way to sign in and back to the page that was asked for (its path is told by proxy.ts); says so when
 * there was a session and it is over. With a temporary password the way leads past choosing an own one.
 */
export async function requireSession(): Promise<PageSession> {
  const session = await readSession();
  if (session && !session.actor.mustChangePassword) return session;
  const requestHeaders = await headers();
  const path = safePath(requestHeaders.get('x-readout-path'));
  if (session) redirect(`/choose-password?next=${encodeURIComponent(path)}`);
  const ended = /(^|[;\s])(__Host-)?readout-session=/.test(requestHeaders.get('cookie') ?? '') ? '&ended=1' : '';
  redirect(`/sign-in?next=${encodeURIComponent(path)}${ended}`);
}
