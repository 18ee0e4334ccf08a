import { UserRoundCheck } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';

/** For who signed out on a page of their own after another person had signed in in this browser: what became of both. */
export function OtherSignedIn({ name }: { name: string }) {
  return (
    <section aria-labelledby="other-signed-in" className="mb-8 rounded-md border border-line bg-raised px-4 py-3.5">
      <h2 id="other-signed-in" className="flex items-start gap-2 font-semibold">
        <UserRoundCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        {name} is signed in in this browser
      </h2>
      <p className="mt-1.5 text-soft text-pretty">
        Your own session ended when they signed in: there was nothing left to sign out of. They stay signed in.
      </p>
      <a href="/" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.plain} mt-3 w-full`}>
        <span className="truncate">Go on as {name}</span>
      </a>
      <p className="mt-3 text-soft text-pretty">Anybody else signs in below. That signs {name} out.</p>
    </section>
  );
}
