import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { purgeDraftVersions } from '#lib/drafts/purge-draft-versions';
import { appointmentPath, FINAL, reportingPath, reportPath } from '../http/partner.ts';
import { openReadingHouse, type Person, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const TEXT = 'FINDINGS:\r\n\tNo “fracture” — e\u0301 \u00e9 𝄞\n';

const draftPath = (id: string) => `${reportingPath(id)}/draft`;
const draftOf = async (person: Person, id: string) => (await house.as(person, 'GET', draftPath(id))).json;

describe('a draft', () => {
  test('is read back as it was saved, to the byte', async () => {
    const id = await house.appointment();
    const saved = await house.save('ada', id, 0, { reportText: TEXT, templateId: 'ct-head' });
    expect(saved).toMatchObject({ status: 200, json: { revision: 1 } });
    expect(saved.headers.get('etag')).toBe('"1"');
    expect((await draftOf('ada', id)).draft).toEqual({
      revision: 1,
      reportText: TEXT,
      templateId: 'ct-head',
      baseVersion: 0,
      savedAt: saved.json.savedAt,
    });
  });

  test('may be empty, and may be longer than a report', async () => {
    const id = await house.appointment();
    expect((await house.save('ada', id, 0, { reportText: '' })).status).toBe(200);
    expect((await house.save('ada', id, 1, { reportText: 'x'.repeat(3_000_000) })).status).toBe(200);
    expect((await house.save('ada', id, 2, { reportText: 'x'.repeat(4_194_305) })).status).toBe(400);
    expect((await draftOf('ada', id)).draft).toMatchObject({ revision: 2 });
  });

  test('is encrypted at rest', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'CANARY-OF-THE-DRAFT' });
    const { rows } = await house.db.execute<{ hex: string }>(sql`select encode(sealed, 'hex') as hex from drafts`);
    const canary = Buffer.from('CANARY').toString('hex');
    expect(rows.length).toBeGreaterThan(0);
    for (const { hex } of rows) expect(hex).not.toContain(canary);
  });

  test('saved from a stale revision is a conflict and overwrites nothing', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'one' });
    await house.save('ada', id, 1, { reportText: 'two' });
    for (const stale of [0, 1, 7]) {
      const refused = await house.save('ada', id, stale, { reportText: 'lost' });
      expect(refused).toMatchObject({ status: 409, json: { currentRevision: 2 } });
    }
    expect((await draftOf('ada', id)).draft.reportText).toBe('two');
  });

  test('of twenty saves of one revision at once takes exactly one', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'start' });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => house.save('ada', id, 1, { reportText: `text ${n}` })),
    );
    const winners = answers.flatMap(({ status }, n) => (status === 200 ? [n] : []));
    expect(winners).toHaveLength(1);
    expect((await draftOf('ada', id)).draft).toMatchObject({ revision: 2, reportText: `text ${winners[0]}` });
  });

  test('discarded is kept as a version, and a late save does not bring it back', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'words' });
    expect((await house.as('ada', 'POST', `${draftPath(id)}/discard`)).status).toBe(204);
    expect(await house.save('ada', id, 1, { reportText: 'words again' })).toMatchObject({
      status: 409,
      json: { currentRevision: 0 },
    });
    const { draft, versions } = await draftOf('ada', id);
    expect([draft, versions.length, versions[0].occasion]).toEqual([null, 1, 'discarded']);
  });

  test('survives an appointment that closes meanwhile, and can still be saved', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'words' });
    await house.api('PUT', appointmentPath(id), {
      body: { status: 'FINALISED', modality: 'CT', patientName: 'SAMPLE, Jane' },
    });
    expect((await house.save('ada', id, 1, { reportText: 'words and more' })).status).toBe(200);
    expect((await draftOf('ada', id)).draft.reportText).toBe('words and more');
  });

  test('is gone once it is signed', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: FINAL.reportText });
    await house.as('ada', 'POST', reportPath(id), { body: FINAL });
    expect(await draftOf('ada', id)).toEqual({ draft: null, versions: [] });
  });

  test('that says something else than what was signed is set aside, not lost', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'typed in another tab' });
    await house.as('ada', 'POST', reportPath(id), { body: FINAL });
    const { draft, versions } = await draftOf('ada', id);
    expect([draft, versions[0].occasion]).toEqual([null, 'set aside']);
  });

  test('stays when a partner submits: somebody’s words are no less theirs', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'mine' });
    await house.api('POST', reportPath(id), { body: FINAL });
    expect((await draftOf('ada', id)).draft).toMatchObject({ reportText: 'mine', baseVersion: 0 });
  });

  test('is its author’s alone; other readers see neither it nor that it exists', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'mine' });
    expect(await draftOf('ben', id)).toEqual({ draft: null, versions: [] });
    for (const stranger of ['sam', 'zoe'] as const) {
      expect((await house.as(stranger, 'GET', draftPath(id))).status).toBe(403);
      expect((await house.save(stranger, id, 0, { reportText: 'x' })).status).toBe(403);
    }
    expect((await house.api('GET', draftPath(id))).status).toBe(403);
  });

  test('is saved by the claim’s holder only', async () => {
    const id = await house.appointment();
    await house.claim('ben', id);
    expect(await house.save('ada', id, 0, { reportText: 'x' })).toMatchObject({
      status: 409,
      json: { holder: 'Dr Ben Oh' },
    });
    expect(await house.save('ben', id, 0, { reportText: 'x', tab: randomUUID() })).toMatchObject({
      status: 409,
      json: { heldByMe: 1 },
    });
    expect((await house.save('ben', id, 0, { reportText: 'x' })).status).toBe(200);
  });

  test('needs If-Match, a tab and a text that can be stored', async () => {
    const id = await house.appointment();
    const without = await house.as('ada', 'PUT', draftPath(id), { body: { tab: randomUUID(), reportText: '' } });
    expect(without.json.errors).toMatchObject([{ pointer: 'if-match' }]);
    const broken = await house.save('ada', id, 0, { tab: 'here', reportText: '\ud800' });
    expect(broken.json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/tab', '/reportText']);
  });

  test('read is audited, version or not', async () => {
    const id = await house.appointment();
    await house.save('ada', id, 0, { reportText: 'words' });
    await draftOf('ada', id);
    const { rows } = await house.db.execute(
      sql`select 1 from audit_events where action = 'draft.read' and entity_id = ${`acme/${id}`}`,
    );
    expect(rows).toHaveLength(1);
  });
});

test('drafts that were set aside go after thirty days, not before', async () => {
  const id = await house.appointment();
  const path = `${draftPath(id)}/versions`;
  for (const reportText of ['old', 'young']) await house.as('ada', 'POST', path, { body: { reportText } });
  const [old] = (await draftOf('ada', id)).versions.slice(-1);
  await house.db.execute(
    sql`update draft_versions set kept_at = now() - interval '31 days' where id = ${old.id}::uuid`,
  );
  expect(await purgeDraftVersions(house.db)).toBe(1);
  expect((await draftOf('ada', id)).versions).toHaveLength(1);
  expect((await house.as('ada', 'GET', `${path}/${old.id}`)).status).toBe(404);
});
