import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { deliverDue } from '../support/deliver-due.ts';
import { countVersions, FINAL, historyPath, PRELIMINARY, reportingPath, reportPath } from '../http/partner.ts';
import { openReadingHouse, type Person, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const sign = async (person: Person, id: string, body: object) => {
  const answer = await house.as(person, 'POST', reportPath(id), { body });
  expect(answer.status).toBe(201);
  return answer.json.reportGuid as string;
};
const recall = (person: Person, id: string, headers: Record<string, string> = {}) =>
  house.as(person, 'POST', `${reportPath(id)}/recall`, { headers });
const reportOf = async (person: Person, id: string) => (await house.as(person, 'GET', reportPath(id))).json;
const historyOf = async (id: string) => (await house.as('ada', 'GET', historyPath(id))).json;

/** Files of an appointment that wait to be sent. */
const waiting = async (id: string) => {
  const { rows } = await house.db.execute(sql`select i.version, i.destination from delivery_items i
    join deliveries d on d.id = i.delivery_id where i.order_key = ${`acme/${id}`} and i.superseded_by is null
    and d.state in ('queued', 'ready') order by i.destination`);
  return rows;
};

test.each(['recall', 'withdraw'])(
  'a %s whose appointment changed although it was locked is a 409 that stores nothing',
  async (verb) => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    await house.db.execute(sql`create function lose() returns trigger language plpgsql as 'begin return null; end'`);
    await house.db.execute(sql`create trigger lose before update on appointments for each row execute function lose()`);
    const body = verb === 'withdraw' ? { reason: 'Wrong patient' } : undefined;
    const answer = await house.as('ada', 'POST', `${reportPath(id)}/${verb}`, { body });
    await house.db.execute(sql`drop function lose cascade`);
    expect([answer.status, answer.json.detail]).toEqual([409, expect.stringMatching(/changed meanwhile/)]);
    expect([await countVersions(house, id), (await waiting(id)).length]).toEqual([1, 2]);
    expect((await house.as('ada', 'GET', `${reportingPath(id)}/draft`)).json.draft).toBeNull();
  },
);

describe('a recalled final', () => {
  test('is sent nowhere, and the appointment is to be reported again', async () => {
    const id = await house.appointment();
    const final = await sign('ada', id, FINAL);
    expect((await reportOf('ada', id)).recallableUntil).not.toBeNull();
    const answer = await recall('ada', id);
    expect(answer).toMatchObject({ status: 201, json: { reportStatus: 'withdrawn' } });
    expect(await waiting(id)).toEqual([]);
    expect((await house.as('ada', 'POST', '/api/worklist', { body: { text: id } })).json.total).toBe(1);
    const { destinations } = await historyOf(answer.json.reportGuid);
    expect(destinations).toEqual([]);
    await deliverDue(house.context);
    const { overallStatus, destinations: stopped } = await historyOf(final);
    expect(overallStatus).toBe('Not Delivering');
    expect(stopped.map(({ supersededBy }: { supersededBy: string }) => supersededBy)).toEqual([
      answer.json.reportGuid,
      answer.json.reportGuid,
    ]);
  });

  test('is the signer’s draft again, unless they have another', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    await recall('ada', id);
    const { json } = await house.as('ada', 'GET', `${reportingPath(id)}/draft`);
    expect(json.draft).toMatchObject({ reportText: FINAL.reportText, revision: 1, baseVersion: 2 });
  });

  test('leaves the preliminary before it standing, which destinations that had not got it yet are sent', async () => {
    const id = await house.appointment();
    await sign('ada', id, PRELIMINARY);
    await sign('ada', id, FINAL);
    expect(await recall('ada', id)).toMatchObject({ status: 201, json: { reportStatus: 'preliminary' } });
    expect(await reportOf('ada', id)).toMatchObject({
      reportStatus: 'preliminary',
      reportText: PRELIMINARY.reportText,
      version: 3,
      interpretingClinicianName: 'Dr Ada Reid',
    });
    expect(await waiting(id)).toEqual([{ version: 3, destination: 'acme.ehr' }]);
    await sign('ada', id, { ...PRELIMINARY, reportText: 'A second look.' });
  });

  test('signed again is a final, not a correction', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    await recall('ada', id);
    await sign('ada', id, { ...FINAL, reportText: 'Lungs are clear indeed.' });
    const { rows } = await house.db.execute(sql`select v.version, v.result_status from report_versions v
      join appointments a on a.id = v.appointment_key where a.appointment_id = ${id} order by 1`);
    expect(rows).toEqual([
      { version: 1, result_status: 'F' },
      { version: 2, result_status: 'X' },
      { version: 3, result_status: 'F' },
    ]);
  });

  test('that corrected another final leaves that one standing', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    await sign('ada', id, { ...FINAL, reportText: 'Corrected.' });
    expect(await recall('ada', id)).toMatchObject({ status: 201, json: { reportStatus: 'final' } });
    expect(await reportOf('ada', id)).toMatchObject({
      reportStatus: 'final',
      reportText: FINAL.reportText,
      version: 3,
    });
  });
});

describe('a recall is refused', () => {
  test('once the hold is over, by the database’s clock', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    await house.db.execute(
      sql`update deliveries set next_attempt_at = now() - interval '1 second'
        where id in (select delivery_id from delivery_items where order_key = ${`acme/${id}`})`,
    );
    const refused = await recall('ada', id);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.json.detail).toContain('already on its way');
    expect(await countVersions(house, id)).toBe(1);
  });

  test('once a worker has the file', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    const inAMinute = new Date(Date.now() + 60_000);
    const claims = await claimDeliveries(house.db, ['acme.ehr', 'acme.finals'], 500, { at: inAMinute });
    expect(claims.length).toBeGreaterThan(0);
    expect((await recall('ada', id)).status).toBe(409);
  });

  test('for STAT, for partners’ reports, for preliminaries and without a report', async () => {
    const stat = await house.appointment({ priority: 'STAT' });
    await sign('ada', stat, FINAL);
    const partner = await house.appointment();
    await house.api('POST', reportPath(partner), { body: FINAL });
    const preliminary = await house.appointment();
    await sign('ada', preliminary, PRELIMINARY);
    const none = await house.appointment();
    const statuses = [];
    for (const id of [stat, partner, preliminary, none]) statuses.push((await recall('ada', id)).status);
    expect(statuses).toEqual([409, 403, 404, 404]);
    for (const id of [stat, partner, preliminary]) expect((await reportOf('ada', id)).recallableUntil).toBeNull();
  });

  test('to anybody but the signer', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    expect((await recall('ben', id)).status).toBe(403);
    expect((await reportOf('ben', id)).recallableUntil).toBeNull();
    expect((await house.api('POST', `${reportPath(id)}/recall`)).status).toBe(403);
  });

  test('for a stale version', async () => {
    const id = await house.appointment();
    await sign('ada', id, FINAL);
    expect(await recall('ada', id, { 'if-match': '"7"' })).toMatchObject({ status: 409, json: { currentVersion: 1 } });
  });
});

test('twenty recalls with one key are one recall', async () => {
  const id = await house.appointment();
  await sign('ada', id, FINAL);
  const headers = { 'idempotency-key': `recall-${id}`, 'if-match': '"1"' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => recall('ada', id, headers)));
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  expect(await countVersions(house, id)).toBe(2);
});

test('twenty recalls without a key are one recall and nineteen that find nothing to recall', async () => {
  const id = await house.appointment();
  await sign('ada', id, FINAL);
  const answers = await Promise.all(Array.from({ length: 20 }, () => recall('ada', id)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(404)]);
});
