import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FINAL, reportingPath, reportPath } from '../http/partner.ts';
import { openReadingHouse, type ReadingHouse, TABS } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const release = (person: 'ada' | 'ben', id: string) =>
  house.as(person, 'POST', `${reportingPath(id)}/claim/release`, { body: { tab: TABS[person] } });

const letLeasePass = (id: string) =>
  house.db.execute(sql`update claims set lease_until = now() - interval '1 second'
    where appointment_key = (select id from appointments where appointment_id = ${id})`);

describe('a claim', () => {
  test('is one person’s; the refusal names who holds it', async () => {
    const id = await house.appointment();
    expect(await house.claim('ada', id)).toMatchObject({ status: 200, json: { name: 'Dr Ada Reid', isMe: true } });
    const refused = await house.claim('ben', id);
    expect(refused).toMatchObject({ status: 409, json: { holder: 'Dr Ada Reid', heldByMe: 0 } });
    expect(refused.json.detail).toContain('Dr Ada Reid is reporting this appointment');
  });

  test('of twenty people at once goes to exactly one', async () => {
    const id = await house.appointment();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => house.claim(n % 2 ? 'ada' : 'ben', id, { tab: randomUUID() })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(409)]);
  });

  test('is renewed by its tab and keeps the time it began', async () => {
    const id = await house.appointment();
    const { json: first } = await house.claim('ada', id);
    const { json: renewed } = await house.claim('ada', id);
    expect(renewed.claimedAt).toBe(first.claimedAt);
    expect(Date.parse(renewed.leaseUntil)).toBeGreaterThan(Date.parse(first.leaseUntil));
  });

  test('held in another tab of the same person says so and can be taken over', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    const tab = randomUUID();
    expect(await house.claim('ada', id, { tab })).toMatchObject({ status: 409, json: { heldByMe: 1 } });
    expect((await house.claim('ada', id, { tab, takeOver: true })).status).toBe(200);
    expect((await house.claim('ada', id)).status).toBe(409);
  });

  test('given up, or past its lease, is free', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    expect((await release('ben', id)).status).toBe(204);
    expect((await house.claim('ben', id)).status).toBe(409);
    expect((await release('ada', id)).status).toBe(204);
    expect((await house.claim('ben', id)).status).toBe(200);
    await letLeasePass(id);
    expect((await house.claim('ada', id)).status).toBe(200);
  });

  test('of an appointment that takes no reports is a 404, like that of an unknown one', async () => {
    const closed = await house.appointment({ status: 'ARRIVED' });
    const [one, other] = [await house.claim('ada', closed), await house.claim('ada', 'nowhere')];
    expect([one.status, other.status]).toEqual([404, 404]);
    expect(one.json.detail).toBe(other.json.detail);
  });

  test('is for people who report in the domain: no client, no admin, no stranger', async () => {
    const id = await house.appointment();
    const body = { tab: randomUUID() };
    const byClient = await house.api('POST', `${reportingPath(id)}/claim`, { body });
    expect([byClient.status, (await house.claim('sam', id)).status, (await house.claim('zoe', id)).status]).toEqual([
      403, 403, 403,
    ]);
  });

  test('ends when its holder signs', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    expect((await house.as('ada', 'POST', reportPath(id), { body: FINAL })).status).toBe(201);
    expect((await house.claim('ben', id)).status).toBe(200);
  });
});

describe('taking over', () => {
  test('keeps what the other person wrote as a version of theirs, and is audited', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    await house.save('ada', id, 0, { reportText: 'FINDINGS: half of it' });
    expect((await house.claim('ben', id, { takeOver: true })).status).toBe(200);
    const { json: state } = await house.as('ben', 'GET', `${reportingPath(id)}/draft`);
    expect(state.draft).toBeNull();
    expect(state.versions).toMatchObject([{ occasion: 'taken over', author: 'Dr Ada Reid', isMine: false }]);
    const { json: version } = await house.as(
      'ben',
      'GET',
      `${reportingPath(id)}/draft/versions/${state.versions[0].id}`,
    );
    expect(version.reportText).toBe('FINDINGS: half of it');
    const { rows } = await house.db.execute(
      sql`select principal from audit_events where action = 'claim.take-over' and entity_id = ${`acme/${id}`}`,
    );
    expect(rows).toHaveLength(1);
  });

  test('makes the other person’s next save a conflict that loses nothing', async () => {
    const id = await house.appointment();
    await house.claim('ada', id);
    await house.save('ada', id, 0, { reportText: 'one' });
    await house.claim('ben', id, { takeOver: true });
    const refused = await house.save('ada', id, 1, { reportText: 'one two' });
    expect(refused).toMatchObject({ status: 409, json: { holder: 'Dr Ben Oh', heldByMe: 0 } });
    const kept = await house.as('ada', 'POST', `${reportingPath(id)}/draft/versions`, {
      body: { reportText: 'one two' },
    });
    expect(kept.status).toBe(201);
    const { json: mine } = await house.as('ada', 'GET', `${reportingPath(id)}/draft`);
    expect(mine.draft).toMatchObject({ revision: 1, reportText: 'one' });
    expect(mine.versions.map(({ occasion }: { occasion: string }) => occasion)).toEqual(['set aside', 'taken over']);
  });
});
