import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/identity/actor';
import { authorizeDomain, authorizedDomains, mayIn } from '#lib/identity/authorize-domain';
import type { Permission } from '#lib/operation';

const PERMISSIONS: Permission[] = [
  'reports:write',
  'appointments:read',
  'appointments:write',
  'history:read',
  'deliveries:read',
  'organization:admin',
];

const client = (domains: string[], scopes: string[]): Actor => ({
  kind: 'client',
  principal: 'client:x',
  clientId: 'x',
  sender: 'partner',
  domains,
  scopes,
});
const person = (roles: Record<string, Role[]>, platformAdmin = false): Actor => ({
  kind: 'user',
  principal: 'user:1',
  userId: '1',
  sessionId: '1',
  name: 'A',
  email: 'a@acme.test',
  providerNumber: null,
  roles: new Map(Object.entries(roles)),
  platformAdmin,
  mustChangePassword: false,
});
const allowed = (actor: Actor, domain: string) => PERMISSIONS.filter((permission) => mayIn(actor, domain, permission));

describe('in a domain of theirs', () => {
  test.each<[string, Actor, Permission[]]>([
    ['a client has its scopes', client(['acme'], ['history:read', 'unheard:of']), ['history:read']],
    [
      'a clinician reads and reports',
      person({ acme: ['clinician'] }),
      ['reports:write', 'appointments:read', 'history:read', 'deliveries:read'],
    ],
    ['an admin does everything but report', person({ acme: ['admin'] }), PERMISSIONS.slice(1)],
    ['both roles together do everything', person({ acme: ['clinician', 'admin'] }), PERMISSIONS],
    ['a platform administrator is an admin', person({}, true), PERMISSIONS.slice(1)],
    ['a platform administrator who is a clinician reports too', person({ acme: ['clinician'] }, true), PERMISSIONS],
    ['a member without a role does nothing', person({ acme: [] }), []],
  ])('%s', (_, actor, permissions) => {
    expect(allowed(actor, 'acme')).toEqual(permissions);
  });
});

describe('in any other domain', () => {
  test.each<[string, Actor]>([
    ['a client', client(['acme'], [...PERMISSIONS])],
    ['a clinician and admin', person({ acme: ['clinician', 'admin'] })],
  ])('%s may do nothing, and is refused alike', (_, actor) => {
    for (const domain of ['zenith', '', '*', 'ACME', 'acme ', 'toString', '__proto__']) {
      expect(allowed(actor, domain)).toEqual([]);
      expect(() => authorizeDomain(actor, domain, 'history:read')).toThrow(
        expect.objectContaining({ code: 'forbidden' }),
      );
    }
  });

  test('only * reaches every one', () => {
    expect(allowed(client(['*'], ['history:read']), 'zenith')).toEqual(['history:read']);
    expect(allowed(person({}, true), 'zenith')).toEqual(PERMISSIONS.slice(1));
  });
});

test('a permission that is missing in one’s own domain is told apart from a domain that is not one’s own', () => {
  const missing = () => authorizeDomain(client(['acme'], []), 'acme', 'history:read');
  expect(missing).toThrow(expect.objectContaining({ code: 'insufficient_scope' }));
  expect(authorizeDomain(client(['acme'], ['history:read']), 'acme', 'history:read')).toBe('acme');
});

test('lists across domains hold those with the permission; null means all', () => {
  expect(authorizedDomains(client(['acme', 'zenith'], ['history:read']), 'history:read')).toEqual(['acme', 'zenith']);
  expect(authorizedDomains(client(['acme'], []), 'history:read')).toEqual([]);
  expect(authorizedDomains(client(['*'], ['history:read']), 'history:read')).toBeNull();
  expect(authorizedDomains(client(['*'], []), 'history:read')).toEqual([]);
  expect(authorizedDomains(person({ acme: ['clinician'], zenith: ['admin'] }), 'appointments:write')).toEqual([
    'zenith',
  ]);
  expect(authorizedDomains(person({ acme: ['clinician'] }, true), 'history:read')).toBeNull();
});
