import type { ClientObject } from '#lib/settings/client-contract';

type Scope = ClientObject['scopes'][number];

/** What each scope lets a client do. */
export const SCOPE_WORDS: Record<Scope, string> = {
  'reports:write': 'Submits reports, previews and withdraws them',
  'appointments:read': 'Reads appointments, comments and reports',
  'appointments:write': 'Creates and changes appointments',
  'history:read': 'Reads what became of submissions',
  'deliveries:read': 'Lists and fetches files made for destinations',
};

export const ALL_SCOPES = Object.keys(SCOPE_WORDS) as Scope[];

/** A command that gets a token; `secret` may be a placeholder. */
export const tokenCommand = (origin: string, clientId: string, secret: string): string =>
  `curl -X POST ${origin}/oauth2/token -d grant_type=client_credentials -d client_id=${clientId} -d client_secret=${secret}`;
