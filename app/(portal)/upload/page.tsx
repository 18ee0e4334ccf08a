import type { Metadata } from 'next';
import { PageOf } from '#components/session/page-of';
import { NoOrganization } from '#components/submissions/no-organization';
import { NotYours } from '#components/submissions/not-yours';
import { NoSender } from '#components/upload/no-sender';
import { UploadView, type UploadSender } from '#components/upload/upload-view';
import { requireSession } from '#lib/identity/session';
import { mayIn } from '#lib/identity/authorize-domain';
import { isStanding } from '#lib/settings/present-sender';
import { chooseOrganization } from '../choose-organization.ts';

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
  const { name, organization, settings } = choice;
  const senders = [...organization.senders.values()]
    .filter((sender) => sender.customerStatus !== 'inactive' && !isStanding(sender))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((sender) => ({
      name: sender.name,
      format: sender.format,
      topic: sender.topic,
      destinations: settings.destinationsFor(name, sender.topic).map((destination) => destination.name),
    }));
  return (
    <PageOf userId={session.actor.userId}>
      {hasAny(senders) ? (
        <UploadView key={name} organization={name} description={organization.description} senders={senders} />
      ) : (
        <NoSender organization={name} isAdmin={mayIn(session.actor, name, 'organization:admin')} />
      )}
    </PageOf>
  );
}

const hasAny = (senders: readonly UploadSender[]): senders is readonly [UploadSender, ...UploadSender[]] =>
  senders.length > 0;
