import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleSettings, openHouse, organizationFile, parse, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.drop());

/** Number of rows per settings table. */
async function counts() {
  const tables = ['organizations', 'senders', 'receivers', 'clients', 'client_secrets', 'users', 'memberships'];
  const texts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`);
  return (await house.rows(`select ${texts.join(', ')}`))[0];
}

test('the example is applied: everything is there, and applying it again writes nothing at all', async () => {
  const settings = exampleSettings();
  expect(await house.apply(settings)).toEqual({ created: 15, updated: 0, unchanged: 0 });
  expect(await counts()).toEqual({
    organizations: 2,
    senders: 5,
    receivers: 7,
    clients: 2,
    client_secrets: 1,
    users: 3,
    memberships: 2,
  });
  const [version, dump] = [await house.version(), await house.dump()];
  expect(await house.apply(exampleSettings())).toEqual({ created: 0, updated: 0, unchanged: 15 });
  expect(await house.version()).toBe(version);
  expect(await house.dump()).toBe(dump);
});

test('portal and partner exist in every organization, also where the file names other senders', async () => {
  await house.apply(
    organizationFile('standing', '    senders: [{ name: partner, topic: cardiology }, { name: lab, format: FHIR }]\n'),
  );
  expect(
    await house.rows(`select name, topic, format from senders where organization = 'standing' order by name`),
  ).toEqual([
    { name: 'lab', topic: 'radiology', format: 'FHIR' },
    { name: 'partner', topic: 'cardiology', format: 'HL7' },
    { name: 'portal', topic: 'radiology', format: 'HL7' },
  ]);
});

test('the order of keys and the spelling of the YAML are no change', async () => {
  await house.apply(
    organizationFile('spelling', '    jurisdiction: { country: AU, state: VIC }\n    finalHoldSeconds: 5\n'),
  );
  const same = parse(
    'organizations: [{ finalHoldSeconds: 5, jurisdiction: { "state": VIC, country: AU }, timeZone: UTC, name: spelling }]',
  );
  expect(await house.apply(same)).toEqual({ created: 0, updated: 0, unchanged: 1 });
});

test('an edit made elsewhere survives a restart with the same file, and other changes of the file', async () => {
  const receiver = '{ name: ehr, description: From the file, transport: { type: NULL } }';
  await house.apply(organizationFile('edited', `    receivers: [${receiver}]\n`));
  await house.rows(`update organizations set final_hold_seconds = 99 where name = 'edited'`);
  await house.rows(
    `update receivers set settings = settings || '{"description":"From the portal"}' where organization = 'edited'`,
  );
  await house.apply(organizationFile('edited', `    receivers: [${receiver}]\n`));
  await house.apply(
    organizationFile('edited', `    receivers: [${receiver}, { name: other, transport: { type: NULL } }]\n`),
  );
  expect(await house.rows(`select final_hold_seconds from organizations where name = 'edited'`)).toEqual([
    { final_hold_seconds: 99 },
  ]);
  expect(
    await house.rows(
      `select name, settings->>'description' as description from receivers where organization = 'edited' order by name`,
    ),
  ).toEqual([
    { name: 'ehr', description: 'From the portal' },
    { name: 'other', description: null },
  ]);
});

const holdFile = (hold: number) =>
  organizationFile(
    'changed',
    `    finalHoldSeconds: ${hold}\n    receivers: [{ name: ehr, transport: { type: NULL } }]\n`,
  );

test('a changed object is applied, and nothing else is touched', async () => {
  await house.apply(holdFile(5));
  const before = await house.rows(`select xmin::text from receivers where organization = 'changed'`);
  expect(await house.apply(holdFile(6))).toEqual({ created: 0, updated: 1, unchanged: 1 });
  expect(await house.rows(`select final_hold_seconds from organizations where name = 'changed'`)).toEqual([
    { final_hold_seconds: 6 },
  ]);
  expect(await house.rows(`select xmin::text from receivers where organization = 'changed'`)).toEqual(before);
});

test('nothing is ever deleted: what leaves the file stays', async () => {
  await house.apply(exampleSettings());
  const before = await counts();
  await house.apply({ organizations: [] });
  const settings = exampleSettings();
  const [acme] = settings.organizations;
  Object.assign(acme ?? {}, { receivers: [], clients: [], users: [], senders: [] });
  await house.apply({ organizations: settings.organizations.slice(0, 1) });
  expect(await counts()).toEqual(before);
});

test('every reference to nothing is told with its path, and then nothing is applied', async () => {
  const settings = parse(`organizations:
  - name: lost
    timeZone: UTC
    sharesWith: [nowhere.ehr, lost.ehr]
    clients:
      - { clientId: lost-one, clientSecret: s, domains: [lost, nowhere, "*"], scopes: [history:read], sender: nobody }
      - { clientId: lost-two, scopes: [history:read], organization: nowhere }
    users: [{ email: lost@lost.test, name: Lost, roles: { nowhere: admin, lost: admin } }]
    receivers:
      - { name: ehr, transport: { type: NULL } }
      - { name: hook, format: FHIR, transport: { type: WEBHOOK, url: "https://hook.example" } }
`);
  await expect(house.apply(settings)).rejects.toMatchObject({
    code: 'bad_request',
    options: {
      errors: [
        { pointer: 'organizations[0].sharesWith[0]', detail: 'there is no receiver nowhere.ehr' },
        { pointer: 'organizations[0].receivers[1].transport', detail: 'needs a secret' },
        { pointer: 'organizations[0].clients[0].sender', detail: 'lost has no sender nobody' },
        { pointer: 'organizations[0].clients[0].domains[1]', detail: 'there is no organization nowhere' },
        { pointer: 'organizations[0].clients[1]', detail: 'needs a clientSecret or jwks' },
        { pointer: 'organizations[0].clients[1].organization', detail: 'there is no organization nowhere' },
        { pointer: 'organizations[0].users[0].roles.nowhere', detail: 'there is no organization nowhere' },
      ],
    },
  });
  expect(await house.rows(`select 1 from organizations where name = 'lost'`)).toEqual([]);
});

const leaningFile = (limit: number, senders = '[{ name: lab, topic: pathology }, { name: ward }]') =>
  organizationFile(
    'leaning',
    `    sharesWith: [leaning.archive]
    finalHoldSeconds: ${limit}
    senders: ${senders}
    clients:
      - { clientId: leaning, clientSecret: s, scopes: [history:read], sender: lab, rateLimitPerMinute: ${limit} }
    receivers: [{ name: archive, transport: { type: NULL } }, { name: ehr, transport: { type: NULL } }]
`,
  );

test('what was deleted elsewhere stays so, until something of the file that changed needs it: then the file’s is made again', async () => {
  await house.apply(leaningFile(1));
  await house.rows(`delete from senders where organization = 'leaning' and name in ('lab', 'ward')`);
  await house.rows(`delete from receivers where organization = 'leaning'`);
  expect(await house.apply(leaningFile(1))).toEqual({ created: 0, updated: 0, unchanged: 6 });
  expect(await house.apply(leaningFile(2))).toEqual({ created: 2, updated: 2, unchanged: 2 });
  expect(
    await house.rows(`select name, topic from senders where organization = 'leaning' and name in ('lab', 'ward')
      union all select name, null from receivers where organization = 'leaning'`),
  ).toEqual([
    { name: 'lab', topic: 'pathology' },
    { name: 'archive', topic: null },
  ]);
  expect(await house.apply(leaningFile(2))).toEqual({ created: 0, updated: 0, unchanged: 6 });
});

test('what the file does not have either is told with its path, and nothing else is made again', async () => {
  await house.apply(leaningFile(3));
  await house.rows(`delete from senders where organization = 'leaning' and name = 'lab'`);
  await house.rows(`delete from receivers where organization = 'leaning'`);
  await expect(house.apply(leaningFile(4, '[]'))).rejects.toMatchObject({
    options: { errors: [{ pointer: 'organizations[0].clients[0].sender', detail: 'leaning has no sender lab' }] },
  });
  expect(await house.rows(`select name from receivers where organization = 'leaning'`)).toEqual([]);
});

test('a file may refer to what only the database holds', async () => {
  await house.apply(
    organizationFile(
      'earlier',
      '    receivers: [{ name: vic, transport: { type: NULL } }]\n    senders: [{ name: lab }]\n',
    ),
  );
  const lines = `    sharesWith: [earlier.vic]
    clients: [{ clientId: later, clientSecret: s, domains: [earlier], sender: lab, scopes: [history:read] }]
    users: [{ email: later@later.test, name: Later, roles: { earlier: admin } }]
`;
  expect(await house.apply(organizationFile('later', lines))).toEqual({ created: 3, updated: 0, unchanged: 0 });
});

test('processes that start together apply the file once', async () => {
  const file = organizationFile(
    'together',
    '    users: [{ email: t@together.test, name: T, password: p, roles: {} }]\n',
  );
  const applied = await Promise.all([house.apply(file), house.apply(file), house.apply(file)]);
  expect(applied.sort((a, b) => b.created - a.created)).toEqual([
    { created: 2, updated: 0, unchanged: 0 },
    { created: 0, updated: 0, unchanged: 2 },
    { created: 0, updated: 0, unchanged: 2 },
  ]);
});

const twoFile = (hold: number) =>
  parse(`organizations:
  - { name: calm, timeZone: UTC, finalHoldSeconds: ${hold} }
  - { name: edited-now, timeZone: UTC, finalHoldSeconds: ${hold} }
`);

test('somebody who edits at the same moment is waited for, and neither loses', async () => {
  await house.apply(twoFile(1));
  const editor = await house.db.$client.connect();
  await editor.query(`begin; select 1 from organizations where name = 'edited-now' for update`);
  const applied = house.apply(twoFile(2));
  await house.waitForBlockedQuery();
  await editor.query(`update organizations set description = 'Edited' where name = 'edited-now'; commit`);
  editor.release();
  expect(await applied).toEqual({ created: 0, updated: 2, unchanged: 0 });
});

test('appointments are created by whoever knows how, once their organizations are there, and are never updates', async () => {
  const settings = organizationFile(
    'booked',
    '    appointments: [{ appointmentId: A1, status: PENDING REPORTING, startTime: "09:30" }]\n',
  );
  const asked: unknown[] = [];
  const answer = async (outcome: 'created' | 'exists') =>
    house.apply(settings, {
      applyAppointment: async (tx, { name, slaMinutes }, appointment) => {
        const { rowCount } = await tx.execute(sql`select 1 from organizations where name = ${name}`);
        asked.push([rowCount, name, slaMinutes.STAT, appointment.appointmentId, appointment.startTime]);
        return outcome;
      },
    });
  expect(await answer('created')).toEqual({ created: 2, updated: 0, unchanged: 0 });
  expect(await answer('exists')).toEqual({ created: 0, updated: 0, unchanged: 2 });
  expect(asked).toEqual([
    [1, 'booked', 60, 'A1', '09:30:00'],
    [1, 'booked', 60, 'A1', '09:30:00'],
  ]);
  expect(await house.apply(settings)).toEqual({ created: 0, updated: 0, unchanged: 1 });
});

test('each applied object leaves an audit row', async () => {
  await house.apply(organizationFile('audited', '    receivers: [{ name: ehr, transport: { type: NULL } }]\n'));
  const events = await house.rows(
    `select principal, action, entity, entity_id, correlation_id from audit_events where organization = 'audited' order by id`,
  );
  const common = { principal: 'system:settings', correlation_id: 'settings-tests' };
  expect(events).toEqual([
    { ...common, action: 'organization.create', entity: 'organization', entity_id: 'audited' },
    { ...common, action: 'receiver.create', entity: 'receiver', entity_id: 'audited.ehr' },
  ]);
});
