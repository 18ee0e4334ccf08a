import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Somebody whom the provider knows. */
export interface Account {
  subject: string;
  email?: string;
  emailVerified?: boolean;
}

export interface StartedProvider {
  issuer: string;
  /** Who signs in next; null = somebody who cancels. */
  signInAs(account: Account | null): void;
  stop(): Promise<void>;
}

export const CLIENT_ID = 'readout';
export const CLIENT_SECRET = 'a secret between the portal and its provider';

/** A real OpenID Connect provider on loopback, in which whoever was named is signed in already. */
export async function startProvider(redirectUri: string): Promise<StartedProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, Account>();
  let next: Account | null = null;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] }],
    claims: { email: ['email', 'email_verified'] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    findAccount: (_, subject) => {
      const { email, emailVerified } = accounts.get(subject) ?? {};
      return { accountId: subject, claims: () => ({ sub: subject, email, email_verified: emailVerified }) };
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  const interact = (incoming: IncomingMessage, outgoing: ServerResponse) =>
    provider.interactionFinished(
      incoming,
      outgoing,
      next ? { login: { accountId: next.subject, remember: false } } : { error: 'access_denied' },
      { mergeWithLastSubmission: false },
    );
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.url?.startsWith('/interaction/')) void interact(incoming, outgoing);
    else void answer(incoming, outgoing);
  });
  return {
    issuer,
    signInAs(account) {
      next = account;
      if (account) accounts.set(account.subject, account);
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
