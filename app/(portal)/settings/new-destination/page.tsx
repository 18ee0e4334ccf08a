import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import { DestinationForm } from '#components/settings/destination-form';
import { NotAnAdmin } from '#components/settings/not-an-admin';
import { requireAdminSession } from '#lib/identity/admin-session';

export const metadata: Metadata = { title: 'New destination' };

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const { domain } = await requireAdminSession((await searchParams).organization, last);
  return domain === null ? <NotAnAdmin /> : <DestinationForm domain={domain} destination={null} />;
}
