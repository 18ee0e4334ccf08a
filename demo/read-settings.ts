import { readFile } from 'node:fs/promises';
import { checkoutPath } from '#db/checkout-path';
import type { Settings } from '#lib/settings/contract';
import { parseSettings } from '#lib/settings/parse-settings';

/** The demo's organizations, people, clients and destinations: `demo/settings.yaml`. */
export async function readSettings(): Promise<Settings> {
  const parsed = parseSettings(await readFile(checkoutPath('demo/settings.yaml'), 'utf8'), {});
  if (parsed.ok) return parsed.settings;
  const lines = parsed.problems.map(({ path, problem }) => `  ${path || 'file'}: ${problem}`);
  throw new Error(['The settings of the demo are not valid:', ...lines].join('\n'));
}

/** Who can sign in to the demo, and with what: lines to be printed. */
export function describeSignIns({ organizations }: Settings): string[] {
  const people = organizations.flatMap(({ users = [] }) => users);
  const clients = organizations.flatMap(({ clients = [] }) => clients);
  return [
    'Demo sign-ins (nobody here exists; the passwords are public, so keep this database to yourself):',
    ...people.map(({ email, password, name, roles }) => columns(email, password, `${name}, ${describeRoles(roles)}`)),
    'Demo API clients (client id, secret):',
    ...clients.map(({ clientId, clientSecret, domains = [] }) => columns(clientId, clientSecret, domains.join(', '))),
  ];
}

const columns = (who: string, secret: string | undefined, what: string): string =>
  `  ${who.padEnd(31)}${(secret ?? '').padEnd(26)}${what}`;

function describeRoles(roles: Record<string, string | string[]>): string {
  if ('*' in roles) return 'platform administrator';
  const names = [...new Set(Object.values(roles).flat())].map((role) =>
    role === 'admin' ? 'administrator' : 'radiologist',
  );
  return `${names.join(' and ')} of ${Object.keys(roles).join(' and ')}`;
}
