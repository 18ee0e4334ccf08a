/** Deterministic mutations of valid submission bodies: the same seed makes the same request on every machine. */

export interface MutatedSubmission {
  headers: Record<string, string>;
  body: Uint8Array;
}

type Random = () => number;

/** Mulberry32: numbers in [0, 1), all of them decided by the seed. */
function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const pick = <Value>(random: Random, values: readonly Value[]): Value => values[below(random, values.length)] as Value;

const PIECES = [
  'Lungs are clear. ',
  'FINDINGS:\r\n',
  '\t',
  ' ',
  '\n',
  'é',
  'e\u0301',
  '€',
  '😀',
  '\u{10ffff}',
  '\u0001',
  '\u001f',
  '\u007f',

  '\u2028',
  '\ufeff',
  '\\',
  '"',
  '/',
  '<b>',
  '|^~\\&',
  "'); drop table x; --",
  '${x}',
  '%00',
  '\ufffd',
  'ﬁ',
  'ك',
  '{"a":1}',
];

const textOf = (random: Random, most: number): string =>
  `.${Array.from({ length: below(random, most) }, () => pick(random, PIECES)).join('')}`;

type Members = [string, unknown][];

/** A body that the contract accepts. */
function validMembers(random: Random): Members {
  const members: Members = [
    ['reportText', textOf(random, 30)],
    ['reportStatus', pick(random, ['final', 'FINAL', 'Final', 'preliminary', 'Preliminary'])],
  ];
  const optional: Members = [
    ['reportFormat', pick(random, ['text/plain', 'html', 'text/html; charset=utf-8', null])],
    ['interpretingClinicianName', pick(random, ['Dr Ève O’Hara', '', null, 'x'.repeat(320)])],
    ['interpretingClinicianProviderNumber', pick(random, ['2448501H', null])],
    ['interpretingClinicianEmail', pick(random, ['user@example.com', 'odd', null])],
    ['reportedAtUtc', pick(random, ['2020-01-01T00:00:00Z', '2020-01-01T10:30:00.123+10:30', null])],
    ['overrides', pick<unknown>(random, [1, 'x', null, [{ rule: 'side-mismatch', reason: '' }]])],
    ['unknownMember', pick<unknown>(random, [1, [], { reportText: 'x' }, 'x', 1e300])],
  ];
  return shuffled(random, [...members, ...optional.filter(() => random() < 0.4)]);
}

const shuffled = (random: Random, members: Members): Members =>
  members
    .map((member) => ({ member, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ member }) => member);

/** Plain ASCII as escapes, anything else as JSON writes it. */
const escapeAll = (text: string): string =>
  /^[ !#-[\]-~]*$/.test(text)
    ? text.replaceAll(/./g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : JSON.stringify(text).slice(1, -1);

/** The members as JSON, with white space and escapes as some writer somewhere would have them. */
function write(random: Random, members: Members): string {
  const space = () => pick(random, ['', '', '', ' ', '\n', '\t', '\r\n  ']);
  const name = (text: string) => `"${random() < 0.1 ? escapeAll(text) : text}"`;
  const pairs = members.map(
    ([key, value]) => `${space()}${name(key)}${space()}:${space()}${JSON.stringify(value)}${space()}`,
  );
  return `${space()}{${pairs.join(',')}}${space()}`;
}

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  '',
  ' ',
  'x',
  [],
  {},
  ['final'],
  { a: null },
  '\0',
  '\ud800',
  'x'.repeat(321),
  'final ',
  'withdrawn',
  '2020-13-45T99:99:99Z',
  '9999-12-31T23:59:59-23:59',
  'a/b;a="";a=""; ',
  '0'.repeat(400),
];

/** Changes of the body's members. Some leave it valid. */
const MEMBER_CHANGES: ((random: Random, members: Members) => Members)[] = [
  (random, members) =>
    members.map(([key, value], at) => [key, at === below(random, members.length) ? pick(random, VALUES) : value]),
  (random, members) => members.filter((_, at) => at !== below(random, members.length)),
  (random, members) => [...members, pick(random, members)],
  (random, members) => [...members, [`report\u0054ext`, 'again']],
  (random, members) => {
    const keys = members.map(([key]) => key);
    return members.map(([, value]) => [pick(random, keys), value]);
  },
  (random, members) => members.map(([key, value]) => [random() < 0.3 ? key.toUpperCase() : key, value]),
  (random, members) => [...members, [pick(random, ['__proto__', 'constructor', 'toString', '', 'a\0', '\ud800']), {}]],
  (random, members) => members.map(([key, value]) => [key, random() < 0.3 ? [value] : value]),
];

/** Changes of the JSON text. Some leave it valid. */
const TEXT_CHANGES: ((random: Random, json: string) => string)[] = [
  (random, json) => json.slice(0, below(random, json.length)),
  (random, json) => `${pick(random, ['[', '{"a":', '"', '\ufeff', '/**/', ' '])}${json}`,
  (random, json) => `${json}${pick(random, [']', '}', ',', '\0', ' ', '{}', '\n'])}`,
  (random, json) =>
    json.replace(':', `:${pick(random, ['[[[[', '-', '1e999,"b":', '{"c":', 'NaN', '0x1', '\\u0041'])}`),
  (random, json) => json.replaceAll('"', () => (random() < 0.1 ? pick(random, ["'", '\\"', '']) : '"')),
  (random, json) =>
    json.replace(/[a-z]/, () => pick(random, ['\\u0000', '\\ud800', '\\udc00\\ud800', '\\u00', '\\x', '\u0000', '\n'])),
  (random, json) => json.replace('{', `{"deep":${'['.repeat(below(random, 2000))}`),
  (random, json) => json.replace('{', `{"deep":${'['.repeat(500)}${']'.repeat(500)},`),
  (random, json) => json.replace('{', `{"huge":${'9'.repeat(1 + below(random, 5000))},`),
];

/** Changes of the bytes. Few leave it valid. */
const BYTE_CHANGES: ((random: Random, bytes: Buffer) => Buffer)[] = [
  (random, bytes) => {
    const flipped = Buffer.from(bytes);
    const at = below(random, bytes.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << below(random, 8));
    return flipped;
  },
  (random, bytes) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.of(below(random, 256)), bytes.subarray(at)]);
  },
  (random, bytes) => {
    const [from, to] = [below(random, bytes.length), below(random, bytes.length)].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (random, bytes) => {
    const at = below(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at, at + 20), bytes.subarray(at)]);
  },
  (_, bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (_, bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
];

const HEADER_CHANGES: ((random: Random) => Record<string, string>)[] = [
  (random) => ({
    'content-type': pick(random, [
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'text/json',
      'application/json;charset=latin1',
      ';',
      'x'.repeat(500),
    ]),
  }),
  (random) => ({
    'idempotency-key': pick(random, ['x'.repeat(128), 'x'.repeat(129), 'a b', 'é', '', '"q"']) + below(random, 1e9),
  }),
  (random) => ({ 'if-match': pick(random, ['"0"', '"0"', '"1"', '*', '"x"', 'W/"0"', '"99999999999"', '0']) }),
  (random) => ({ 'x-correlation-id': pick(random, ['c', 'x'.repeat(200), 'a b', 'é', '']) }),
  (random) => ({ 'content-encoding': pick(random, ['identity', 'gzip', 'br']) }),
  (random) => ({
    accept: pick(random, ['text/html', 'nothing/*', '']),
    'x-forwarded-for': 'x',
    'x-http-method-override': 'DELETE',
  }),
];

const changed = <Value>(
  random: Random,
  changes: readonly ((random: Random, value: Value) => Value)[],
  value: Value,
): Value => pick(random, changes)(random, value);

/** The request of this number. About half are left valid on purpose; of the others some still are. */
export function mutateSubmission(seed: number): MutatedSubmission {
  const random = randomOf(seed * 2_654_435_761);
  let members = validMembers(random);
  const damage = random() < 0.5 ? [] : Array.from({ length: 1 + below(random, 3) }, () => below(random, 3));
  if (damage.includes(0)) members = changed(random, MEMBER_CHANGES, members);
  let json = write(random, members);
  if (damage.includes(1)) json = changed(random, TEXT_CHANGES, json);
  let body = Buffer.from(json, 'utf8');
  if (damage.includes(2) && body.length > 0) body = Buffer.from(changed(random, BYTE_CHANGES, body));
  const headers = {
    'content-type': 'application/json',
    ...(random() < 0.15 ? pick(random, HEADER_CHANGES)(random) : {}),
  };
  return { headers, body };
}
