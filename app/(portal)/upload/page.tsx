import type { Metadata } from 'next';
import { PageOf } from '#components/session/page-of';
import { NoOrganization } from '#components/submissions/no-organization';
import { NotYours } from '#components/submissions/not-yours';
import { NoSender } from '#components/upload/no-sender';
import { UploadView } from '#components/upload/upload-view';
import { requireSession } from '#lib/identity/session';
import { mayIn } from '#lib/identity/authorize-domain';
import { chooseOrganization } from '../choose-organization.ts';
import { sendersOf } from '../senders-of.ts';

export const metadata: Metadata = { title: 'Upload' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const session = await requireSession();
  const choice = await chooseOrganization(session, (await searchParams).organization, 'submissions:write');
  if (choice.kind === 'none') return <NoOrganization />;
  if (choice.kind === 'not yours') return <NotYours title="You may not send files for this organization" />;
  const { name, organization } = choice;
  const senders = sendersOf(choice);
  return (
    <PageOf userId={session.actor.userId}>
      {senders ? (
        <UploadView key={name} organization={name} description={organization.description} senders={senders} />
      ) : (
        <NoSender
          title="There is no sender to upload for"
          organization={name}
          isAdmin={mayIn(session.actor, name, 'organization:admin')}
        />
      )}
    </PageOf>
  );
}
