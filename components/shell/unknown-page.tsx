import { SearchX } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** What an address without a page shows. */
export function UnknownPage() {
  return (
    <Notice
      icon={SearchX}
      heading="h1"
      title="There is no page at this address"
      action={
        <a href="/" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to the start
        </a>
      }
    >
      The link may be old or was not copied whole.
    </Notice>
  );
}
