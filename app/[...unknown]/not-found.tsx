import { headers } from 'next/headers';
import PortalLayout from '../(portal)/layout.tsx';
import { UnknownPage } from '#components/shell/unknown-page';
import { readSession } from '#lib/identity/session';

/** Inside the portal's frame for somebody who is signed in; proxy.ts tells the path of pages, and of nothing else. */
export default async function NotFound() {
  const isPage = (await headers()).has('x-readout-path');
  if (!isPage || !(await readSession())) {
    return (
      <main>
        <UnknownPage />
      </main>
    );
  }
  return (
    <PortalLayout>
      <UnknownPage />
    </PortalLayout>
  );
}
