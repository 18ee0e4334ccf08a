import type { OAuthConfig } from 'next-auth/providers/oauth';
import { config } from '#lib/config';
import type { Subject } from '#lib/identity/sign-in-subject';

/** The claims that we look at (OpenID Connect Core §5.1); some providers send the flag as a text. */
interface Claims {
  iss: string;
  sub: string;
  email?: string;
  email_verified?: boolean | 'true' | 'false';
}

/** What the sign-in page calls the provider; null when none is configured. */
export function providerName(): string | null {
  const { OIDC_ISSUER, OIDC_NAME } = config();
  if (!OIDC_ISSUER) return null;
  return OIDC_NAME ?? new URL(OIDC_ISSUER).host;
}

/**
 * The single sign-on provider as next-auth needs it, null when none is configured: authorization code with PKCE, state and
 * nonce; claims of the ID token, whose signature, issuer and audience are checked, and of the user info of that subject.
 */
export function oidcProvider(): OAuthConfig<Claims> | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: 'oidc',
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: 'openid email' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    userinfo: {
      request: async ({ client, tokens }) => {
        const claims = (tokens as unknown as { claims: () => Claims }).claims();
        // Providers may leave the address out of the ID token (§5.4).
        if (claims.email !== undefined || !tokens.access_token) return claims;
        const told: { sub?: string } = await client.userinfo(tokens.access_token);
        if (told.sub !== claims.sub) throw new Error('The user info is of another subject.');
        return { ...told, ...claims };
      },
    },
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** The claims in our words. */
export function toSubject({ iss, sub, email, email_verified: verified }: Claims): Subject {
  return { issuer: iss, subject: sub, email: email ?? null, emailVerified: verified === true || verified === 'true' };
}
