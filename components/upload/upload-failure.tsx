import Link from 'next/link';
import { AlertBox } from '#components/ui/alert-box';
import { RefusalReasons } from '#components/upload/refusal-reasons';
import type { ApiError, ApiFailure } from '#lib/api-client';
import type { Submission } from '#lib/submissions/contract';

/** Why nothing was sent, where it can be tried again: what was chosen stays chosen. */
const WORDS: Partial<Record<ApiFailure, readonly [string, string]>> = {
  offline: [
    'The connection broke before the server answered',
    'It may have arrived all the same: look at the submissions first, or refuse duplicates under Options. What you chose is still here.',
  ],
  failed: ['The server failed', 'What you chose is still here. Try again; if it goes on, tell support.'],
  busy: ['The server asks to wait', 'What you chose is still here. Try again in a minute.'],
  forbidden: [
    'You may not send for this organization',
    'Your account lacks the permission. An administrator of the organization can grant it.',
  ],
  'signed-out': ['You are signed out', 'What you chose is still here. Sign in again, then upload it.'],
};

/** A call that did not get through, or that the server refused before it looked at the payload. */
export function UploadFailure({ error }: { error: ApiError }) {
  const [title, text] = WORDS[error.failure] ?? ['It was not taken', error.message];
  return (
    <AlertBox title={title} requestId={error.requestId}>
      <p>{text}</p>
    </AlertBox>
  );
}

/** Why the door refused a payload as a whole, and what to do about each reason. */
export function Rejection({ submission: { submissionId, errors } }: { submission: Submission }) {
  return (
    <AlertBox title={errors.length === 1 ? 'It was refused' : `It was refused for ${errors.length} reasons`}>
      <RefusalReasons errors={errors} />
      <p className="mt-2">
        Nothing was sent on, and what you chose is still here.{' '}
        <Link
          href={`/submissions/${submissionId}`}
          prefetch={false}
          className="text-accent underline underline-offset-2"
        >
          Submission {submissionId} keeps the errors
        </Link>
      </p>
    </AlertBox>
  );
}
