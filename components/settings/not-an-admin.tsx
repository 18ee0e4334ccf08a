import { Lock } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

/** Instead of settings, for who administers no organization or not the one asked for; alike whether it exists or not. */
export function NotAnAdmin() {
  return (
    <Notice
      icon={Lock}
      heading="h1"
      title="These settings are for administrators"
      action={
        <a href="/profile" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to your own profile
        </a>
      }
    >
      Your account is no administrator of this organization. An administrator of it can give you that role, under Users.
    </Notice>
  );
}
