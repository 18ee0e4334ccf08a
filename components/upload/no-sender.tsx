import { Inbox } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** Where an organization has nobody yet whose files could be sent. */
export function NoSender({ organization, isAdmin }: { organization: string; isAdmin: boolean }) {
  return (
    <Notice
      icon={Inbox}
      heading="h1"
      title="There is no sender to upload for"
      action={
        <a
          href={`${isAdmin ? '/settings/senders' : '/submissions'}?organization=${encodeURIComponent(organization)}`}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}
        >
          {isAdmin ? 'Create a sender' : 'Go to the submissions'}
        </a>
      }
    >
      A file is uploaded in the name of a sender, which says how it is read and who may get it. This organization has
      none that is active. {isAdmin ? 'Create one first.' : 'An administrator can create one, under Settings.'}
    </Notice>
  );
}
