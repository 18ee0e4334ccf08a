import { SearchX } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** The same answer for an unknown id and for another organization's. */
export default function NotFound() {
  return (
    <Notice
      icon={SearchX}
      heading="h1"
      title="There is no such submission"
      action={
        <a href="/submissions" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to the submissions
        </a>
      }
    >
      No submission of your organizations has this id. Check that it was copied whole: a report id or a submission id.
      One that belongs to another organization is shown to its own people only.
    </Notice>
  );
}
