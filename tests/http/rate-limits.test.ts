import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import {
  countVersions,
  FINAL,
  historyPath,
  pendingAppointment,
  reportingPath,
  submit,
  withinOneMinute,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.db.execute(sql`delete from rate_counters`));

const PENDING = reportingPath('pending');

/** The requests of one client in one minute, counted from none. */
async function inOneMinute<Result>(work: () => Promise<Result>): Promise<Result> {
  return withinOneMinute(house, async () => {
    await house.db.execute(sql`delete from rate_counters`);
    return work();
  });
}

async function several(count: number, ask: () => Promise<ApiAnswer>): Promise<ApiAnswer[]> {
  const answers = [];
  for (let at = 0; at < count; at += 1) answers.push(await ask());
  return answers;
}
const statuses = (answers: ApiAnswer[]) => answers.map(({ status }) => status);

test('the request after the last of a minute’s budget is 429, and tells when to come back', async () => {
  const token = await house.tokenOf('acme-slow');
  const answers = await inOneMinute(() => several(5, () => house.api('GET', PENDING, { token })));
  expect(statuses(answers)).toEqual([200, 200, 200, 429, 429]);
  const last = answers[4];
  const wait = Number(last?.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(last?.headers.get('ratelimit')).toBe(`"minute";r=0;t=${wait}`);
});

test('every answer tells the budget and what is left of it', async () => {
  const token = await house.tokenOf('acme-slow');
  const answers = await inOneMinute(() => several(4, () => house.api('GET', PENDING, { token })));
  for (const { headers } of answers) expect(headers.get('ratelimit-policy')).toBe('"minute";q=3;w=60');
  const left = answers.map(({ headers }) => /^"minute";r=(\d+);t=(\d+)$/.exec(headers.get('ratelimit') ?? '')?.[1]);
  expect(left).toEqual(['2', '1', '0', '0']);
});

test('refusals tell it too, and count', async () => {
  const token = await house.tokenOf('acme-slow');
  const answers = await inOneMinute(async () => [
    await house.api('GET', reportingPath('nobody'), { token }),
    await house.api('GET', `${PENDING}?pageSize=0`, { token }),
    await house.api('GET', '/integrations/nowhere', { token }),
    await house.api('GET', PENDING, { token }),
  ]);
  expect(statuses(answers)).toEqual([404, 400, 404, 429]);
  for (const { headers } of answers) expect(headers.get('ratelimit')).toMatch(/^"minute";r=\d+;t=\d+$/);
});

test('all tokens of a client share its budget, and nobody else’s', async () => {
  const [first, second] = [await house.tokenOf('acme-slow'), await house.tokenOf('acme-slow')];
  const answers = await inOneMinute(async () => [
    ...(await several(3, () => house.api('GET', PENDING, { token: first }))),
    await house.api('GET', PENDING, { token: second }),
    await house.api('GET', PENDING),
  ]);
  expect(statuses(answers)).toEqual([200, 200, 200, 429, 200]);
});

test('a new minute brings a new budget', async () => {
  const token = await house.tokenOf('acme-slow');
  await inOneMinute(() => several(4, () => house.api('GET', PENDING, { token })));
  await house.db.execute(sql`update rate_counters set minute = minute - 1`);
  expect((await house.api('GET', PENDING, { token })).status).toBe(200);
});

test('requests at the same time cannot slip past the budget', async () => {
  const token = await house.tokenOf('acme-slow');
  const answers = await inOneMinute(() =>
    Promise.all(Array.from({ length: 12 }, () => house.api('GET', PENDING, { token }))),
  );
  expect(statuses(answers).filter((status) => status === 200)).toHaveLength(3);
  expect(statuses(answers).filter((status) => status === 429)).toHaveLength(9);
});

test('a report over the budget is not stored and its key stays free', async () => {
  const id = await pendingAppointment(house);
  const token = await house.tokenOf('acme-slow');
  const headers = { 'idempotency-key': 'over-budget' };
  const refused = await inOneMinute(async () => {
    await several(3, () => house.api('GET', PENDING, { token }));
    return submit(house, id, FINAL, { token, headers });
  });
  expect([refused.status, await countVersions(house, id)]).toEqual([429, 0]);
  await house.db.execute(sql`delete from rate_counters`);
  const accepted = await submit(house, id, FINAL, { token, headers });
  expect([accepted.status, accepted.headers.get('idempotent-replayed')]).toEqual([201, null]);
});

test('under /api/waters it is an error text', async () => {
  await house.db.execute(sql`update clients set rate_limit_per_minute = 0 where client_id = 'acme-other'`);
  const answer = await house.api('GET', historyPath(1), { token: await house.tokenOf('acme-other') });
  expect([answer.status, answer.json]).toEqual([429, { error: expect.stringMatching(/in one minute/) }]);
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
});

test('people in the portal have a budget of their own', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  const answer = await house.api('GET', PENDING, { cookie });
  expect(answer.headers.get('ratelimit-policy')).toBe('"minute";q=1200;w=60');
});
