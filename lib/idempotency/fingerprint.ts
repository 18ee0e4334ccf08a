import { sha256 } from '#lib/ids';

/**
 * The fingerprint of a keyed request: SHA-256 over method, path and the validated payload in canonical form, before
 * defaults. Member order, white space and null-versus-absent do not matter (contract §3 "Idempotency-Key").
 */
export function fingerprint(method: string, path: string, payload: object): Buffer {
  return sha256(`${method} ${path}\n${canonicalJson(payload)}`);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}
