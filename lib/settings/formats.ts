const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Whether a text is an IANA time zone (`Australia/Melbourne`, `UTC`). Bare offsets are not: databases read them differently. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false;
  }
}

/** Seconds of a duration such as `5s`, `5m`, `2h` or `1d`; null for any other text. */
export function durationSeconds(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = SECONDS[unit ?? ''];
  return count === undefined || seconds === undefined ? null : Number(count) * seconds;
}

/**
 * An SSH host key's SHA-256 fingerprint as unpadded base64, from what `ssh-keygen -lf` prints (`SHA256:…`, padded or not)
 * or hexadecimal with or without colons; null for any other text.
 */
export function hostKeyFingerprint(text: string): string | null {
  const hex = text.replaceAll(':', '');
  if (/^[0-9a-f]{64}$/i.test(hex)) {
    const bytes = hex.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [];
    return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
  }
  const [, base64] = /^(?:SHA256:)?([A-Za-z0-9+/]{43})=?$/.exec(text) ?? [];
  return base64 ?? null;
}

/** Whether a text is an http(s) address without a user name or password in it: those would be stored readable. */
export function isPlainHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** Whether a value is a group of keys: neither null nor a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
