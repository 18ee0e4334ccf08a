import type { Metadata } from 'next';
import { DestinationForm } from '#components/settings/destination-form';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'New destination' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    show: (domain) => <DestinationForm domain={domain} destination={null} />,
  });
}
