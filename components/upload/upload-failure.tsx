import { OctagonAlert } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { advise } from '#components/upload/advise';
import type { ApiError, ApiFailure } from '#lib/api-client';
import type { Submission } from '#lib/submissions/contract';

const SHOWN = 20;

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
    <Alert title={title}>
      <p>{text}</p>
      {error.requestId && (
        <p className="mt-1 text-sm">
          Request <code className="font-mono break-all select-all">{error.requestId}</code>
        </p>
      )}
    </Alert>
  );
}

/** Why the door refused a payload as a whole, and what to do about each reason. */
export function Rejection({ submission: { submissionId, errors } }: { submission: Submission }) {
  const others = errors.length - SHOWN;
  return (
    <Alert title={errors.length === 1 ? 'It was refused' : `It was refused for ${errors.length} reasons`}>
      <ul className="space-y-2">
        {errors.slice(0, SHOWN).map(({ scope, message }) => (
          <li key={`${scope} ${message}`}>
            <p className="font-medium break-words text-ink">{message}</p>
            {advise(message) !== null && <p>{advise(message)}</p>}
          </li>
        ))}
      </ul>
      {others > 0 && <p className="mt-2">And {others.toLocaleString('en-AU')} more.</p>}
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
    </Alert>
  );
}

function Alert({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="alert" className="flex items-start gap-3 rounded-lg border border-bad bg-surface p-4">
      <OctagonAlert aria-hidden className="mt-0.5 size-4.5 shrink-0 text-bad" />
      <div className="min-w-0 flex-1 text-soft">
        <h2 className="font-semibold text-ink">{title}</h2>
        <div className="mt-1">{children}</div>
      </div>
    </div>
  );
}
