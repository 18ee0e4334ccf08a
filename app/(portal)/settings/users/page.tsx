import type { Metadata } from 'next';
import { UsersView } from '#components/settings/users-view';
import { settingsKeys } from '#lib/query-keys';
import { listUsers } from '#lib/settings/list-users';
import { adminPage, type AdminPageProps } from '../admin-page.tsx';

export const metadata: Metadata = { title: 'Users' };

export default function Page(props: AdminPageProps) {
  return adminPage(props, {
    ask: (domain, { context, actor }) => ({
      queryKey: settingsKeys.users(domain),
      queryFn: () => listUsers(context, actor, domain),
    }),
    show: (domain) => <UsersView domain={domain} />,
  });
}
