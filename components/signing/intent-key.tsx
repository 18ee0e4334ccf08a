/** What somebody means to do: the same intent has the same key, however often it is tried and whatever failed. */
export interface Intent {
  domain: string;
  appointmentId: string;
  /** What is done, and with which words. */
  action: 'preliminary' | 'final' | 'withdraw' | 'recall';
  version: number;
  text: string;
  overrides: readonly { rule: string; reason: string }[];
}

const STORED = 'readout-intent';
const known = new Map<string, string>();

/**
 * The Idempotency-Key of an intent. Kept for this tab, also over a reload and signing in again, so that an answer which was lost on its
 * way is not asked for twice. What is kept is a hash.
 */
export async function intentKey(intent: Intent): Promise<string> {
  const print = await printOf(intent);
  const kept = known.get(print) ?? readStored(print);
  if (kept !== undefined) return kept;
  const key = crypto.getRandomValues(new Uint32Array(5)).reduce((made, part) => made + part.toString(36), 'sign-');
  known.set(print, key);
  try {
    if ('subtle' in crypto) sessionStorage.setItem(STORED, JSON.stringify({ print, key }));
  } catch {
    // Without storage the key lives as long as the page.
  }
  return key;
}

function readStored(print: string): string | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as { print: string; key: string } | null;
    return stored?.print === print ? stored.key : undefined;
  } catch {
    return undefined;
  }
}

/** Without Web Crypto (plain http addresses other than localhost) the intent itself is the name, and nothing is stored. */
async function printOf(intent: Intent): Promise<string> {
  const words = JSON.stringify([
    intent.domain,
    intent.appointmentId,
    intent.action,
    intent.version,
    intent.text,
    intent.overrides.map(({ rule, reason }) => [rule, reason]),
  ]);
  if (!('subtle' in crypto)) return words;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(words));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
