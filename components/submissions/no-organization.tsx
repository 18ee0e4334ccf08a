import { Building2 } from 'lucide-react';
import { Notice } from '#components/ui/notice';

/** For somebody whom no organization has added. */
export function NoOrganization() {
  return (
    <Notice icon={Building2} heading="h1" title="You belong to no organization yet">
      An administrator has to add you to one; its submissions then appear here.
    </Notice>
  );
}
