import { SearchX } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

export default function NotFound() {
  return (
    <Notice
      icon={SearchX}
      heading="h1"
      title="There is no such appointment"
      action={
        <a href="/" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to the worklist
        </a>
      }
    >
      This organization has no appointment with this id. The link may be old, or the id was not copied whole.
    </Notice>
  );
}
