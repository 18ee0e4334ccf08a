import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type StartedServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** What must never be seen in a log, wherever it stood in a request. */
const CANARIES = {
  secret: 'CANARY-client-secret',
  token: 'CANARYtoken',
  text: 'CANARY-report-text',
  patient: 'CANARY^PATIENT',
  birth: '1931-04-05',
  accession: 'CANARY-accession',
  clinician: 'CANARY-clinician',
  email: 'canary@clinic.test',
  reason: 'CANARY-reason',
  frame: 'CANARY-frame',
  appointment: 'CANARY-appointment',
  key: 'CANARY-idempotency-key',
  cookie: 'CANARYcookie',
};

const SETTINGS = `
organizations:
  - name: acme
    timeZone: UTC
    clients:
      - { clientId: acme-ris, clientSecret: ${CANARIES.secret}, scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read] }
    receivers:
      - { name: ehr, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["doesNotMatch(report_text, CANARY-report-text)"] }
      - { name: all, format: TEXT, transport: { type: "NULL" } }
`;

let server: StartedServer;
let database: TestDatabase;
let output = '';
let token = '';
const answers: { id: string; status: number }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer({ settings: SETTINGS, databaseUrl: database.url, env: { LOG_LEVEL: 'trace' } });
  for (const stream of [server.process.stdout, server.process.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  }
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const id = `log-${answers.length + 1}`;
  const raw = typeof body === 'string';
  const given = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-correlation-id': id,
    ...headers,
  };
  const sent = Object.entries(given).filter(([, value]) => value !== '');
  const init = { method, headers: sent, body: raw ? body : JSON.stringify(body) };
  const response = await fetch(`${server.url}${path}`, init);
  answers.push({ id, status: response.status });
  return { status: response.status, text: await response.text() };
}

/** Requests of every kind and outcome, with a canary in every place that a caller can fill. */
async function everything(): Promise<void> {
  const form = (secret: string) =>
    new URLSearchParams({ grant_type: 'client_credentials', client_id: 'acme-ris', client_secret: secret }).toString();
  const asForm = { 'content-type': 'application/x-www-form-urlencoded', authorization: '' };
  await ask('POST', '/oauth2/token', form(`${CANARIES.secret}-wrong`), asForm);
  token = JSON.parse((await ask('POST', '/oauth2/token', form(CANARIES.secret), asForm)).text).access_token;

  const { appointment, patient, birth, accession, text, clinician, email, reason, key, frame } = CANARIES;
  const put = `/integrations/v1/acme/appointments/${appointment}`;
  const path = `/integrations/v1/acme/reporting/appointments/${appointment}`;
  const exam = {
    status: 'PENDING REPORTING',
    patientName: patient,
    patientDateOfBirth: birth,
    accessionNumber: accession,
  };
  const report = {
    reportText: text,
    reportStatus: 'final',
    interpretingClinicianName: clinician,
    interpretingClinicianEmail: email,
  };
  const keyed = { 'idempotency-key': key };
  await ask('PUT', put, exam);
  await ask('PUT', put, { ...exam, patientSex: patient });
  await ask('POST', `${path}/report`, { ...report, reportStatus: text }, keyed);
  await ask('POST', `${path}/report`, `{"reportText":"${text}`, keyed);
  await ask('POST', `${path}/report`, `{"${text}":1,"${text}":2}`, keyed);
  const { text: accepted } = await ask('POST', `${path}/report`, report, keyed);
  await ask('POST', `${path}/report`, report, keyed);
  await ask('POST', `${path}/report`, { ...report, reportText: `${text} other` }, keyed);
  await ask('POST', `${path}/report`, { ...report, reportStatus: 'preliminary' });
  await ask('PUT', put, { ...exam, patientName: `${patient} other` });
  await ask('GET', path);
  await ask('GET', `${path}/report`);
  await ask('GET', `/api/waters/report/${JSON.parse(accepted).reportGuid}/history?explain=true`);
  await ask('GET', `/api/waters/org/acme/submissions?q=${accession}`);
  await ask('GET', `/api/waters/org/acme/submissions?cursor=${accession}`);
  await ask('GET', `/integrations/v1/acme/reporting/appointments/pending?assigned=${clinician}`);
  await ask('GET', `/integrations/v1/acme/${accession}?patient=${patient}`);
  await ask('GET', `/api/waters/report/${accession}/history`);
  await ask('GET', path, undefined, { authorization: `Bearer ${CANARIES.token}` });
  await ask('GET', path, undefined, { authorization: '', cookie: `readout-session=${CANARIES.cookie}` });
  await whileRenamed('submission_items', 'rename to', async () => {
    await ask('POST', `${path}/report`, { ...report, reportText: `${text} while broken` });
    await ask('GET', `/api/waters/report/${JSON.parse(accepted).reportGuid}/history`);
  });
  await whileRenamed('appointments', 'rename body_part to', async () => {
    await ask('PUT', put, { ...exam, clinicalInfo: `${text}\n    at ${frame} (${text}.js:1:1)` });
  });
  await ask('POST', `${path}/report/withdraw`, { reason });
}

/** Takes a table or column away meanwhile: requests fail in the middle of statements, whose values an error may quote. */
async function whileRenamed(table: string, rename: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: server.databaseUrl });
  await client.connect();
  await client.query(`alter table ${table} ${rename} away`);
  await work();
  const column = /rename (\w+) to/.exec(rename)?.[1];
  await client.query(column ? `alter table ${table} rename away to ${column}` : `alter table away rename to ${table}`);
  await client.end();
}

test('a log tells of each request once, with its correlation id, and never what was in it', async () => {
  await everything();
  const outcomes = new Set(answers.map(({ status }) => status));
  expect([...outcomes].sort()).toEqual([200, 201, 400, 401, 404, 409, 500]);
  await server.stop();

  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const { id, status } of answers) {
    const told = lines.filter((line) => line.correlationId === id && 'operation' in line);
    expect(told).toEqual([expect.objectContaining({ operation: expect.any(String), status, ms: expect.any(Number) })]);
  }
  expect(lines.filter((line) => line.msg === 'request failed')).toHaveLength(3);
  expect(lines.filter((line) => line.msg === 'delivery').length).toBeGreaterThan(0);

  const places = { ...CANARIES, token: CANARIES.token, issued: token.slice(4), any: 'canary' };
  for (const [place, canary] of Object.entries(places)) {
    expect([place, output.toLowerCase().includes(canary.toLowerCase())]).toEqual([place, false]);
  }
});
