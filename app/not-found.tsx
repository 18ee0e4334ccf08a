import type { Metadata } from 'next';
import { UnknownPage } from '#components/shell/unknown-page';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main>
      <UnknownPage />
    </main>
  );
}
