/** What was pasted as public keys: the keys, or why they were not even sent. */
export type ParsedKeys = { keys: Record<string, unknown>[]; problem: null } | { keys: null; problem: string };

const refuse = (problem: string): ParsedKeys => ({ keys: null, problem });

/** Members of private and symmetric keys (RFC 7518 §6.2.2, §6.3.2, §6.4.1): what has one never leaves the browser. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** Reads a JWK, or a JWK Set (RFC 7517), as somebody pasted it. Whether its keys are any good the server says. */
export function parseKeys(pasted: string): ParsedKeys {
  const text = pasted.trim();
  if (text === '') return refuse('is needed');
  if (text.startsWith('-----BEGIN')) {
    return text.includes('PRIVATE')
      ? refuse(IS_PRIVATE)
      : refuse('is a PEM file; ask for the same key as a JWK, or convert it');
  }
  const read = parseJson(text);
  if (!isObject(read)) return refuse('must be one JSON object: a key, or a set of keys');
  const keys: unknown = 'keys' in read ? read.keys : [read];
  if (!Array.isArray(keys) || !keys.every(isObject)) return refuse('must be a set with a list of keys');
  if (keys.length === 0) return refuse('is a set without a key');
  if (keys.some((key) => PRIVATE.some((member) => member in key))) return refuse(IS_PRIVATE);
  return { keys, problem: null };
}

const IS_PRIVATE =
  'is a private key. It was not sent. Who pasted it here should replace it, and give the public one only';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
