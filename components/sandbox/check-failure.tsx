import { AlertBox } from '#components/ui/alert-box';
import type { ApiError, ApiFailure } from '#lib/api-client';

const WORDS: Partial<Record<ApiFailure, readonly [string, string]>> = {
  offline: ['The server cannot be reached', 'What you pasted is still here. Check it again once the network is back.'],
  failed: ['The server failed', 'What you pasted is still here. Check it again; if it goes on, tell support.'],
  busy: ['The server asks to wait', 'What you pasted is still here. Check it again in a minute.'],
  forbidden: [
    'You may not send for this organization',
    'Your account lacks the permission. An administrator of the organization can grant it.',
  ],
  'signed-out': ['You are signed out', 'What you pasted is still here. Sign in again, then check it.'],
};

/** A check that was not answered, or that the server refused before it looked at the payload. */
export function CheckFailure({ error }: { error: ApiError }) {
  const [title, text] = WORDS[error.failure] ?? ['It could not be checked', error.message];
  return (
    <AlertBox title={title} requestId={error.requestId}>
      <p>{text}</p>
    </AlertBox>
  );
}
