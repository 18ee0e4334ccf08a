import { readdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import type { TestStep } from '#lib/delivery/test-contract';
import { testDestination } from '#lib/delivery/test-destination';
import { probeTls } from '#lib/transports/probe-connection';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { makeAuthority, type Authority, type Pair } from '../support/make-certificates.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openWorkshop, CLINICIAN, type Workshop } from '../support/open-workshop.ts';
import { serveSftp, type ServedSftp } from '../../peers/serve-sftp.ts';
import { startProgram } from '../support/start-program.ts';

let shop: Workshop;
let ehr: MllpListener;
let http: HttpReceiver;
let sftp: ServedSftp;
let tls: MllpListener;
let authority: Authority;
let localhost: Pair;
/** What the listener was sent, and what it answers. */
const messages: string[] = [];
let code = 'AA';
/** What the HTTP receiver answers. */
let answer: [number, string] = [200, ''];

const SECRETS = { NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };

beforeAll(async () => {
  useConfig({ ...parseConfig({}), ...SECRETS });
  ehr = await listenForMllp((socket, message) => {
    messages.push(message);
    socket.write(ack(code, controlId(message), 'No such patient'));
  });
  http = await receiveHttp((response) => response.writeHead(answer[0]).end(answer[1]));
  sftp = await serveSftp({ password: 'open' });
  authority = await makeAuthority();
  localhost = await authority.sign({ names: ['localhost'] });
  const chain = { cert: `${localhost.certificate}\n${authority.pem}`, key: localhost.privateKey };
  tls = await listenForMllp(undefined, undefined, chain);
  const closed = await listenForMllp();
  await closed.close();
  const key = `hostKeySha256: "${sftp.hostKeySha256}"`;
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} } }`,
    `{ name: closed, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${closed.port} } }`,
    '{ name: lost, format: HL7, transport: { type: MLLP, host: no-such-host.invalid, port: 2575 } }',
    `{ name: sealed, format: HL7, transport: { type: MLLP, host: localhost, port: ${tls.port}, tls: true } }`,
    `{ name: trusted, format: HL7, transport: { type: MLLP, host: localhost, port: ${tls.port}, tls: true, authority: ${JSON.stringify(authority.pem)} } }`,
    `{ name: plain, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${new URL(http.url).port}, tls: true } }`,
    `{ name: fhir, format: FHIR, transport: { type: FHIR, baseUrl: "${http.url}" } }`,
    `{ name: hook, format: TEXT, transport: { type: WEBHOOK, url: "${http.url}", secret: a webhook secret } }`,
    `{ name: folder, format: PDF, transport: { type: SFTP, host: 127.0.0.1, port: ${sftp.port}, user: readout, password: open, ${key} } }`,
    '{ name: nowhere, format: TEXT, transport: { type: "NULL" } }',
    '{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }',
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
  await http.close();
  await sftp.close();
  await tls.close();
});

async function stepsOf(name: string): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  const of = { domain: shop.domain, name };
  for await (const step of await testDestination(shop.context(), CLINICIAN, of)) steps.push(step);
  return steps;
}
/** Steps that have ended. */
const ended = async (name: string) => (await stepsOf(name)).filter(({ state }) => state !== 'running');
const told = (steps: readonly TestStep[]) => steps.map(({ step, state }) => `${step} ${state}`);
const wordsOf = (step: TestStep | undefined) => step?.words.map(({ label, value }) => `${label}: ${value}`);

test('MLLP: each step is told as it begins and ends; the message is in mode T, made up, and says so', async () => {
  code = 'AA';
  const steps = await stepsOf('ehr');
  expect(told(steps)).toEqual(
    ['look-up', 'connect', 'send'].flatMap((step) => [`${step} running`, `${step} done`]).concat('reply done'),
  );
  for (const { state, milliseconds } of steps) expect(milliseconds === null).toBe(state === 'running');
  const message = messages.at(-1) ?? '';
  expect(message.split('|')[10]).toBe('T');
  expect(message).toContain('THIS IS NO REPORT OF A REAL PATIENT');
  expect(wordsOf(steps.at(-1))).toContain('Acknowledgment (MSA-1): AA: application accept');
});

test('a refusal is told with the reply in words, and it is the last step', async () => {
  code = 'AE';
  const steps = await ended('ehr');
  expect(told(steps)).toEqual(['look-up done', 'connect done', 'send done', 'reply failed']);
  expect(steps.at(-1)?.text).toBe('The receiver answered AE: No such patient');
  expect(wordsOf(steps.at(-1))).toContain('Acknowledgment (MSA-1): AE: application error');
});

test.each([
  ['lost', ['look-up failed'], /not known to the name server/],
  ['closed', ['look-up done', 'connect failed'], /refused: nothing listens there/],
  ['plain', ['look-up done', 'connect done', 'tls failed'], /does not speak TLS/],
])('%s: the step that fails is the last, and says why', async (name, expected, why) => {
  const steps = await ended(name);
  expect(told(steps)).toEqual(expected);
  expect(steps.at(-1)?.text).toMatch(why);
});

test('an untrusted TLS chain is shown, and nothing is sent over it', async () => {
  const steps = await ended('sealed');
  expect(told(steps)).toEqual(['look-up done', 'connect done', 'tls failed']);
  expect(steps.at(-1)?.text).toMatch(/an authority that is not trusted here/);
  expect(tls.received).toEqual([]);
  expect(steps.at(-1)?.certificates).toMatchObject([
    { subject: 'CN=localhost', issuer: 'CN=Test Authority' },
    { subject: 'CN=Test Authority' },
  ]);
});

test('a chain of the authority in the settings is trusted, for the name that it is for', async () => {
  expect(told(await ended('trusted'))).toEqual(
    ['look-up', 'connect', 'tls', 'send', 'reply'].map((step) => `${step} done`),
  );
  const to = { address: '127.0.0.1', port: tls.port, tls: { ca: authority.pem } };
  const other = await probeTls({ ...to, host: 'ehr.test' }, 10_000);
  expect(other).toMatchObject({ isOpen: false, detail: 'The certificate of the other side is for another name.' });
});

test('HTTP: the answer is told in words; a Bundle carries the test’s tag', async () => {
  answer = [201, ''];
  expect(told(await ended('hook'))).toEqual(['look-up done', 'connect done', 'send done', 'reply done']);
  expect(http.received.at(-1)?.body.toString()).toMatch(/^TEST MESSAGE/);
  const issue = [{ severity: 'error', code: 'invalid', details: { text: 'No subject' } }];
  answer = [422, JSON.stringify({ resourceType: 'OperationOutcome', issue })];
  const [reply] = (await ended('fhir')).slice(-1);
  expect(reply).toMatchObject({ step: 'reply', state: 'failed', text: 'The destination answered 422: No subject' });
  expect(wordsOf(reply)).toEqual(['HTTP status: 422 Unprocessable Entity', 'Issue: error, invalid: No subject']);
  expect(http.received.at(-1)?.body.toString()).toContain('"code":"T"');
});

test('SFTP: the file is stored under a name that says test', async () => {
  expect(told(await ended('folder'))).toEqual(['look-up done', 'connect done', 'send done']);
  expect(readdirSync(sftp.folder)).toEqual([expect.stringMatching(/^acme\.folder-TEST-[0-9a-f-]{36}\.pdf$/)]);
});

test('NULL and DOWNLOAD say that there is nothing to test', async () => {
  expect(await ended('nowhere')).toMatchObject([{ step: 'nothing', text: expect.stringMatching(/go nowhere/) }]);
  expect(await ended('fetched')).toMatchObject([{ step: 'nothing', text: expect.stringMatching(/fetches its files/) }]);
  await expect(stepsOf('unknown')).rejects.toMatchObject({ code: 'not_found' });
});

test('queue and history know nothing of tests, the audit knows each', async () => {
  await ended('ehr');
  const { rows } = await shop.db.execute(sql`select (select count(*) from submissions) as submissions,
    (select count(*) from deliveries) as files, (select count(*) from delivery_attempts) as attempts,
    (select count(*) from delivery_contents) as contents`);
  expect(rows).toEqual([{ submissions: 0, files: 0, attempts: 0, contents: 0 }]);
  const events = await shop.db.execute(
    sql`select distinct principal, organization from audit_events where action = 'receiver.test' and entity_id = 'acme.ehr'`,
  );
  expect(events.rows).toEqual([{ principal: CLINICIAN.principal, organization: 'acme' }]);
});

test('npm run destination tells the same in a terminal, and ends with 1 where it failed', async () => {
  const run = (...args: string[]) =>
    startProgram('scripts/destination.ts', shop.url, { READOUT_ALLOW_PRIVATE_DESTINATIONS: 'true' }, args);
  code = 'AA';
  const good = run('test', 'acme.ehr');
  expect(await good.says(/MSA-1/)).toBe('    Acknowledgment (MSA-1): AA: application accept');
  expect(await good.ended).toBe(0);
  const bad = run('test', 'acme.closed');
  expect(await bad.says(/FAILED/)).toMatch(/nothing listens there/);
  expect(await bad.ended).toBe(1);
  const wrong = run('test', 'acme');
  expect(await wrong.says(/Usage/)).toContain('destination -- test ORG.SERVICE');
  expect(await wrong.ended).toBe(1);
});
