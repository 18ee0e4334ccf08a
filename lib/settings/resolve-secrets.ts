import { isObject } from '#lib/settings/formats';
import type { FoundProblem } from '#lib/settings/problems';

/** Where `{env: NAME}` may stand for a secret, `*` being any key or index. */
const SECRETS = [
  'organizations.*.clients.*.clientSecret',
  'organizations.*.users.*.password',
  'organizations.*.alertWebhook.secret',
  'organizations.*.alertWebhook.previousSecret',
  'organizations.*.receivers.*.transport.secret',
  'organizations.*.receivers.*.transport.previousSecret',
  'organizations.*.receivers.*.transport.password',
  'organizations.*.receivers.*.transport.privateKey',
  'organizations.*.receivers.*.transport.headers.*',
].map((place) => place.split('.'));

/**
 * Replaces every `{env: NAME}` that stands for a secret by that variable's value. An unset or empty variable is a problem,
 * and the secret is left out. The data may be anything: it is checked afterwards.
 */
export function resolveSecrets(
  data: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { data: unknown; problems: FoundProblem[] } {
  const problems: FoundProblem[] = [];
  const resolve = (value: unknown, path: PropertyKey[]): unknown => {
    const name = isSecretPlace(path) ? variableName(value) : null;
    if (name !== null) {
      if (env[name]) return env[name];
      problems.push({ path, problem: `the environment variable ${name} is not set` });
      return undefined;
    }
    if (Array.isArray(value)) return value.map((entry, index) => resolve(entry, [...path, index]));
    if (!isObject(value)) return value;
    const entries = Object.entries(value).map(([key, entry]) => [key, resolve(entry, [...path, key])] as const);
    return Object.fromEntries(entries.filter(([key, entry]) => entry !== undefined || value[key] === undefined));
  };
  return { data: resolve(data, []), problems };
}

function variableName(value: unknown): string | null {
  if (!isObject(value) || Object.keys(value).length !== 1) return null;
  return typeof value.env === 'string' ? value.env : null;
}

const isSecretPlace = (path: readonly PropertyKey[]): boolean =>
  SECRETS.some(
    (place) => place.length === path.length && place.every((key, index) => key === '*' || key === String(path[index])),
  );
