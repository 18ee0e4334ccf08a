/** An operation that a tenant guards, and a request that would pass it. */
export interface Door {
  /** The operation's id. */
  name: string;
  method: string;
  path: (domain: string) => string;
  body?: unknown;
  headers?: Record<string, string>;
}

const SOMEBODY = '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90';
const IF_MATCH = { 'if-match': `"${'a'.repeat(27)}"` };
const settingsPath = (domain: string, rest: string) => `/api/settings/${domain}/${rest}`;
const settingsDoor = (name: string, method: string, rest: string, body?: unknown): Door => ({
  name,
  method,
  path: (domain) => settingsPath(domain, rest),
  body,
  headers: method === 'PUT' ? IF_MATCH : undefined,
});
const RECEIVER = { name: 'ehr', format: 'TEXT', transport: { type: 'NULL' } };
/** Doors of a domain that only its administrators pass. */
export const adminDoors = (): Door[] => [
  settingsDoor('getOrganizationSettings', 'GET', 'organization'),
  settingsDoor('updateOrganizationSettings', 'PUT', 'organization', { timeZone: 'UTC' }),
  settingsDoor('listUsers', 'GET', 'users'),
  settingsDoor('createUser', 'POST', 'users', { email: 'x@acme.test', name: 'X', roles: ['admin'] }),
  settingsDoor('updateUser', 'PUT', `users/${SOMEBODY}`, { name: 'X', roles: ['admin'] }),
  settingsDoor('disableUser', 'POST', `users/${SOMEBODY}/disable`),
  settingsDoor('enableUser', 'POST', `users/${SOMEBODY}/enable`),
  settingsDoor('resetPassword', 'POST', `users/${SOMEBODY}/password`),
  settingsDoor('listSenders', 'GET', 'senders'),
  settingsDoor('createSender', 'POST', 'senders', { name: 'north' }),
  settingsDoor('updateSender', 'PUT', 'senders/partner', { format: 'FHIR' }),
  settingsDoor('deleteSender', 'POST', 'senders/partner/delete'),
  settingsDoor('listClients', 'GET', 'clients'),
  settingsDoor('createClient', 'POST', 'clients', { clientId: 'x-ris', domains: ['acme'], scopes: ['history:read'] }),
  settingsDoor('updateClient', 'PUT', 'clients/other-ris', { domains: ['acme'], scopes: ['history:read'] }),
  settingsDoor('rotateClientSecret', 'POST', 'clients/other-ris/rotate'),
  settingsDoor('revokeClientSecret', 'POST', `clients/other-ris/secrets/${SOMEBODY}/revoke`),
  settingsDoor('addClientKeys', 'POST', 'clients/other-ris/keys', { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] }),
  settingsDoor('revokeClientKey', 'POST', `clients/other-ris/keys/${'a'.repeat(43)}/revoke`),
  settingsDoor('revokeClient', 'POST', 'clients/other-ris/revoke'),
  settingsDoor('listDestinations', 'GET', 'destinations'),
  settingsDoor('getDestination', 'GET', 'destinations/ehr'),
  settingsDoor('createDestination', 'POST', 'destinations', { ...RECEIVER, name: 'another' }),
  settingsDoor('updateDestination', 'PUT', 'destinations/ehr', RECEIVER),
  settingsDoor('pauseDestination', 'POST', 'destinations/ehr/pause', { reason: 'Moving house' }),
  settingsDoor('activateDestination', 'POST', 'destinations/ehr/activate'),
  settingsDoor('testDestination', 'POST', 'destinations/ehr/test'),
  settingsDoor('testAlerts', 'POST', 'organization/test-alerts'),
  settingsDoor('checkFilters', 'POST', 'filters/check', { expressions: ['allowAll()'] }),
  settingsDoor('dryRunFilters', 'POST', 'filters/dry-run', { destination: 'ehr' }),
];
