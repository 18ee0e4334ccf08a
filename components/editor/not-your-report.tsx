import { Lock } from 'lucide-react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';
import { Notice } from '#components/ui/notice';

const WORDS = {
  forbidden: {
    title: 'You may not report for this organization',
    text: 'You are not one of its people, or there is no such organization. Its administrator can add you.',
  },
  insufficient_scope: {
    title: 'You may not write reports here',
    text: 'Writing reports needs the role clinician in this organization, which your account does not have. An administrator of the organization can grant it.',
  },
};

/** Instead of a report. For a foreign organization the same words whether or not the organization, or the appointment, exists. */
export function NotYourReport({ why }: { why: keyof typeof WORDS }) {
  return (
    <Notice
      icon={Lock}
      heading="h1"
      title={WORDS[why].title}
      action={
        <a href="/" className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main}`}>
          Go to your own pages
        </a>
      }
    >
      {WORDS[why].text}
    </Notice>
  );
}
