import { TriangleAlert } from 'lucide-react';
import { RULE } from '#components/signing/check-words';
import type { ApiError, ApiFailure } from '#lib/api-client';

const WORDS: Record<ApiFailure, string> = {
  offline:
    'The server cannot be reached. Whether it was signed is not known: try again, it is signed once however often you try.',
  failed: 'The server failed. Try again: it is signed once however often you try.',
  busy: 'The server asks to wait a moment. Nothing was signed; try again.',
  'signed-out':
    'You are signed out, and nothing is lost. Sign in again, then try again: it is signed once however often you try.',
  forbidden: 'You may not sign reports here any more. Your words are kept as your draft.',
  'not-found': 'This appointment takes no reports any more. Nothing was signed; your words are kept as your draft.',
  invalid: 'The server did not accept it.',
  conflict: 'A newer report was stored meanwhile.',
};

/** Why it was not signed, and what to do. */
export function SignFailure({ error }: { error: ApiError }) {
  const rules = refusingRules(error);
  const isUnknown = error.failure === 'offline' || error.failure === 'failed';
  return (
    <div role="alert" className="flex items-start gap-2 rounded-lg border border-l-[3px] border-line border-l-bad p-3">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium">{isUnknown ? 'No answer from the server' : 'Not signed'}</p>
        {rules.length > 0 ? (
          <p className="break-words">
            The server’s checks stop it: {rules.join(', ')}. Nothing was signed. Look at what was found, then put it
            right or give a reason.
          </p>
        ) : (
          <p className="break-words">{WORDS[error.failure]}</p>
        )}
        {error.failure === 'invalid' && rules.length === 0 && (
          <p className="mt-1 break-words text-soft">{error.message}</p>
        )}
        {error.failure === 'failed' && error.requestId && (
          <p className="mt-1 text-sm text-soft">
            Request <code className="font-mono break-all select-all">{error.requestId}</code>
          </p>
        )}
      </div>
    </div>
  );
}

/** The server's checks that refused it, in words. */
function refusingRules({ failure, problem }: ApiError): string[] {
  if (failure !== 'invalid' || !Array.isArray(problem.errors)) return [];
  const words: Readonly<Record<string, string>> = RULE;
  return (problem.errors as { detail?: string }[]).flatMap(({ detail = '' }) => words[detail] ?? []);
}
