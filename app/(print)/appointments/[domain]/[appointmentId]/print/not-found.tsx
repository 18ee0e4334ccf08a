import { SearchX } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

export default function NotFound() {
  return (
    <main>
      <Notice
        icon={SearchX}
        heading="h1"
        title="There is no report to print"
        action={
          <a href="/" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
            Go to the worklist
          </a>
        }
      >
        Nothing is signed for this appointment, or this organization has no appointment with this id.
      </Notice>
    </main>
  );
}
