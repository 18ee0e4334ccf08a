import type { Permission } from '#lib/operation';

declare const authorized: unique symbol;

/** A domain (organization name) that an actor may use for one purpose. Made in lib/identity only. */
export type AuthorizedDomain = string & { readonly [authorized]: Permission };

export type Role = 'clinician' | 'admin';

export interface ClientActor {
  kind: 'client';
  /** `client:{clientId}`: who idempotency keys, rate limits and the audit speak of. */
  principal: string;
  clientId: string;
  /** The client's sender within the submitting domain; `{domain}.{sender}` in history. */
  sender: string;
  /** May contain `*`: every domain. */
  domains: readonly string[];
  scopes: readonly string[];
}

export interface UserActor {
  kind: 'user';
  /** `user:{id}` */
  principal: string;
  userId: string;
  sessionId: string;
  name: string;
  email: string;
  providerNumber: string | null;
  /** Empty, as `platformAdmin` is false, while the password must be changed: no domain opens. */
  roles: ReadonlyMap<string, readonly Role[]>;
  platformAdmin: boolean;
  /** Signed in with a temporary password, which somebody else has seen. */
  mustChangePassword: boolean;
}

export type Actor = ClientActor | UserActor;
