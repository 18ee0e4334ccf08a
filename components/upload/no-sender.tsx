import { Inbox } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** Where an organization has nobody yet in whose name messages could come. */
export function NoSender({ title, organization, isAdmin }: { title: string; organization: string; isAdmin: boolean }) {
  return (
    <Notice
      icon={Inbox}
      heading="h1"
      title={title}
      action={
        <a
          href={`${isAdmin ? '/settings/senders' : '/submissions'}?organization=${encodeURIComponent(organization)}`}
          className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}
        >
          {isAdmin ? 'Create a sender' : 'Go to the submissions'}
        </a>
      }
    >
      Messages come in the name of a sender, which says how they are read and who may get them. This organization has
      none that is active. {isAdmin ? 'Create one first.' : 'An administrator can create one, under Settings.'}
    </Notice>
  );
}
