import { ApiError, callApi, sendJson } from '#lib/api-client';
import type { ChangePassword, Profile, UpdateProfile } from '#lib/identity/profile-contract';

export type SignInOutcome = 'signed-in' | 'refused' | 'too-many' | 'failed';

/** Says that somebody is using the portal: the idle limit starts anew. */
export async function touchSession(): Promise<void> {
  await callApi('/api/session/activity', { method: 'POST' });
}

/**
 * Ends the session, and answers the page that says so. One that is over already is as good as ended; when the browser's
 * session is another person's by now, that one goes on, and the page says that, too.
 */
export async function endSession(): Promise<string> {
  try {
    await callApi('/api/session/end', { method: 'POST' });
    return '/sign-in?out=ended';
  } catch (error) {
    if (!(error instanceof ApiError && error.failure === 'signed-out')) throw error;
    return '/sign-in?out=before';
  }
}

/** Signs in with e-mail and password; a wrong one is an outcome, not an error. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  const body = new URLSearchParams({ email, password, csrfToken: await csrfToken(), json: 'true' });
  const answer = await fetch('/api/auth/callback/credentials', { method: 'POST', body });
  if (answer.ok) return 'signed-in';
  const told = answer.status === 401 ? ((await answer.json()) as { url?: string }) : null;
  const error = told?.url ? new URL(told.url, location.origin).searchParams.get('error') : null;
  if (error === 'CredentialsSignin') return 'refused';
  return error === 'too_many_requests' ? 'too-many' : 'failed';
}

/** Whose session this browser has now, whoever's page asks; null without one. */
export async function readSignedIn(): Promise<Pick<Profile, 'userId' | 'name' | 'mustChangePassword'> | null> {
  const answer = await fetch('/api/profile', { cache: 'no-store' });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error('The server did not say who is signed in.');
  return (await answer.json()) as Profile;
}

/** Begins single sign-on, which leads to `next` in the end. The provider's address; null when the provider cannot be reached. */
export async function beginSignIn(next: string): Promise<string | null> {
  const body = new URLSearchParams({ callbackUrl: next, csrfToken: await csrfToken(), json: 'true' });
  const { url } = (await (await callApi('/api/auth/signin/oidc', { method: 'POST', body })).json()) as { url: string };
  return new URL(url, location.origin).pathname.startsWith('/api/auth/') ? null : url;
}

async function csrfToken(): Promise<string> {
  const answer = (await (await callApi('/api/auth/csrf')).json()) as { csrfToken: string };
  return answer.csrfToken;
}

const profileOf = async (answer: Promise<Response>): Promise<Profile> => (await (await answer).json()) as Profile;

/** The person signed in, with their sessions. */
export const getProfile = (signal?: AbortSignal): Promise<Profile> => profileOf(callApi('/api/profile', { signal }));
export const updateProfile = (body: UpdateProfile): Promise<Profile> =>
  profileOf(sendJson('PUT', '/api/profile', body));
/** Ends every other session, too. */
export const changePassword = (body: ChangePassword): Promise<Profile> =>
  profileOf(sendJson('POST', '/api/profile/password', body));
export const endOwnSession = (sessionId: string): Promise<Profile> =>
  profileOf(callApi(`/api/profile/sessions/${sessionId}/end`, { method: 'POST' }));
