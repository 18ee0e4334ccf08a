import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_EXPORTED } from '#lib/submissions/listed-contract';
import { openHouse, type House } from '../support/open-house.ts';
import { FINAL, pendingAppointment, PRELIMINARY, rowsOf, submit } from './partner.ts';

const LIST = '/api/waters/org/acme/submissions';
let house: House;

beforeAll(async () => {
  house = await openHouse();
  const id = await pendingAppointment(house, { modality: 'CT', patientName: 'CANARY, Patient', patientId: 'CANARY-7' });
  await submit(house, id, { ...PRELIMINARY, reportText: 'CANARY text' });
  await submit(house, id, FINAL);
  await house.db.execute(sql`insert into submissions (organization, sender, topic, source, http_status, external_name,
      report_item_count, principal, correlation_id, received_at, valid_item_count, overall_status, delivery_state, destinations)
    values ('acme', 'default', 'a "quoted" topic', 'reportstream', 201, '=cmd|'' /C calc''!A0', 2, 'client:x', 'x', now(), 2, 'Received', 'processing', '[]'),
      ('acme', 'default', '+1,5', 'reportstream', 201, E'two\r\nlines', 0, 'client:x', 'x', now(), 0, 'Not Delivering', 'not_delivering', '[]'),
      ('acme', '-default', 'Größe', 'reportstream', 201, '@x', 0, 'client:x', 'x', now(), 0, 'Not Delivering', 'not_delivering', '[]')`);
});
afterAll(() => house.close());

/** RFC 4180, read back by the letter. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let rest = text;
  while (rest !== '') {
    const record: string[] = [];
    for (;;) {
      const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
      if (!match) throw new Error(`Not RFC 4180: ${rest.slice(0, 60)}`);
      record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
      rest = rest.slice(match[0].length);
      if (match[3] !== ',') break;
    }
    records.push(record);
  }
  return records;
}

async function exported(query = '') {
  // Bytes: a byte order mark is lost when fetch decodes it.
  const answer = await fetch(`${house.url}${LIST}/export?${query}`, {
    headers: { authorization: `Bearer ${house.token}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { answer, bytes, records: parseCsv(bytes.toString('utf8').slice(1)) };
}

test('every row of the list is a record, with the names and values of the API', async () => {
  const { json: listed } = await house.api('GET', `${LIST}?pageSize=500`);
  const { answer, bytes, records } = await exported();
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="submissions-acme.csv"');
  expect(answer.headers.get('x-has-more')).toBe('false');
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const [names = [], ...lines] = records;
  expect(lines).toHaveLength(listed.length);
  for (const [index, line] of lines.entries()) {
    const record = Object.fromEntries(names.map((name, at) => [name, line[at]]));
    const { destinations, ...members } = listed[index];
    for (const [name, value] of Object.entries(members as Record<string, string | number | null>)) {
      const safe = typeof value === 'string' && /^[=+\-@]/.test(value) ? `'${value}` : String(value ?? '');
      expect([name, record[name]]).toEqual([name, safe]);
    }
    const told = (destinations as { destination: string; status: string }[]).map(
      (one) => `${one.destination} ${one.status}`,
    );
    expect(record.destinations).toBe(told.join('; '));
  }
});

test('what a spreadsheet would run begins with an apostrophe, and nothing else is changed', async () => {
  const { records } = await exported();
  const cells = records.slice(1).flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(cells).toEqual(
    expect.arrayContaining([`'=cmd|' /C calc'!A0`, `'+1,5`, `'@x`, 'two\r\nlines', 'a "quoted" topic', 'Größe']),
  );
});

test('it is narrowed like the list, and no patient and no word of a report is in it', async () => {
  for (const query of ['status=Received', 'destination=acme.ehr', 'q=nothing', 'sender=partner']) {
    const { json: listed } = await house.api('GET', `${LIST}?pageSize=500&${query}`);
    const { bytes, records } = await exported(query);
    expect([query, records.length - 1]).toEqual([query, listed.length]);
    expect(bytes.toString()).not.toContain('CANARY');
  }
});

test('it is audited with what it was narrowed by, but not with what was searched for', async () => {
  const { answer } = await exported('sender=partner&q=CANARY-7');
  const events = await rowsOf(
    house,
    sql`select action, principal, organization, detail from audit_events
      where correlation_id = ${answer.headers.get('x-correlation-id')}`,
  );
  expect(events).toEqual([
    {
      action: 'submissions.export',
      principal: 'client:acme-ris',
      organization: 'acme',
      detail: { sender: 'partner', showFailed: 'true', searched: true, hasMore: false },
    },
  ]);
});

test('HEAD sends the head only', async () => {
  const answer = await house.api('HEAD', `${LIST}/export`);
  expect([answer.status, answer.text]).toEqual([200, '']);
});

test('beyond its bound it holds the newest, and says so in its head and its name', async () => {
  await house.db
    .execute(sql`insert into submissions (organization, sender, source, http_status, principal, correlation_id,
      received_at, valid_item_count, overall_status, delivery_state, destinations)
    select 'acme', 'many', 'reportstream', 201, 'client:x', 'x', now() - interval '1 day' - n * interval '1 second', 0,
      'Not Delivering', 'not_delivering', '[]' from generate_series(1, ${MAX_EXPORTED}::int) n`);
  const { answer, records } = await exported();
  expect(records).toHaveLength(1 + MAX_EXPORTED);
  expect(answer.headers.get('x-has-more')).toBe('true');
  expect(answer.headers.get('content-disposition')).toContain(`submissions-acme-newest-${MAX_EXPORTED}.csv`);
  const ids = new Set(records.slice(1).map(([, submissionId]) => submissionId));
  expect(ids.size).toBe(MAX_EXPORTED);
  const exactly = await exported('sender=many');
  expect([exactly.records.length, exactly.answer.headers.get('x-has-more')]).toEqual([1 + MAX_EXPORTED, 'false']);
});
