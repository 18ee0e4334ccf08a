import { Clock, LogOut } from 'lucide-react';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Mark } from '#components/shell/mark';
import { OtherSignedIn } from '#components/session/other-signed-in';
import { ProviderSignIn } from '#components/session/provider-sign-in';
import { SignInForm } from '#components/session/sign-in-form';
import { SignInProblem } from '#components/session/sign-in-problem';
import { providerName } from '#lib/identity/oidc-auth';
import { safePath } from '#lib/identity/safe-path';
import { readSession } from '#lib/identity/session';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { next, ended, out, problem } = await searchParams;
  const session = await readSession();
  if (session && out !== 'before') redirect(safePath(next));
  const provider = providerName();
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(2rem,14vh)]">
      <div className="w-full max-w-88">
        <Mark className="size-9" />
        <h1 className="mt-5 text-xl font-semibold tracking-tight">Sign in to Readout</h1>
        <p className="mt-1 mb-6 text-soft">Radiology reports, and what became of each.</p>
        {ended !== undefined && (
          <p role="status" className="mb-5 flex items-start gap-2 rounded-md border border-line bg-raised px-3 py-2">
            <Clock aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            Your session has ended. Sign in to go back to where you were.
          </p>
        )}
        {session && <OtherSignedIn name={session.actor.name} />}
        {out !== undefined && !session && (
          <p role="status" className="mb-5 flex items-start gap-2 rounded-md border border-line bg-raised px-3 py-2">
            <LogOut aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
            You are signed out.
          </p>
        )}
        {provider !== null && typeof problem === 'string' && <SignInProblem problem={problem} name={provider} />}
        <SignInForm next={safePath(next)} />
        {provider !== null && <ProviderSignIn name={provider} next={safePath(next)} />}
      </div>
    </main>
  );
}
