import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import type { SenderObject } from '#lib/settings/sender-contract';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { SETTINGS } from '../support/settings.ts';
import { until } from '../support/until.ts';
import { FINAL, pendingAppointment, submit } from './partner.ts';

const SENDERS = '/api/settings/acme/senders';

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

const list = async (): Promise<SenderObject[]> => (await house.api('GET', SENDERS, { cookie: admin })).json;
const find = async (name: string): Promise<SenderObject> => {
  const found = (await list()).find((sender) => sender.name === name);
  if (!found) throw new Error(`${name} is not in the list.`);
  return found;
};
const create = (body: object) => house.api('POST', SENDERS, { cookie: admin, body });
const put = ({ name, version }: SenderObject, body: object) =>
  house.api('PUT', `${SENDERS}/${name}`, { cookie: admin, body, headers: { 'if-match': `"${version}"` } });
const drop = (name: string) => house.api('POST', `${SENDERS}/${name}/delete`, { cookie: admin });
const sendAs = (clientId: string, sender: string) =>
  house.db.execute(sql`update clients set sender = ${sender} where client_id = ${clientId}`);

test('the list tells each sender, who sends as it and when something last came from it', async () => {
  expect(await list()).toMatchObject([
    { name: 'partner', isStanding: true, clientIds: expect.arrayContaining(['acme-ris']), lastReceivedAt: null },
    { name: 'portal', isStanding: true, clientIds: [], lastReceivedAt: null },
  ]);
  await submit(house, await pendingAppointment(house), FINAL);
  expect((await find('partner')).lastReceivedAt).not.toBe(null);
  expect((await find('portal')).lastReceivedAt).toBe(null);
});

test('a new sender is there at once for a client, and its topic decides where the client’s reports go', async () => {
  const { status, json } = await create({ name: 'lab', topic: 'pathology', format: 'FHIR' });
  expect([status, json]).toMatchObject([201, { name: 'lab', customerStatus: 'active', isStanding: false }]);
  await sendAs('acme-other', 'lab');
  const token = await house.tokenOf('acme-other');
  const appointment = await pendingAppointment(house);
  const { reportGuid } = (await submit(house, appointment, FINAL, { token })).json;
  const history = await house.api('GET', `/api/waters/report/${reportGuid}/history`);
  expect(history.json).toMatchObject({ sender: 'acme.lab', topic: 'pathology', destinations: [] });
  expect((await find('lab')).clientIds).toEqual(['acme-other']);
  await sendAs('acme-other', 'partner');
});

test('every problem of a new sender is told at its field, all at once; a name that is taken, too', async () => {
  const wrong = await create({ name: 'A', topic: '', format: 'CSV' });
  expect(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/name', '/topic', '/format']);
  expect((await create({ name: 'partner' })).json.errors).toEqual([
    { pointer: '/name', detail: 'is the name of another sender' },
  ]);
  const both = await Promise.all([create({ name: 'twice' }), create({ name: 'twice' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 400]);
});

test('a change made from a stale version is refused with the newer one, and changes nothing', async () => {
  const before = await find('lab');
  expect((await put(before, { topic: 'pathology', customerStatus: 'inactive' })).status).toBe(200);
  const stale = await put(before, { topic: 'radiology' });
  const now = await find('lab');
  expect([stale.status, stale.json.version]).toEqual([409, now.version]);
  expect(now).toMatchObject({ topic: 'pathology', customerStatus: 'inactive' });
});

test('the senders that every organization has keep their topic and stay', async () => {
  const partner = await find('partner');
  expect((await put(partner, { topic: 'pathology' })).json.errors).toEqual([
    { pointer: '/topic', detail: 'is radiology for senders that every organization has' },
  ]);
  expect((await put(partner, { topic: 'radiology', hl7AcknowledgementEnabled: true })).status).toBe(200);
  for (const name of ['partner', 'portal']) expect((await drop(name)).status).toBe(409);
});

test('a sender that a client sends as stays, told by name; another organization’s client is counted, not named', async () => {
  await sendAs('acme-other', 'lab');
  const refused = await drop('lab');
  expect([refused.status, refused.json.detail]).toEqual([
    409,
    'Still used by acme-other. Let them send as another one first.',
  ]);
  await sendAs('acme-other', 'partner');
  await house.db.execute(sql`update clients set sender = 'lab', domains = '{*}' where client_id = 'zenith-ris'`);
  expect(await find('lab')).toMatchObject({ clientIds: [], foreignClientCount: 1 });
  expect((await drop('lab')).json.detail).not.toContain('zenith');
  await house.db.execute(
    sql`update clients set sender = 'partner', domains = '{zenith}' where client_id = 'zenith-ris'`,
  );
});

test('a deleted sender is gone for clients, not from history', async () => {
  expect((await drop('lab')).status).toBe(204);
  expect((await drop('lab')).status).toBe(404);
  const refused = await house.api('POST', '/api/settings/acme/clients', {
    cookie: admin,
    body: { clientId: 'acme-lab', domains: ['acme'], scopes: ['reports:write'], sender: 'lab' },
  });
  expect(refused.json.errors).toEqual([{ pointer: '/sender', detail: 'acme has no sender lab' }]);
  const past = await house.api('GET', '/api/waters/org/acme/submissions?sender=lab', { cookie: admin });
  expect(past.json).toMatchObject([{ sender: 'acme.lab' }]);
});

test('whoever deletes a sender waits for a client that is being given it, and then is refused', async () => {
  await create({ name: 'late' });
  const body = { clientId: 'acme-late', domains: ['acme'], scopes: ['reports:write'], sender: 'late' };
  let saving: Promise<ApiAnswer> | undefined;
  let dropping: Promise<ApiAnswer> | undefined;
  await house.db
    .transaction(async (tx) => {
      // Holds the id, so that saving the client waits once it has looked at the sender.
      await tx.execute(sql`insert into clients (client_id, organization, domains, scopes, sender, rate_limit_per_minute)
        values ('acme-late', 'acme', '{acme}', '{}', 'partner', 1)`);
      saving = house.api('POST', '/api/settings/acme/clients', { cookie: admin, body });
      await until('the client waits', async () => (await waiting()) === 1);
      dropping = drop('late');
      await until('the deletion waits, too', async () => (await waiting()) === 2, 5);
      throw new Error('rolled back');
    })
    .catch(() => undefined);
  expect([(await saving)?.status, (await dropping)?.status]).toEqual([201, 409]);
});

/** Queries that wait for a lock. */
async function waiting(): Promise<number> {
  const { rows } = await house.db.execute<{ count: number }>(sql`select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0]?.count ?? 0;
}

test('a sender of the settings file that was deleted here stays so over restarts, until a client of the file leans on it', async () => {
  const text = SETTINGS.replace(
    '    clients:\n',
    '    senders: [{ name: file }]\n    clients:\n      - { clientId: acme-file, clientSecret: x, scopes: [reports:write] }\n',
  );
  const apply = async (settings: string) => {
    const parsed = parseSettings(settings, {});
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return applySettings(house.context, parsed.settings);
  };
  await apply(text);
  expect((await find('file')).file).not.toBe(null);
  expect((await drop('file')).status).toBe(204);
  await apply(text);
  expect((await list()).some(({ name }) => name === 'file')).toBe(false);
  await apply(text.replace('clientSecret: x,', 'clientSecret: x, sender: file,'));
  expect(await find('file')).toMatchObject({ clientIds: ['acme-file'], isStanding: false });
});

test('each change is audited with what changed from which value to which', async () => {
  const { rows } = await house.db.execute<{ action: string; detail: Record<string, string> }>(
    sql`select action, detail from audit_events where entity_id = 'acme.lab' order by id`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['sender.create', 'sender.update', 'sender.delete']);
  expect(rows[1]?.detail).toEqual({
    changed: 'customerStatus, format',
    before: '{"customerStatus":"active","format":"FHIR"}',
    after: '{"customerStatus":"inactive","format":"HL7"}',
  });
});
