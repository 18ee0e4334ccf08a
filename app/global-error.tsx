'use client';

import './globals.css';
import { PageFailure } from '#components/shell/page-failure';

/** The last resort: the frame itself failed. */
export default function GlobalError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Readout failed</title>
        <main>
          <PageFailure reference={error.digest} retry={retry} />
        </main>
      </body>
    </html>
  );
}
