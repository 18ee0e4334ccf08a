import { Lock } from 'lucide-react';
import { Notice } from '#components/ui/notice';

/** An organization that the reader may not see: the same words whether or not the organization exists. */
export function NotYours({ title = 'You may not see this organization’s submissions' }: { title?: string }) {
  return (
    <Notice
      icon={Lock}
      heading="h1"
      title={title}
      action={
        <a href="/submissions" className="text-accent underline underline-offset-2">
          Go to your own
        </a>
      }
    >
      You are not one of its people, or there is no such organization. Its administrator can add you.
    </Notice>
  );
}
