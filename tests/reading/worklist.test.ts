import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { appointmentPath, FINAL, PRELIMINARY, reportingPath, reportPath } from '../http/partner.ts';
import { openReadingHouse, type Person, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());
// Each test has the list for itself.
beforeEach(() => house.db.execute(sql`update appointments set status = 'ARRIVED'`));

interface Row {
  appointmentId: string;
  domain: string;
}

async function listed(person: Person, body: object = {}) {
  const answer = await house.as(person, 'POST', '/api/worklist', { body });
  expect(answer.status).toBe(200);
  return answer.json;
}
const ids = async (person: Person, body: object = {}): Promise<string[]> =>
  (await listed(person, body)).items.map(({ appointmentId }: Row) => appointmentId);
const summary = async (person: Person, body: object = {}) =>
  (await house.as(person, 'POST', '/api/worklist/summary', { body })).json;

describe('the worklist', () => {
  test('holds what needs a report in every domain of its reader, and nothing of another’s', async () => {
    const here = await house.appointment();
    const there = await house.appointment({}, 'zenith');
    expect((await ids('sol')).sort()).toEqual([here, there].sort());
    expect(await ids('ada')).toEqual([here]);
    expect(await ids('zoe')).toEqual([there]);
    expect(await ids('ada', { domains: ['zenith'] })).toEqual([]);
  });

  test('leaves out what is final, not pending or past its window, and keeps preliminaries', async () => {
    const open = await house.appointment();
    const preliminary = await house.appointment();
    await house.as('ada', 'POST', reportPath(preliminary), { body: PRELIMINARY });
    const final = await house.appointment();
    await house.as('ada', 'POST', reportPath(final), { body: FINAL });
    await house.appointment({ status: 'ARRIVED' });
    expect((await ids('ada')).sort()).toEqual([open, preliminary].sort());
    expect(await ids('ada', { view: 'awaiting-final' })).toEqual([preliminary]);
  });

  test('tells holder, draft, comments and the current report of each row', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    const { json: saved } = await house.save('ada', id, 0, { reportText: 'x' });
    await house.as('ben', 'POST', `${reportingPath(id)}/comments`, {
      body: { commentText: 'Look at this', isAlert: true },
    });
    const [mine] = (await listed('ada')).items;
    expect(mine).toMatchObject({
      appointmentId: id,
      holder: { name: 'Dr Ada Reid', isMe: true },
      draftSavedAt: saved.savedAt,
      commentCount: 1,
      hasAlert: true,
      currentReportStatus: null,
      currentVersion: 0,
    });
    const [other] = (await listed('ben')).items;
    expect(other).toMatchObject({ holder: { name: 'Dr Ada Reid', isMe: false }, draftSavedAt: null });
  });

  test('views: mine is claimed, begun or assigned; unclaimed, stat', async () => {
    const claimed = await house.appointment();
    await house.claim('ada', claimed);
    const begun = await house.appointment();
    await house.save('ada', begun, 0, { reportText: 'x' });
    await house.as('ada', 'POST', `${reportingPath(begun)}/claim/release`, {
      body: { tab: (await house.claim('ada', begun)).json.tab ?? '00000000-0000-4000-8000-000000000000' },
    });
    const assigned = await house.appointment({ assignedRadiologist: 'Dr Ada Reid' });
    const stat = await house.appointment({ priority: 'STAT' });
    expect((await ids('ada', { view: 'mine' })).sort()).toEqual([claimed, begun, assigned].sort());
    expect(await ids('ben', { view: 'mine' })).toEqual([]);
    expect(await ids('ben', { view: 'stat' })).toEqual([stat]);
    expect(await ids('ben', { view: 'unclaimed' })).not.toContain(claimed);
  });

  test('is due first by default; sorted by any key in both directions, ties in the order of arrival', async () => {
    const late = await house.appointment({ reportingDeadlineAtUtc: '2030-01-02T00:00:00Z', patientName: 'alpha' });
    const soon = await house.appointment({
      reportingDeadlineAtUtc: '2030-01-01T00:00:00Z',
      patientName: 'Beta',
      modality: 'MR',
    });
    const nobody = await house.appointment({ reportingDeadlineAtUtc: '2030-01-03T00:00:00Z', patientName: null });
    expect(await ids('ada')).toEqual([soon, late, nobody]);
    expect(await ids('ada', { direction: 'desc' })).toEqual([nobody, late, soon]);
    expect(await ids('ada', { sort: 'received' })).toEqual([late, soon, nobody]);
    expect(await ids('ada', { sort: 'patient' })).toEqual([late, soon, nobody]);
    expect(await ids('ada', { sort: 'patient', direction: 'desc' })).toEqual([soon, late, nobody]);
    expect(await ids('ada', { sort: 'modality', direction: 'desc' })).toEqual([soon, nobody, late]);
  });

  test('is searched for every word in any order, in names, ids, exam and referrer', async () => {
    const id = await house.appointment({
      patientName: 'O’BRIEN^Siobhán',
      patientId: 'MRN 77',
      accessionNumber: 'ACC-9',
      studyDescription: 'CT head without contrast',
      referrerName: 'Dr Lee',
    });
    await house.appointment({ patientName: 'SMITH, John' });
    for (const text of ['siobhán o’brien', 'mrn', 'acc-9', 'contrast HEAD', 'lee', id, 'o’brien lee head']) {
      expect(await ids('ada', { text }), text).toEqual([id]);
    }
    for (const text of ['siobhán smith', '100%_', '\\']) expect(await ids('ada', { text }), text).toEqual([]);
  });

  test('is narrowed by modality, site, referrer, priority and age', async () => {
    const id = await house.appointment({
      modality: 'MR',
      scheduledSite: 'North',
      referrerName: 'Dr Lee',
      priority: 'URGENT',
    });
    const other = await house.appointment({ modality: 'CT', scheduledSite: 'South' });
    for (const filter of [
      { modalities: ['MR', 'US'] },
      { sites: ['North'] },
      { referrers: ['Dr Lee'] },
      { priorities: ['URGENT'] },
    ]) {
      expect(await ids('ada', filter), JSON.stringify(filter)).toEqual([id]);
    }
    expect((await ids('ada', { modalities: ['MR', 'CT'] })).sort()).toEqual([id, other].sort());
    await house.db.execute(
      sql`update appointments set created_at = now() - interval '2 days' where appointment_id = ${id}`,
    );
    expect(await ids('ada', { receivedBefore: new Date(Date.now() - 86_400_000).toISOString() })).toEqual([id]);
  });

  test('windows tell the total, follow one another without a gap, and may lie beyond the end', async () => {
    const all = [];
    for (let n = 0; n < 5; n += 1)
      all.push(await house.appointment({ reportingDeadlineAtUtc: `2030-01-0${n + 1}T00:00:00Z` }));
    const windows = [
      await listed('ada', { count: 2 }),
      await listed('ada', { from: 2, count: 2 }),
      await listed('ada', { from: 4, count: 2 }),
    ];
    expect(windows.map(({ total }) => total)).toEqual([5, 5, 5]);
    expect(windows.flatMap(({ items }) => items.map(({ appointmentId }: Row) => appointmentId))).toEqual(all);
    expect(await listed('ada', { from: 10 })).toEqual({ total: 5, from: 10, items: [] });
  });

  test('the summary counts what each view and each narrowing would show', async () => {
    await house.appointment({ priority: 'STAT', scheduledSite: 'North' });
    await house.appointment({ modality: 'MR', scheduledSite: 'North', reportingDeadlineAtUtc: '2020-01-01T00:00:00Z' });
    await house.appointment({ modality: 'MR' }, 'zenith');
    const all = await summary('sol');
    for (const view of ['mine', 'unclaimed', 'stat', 'awaiting-final', 'all']) {
      expect(all.views[view], view).toBe((await listed('sol', { view })).total);
    }
    expect(all).toMatchObject({
      overdue: 1,
      domains: [
        { value: 'acme', count: 2 },
        { value: 'zenith', count: 1 },
      ],
      modalities: [
        { value: 'MR', count: 2 },
        { value: 'CT', count: 1 },
      ],
      sites: [{ value: 'North', count: 2 }],
    });
    const narrowed = await summary('sol', { modalities: ['CT'] });
    expect(narrowed.views.all).toBe(1);
    // More of the same kind can be chosen; of the others, what is left.
    expect(narrowed.modalities).toEqual(all.modalities);
    expect(narrowed.domains).toEqual([{ value: 'acme', count: 1 }]);
    expect(narrowed.overdue).toBe(0);
    expect((await summary('ada')).views.all).toBe(2);
  });

  test('is for people: a client is refused, nobody is nobody', async () => {
    expect((await house.api('POST', '/api/worklist', { body: {} })).status).toBe(403);
    expect((await house.api('POST', '/api/worklist', { token: null, body: {} })).status).toBe(401);
    for (const body of [{ view: 'none' }, { count: 201 }, { from: -1 }, { text: 'x'.repeat(101) }]) {
      expect((await house.as('ada', 'POST', '/api/worklist', { body })).status, JSON.stringify(body)).toBe(400);
    }
  });
});

describe('earlier reports', () => {
  const priorsOf = async (person: Person, id: string) =>
    (await house.as(person, 'GET', `${reportingPath(id)}/priors`)).json;

  test('are the same patient identifier’s in the same domain, newest exam first', async () => {
    const patient = { patientId: 'P-77' };
    const now = await house.appointment(patient);
    const old = await house.appointment({ ...patient, appointmentDate: '2020-01-01' });
    const older = await house.appointment({ ...patient, appointmentDate: '2019-01-01', studyDescription: 'CT chest' });
    const unreported = await house.appointment(patient);
    const other = await house.appointment({ patientId: 'P-78' });
    for (const id of [old, older, other]) await house.as('ada', 'POST', reportPath(id), { body: FINAL });
    expect(await priorsOf('ada', now)).toMatchObject([
      { appointmentId: old, reportStatus: 'final', version: 1, clinicianName: 'Dr Ada Reid' },
      { appointmentId: older, studyDescription: 'CT chest' },
    ]);
    expect((await priorsOf('ada', unreported)).length).toBe(2);
    expect(await priorsOf('ada', await house.appointment({ patientName: 'SAMPLE, Jane' }))).toEqual([]);
  });

  test('of a withdrawn report are none', async () => {
    const patient = { patientId: 'P-79' };
    const withdrawn = await house.appointment(patient);
    await house.as('ada', 'POST', reportPath(withdrawn), { body: FINAL });
    await house.as('ada', 'POST', `${reportPath(withdrawn)}/withdraw`, { body: { reason: 'Wrong patient.' } });
    expect(await priorsOf('ada', await house.appointment(patient))).toEqual([]);
  });
});

test('a patient under a draft is not changed without a reason, one that nobody wrote about is', async () => {
  const id = await house.appointment({ patientId: 'P1' });
  await house.save('ada', id, 0, { reportText: 'x' });
  const body = { status: 'PENDING REPORTING', modality: 'CT', patientId: 'P2' };
  const untouched = await house.appointment({ patientId: 'P1' });
  expect((await house.api('PUT', appointmentPath(untouched), { body })).status).toBe(200);
  expect((await house.api('PUT', appointmentPath(id), { body })).status).toBe(409);
  expect((await house.api('PUT', appointmentPath(id), { body: { ...body, reason: 'Registered twice.' } })).status).toBe(
    200,
  );
});
