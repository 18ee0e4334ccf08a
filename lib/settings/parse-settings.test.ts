import { expect, test } from 'vitest';
import { parseSettings } from '#lib/settings/parse-settings';

/** Path → problem of a file that must be refused. */
function problemsOf(text: string, env: Record<string, string> = {}): Record<string, string> {
  const parsed = parseSettings(text, env);
  if (parsed.ok) throw new Error('The file was not refused.');
  return Object.fromEntries(parsed.problems.map(({ path, problem }) => [path, problem]));
}

function organizationWith(lines: string): string {
  return `organizations:\n  - name: acme\n    timeZone: UTC\n${lines}`;
}

test('what the file leaves out is left out: defaults are no part of its text', () => {
  expect(parseSettings(organizationWith(''), {})).toEqual({
    ok: true,
    settings: { organizations: [{ name: 'acme', timeZone: 'UTC' }] },
  });
});

test('every problem is told at once, with its path and line, in the order of the file', () => {
  const parsed = parseSettings(
    `organizations:
  - name: Acme!
    timeZone: Mars/Olympus
    colour: red
    correctionWindowMinutes: 525601
    finalHoldSeconds: 1.5
    viewerUrl: "javascript:alert(1)"
    clients:
      - { clientId: acme-ris, clientSecret: { env: UNSET }, scopes: [reports:read] }
    users:
      - { email: nobody, name: 5, roles: { acme: boss, "*": clinician } }
    receivers:
      - name: ehr
        routingFilter: ["matches(modality, CT)", "match(modality, CT)"]
        format: PDF
        timing: { operation: MERGE, initialTime: "25:00" }
        retry: { schedule: [5x] }
        transport: { type: MLLP, host: h, port: 99999 }
      - name: ehr
        transport: { type: FTP }
blue: true
`,
    {},
  );
  expect(parsed).toEqual({
    ok: false,
    problems: [
      ['organizations[0].name', 'must be 2 to 64 of the characters a-z, 0-9 and - (line 2)'],
      ['organizations[0].timeZone', 'must be a time zone such as Australia/Melbourne or UTC (line 3)'],
      ['organizations[0].colour', 'is not a known key (line 4)'],
      ['organizations[0].correctionWindowMinutes', 'must be at most 525600 (line 5)'],
      ['organizations[0].finalHoldSeconds', 'must be a whole number (line 6)'],
      ['organizations[0].viewerUrl', expect.stringMatching(/^must be an http or https address.* \(line 7\)$/)],
      ['organizations[0].clients[0].clientSecret', 'the environment variable UNSET is not set (line 9)'],
      ['organizations[0].clients[0].scopes[0]', expect.stringContaining('reports:write, appointments:read')],
      ['organizations[0].users[0].email', 'must be an e-mail address (line 11)'],
      ['organizations[0].users[0].name', 'must be text: write it in quotes (line 11)'],
      ['organizations[0].users[0].roles.acme', 'must be clinician, admin, or a list of these (line 11)'],
      ['organizations[0].users[0].roles["*"]', 'can only be admin (line 11)'],
      ['organizations[0].receivers[0].routingFilter[1]', expect.stringContaining('did you mean matches?')],
      ['organizations[0].receivers[0].format', 'must be HL7: MLLP carries nothing else (line 15)'],
      ['organizations[0].receivers[0].timing.initialTime', 'must be a time of day such as 00:00 (line 16)'],
      ['organizations[0].receivers[0].timing.operation', expect.stringContaining('cannot be MERGE')],
      ['organizations[0].receivers[0].retry.schedule[0]', expect.stringContaining('must be a duration')],
      ['organizations[0].receivers[0].transport.port', 'must be at most 65535 (line 18)'],
      ['organizations[0].receivers[1].name', 'is the name of an earlier entry too (line 19)'],
      ['organizations[0].receivers[1].transport.type', expect.stringContaining('MLLP, FHIR, WEBHOOK')],
      ['blue', 'is not a known key (line 21)'],
    ].map(([path, problem]) => ({ path, problem })),
  });
});

test('an unknown key is refused at every level', () => {
  const problems = problemsOf(
    organizationWith(`    jurisdiction: { planet: earth }
    slaMinutes: { LATER: 5 }
    sites: [{ name: North, colour: red }]
    senders: [{ name: lab, colour: red }]
    clients: [{ clientId: lab, scopes: [history:read], jwks: { keys: [], colour: red }, colour: red }]
    users: [{ email: a@b.test, name: A, roles: {}, colour: red }]
    receivers:
      - { name: ehr, colour: red, timing: { colour: red }, retry: { colour: red }, transport: { type: NULL, host: h } }
    appointments: [{ appointmentId: A1, status: PENDING REPORTING, colour: red }]
`),
  );
  expect(Object.keys(problems)).toHaveLength(12);
  expect(new Set(Object.values(problems).map((problem) => problem.replace(/ \(line \d+\)$/, '')))).toEqual(
    new Set(['is not a known key']),
  );
});

test('syntax errors are told by line, all of them, and end the reading', () => {
  expect(problemsOf('organizations: [\nb: "x')).toEqual({
    'line 2, column 1': expect.stringContaining('Flow sequence'),
    'line 2, column 6': expect.stringContaining('Missing closing "quote'),
  });
  expect(problemsOf('{ "organizations": [ }')).not.toEqual({});
});

test('a key that is there twice is a problem beside the others', () => {
  expect(problemsOf(organizationWith('    finalHoldSeconds: 15\n    finalHoldSeconds: 15\n    colour: red\n'))).toEqual(
    {
      'line 5, column 5': 'is a key that is already there',
      'organizations[0].colour': 'is not a known key (line 6)',
    },
  );
});

test('names are unique: organizations, clients and e-mails in the file, the rest in their organization', () => {
  const organization = `  - name: acme
    timeZone: UTC
    sites: [{ name: North }, { name: North }]
    senders: [{ name: lab }, { name: lab }]
    clients: [{ clientId: one, scopes: [history:read] }]
    users: [{ email: A@B.test, name: A, roles: {} }]
    receivers: [{ name: ehr, transport: { type: NULL } }]
    appointments: [{ appointmentId: A1, status: ARRIVED }, { appointmentId: A1, status: ARRIVED }]
`;
  const text = `organizations:\n${organization}${organization.replace('name: acme', 'name: beta').replace('A@B', 'a@b')}`;
  expect(Object.keys(problemsOf(text)).sort()).toEqual([
    'organizations[0].appointments[1].appointmentId',
    'organizations[0].senders[1].name',
    'organizations[0].sites[1].name',
    'organizations[1].appointments[1].appointmentId',
    'organizations[1].clients[0].clientId',
    'organizations[1].senders[1].name',
    'organizations[1].sites[1].name',
    'organizations[1].users[0].email',
  ]);
  expect(problemsOf(`organizations:\n${organization}${organization}`)).toHaveProperty(['organizations[1].name']);
});

test('{env: NAME} stands for a secret only, and an empty variable counts as unset', () => {
  const text = organizationWith(`    description: { env: SECRET }
    users: [{ email: a@b.test, name: A, password: { env: EMPTY }, roles: {} }]
    receivers:
      - { name: ehr, format: FHIR, transport: { type: FHIR, baseUrl: "http://h/fhir", headers: { env: x, A: { env: SECRET } } } }
`);
  expect(problemsOf(text, { SECRET: 's', EMPTY: '' })).toEqual({
    'organizations[0].description': 'must be text (line 4)',
    'organizations[0].users[0].password': 'the environment variable EMPTY is not set (line 5)',
  });
});

test('no problem repeats a value: it may be a secret or a name', () => {
  const text = organizationWith(`    users: [{ email: hush, name: "hu\\tsh", password: [hush], roles: { acme: hush } }]
    receivers: [{ name: hook, transport: { type: WEBHOOK, url: "https://hush:hush@h", secret: whsec_hush } }]
    appointments: [{ appointmentId: A1, status: hush, patientSex: hush, patientDateOfBirth: hush, startTime: hush }]
`);
  expect(Object.keys(problemsOf(text)).length).toBeGreaterThan(8);
  expect(JSON.stringify(problemsOf(text))).not.toContain('hush');
});

test('a private key among the public ones is refused', () => {
  const key = '{ kty: EC, crv: P-384, x: AA, y: AA, d: AA }';
  const text = organizationWith(`    clients: [{ clientId: one, scopes: [history:read], jwks: { keys: [${key}] } }]\n`);
  expect(Object.values(problemsOf(text))).toEqual([expect.stringContaining('this one is private')]);
});

test('an empty file is told as such, and anchors cannot make it explode', () => {
  expect(problemsOf('')).toEqual({ '(the file)': 'must be a group of keys (line 1)' });
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg']) {
    bomb.push(
      `${to}: &${to} [*${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}]`,
    );
  }
  expect(problemsOf(bomb.join('\n'))).toEqual({ 'line 1': 'repeats its anchors too often' });
});
