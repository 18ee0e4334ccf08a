import { isObject } from '#lib/settings/formats';
import type { FoundProblem } from '#lib/settings/problems';

interface Named {
  path: PropertyKey[];
  name: string;
}

/**
 * Every name that is there twice: organizations, clients and e-mail addresses (in either case) in the whole file;
 * senders, receivers, sites and appointments within their organization. The data may be anything: what is no list or has
 * no name is another check's problem.
 */
export function findDuplicates(data: unknown): FoundProblem[] {
  const organizations = listAt(data, 'organizations', []);
  const within = (list: string, key: string) => organizations.map(({ entry, path }) => names(entry, path, list, key));
  const groups: Named[][] = [
    names(data, [], 'organizations', 'name'),
    within('clients', 'clientId').flat(),
    within('users', 'email').flat(),
    ...within('senders', 'name'),
    ...within('receivers', 'name'),
    ...within('sites', 'name'),
    ...within('appointments', 'appointmentId'),
  ];
  return groups.flatMap(findRepeated);
}

function findRepeated(group: readonly Named[]): FoundProblem[] {
  const seen = new Set<string>();
  return group.flatMap(({ path, name }) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew ? [] : [{ path, problem: 'is the name of an earlier entry too' }];
  });
}

function names(holder: unknown, path: PropertyKey[], list: string, key: string): Named[] {
  return listAt(holder, list, path).flatMap(({ entry, path }) => {
    const name = isObject(entry) ? entry[key] : undefined;
    if (typeof name !== 'string') return [];
    return [{ path: [...path, key], name: key === 'email' ? name.toLowerCase() : name }];
  });
}

function listAt(holder: unknown, list: string, path: PropertyKey[]): { entry: unknown; path: PropertyKey[] }[] {
  const entries = isObject(holder) ? holder[list] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown, index) => ({ entry, path: [...path, list, index] }));
}
