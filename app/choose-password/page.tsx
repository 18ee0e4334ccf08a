import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { ChoosePassword } from '#components/session/choose-password';
import { PREFERENCES } from '#components/session/preferences';
import { Mark } from '#components/shell/mark';
import { isZone } from '#components/time/format-time';
import { getProfile } from '#lib/identity/get-profile';
import { safePath } from '#lib/identity/safe-path';
import { readSession } from '#lib/identity/session';

export const metadata: Metadata = { title: 'Choose your password' };

/** Between signing in with a temporary password and the portal. */
export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const next = safePath((await searchParams).next);
  const session = await readSession();
  if (!session) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  if (!session.actor.mustChangePassword) redirect(next);
  const { userId, name, email, temporaryPasswordUntil } = await getProfile(session.context, session.actor);
  const zone = decodeURIComponent((await cookies()).get(PREFERENCES.zone)?.value ?? '');
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(2rem,10vh)]">
      <div className="w-full max-w-88">
        <Mark className="size-9" />
        <h1 className="mt-5 text-xl font-semibold tracking-tight text-balance">Choose your own password, {name}</h1>
        <ChoosePassword
          userId={userId}
          email={email}
          until={temporaryPasswordUntil}
          zone={isZone(zone) ? zone : 'UTC'}
          next={next}
        />
      </div>
    </main>
  );
}
