import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MySubmission } from '#lib/submissions/listed-contract';
import { openHouse, type House } from '../support/open-house.ts';
import { SETTINGS } from '../support/settings.ts';
import { appointmentPath, FINAL, pendingAppointment, PRELIMINARY, reportPath, submit } from './partner.ts';

const MINE = '/api/my-submissions';
let house: House;
let cookie: string;
const ids: Record<'failed' | 'replaced' | 'halfFailed' | 'arrived' | 'zenith', string> = {
  failed: '',
  replaced: '',
  halfFailed: '',
  arrived: '',
  zenith: '',
};

/** Signed by somebody of both organizations, among the submissions of others. */
beforeAll(async () => {
  const both =
    '{ email: both@acme.test, name: Dr Bo Both, password: Reading-room-1, roles: { acme: clinician, zenith: clinician } }';
  house = await openHouse({ settings: SETTINGS.replace('    users:\n', `    users:\n      - ${both}\n`) });
  house.token = await house.tokenOf('acme-ris');
  cookie = await house.cookieOf('both@acme.test');
  const sign = async (domain: string, onto?: string) => {
    const token = await house.tokenOf(`${domain}-ris`);
    const id = onto ?? (await pendingAppointment({ ...house, token }, { modality: 'CT' }, domain));
    const answer = await house.api('POST', reportPath(id, domain), { cookie, body: onto ? FINAL : PRELIMINARY });
    expect(answer.status).toBe(201);
    return id;
  };
  ids.failed = await sign('acme');
  ids.replaced = await sign('acme');
  await fail(ids.failed, 'failed');
  await fail(ids.replaced, 'failed');
  await sign('acme', ids.replaced);
  ids.halfFailed = await sign('acme');
  await fail(ids.halfFailed, 'waiting');
  ids.zenith = await sign('zenith');
  ids.arrived = await sign('acme');
  await submit(house, await pendingAppointment(house), FINAL);
  await house.api('POST', reportPath(await pendingAppointment(house)), {
    cookie: await house.cookieOf('rad@acme.test'),
    body: FINAL,
  });
});
afterAll(() => house.close());

/** Delivery to the ehr failed for good; the submission's state is what its other destinations leave. */
async function fail(appointmentId: string, state: string): Promise<void> {
  await house.db.execute(sql`update submissions s set delivery_state = ${state},
    destinations = (select jsonb_agg(case when t->>'destination' = 'acme.ehr'
      then t || '{"waiting": 0, "failed": 1}' else t end) from jsonb_array_elements(destinations) t)
    from appointments a where a.id = s.appointment_key and a.appointment_id = ${appointmentId}`);
}

const ask = async (query = '', who = cookie): Promise<MySubmission[]> => {
  const answer = await house.api('GET', `${MINE}?${query}`, { cookie: who });
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json;
};
const named = (listed: readonly MySubmission[]) =>
  listed.map(({ appointmentId, version }) => `${appointmentId} ${version}`);

test('one sees what one signed oneself, in every organization; what failed comes first, then the newest', async () => {
  const listed = await ask();
  expect(named(listed)).toEqual([
    `${ids.halfFailed} 1`,
    `${ids.failed} 1`,
    `${ids.arrived} 1`,
    `${ids.zenith} 1`,
    `${ids.replaced} 2`,
    `${ids.replaced} 1`,
  ]);
  expect(listed.map(({ needsAttention }) => needsAttention)).toEqual([true, true, false, false, false, false]);
  expect(new Set(listed.map(({ sender }) => sender))).toEqual(new Set(['acme.portal', 'zenith.portal']));
});

test.each([1, 2, 3, 5])('pages of %i lose and repeat nothing', async (pageSize) => {
  const walked: MySubmission[] = [];
  let path: string | undefined = `${MINE}?pageSize=${pageSize}`;
  while (path) {
    const answer = await house.api('GET', path, { cookie });
    walked.push(...answer.json);
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
  expect(walked).toEqual(await ask());
});

test('a row tells what the organization’s own list tells', async () => {
  for (const { needsAttention: _, ...mine } of await ask()) {
    const [org] = mine.sender.split('.');
    const token = await house.tokenOf(`${org}-ris`);
    const { json } = await house.api('GET', `/api/waters/org/${org}/submissions?pageSize=500`, { token });
    expect(json.find(({ submissionId }: { submissionId: number }) => submissionId === mine.submissionId)).toEqual(mine);
  }
});

test('it is narrowed by state and by any id', async () => {
  expect(named(await ask('deliveryState=failed'))).toEqual([`${ids.failed} 1`, `${ids.replaced} 1`]);
  expect(named(await ask(`q=${ids.zenith}`))).toEqual([`${ids.zenith} 1`]);
  expect(await ask('q=nothing')).toEqual([]);
  expect((await house.api('GET', `${MINE}?deliveryState=lost`, { cookie })).status).toBe(400);
});

test('a cursor is worth nothing in another list, or in another person’s', async () => {
  const first = await house.api('GET', `${MINE}?pageSize=2`, { cookie });
  const next = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
  const other = await house.api('GET', next, { cookie: await house.cookieOf('rad@acme.test') });
  expect(other.status).toBe(400);
  expect((await house.api('GET', `${next}&deliveryState=failed`, { cookie })).status).toBe(400);
});

test('who leaves an organization sees nothing of it any more; clients have no submissions of their own here', async () => {
  const clerk = await house.cookieOf('admin@acme.test');
  expect(await ask('', clerk)).toEqual([]);
  expect((await house.api('GET', MINE)).status).toBe(403);
  expect((await house.api('GET', MINE, { token: null })).status).toBe(401);
  await house.db.execute(sql`delete from memberships where organization = 'zenith'
    and user_id = (select id from users where email = 'both@acme.test')`);
  expect((await ask()).filter(({ sender }) => sender.startsWith('zenith'))).toEqual([]);
  expect(await ask(`q=${ids.zenith}`)).toEqual([]);
});

test('an appointment that closes, or a partner who takes over, hides nothing', async () => {
  await house.api('PUT', appointmentPath(ids.arrived), { body: { status: 'FINALISED' } });
  expect(named(await ask(`q=${ids.arrived}`))).toEqual([`${ids.arrived} 1`]);
});
