import { TriangleAlert } from 'lucide-react';
import type { SubjectRefusal } from '#lib/identity/contract';

type Problem = SubjectRefusal | 'busy' | 'failed' | 'cancelled' | 'unfinished';

/** What happened, why, and what to do; `{name}` is the provider's. */
const WORDS: Record<Problem, { title: string; text: string }> = {
  unknown: {
    title: 'You have no account here yet',
    text: '{name} knows you, but no user of Readout has your e-mail address. An administrator of your organization can add you.',
  },
  disabled: {
    title: 'Your account is disabled',
    text: 'You are known here but may not sign in. An administrator of your organization can enable your account.',
  },
  unverified: {
    title: 'Your e-mail address is not confirmed',
    text: '{name} did not vouch for an e-mail address of yours, so that no account here could be told to be yours. Confirm it there, then try again.',
  },
  linked: {
    title: 'The account belongs to another sign-in',
    text: 'The account with your e-mail address has been used with another identity at {name}. An administrator has to look into it.',
  },
  busy: {
    title: 'Too many attempts',
    text: 'Wait a minute, then try again.',
  },
  failed: {
    title: 'The server failed',
    text: 'Nothing was changed. Try again in a moment; if it goes on, tell support.',
  },
  cancelled: {
    title: 'Signing in was cancelled',
    text: '{name} says that it was cancelled or not allowed there. Try again, or use e-mail and password.',
  },
  unfinished: {
    title: 'Signing in did not finish',
    text: 'It took longer than 15 minutes, was begun in another browser, or {name} did not answer as it should. Try again.',
  },
};

/** Why a sign-in through the provider was refused. */
export function SignInProblem({ problem, name }: { problem: string; name: string }) {
  const { title, text } = WORDS[isProblem(problem) ? problem : 'unfinished'];
  return (
    <div role="alert" className="mb-5 flex items-start gap-2 rounded-md border border-bad bg-raised px-3 py-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div>
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-soft">{text.replaceAll('{name}', name)}</p>
      </div>
    </div>
  );
}

const isProblem = (word: string): word is Problem => Object.hasOwn(WORDS, word);
