import { redirect } from 'next/navigation';

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { organization } = await searchParams;
  const query = typeof organization === 'string' ? `?organization=${encodeURIComponent(organization)}` : '';
  redirect(`/settings/organization${query}`);
}
