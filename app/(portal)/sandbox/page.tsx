import type { Metadata } from 'next';
import { SandboxView } from '#components/sandbox/sandbox-view';
import { PageOf } from '#components/session/page-of';
import { NoOrganization } from '#components/submissions/no-organization';
import { NotYours } from '#components/submissions/not-yours';
import { NoSender } from '#components/upload/no-sender';
import { mayIn } from '#lib/identity/authorize-domain';
import { requireSession } from '#lib/identity/session';
import { chooseOrganization } from '../choose-organization.ts';
import { sendersOf } from '../senders-of.ts';

export const metadata: Metadata = { title: 'HL7 sandbox' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const session = await requireSession();
  const { actor } = session;
  const choice = await chooseOrganization(session, (await searchParams).organization, 'submissions:write');
  if (choice.kind === 'none') return <NoOrganization />;
  if (choice.kind === 'not yours') return <NotYours title="You may not check messages for this organization" />;
  const { name, organization } = choice;
  const senders = sendersOf(choice);
  return (
    <PageOf userId={actor.userId}>
      {senders ? (
        <SandboxView
          key={name}
          organization={name}
          description={organization.description}
          senders={senders}
          mayReport={mayIn(actor, name, 'reports:write')}
        />
      ) : (
        <NoSender
          title="There is no sender to check messages of"
          organization={name}
          isAdmin={mayIn(actor, name, 'organization:admin')}
        />
      )}
    </PageOf>
  );
}
