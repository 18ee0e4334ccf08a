import { SearchX } from 'lucide-react';
import type { Metadata } from 'next';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main>
      <Notice
        icon={SearchX}
        heading="h1"
        title="There is no page at this address"
        action={
          <a href="/submissions" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
            Go to the submissions
          </a>
        }
      >
        The link may be old or was not copied whole.
      </Notice>
    </main>
  );
}
