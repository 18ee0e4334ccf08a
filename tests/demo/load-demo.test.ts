import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#db/client';
import { APPOINTMENT_STATUSES } from '#lib/appointments/statuses';
import type { Context } from '#lib/context';
import type { ClientActor } from '#lib/identity/actor';
import { verifySecret } from '#lib/identity/verify-secret';
import { FILTER_TYPES } from '#lib/routing/contract';
import { applySettings } from '#lib/settings/apply-settings';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { parseSettings } from '#lib/settings/parse-settings';
import { getSubmission } from '#lib/submissions/get-submission';
import { loadDemo } from '../../demo/load-demo.ts';
import { SETTINGS } from '../support/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Some hours ago: whatever a verb does by the real clock instead stands out. */
const base = new Date(Date.now() - 6 * 3_600_000);
const contextOf = (db: Database, at: Date | null): Context => ({ db, correlationId: 'test', at });

const everywhere: ClientActor = {
  kind: 'client',
  principal: 'client:test',
  clientId: 'test',
  sender: 'partner',
  domains: ['*'],
  scopes: ['history:read'],
};

let database: TestDatabase;
let said: string[];
const rows = async (query: string, db = database.db) => (await db.execute(sql.raw(query))).rows;
const distinct = async (query: string) => (await rows(query)).map((row) => String(Object.values(row)[0])).toSorted();
const count = async (query: string) => Number((await rows(`select count(*) as n ${query}`))[0]?.n);

async function load(db: Database, at: Date | null): Promise<string[]> {
  const lines: string[] = [];
  await loadDemo(contextOf(db, at), (line) => lines.push(line));
  return lines;
}

beforeAll(async () => {
  database = await createTestDatabase();
  said = await load(database.db, base);
});
afterAll(() => database.drop());

describe('what the demo holds', () => {
  test('two organizations, 250 appointments, five destinations, 400 submissions', async () => {
    expect(await count('from organizations')).toBe(2);
    expect(await count('from appointments')).toBe(250);
    expect(await count('from receivers')).toBe(5);
    expect(await count('from submissions')).toBe(400);
  });

  test('most of the appointments wait for a report, and every status is there', async () => {
    expect(await distinct('select distinct status from appointments')).toEqual(APPOINTMENT_STATUSES.toSorted());
    const waiting = `from appointments where status = 'PENDING REPORTING' and current_report_status is distinct from 'final'`;
    expect(await count(waiting)).toBe(126);
    expect(await count(`${waiting} and due_at < '${base.toISOString()}'`)).toBeGreaterThan(30);
    expect(await count(`${waiting} and due_at > '${base.toISOString()}'`)).toBeGreaterThan(30);
    expect(await count('from appointments where patient_change_reason is not null')).toBe(2);
  });

  test('comments, alerts, drafts that are begun and claims of both readers, on what waits for a report', async () => {
    expect(await count('from comments')).toBeGreaterThan(20);
    expect(await count('from comments where is_alert')).toBeGreaterThan(5);
    expect(await distinct('select distinct u.name from drafts join users u on u.id = user_id')).toHaveLength(2);
    expect(await distinct('select distinct u.name from claims join users u on u.id = user_id')).toHaveLength(2);
    const reported = `join appointments a on a.id = appointment_key where a.current_report_status = 'final'`;
    expect(await count(`from drafts ${reported}`)).toBe(0);
    expect(await count(`from comments where commented_at > '${base.toISOString()}'`)).toBe(0);
  });

  test('destinations with different filters of all five types, and one that both organizations share', async () => {
    const { destinations, destinationsFor } = await loadSnapshot(database.db);
    const filters = destinations.map(({ settings }) => [
      settings.jurisdictionalFilter,
      settings.qualityFilter,
      settings.routingFilter,
      settings.processingModeFilter,
      settings.conditionFilter,
    ]);
    expect(new Set(filters.map((each) => JSON.stringify(each))).size).toBe(5);
    const removed = await distinct('select distinct filter_type from routings where filter_type is not null');
    expect(removed).toEqual(FILTER_TYPES.toSorted());
    const transports = destinations.map(({ settings }) => settings.transport.type);
    expect(transports.toSorted()).toEqual(['DOWNLOAD', 'DOWNLOAD', 'MLLP', 'NULL', 'NULL']);
    const shared = destinationsFor('harbourview', 'radiology').map(({ name }) => name);
    expect(shared).toEqual(['harbourview.ehr', 'harbourview.referrers', 'pinecrest.screening']);
  });

  test('submissions in every status, and files in every state, that can come about', async () => {
    expect(await distinct('select distinct overall_status from submissions')).toEqual([
      'Delivered',
      'Not Delivering',
      'Partially Delivered',
      'Waiting to Deliver',
    ]);
    expect(await distinct('select distinct delivery_state from submissions')).toEqual([
      'delivered',
      'failed',
      'not_delivering',
      'retrying',
      'superseded',
      'waiting',
    ]);
    expect(await distinct('select distinct state from deliveries')).toEqual([
      'downloaded',
      'failed',
      'queued',
      'ready',
      'retrying',
      'sent',
      'superseded',
    ]);
    expect(await distinct('select distinct result_status from report_versions')).toEqual(['C', 'F', 'P', 'X']);
    expect(await distinct('select distinct source from submissions')).toEqual(['partner', 'portal']);
    expect(await distinct(`select distinct destination from deliveries where state = 'queued'`)).toContain(
      'pinecrest.ehr',
    );
  });

  test('the destinations that do not answer are paused, with what to do about it, and their files wait', async () => {
    expect(
      await rows(`select destination, pause_reason, degraded_since is not null as degraded from destination_states
        where paused_since is not null order by destination`),
    ).toEqual([
      { destination: 'pinecrest.archive', pause_reason: expect.stringContaining('not answered'), degraded: true },
      { destination: 'pinecrest.ehr', pause_reason: expect.stringContaining('npm run peers'), degraded: false },
    ]);
    const [file] = await rows(`select s.report_id from submissions s join routings r on r.submission_id = s.id
      where r.destination = 'pinecrest.ehr' and r.state = 'waiting' limit 1`);
    const told = await getSubmission(contextOf(database.db, null), everywhere, String(file?.report_id), {
      explain: false,
    });
    expect(told.destinations.find(({ service }) => service === 'ehr')).toMatchObject({
      status: 'waiting',
      lastError: expect.stringMatching(/^This destination is paused: Nothing listens there yet/),
    });
  });

  test('failures of every kind: refused, given up after the last try, never fetched, retrying now', async () => {
    const failed = (await distinct(`select distinct last_error from deliveries where state = 'failed'`)).join('; ');
    expect(failed).toContain('refused the file');
    expect(failed).toContain('the last of 10 attempts');
    expect(failed).toContain('Nobody fetched the file in the 30 days');
    expect(
      await count(`from deliveries where state = 'retrying' and next_attempt_at > '${base.toISOString()}'`),
    ).toBeGreaterThan(5);
    expect(await count(`from deliveries where state = 'sent' and attempts > 1`)).toBeGreaterThan(2);
  });
});

describe('the order of things', () => {
  test('nothing happened after the instant of the load, and the oldest submission is about a month old', async () => {
    const late = `'${base.toISOString()}'::timestamptz + interval '1 minute'`;
    expect(await count(`from submissions where received_at > ${late}`)).toBe(0);
    expect(await count(`from deliveries where closed_at > ${late}`)).toBe(0);
    expect(await count(`from appointments where greatest(updated_at, patient_changed_at) > ${late}`)).toBe(0);
    expect(
      await count(`from audit_events where entity in ('appointment', 'report', 'delivery') and at > ${late}`),
    ).toBe(0);
    const [oldest] = await rows(`select '${base.toISOString()}'::timestamptz - min(received_at) > interval '30 days'
      and '${base.toISOString()}'::timestamptz - min(received_at) < interval '35 days' as fits from submissions`);
    expect(oldest?.fits).toBe(true);
  });

  test('no version reaches a destination after a newer one, and none before it was received', async () => {
    const reached = `from delivery_items i join delivery_items o on o.order_key = i.order_key and o.destination = i.destination
      and o.version > i.version join deliveries d on d.id = i.delivery_id join deliveries n on n.id = o.delivery_id where d.state in ('sent', 'downloaded') and n.state in ('sent', 'downloaded')`;
    expect(await count(reached)).toBeGreaterThan(50);
    expect(await count(`${reached} and d.closed_at > n.closed_at`)).toBe(0);
    expect(await count('from deliveries where closed_at < created_at')).toBe(0);
    const replaced = `from deliveries d join delivery_items i on i.delivery_id = d.id
      join submissions s on s.report_id = i.superseded_by where d.state = 'superseded'`;
    expect(await count(replaced)).toBeGreaterThan(50);
    expect(await count(`${replaced} and d.closed_at < s.received_at`)).toBe(0);
    expect(
      await count('from delivery_attempts a join deliveries d on d.id = delivery_id where started_at < created_at'),
    ).toBe(0);
  });

  test('the counts stored with a submission are those of its routings', async () => {
    const states = ['filtered', 'waiting', 'retrying', 'failed', 'delivered', 'superseded'];
    const counted = states.map((state) => `count(*) filter (where r.state = '${state}')::int as ${state}`).join(', ');
    const tallied = states.map((state) => `t.${state}`).join(', ');
    const drifted = await rows(`select s.id from submissions s
      cross join jsonb_to_recordset(s.destinations) as t(destination text, ${states.join(' int, ')} int)
      join (select submission_id, destination, ${counted} from routings r group by 1, 2) c
        on c.submission_id = s.id and c.destination = t.destination
      where (${tallied}) is distinct from (${tallied.replaceAll('t.', 'c.')})`);
    expect(drifted).toEqual([]);
  });
});

describe('loading', () => {
  test('every sign-in that is said works', async () => {
    const hashes = await rows(`select email as who, password_hash as hash from users union all
      select client_id, secret_hash from client_secrets`);
    expect(hashes).toHaveLength(6);
    for (const { who, hash } of hashes) {
      const [, secret = ''] =
        said
          .find((line) => line.trim().startsWith(String(who)))
          ?.trim()
          .split(/\s+/) ?? [];
      expect([who, await verifySecret(secret, String(hash))]).toEqual([who, true]);
    }
  });

  test('a second load changes nothing and says the same sign-ins', async () => {
    const traces = 'select max(id) as audit, (select sum(revision) from submissions) as revisions from audit_events';
    const before = await rows(traces);
    const again = await load(database.db, null);
    expect(await rows(traces)).toEqual(before);
    expect(again).toEqual(said.slice(-again.length));
    expect(again.join('\n')).toContain('harbourview-ris');
  });

  test('another load tells the same histories, even one that was interrupted and finished by the next start', async () => {
    const other = await createTestDatabase();
    try {
      const interrupted = loadDemo(contextOf(other.db, base), (line) => {
        if (line.includes('200 of')) throw new Error('The power is gone.');
      });
      await expect(interrupted).rejects.toThrow('The power is gone.');
      expect(await rows('select count(*)::int as n from submissions', other.db)).toEqual([{ n: 200 }]);
      await load(other.db, null);
      expect(await histories(other.db)).toEqual(await histories(database.db));
      expect(await contents(other.db)).toEqual(await contents(database.db));
    } finally {
      await other.drop();
    }
  }, 300_000);

  test('a database with organizations of its own is left alone, and no sign-in is said', async () => {
    const other = await createTestDatabase();
    try {
      const settings = parseSettings(SETTINGS, {});
      if (!settings.ok) throw new Error('The settings of the test are not valid.');
      await applySettings(contextOf(other.db, null), settings.settings);
      expect(await load(other.db, null)).toEqual([]);
      expect(await rows('select name from organizations order by name', other.db)).toEqual([
        { name: 'acme' },
        { name: 'zenith' },
      ]);
    } finally {
      await other.drop();
    }
  });
});

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Every submission as history tells it, explained, without what is new at every load. */
async function histories(db: Database): Promise<unknown[]> {
  const ids = await rows('select id from submissions order by received_at, appointment_key, version', db);
  const told: unknown[] = [];
  for (const { id } of ids) {
    const history = await getSubmission(contextOf(db, null), everywhere, String(id), { explain: true });
    told.push(JSON.parse(JSON.stringify({ ...history, submissionId: 0 }).replaceAll(UUID, 'guid')));
  }
  return told;
}

/** Appointments and texts, by the ids that practices give. */
const contents = (db: Database) =>
  rows(
    `select a.domain, a.appointment_id, a.status, a.patient_id, a.patient_name, a.patient_date_of_birth, a.accession_number,
      a.study_instance_uid, a.due_at, a.created_at, a.clinical_info, a.assigned_radiologist,
      (select json_agg(json_build_array(v.version, v.report_text, v.clinician_name, v.accepted_at) order by v.version)
        from report_versions v where v.appointment_key = a.id) as versions
      from appointments a order by a.domain, a.appointment_id`,
    db,
  );
