import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PREFERENCES, toTheme } from '#components/session/preferences';

export const metadata: Metadata = {
  title: { default: 'Readout', template: '%s – Readout' },
  description: 'Radiology reports: written, delivered, and what became of each.',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#12161a' },
  ],
};

/** Reading a cookie makes every page one of its request, which the nonce of its policy needs anyway. */
export default async function Layout({ children }: { children: ReactNode }) {
  const theme = toTheme((await cookies()).get(PREFERENCES.theme)?.value);
  return (
    <html lang="en" data-theme={theme}>
      <body>{children}</body>
    </html>
  );
}
