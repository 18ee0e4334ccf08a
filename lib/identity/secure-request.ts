import { config } from '#lib/config';

/**
 * Whether the browser sees https, so that its session cookie must be bound to the host: the public address tells, without
 * one the proxy that ends TLS. A browser that lies about it harms its own cookie alone.
 */
export function isSecureRequest(headers: Headers): boolean {
  const address = config().NEXTAUTH_URL;
  return address ? address.startsWith('https:') : headers.get('x-forwarded-proto') === 'https';
}
