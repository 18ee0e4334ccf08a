'use client';

import { LoaderCircle } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { SessionDialog } from '#components/session/session-dialog';
import { SignInAgain } from '#components/session/sign-in-again';
import { savedBeforeSignOut } from '#components/session/sign-out';
import { useSignedIn } from '#components/session/use-signed-in';
import { Button, BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import type { Viewer } from '#lib/identity/contract';

interface SessionOverProps {
  /** Whose page it is. */
  viewer: Viewer;
  /** Whether words that may not be saved wait behind it. */
  keepsWords: boolean;
  /** The viewer is signed in again. */
  onGoOn: () => void;
}

/**
 * Covers a page whose session is over, or whose browser is somebody else's by now: only its own reader goes on with it, who
 * signs in over it, or in another tab.
 */
export function SessionOver({ viewer, keepsWords, onGoOn }: SessionOverProps) {
  const now = useSignedIn(viewer.userId);
  switch (now.who) {
    case 'asked':
      return (
        <SessionDialog title="This page waits" text="It asks who is signed in now.">
          <LoaderCircle aria-hidden className="mt-4 size-5 animate-spin text-soft" />
        </SessionDialog>
      );
    case 'viewer':
      return (
        <SessionDialog title="You are signed in again" text="You can go on where you were.">
          <Focused key="viewer">
            <Button look="main" onClick={onGoOn} className="mt-5 w-full">
              Go on
            </Button>
          </Focused>
        </SessionDialog>
      );
    case 'nobody':
      return keepsWords ? (
        <SessionDialog
          title="Your session has ended"
          text="What you wrote is still here, behind this notice. Sign in to save it and go on where you were."
        >
          <SignInAgain email={viewer.email} label="Sign in" other={null} onSignedIn={onGoOn} />
        </SessionDialog>
      ) : (
        <SessionDialog
          title="Your session has ended"
          text="Nobody used it for a while, it reached its longest time, or you signed out in another tab. Sign in to come back to this page."
        >
          <Focused key="nobody">
            <a href={signInAddress()} className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main} mt-5 w-full`}>
              Sign in again
            </a>
          </Focused>
        </SessionDialog>
      );
    case 'other':
      return (
        <SessionDialog
          title={`${now.name} is signed in in this browser now`}
          text={`This page is ${viewer.name}’s. ${keepsWords ? whereWordsAre() : 'It shows and changes nothing any more.'}`}
        >
          <SignInAgain email={viewer.email} label={`Sign in as ${viewer.name}`} other={now.name} onSignedIn={onGoOn} />
          <Button onClick={() => void leave()} className="mt-4 w-full">
            Leave it, and go on as {now.name}
          </Button>
        </SessionDialog>
      );
  }
}

/** Plain http keeps nothing on the device (docs/decisions/words-on-the-device.md). */
const whereWordsAre = (): string =>
  isSecureContext
    ? 'Nothing of it is saved or signed for anybody else. What was written waits here, behind this notice; the words of a report and of a comment also on this device, encrypted, for their writer alone.'
    : 'Nothing of it is saved or signed for anybody else. What was written last is here only, behind this notice: leaving loses it.';

/** Leads to the other person's first page; what was written here is kept on this device before. */
async function leave(): Promise<void> {
  await savedBeforeSignOut().catch(() => undefined);
  location.assign('/');
}

const signInAddress = (): string => `/sign-in?next=${encodeURIComponent(`${location.pathname}${location.search}`)}`;

/** Gives the focus to the one control inside. */
function Focused({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector<HTMLElement>('a, button')?.focus(), []);
  return <div ref={place}>{children}</div>;
}
