import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { appointmentPath, FINAL, pendingAppointment, PRELIMINARY, reported, reportingPath, submit } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const PENDING = reportingPath('pending');
const RIS = { modality: 'CT' };

interface Item {
  appointmentId: string;
  currentReportStatus: string | null;
}

async function listed(query = ''): Promise<Item[]> {
  const answer = await house.api('GET', `${PENDING}?pageSize=500${query}`);
  expect(answer.status).toBe(200);
  return answer.json.items;
}
const ids = async (query = '') => (await listed(query)).map(({ appointmentId }) => appointmentId);

/** Every page of the list, from `query` on; `between` happens after each. */
async function walk(query: string, between: (page: number) => Promise<unknown> = () => Promise.resolve()) {
  const seen: string[] = [];
  let token: string | undefined;
  for (let page = 1; ; page += 1) {
    const next = token === undefined ? '' : `&nextToken=${token}`;
    const { json } = await house.api('GET', `${PENDING}?${query}${next}`);
    seen.push(...json.items.map(({ appointmentId }: Item) => appointmentId));
    token = json.nextToken;
    if (token === undefined) return seen;
    await between(page);
  }
}

describe('the pending list', () => {
  test('holds what is PENDING REPORTING in this domain and has no final', async () => {
    const open = await pendingAppointment(house);
    const arrived = await pendingAppointment(house, { status: 'ARRIVED' });
    const { id: preliminary } = await reported(house, PRELIMINARY);
    const { id: final } = await reported(house, FINAL);
    const foreign = await pendingAppointment(house, {}, 'zenith');
    const all = await ids();
    expect(all).toEqual(expect.arrayContaining([open, preliminary]));
    for (const absent of [arrived, final, foreign]) expect(all).not.toContain(absent);
    expect(await ids('&includeFinal=true')).toEqual(expect.arrayContaining([open, preliminary, final]));
    expect(await ids('&includeFinal=true')).not.toContain(arrived);
  });

  test('tells the status of the current report', async () => {
    const [{ id: preliminary }, { id: final }] = [
      await reported(house, PRELIMINARY),
      await reported(house, PRELIMINARY, FINAL),
    ];
    const open = await pendingAppointment(house);
    const items = await listed('&includeFinal=true');
    const statusOf = (id: string) => items.find(({ appointmentId }) => appointmentId === id)?.currentReportStatus;
    expect([statusOf(open), statusOf(preliminary), statusOf(final)]).toEqual([null, 'preliminary', 'final']);
  });

  test('items are as GET tells each of them', async () => {
    const id = await pendingAppointment(house, { patientName: 'DOE, Jane', clinicalInfo: 'x' });
    const item = (await listed()).find(({ appointmentId }) => appointmentId === id);
    expect(item).toEqual((await house.api('GET', reportingPath(id))).json);
  });

  test('shows an appointment again once its report is withdrawn', async () => {
    const { id } = await reported(house, FINAL);
    await house.api('POST', `${reportingPath(id)}/report/withdraw`, { body: { reason: 'wrong patient' } });
    const item = (await listed()).find(({ appointmentId }) => appointmentId === id);
    expect(item).toMatchObject({ appointmentId: id, currentReportStatus: null });
  });

  test('is narrowed by modality, one or several, site, priority and assigned radiologist', async () => {
    const fields = [
      { modality: 'MR', scheduledSite: 'North, east', priority: 'STAT', assignedRadiologist: 'Dr & Co' },
      { modality: 'US', scheduledSite: 'South', priority: 'URGENT', assignedRadiologist: 'Dr B' },
      { modality: 'XA', scheduledSite: 'South', priority: 'STAT' },
    ];
    const [mr, us, xa] = [
      await pendingAppointment(house, fields[0]),
      await pendingAppointment(house, fields[1]),
      await pendingAppointment(house, fields[2]),
    ];
    expect(await ids('&modality=MR')).toEqual([mr]);
    expect(await ids('&modality=XA,MR')).toEqual([mr, xa]);
    expect(await ids('&site=South')).toEqual([us, xa]);
    expect(await ids(`&site=${encodeURIComponent('North, east')}`)).toEqual([mr]);
    expect(await ids('&priority=STAT')).toEqual([mr, xa]);
    expect(await ids(`&assigned=${encodeURIComponent('Dr & Co')}`)).toEqual([mr]);
    expect(await ids('&site=South&priority=STAT')).toEqual([xa]);
    expect(await ids('&modality=ZZ')).toEqual([]);
  });

  test('comes in the order of receipt, or by what is due first', async () => {
    const site = { scheduledSite: 'Order' };
    const due = (hours: number) => ({
      ...site,
      reportingDeadlineAtUtc: new Date(Date.UTC(2026, 0, 1, hours)).toISOString(),
    });
    const [a, b, c] = [
      await pendingAppointment(house, due(3)),
      await pendingAppointment(house, due(1)),
      await pendingAppointment(house, due(2)),
    ];
    expect(await ids('&site=Order')).toEqual([a, b, c]);
    expect(await ids('&site=Order&sort=received')).toEqual([a, b, c]);
    expect(await ids('&site=Order&sort=due')).toEqual([b, c, a]);
    expect(await walk('site=Order&sort=due&pageSize=1')).toEqual([b, c, a]);
  });
});

describe('its pages', () => {
  test.each(['received', 'due'])(
    'by %s repeat nothing and miss nothing, whatever is told and reported meanwhile',
    async (sort) => {
      const site = `Paging ${sort}`;
      await house.db
        .execute(sql`insert into appointments (domain, appointment_id, status, told_status, priority, due_at, scheduled_site)
      select 'acme', ${sort} || n, 'PENDING REPORTING', 'PENDING REPORTING', 'ROUTINE', now() + (n % 7) * interval '1 hour', ${site}
      from generate_series(1, 250) n`);
      const before = await ids(`&site=${encodeURIComponent(site)}&sort=${sort}`);
      expect(before).toHaveLength(250);
      const seen = await walk(`site=${encodeURIComponent(site)}&sort=${sort}&pageSize=20`, async () => {
        await pendingAppointment(house, { scheduledSite: site, priority: 'STAT' });
        await pendingAppointment(house, { scheduledSite: site });
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
    },
  );

  test('leave no token on the last one, also when it is full', async () => {
    const site = 'Full';
    for (let at = 0; at < 4; at += 1) await pendingAppointment(house, { scheduledSite: site });
    const first = await house.api('GET', `${PENDING}?site=Full&pageSize=2`);
    const second = await house.api('GET', `${PENDING}?site=Full&pageSize=2&nextToken=${first.json.nextToken}`);
    expect([first.json.items.length, second.json.items.length]).toEqual([2, 2]);
    expect(Object.keys(second.json)).toEqual(['items']);
    expect(Object.keys((await house.api('GET', `${PENDING}?site=Nowhere`)).json)).toEqual(['items']);
  });

  test('tokens are URL-safe and say nothing', async () => {
    const { json } = await house.api('GET', `${PENDING}?pageSize=1`);
    expect(json.nextToken).toMatch(/^[A-Za-z0-9._~-]+$/);
    expect(encodeURIComponent(json.nextToken)).toBe(json.nextToken);
  });

  test('a token that was tampered with, or is of another list, is 400', async () => {
    const { json } = await house.api('GET', `${PENDING}?pageSize=1`);
    const token: string = json.nextToken;
    const zenith = await house.tokenOf('zenith-ris');
    const flipped = (token.startsWith('W') ? 'X' : 'W') + token.slice(1);
    const forged = `${Buffer.from('[0]').toString('base64url')}.${token.split('.')[1]}`;
    for (const bad of [
      flipped,
      forged,
      token.slice(0, -1),
      `${token}x`,
      `${token}.x`,
      token.toUpperCase(),
      '',
      'x',
      '.',
      '%00',
    ]) {
      expect([bad, (await house.api('GET', `${PENDING}?pageSize=1&nextToken=${bad}`)).status]).toEqual([bad, 400]);
    }
    expect((await house.api('GET', `${PENDING}?pageSize=1&sort=due&nextToken=${token}`)).status).toBe(400);
    expect((await house.api('GET', `${PENDING}?pageSize=1&modality=CT&nextToken=${token}`)).status).toBe(400);
    const foreign = await house.api('GET', `${reportingPath('pending', 'zenith')}?nextToken=${token}`, {
      token: zenith,
    });
    expect(foreign.status).toBe(400);
  });

  test('may change their size on the way', async () => {
    const { json } = await house.api('GET', `${PENDING}?pageSize=1`);
    expect((await house.api('GET', `${PENDING}?pageSize=5&nextToken=${json.nextToken}`)).json.items).toHaveLength(5);
  });

  test('have 1 to 500 items, 100 unless told', async () => {
    for (const size of ['0', '501', '-1', '1.5', 'ten', '', '1e9', 'NaN']) {
      expect([size, (await house.api('GET', `${PENDING}?pageSize=${size}`)).status]).toEqual([size, 400]);
    }
    expect((await house.api('GET', `${PENDING}?pageSize=1&pageSize=2`)).status).toBe(400);
    expect((await house.api('GET', `${PENDING}?pageSize=500`)).json.items.length).toBeGreaterThan(100);
    expect((await house.api('GET', PENDING)).json.items).toHaveLength(100);
  });

  test.each([
    'priority=LOW',
    'sort=oldest',
    'includeFinal=yes',
    'includeFinal=TRUE',
    'site=a%00b',
    'modality=%00',
    'assigned=%00',
  ])('%s is 400', async (query) => {
    expect((await house.api('GET', `${PENDING}?${query}`)).status).toBe(400);
  });
});

describe('one appointment', () => {
  test('is shown to clients while it is PENDING REPORTING, and is else 404 like an unknown one', async () => {
    const id = await pendingAppointment(house);
    expect((await house.api('GET', reportingPath(id))).json).toMatchObject({ domain: 'acme', appointmentId: id });
    await house.api('PUT', appointmentPath(id), { body: { status: 'FINALISED', ...RIS } });
    const closed = await house.api('GET', reportingPath(id));
    const unknown = await house.api('GET', reportingPath('never-told'));
    expect([closed.status, unknown.status]).toEqual([404, 404]);
    expect(closed.json.detail).toBe(unknown.json.detail);
  });

  test('is shown to people in the portal in any status', async () => {
    for (const email of ['rad@acme.test', 'admin@acme.test', 'root@readout.test']) {
      const cookie = await house.cookieOf(email);
      const id = await pendingAppointment(house, { status: 'SECOND OPINION' });
      expect((await house.api('GET', reportingPath(id), { cookie })).json.status).toBe('SECOND OPINION');
      expect((await house.api('GET', reportingPath('never-told'), { cookie })).status).toBe(404);
    }
  });

  test('called pending can be reported, though it cannot be read at that address', async () => {
    await house.api('PUT', appointmentPath('pending'), { body: { status: 'PENDING REPORTING' } });
    expect((await submit(house, 'pending', FINAL)).status).toBe(201);
  });
});
