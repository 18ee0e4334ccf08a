import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokenChains } from '../support/broken-chains.ts';
import { connectPartner, type Partner, type PartnerAnswer } from '../support/partner-client.ts';
import { SETTINGS } from '../support/settings.ts';
import { type StartedServer, startServer } from '../support/start-server.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PAIRS = 200;
const AT_ONCE = 20;

let database: TestDatabase;
let servers: StartedServer[] = [];
let partner: Partner;
beforeAll(async () => {
  database = await createTestDatabase();
  const start = () => startServer({ settings: SETTINGS, databaseUrl: database.url, worker: 'off' });
  servers = await Promise.all([start(), start()]);
  partner = await connectPartner(...servers.map(({ url }) => url));
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

/** Runs `pair` for each of the 200, some at a time, each on an appointment of its own. */
async function pairs<Result>(prefix: string, pair: (id: string, n: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let n = lane; n < PAIRS; n += AT_ONCE) {
        await partner.putAppointment(`${prefix}${n}`);
        results[n] = await pair(`${prefix}${n}`, n);
      }
    }),
  );
  return results;
}

interface Version {
  version: number;
  reportGuid: string;
  reportStatus: string;
  text: string;
}

/** Every version of the appointments of one test, oldest first. */
async function versionsOf(prefix: string): Promise<Map<string, Version[]>> {
  const { rows } = await database.db.execute<{ id: string; versions: Version[] }>(sql`
    select a.appointment_id as id, json_agg(json_build_object('version', v.version, 'reportGuid', v.report_guid,
      'reportStatus', v.report_status, 'text', v.report_text) order by v.version) as versions
    from report_versions v join appointments a on a.id = v.appointment_key
    where a.appointment_id like ${`${prefix}%`} group by 1`);
  return new Map(rows.map(({ id, versions }) => [id, versions]));
}

const guidsOf = (answers: PartnerAnswer[]): string[] =>
  answers
    .filter(({ status }) => status === 201)
    .map(({ text }) => (JSON.parse(text) as { reportGuid: string }).reportGuid);

test('of a preliminary and a final at once, either both are stored in that order or the preliminary is refused', async () => {
  const answers = await pairs('PF', (id, n) =>
    Promise.all([
      partner.submit(id, { status: 'preliminary', text: 'Preliminary.' }, n % 2),
      partner.submit(id, { status: 'final', text: 'Final.' }, (n + 1) % 2),
    ]),
  );
  const stored = await versionsOf('PF');
  for (const [n, [preliminary, final]] of answers.entries()) {
    expect([n, final.status]).toEqual([n, 201]);
    expect([201, 409]).toContain(preliminary.status);
    const versions = stored.get(`PF${n}`) ?? [];
    const expected = preliminary.status === 201 ? ['preliminary', 'final'] : ['final'];
    expect(versions.map(({ reportStatus }) => reportStatus)).toEqual(expected);
    expect(versions.map(({ reportGuid }) => reportGuid)).toEqual(guidsOf([preliminary, final]));
  }
  expect(await brokenChains(database.db)).toEqual([]);
});

test('equal requests with one key at once are answered alike, byte for byte, and stored once', async () => {
  const answers = await pairs('EK', (id, n) => {
    const report = { status: 'final', text: `Equal ${n}.`, key: `equal-${n}` } as const;
    return Promise.all([partner.submit(id, report, 0), partner.submit(id, report, 1)]);
  });
  const stored = await versionsOf('EK');
  for (const [n, [one, other]] of answers.entries()) {
    expect([one.status, other.status, other.text]).toEqual([201, 201, one.text]);
    expect([one.replayed, other.replayed].filter(Boolean)).toHaveLength(1);
    expect(stored.get(`EK${n}`)?.map(({ reportGuid }) => reportGuid)).toEqual(guidsOf([one]));
  }
});

test('reports for one appointment at once without keys all become versions, one after another', async () => {
  const answers = await pairs('NK', (id) =>
    Promise.all([0, 1].map((process) => partner.submit(id, { status: 'final', text: `From ${process}.` }, process))),
  );
  const stored = await versionsOf('NK');
  for (const [n, both] of answers.entries()) {
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    const versions = stored.get(`NK${n}`) ?? [];
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
    expect(versions.map(({ reportGuid }) => reportGuid).sort()).toEqual(guidsOf(both).sort());
    expect(versions.map(({ text }) => text).sort()).toEqual(['From 0.', 'From 1.']);
  }
  expect(await brokenChains(database.db)).toEqual([]);
});

test('one key for two appointments at once: one report is stored, the other request is a conflict', async () => {
  const answers = await pairs('DK', async (id, n) => {
    await partner.putAppointment(`${id}-other`);
    const report = { status: 'final', text: 'Different appointments.', key: `different-${n}` } as const;
    return Promise.all([partner.submit(id, report, 0), partner.submit(`${id}-other`, report, 1)]);
  });
  const stored = await versionsOf('DK');
  for (const [n, both] of answers.entries()) {
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const versions = [...(stored.get(`DK${n}`) ?? []), ...(stored.get(`DK${n}-other`) ?? [])];
    expect(versions.map(({ reportGuid }) => reportGuid)).toEqual(guidsOf(both));
  }
});
