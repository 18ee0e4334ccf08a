import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { config, useConfig } from '#lib/config';
import { hashSecret } from '#lib/identity/hash-secret';
import { newUuid } from '#lib/ids';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { watchDerivations } from '../support/watch-derivations.ts';
import { withinOneMinute } from './partner.ts';

const SETTINGS = `
organizations:
  - name: acme
    timeZone: UTC
    clients:
      - { clientId: acme-ris, clientSecret: correct horse battery, domains: [acme], scopes: [history:read] }
      - { clientId: acme-rotating, clientSecret: correct horse battery, domains: [acme], scopes: [history:read] }
      - { clientId: acme-revoked, clientSecret: correct horse battery, domains: [acme], scopes: [history:read] }
`;
const HERE = '192.0.2.1';
const ELSEWHERE = '192.0.2.2';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
  // The tests stand behind a proxy, so that they can come from several addresses.
  useConfig({ ...config(), READOUT_TRUSTED_PROXIES: 1 });
  await house.db.execute(sql`update clients set revoked_at = now() where client_id = 'acme-revoked'`);
  await house.db.execute(sql`insert into client_secrets (id, client_id, secret_hash, origin)
    values (${newUuid()}, 'acme-rotating', ${await hashSecret('the next secret')}, 'portal')`);
});
afterAll(() => house.close());
beforeEach(() => house.db.execute(sql`delete from rate_counters`));

function ask(clientId: string, secret = 'correct horse battery', address = HERE): Promise<ApiAnswer> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  return house.api('POST', '/oauth2/token', {
    token: null,
    body: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
  });
}

async function several(count: number, work: (n: number) => Promise<ApiAnswer>): Promise<number[]> {
  const statuses = [];
  for (let n = 0; n < count; n += 1) statuses.push((await work(n)).status);
  return statuses;
}

/** The work, in one minute and counted from none. */
const counted = <Result>(work: () => Promise<Result>): Promise<Result> =>
  withinOneMinute(house, async () => {
    await house.db.execute(sql`delete from rate_counters`);
    return work();
  });

test.each(['acme-ris', 'acme-rotating', 'acme-revoked', 'nobody'])(
  'a wrong secret costs two derivations, whoever it is for: %s',
  async (clientId) => {
    const { result, total } = await watchDerivations(() => ask(clientId, 'wrong'));
    expect([result.status, total]).toEqual([401, 2]);
  },
);

test('while a secret is being rotated out, the old and the new one are both good', async () => {
  expect((await ask('acme-rotating')).status).toBe(200);
  expect((await ask('acme-rotating', 'the next secret')).status).toBe(200);
});

describe('guessing', () => {
  test('ten wrong secrets for a client from one address are all for a minute, even with the right one', async () => {
    const [statuses, next] = await counted(async () => [
      await several(10, () => ask('acme-ris', 'wrong')),
      await ask('acme-ris'),
    ]);
    expect(statuses).toEqual(Array(10).fill(401));
    expect([next.status, next.json.error]).toEqual([429, 'temporarily_unavailable']);
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(next.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  test('locks nobody else out: neither the client at its own address, nor another client at this one', async () => {
    const statuses = await counted(async () => [
      ...(await several(11, () => ask('acme-ris', 'wrong'))).slice(-1),
      (await ask('acme-ris', undefined, ELSEWHERE)).status,
      (await ask('acme-rotating')).status,
    ]);
    expect(statuses).toEqual([429, 200, 200]);
  });

  test('is what is counted: a client that asks for many tokens with the right secret gets them', async () => {
    expect(await counted(() => several(12, () => ask('acme-ris')))).toEqual(Array(12).fill(200));
  });
});

test('sixty requests in a minute from one address are all it gets, whatever names it makes up', async () => {
  const [statuses, elsewhere, total] = await counted(async () => {
    await ask('made-up');
    await house.db.execute(sql`update rate_counters set count = 58 where principal like 'token-from:%'`);
    const watched = await watchDerivations(() => several(4, (n) => ask(`made-up-${n}`)));
    return [watched.result, (await ask('acme-ris', undefined, ELSEWHERE)).status, watched.total];
  });
  expect(statuses).toEqual([401, 401, 429, 429]);
  expect([elsewhere, total]).toEqual([200, 4]);
});

test('no address is kept where it can be read', async () => {
  await ask('acme-ris', 'wrong');
  const { rows } = await house.db.execute<{ text: string }>(
    sql`select string_agg(r::text, ' ') as text from rate_counters r`,
  );
  expect(rows[0]?.text).toMatch(/token/);
  expect(rows[0]?.text).not.toContain(HERE);
});
