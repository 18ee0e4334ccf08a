import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHistoryHouse, type HistoryHouse, type Sent } from './history-house.ts';
import { FINAL, historyPath, pendingAppointment, PRELIMINARY, reportPath } from './partner.ts';

const LIST = '/api/waters/org/acme/submissions';

interface Listed {
  submissionId: number;
  id: string | null;
  timestamp: string;
  sender: string;
  topic: string | null;
  httpStatus: number;
  overallStatus: string;
  deliveryState: string;
  destinations: { destination: string; status: string; itemCount: number }[];
}

let house: HistoryHouse;
let everything: Listed[];
let sent: Record<'preliminary' | 'final' | 'mammogram' | 'delivered', Sent>;

/** Submissions of every kind; the failed ones as the ReportStream door stores them. */
beforeAll(async () => {
  house = await openHistoryHouse();
  const delivered = await house.send('acme', FINAL, { modality: 'MG' });
  await house.deliver();
  const { json: files } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive');
  expect(files).toEqual([]);
  const preliminary = await house.send('acme', PRELIMINARY, { accessionNumber: 'ACC 1', modality: 'MR' });
  const final = await house.send('acme', FINAL, {}, preliminary);
  const mammogram = await house.send('acme', PRELIMINARY, { modality: 'MG', accessionNumber: 'ACC2' });
  const cookie = await house.cookieOf('rad@acme.test');
  await house.api('POST', reportPath(await pendingAppointment(house)), { cookie, body: FINAL });
  await house.db
    .execute(sql`insert into submissions (organization, sender, topic, source, http_status, external_name, principal,
      correlation_id, received_at, valid_item_count, overall_status, delivery_state, destinations, error_count)
    values ('acme', 'default', null, 'reportstream', 400, 'batch of friday.hl7', 'client:acme-ris', 'x', now(), 0, 'Error', 'not_delivering', '[]', 1),
      ('acme', 'default', 'other', 'reportstream', 200, null, 'client:acme-ris', 'x', now(), 0, 'Valid', 'not_delivering', '[]', 0)`);
  await house.db.execute(
    sql`update submissions set topic = 'radiology', report_item_count = 3 where http_status = 400`,
  );
  await house.send('zenith', FINAL);
  sent = { preliminary, final, mammogram, delivered };
  everything = (await house.api('GET', `${LIST}?pageSize=500`)).json;
  expect(everything).toHaveLength(7);
});
afterAll(() => house.close());

const ask = async (query: string): Promise<Listed[]> => {
  const answer = await house.api('GET', `${LIST}?pageSize=500&${query}`);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json;
};
/** What the list must answer: those of everything that pass, in the same order. */
const expectOnly = async (query: string, passes: (listed: Listed) => boolean) =>
  expect(await ask(query)).toEqual(everything.filter(passes));

describe('a submission in the list', () => {
  test('tells what its history tells', async () => {
    for (const listed of everything) {
      const { json } = await house.api('GET', historyPath(listed.submissionId));
      const { destinations, ...members } = listed;
      expect(json).toMatchObject(members);
      const told = json.destinations.map(
        (one: { organization_id: string; service: string; status: string; itemCount: number }) => ({
          destination: `${one.organization_id}.${one.service}`,
          status: one.status,
          itemCount: one.itemCount,
        }),
      );
      expect(destinations).toEqual(told);
    }
  });

  test('is this organization’s; the newest comes first unless told', async () => {
    const times = everything.map(({ timestamp }) => timestamp);
    expect(times).toEqual([...times].sort().toReversed());
    expect(new Set(everything.map(({ sender }) => sender))).toEqual(
      new Set(['acme.partner', 'acme.portal', 'acme.default', '']),
    );
  });

  test('that was rejected is listed as the contract’s example shows it, here and in history', async () => {
    const rejected = everything.find(({ overallStatus }) => overallStatus === 'Error');
    const { json } = await house.api('GET', historyPath(rejected?.submissionId ?? 0));
    const shown = { id: null, sender: '', httpStatus: 400, externalName: '', topic: null, reportItemCount: null };
    expect([rejected, json]).toMatchObject([shown, { ...shown, reportId: null, destinations: [] }]);
  });
});

describe('the list is narrowed by', () => {
  test.each(['false', 'FALSE', 'False'])('showFailed=%s', async (value) => {
    await expectOnly(`showFailed=${value}`, ({ httpStatus }) => httpStatus < 300);
  });

  test.each(['true', 'TRUE', 'True'])('showFailed=%s not at all', async (value) => {
    await expectOnly(`showFailed=${value}`, () => true);
  });

  test.each(['Waiting to Deliver', 'Partially Delivered', 'Delivered', 'Not Delivering', 'Error', 'Valid', 'Received'])(
    'status %s',
    async (status) => {
      await expectOnly(`status=${encodeURIComponent(status)}`, ({ overallStatus }) => overallStatus === status);
    },
  );

  test.each(['waiting', 'delivered', 'superseded', 'not_delivering', 'failed', 'retrying', 'processing'])(
    'deliveryState %s',
    async (state) => {
      await expectOnly(`deliveryState=${state}`, ({ deliveryState }) => deliveryState === state);
    },
  );

  test.each(['acme.ehr', 'acme.archive', 'acme.finals', 'acme.elsewhere', 'zenith.portal', 'ehr'])(
    'destination %s',
    async (name) => {
      await expectOnly(`destination=${name}`, ({ destinations }) =>
        destinations.some(({ destination }) => destination === name),
      );
    },
  );

  test.each(['ROUTING_FILTER', 'CONDITION_FILTER', 'QUALITY_FILTER', 'JURISDICTIONAL_FILTER'])(
    'filterType %s',
    async (type) => {
      const filtered = new Set<number>();
      for (const { submissionId } of everything) {
        const { json } = await house.api('GET', historyPath(submissionId));
        const types = json.destinations.flatMap((one: { filteredReportItems: { filterType: string }[] }) =>
          one.filteredReportItems.map(({ filterType }) => filterType),
        );
        if (types.includes(type)) filtered.add(submissionId);
      }
      await expectOnly(`filterType=${type}`, ({ submissionId }) => filtered.has(submissionId));
    },
  );

  test.each([
    ['partner', 'acme.partner'],
    ['acme.portal', 'acme.portal'],
    ['nobody', 'acme.nobody'],
  ])('sender %s', async (given, name) => {
    await expectOnly(`sender=${given}`, ({ sender }) => sender === name);
  });

  test.each(['radiology', 'other', 'nothing'])('topic %s', async (name) => {
    await expectOnly(`topic=${name}`, ({ topic }) => topic === name);
  });

  test('since and until, in any offset, each with its whole millisecond', async () => {
    const [from, to] = [everything[4]?.timestamp ?? '', everything[2]?.timestamp ?? ''];
    await expectOnly(`since=${from}`, ({ timestamp }) => timestamp >= from);
    await expectOnly(`until=${from}`, ({ timestamp }) => timestamp <= from);
    const local = new Date(Date.parse(from) + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30');
    await expectOnly(
      `since=${encodeURIComponent(local)}&until=${to}`,
      ({ timestamp }) => timestamp >= from && timestamp <= to,
    );
    for (const offset of ['+23:59', '-23:59'])
      await expectOnly(`since=${encodeURIComponent(`2020-01-01T00:00:00${offset}`)}`, () => true);
  });

  test('destination and filterType together: what that filter kept from that destination', async () => {
    for (const destination of ['acme.ehr', 'acme.archive', 'acme.finals']) {
      for (const filterType of ['ROUTING_FILTER', 'CONDITION_FILTER']) {
        const filteredThere = new Set<number>();
        for (const { submissionId } of everything) {
          const { json } = await house.api('GET', historyPath(submissionId));
          const there = json.destinations.filter((one: { service: string }) => `acme.${one.service}` === destination);
          const types = there.flatMap((one: { filteredReportItems: { filterType: string }[] }) =>
            one.filteredReportItems.map((item) => item.filterType),
          );
          if (types.includes(filterType)) filteredThere.add(submissionId);
        }
        await expectOnly(`destination=${destination}&filterType=${filterType}`, ({ submissionId }) =>
          filteredThere.has(submissionId),
        );
      }
    }
  });

  test('several at once', async () => {
    await expectOnly(
      'destination=acme.finals&filterType=CONDITION_FILTER&sender=partner&showFailed=false&status=Waiting%20to%20Deliver',
      ({ id }) => id === sent.preliminary.guid || id === sent.mammogram.guid,
    );
  });
});

describe('q finds', () => {
  const expectFound = async (q: string | number, ids: (string | null)[]) =>
    expect((await ask(`q=${encodeURIComponent(q)}`)).map(({ id }) => id)).toEqual(ids);

  test('a report id, in any case', async () => {
    await expectFound(sent.final.guid, [sent.final.guid]);
    await expectFound(sent.final.guid.toUpperCase(), [sent.final.guid]);
  });
  test('a submissionId', async () => {
    const found = everything.find(({ id }) => id === sent.delivered.guid);
    await expectFound(found?.submissionId ?? '', [sent.delivered.guid]);
  });
  test('a file name', () => expectFound('batch of friday.hl7', [null]));
  test('an appointment id: every version', () => expectFound(sent.final.id, [sent.final.guid, sent.preliminary.guid]));
  test('an accession number', () => expectFound('ACC 1', [sent.final.guid, sent.preliminary.guid]));
  test('what was typed with spaces around it', () => expectFound(' ACC2 ', [sent.mammogram.guid]));
  test('nothing else', async () => {
    for (const q of ['ACC', 'acc2', '%', '_', 'partner', '999999', "'", 'batch']) await expectFound(q, []);
  });
  test('nothing of another organization', async () => {
    const token = await house.tokenOf('zenith-ris');
    for (const q of [sent.final.guid, sent.final.id, everything[0]?.submissionId]) {
      const { json } = await house.api('GET', `/api/waters/org/zenith/submissions?q=${q}`, { token });
      expect(json.filter(({ id }: Listed) => id === sent.final.guid)).toEqual([]);
    }
  });
});

test.each([
  'pageSize=0',
  'pageSize=501',
  'pageSize=x',
  'since=yesterday',
  'since=2026-01-01',
  'until=0000-01-01T00:00:00Z',
  'sortdir=up',
  'showFailed=no',
  'status=Sent',
  'status=delivered',
  'deliveryState=x',
  'filterType=X',
  'cursor=x',
  'q=%00',
  `q=${'x'.repeat(201)}`,
  'status=Error&status=Valid',
])('%s is 400', async (query) => {
  expect((await house.api('GET', `${LIST}?${query}`)).status).toBe(400);
  if (!/^(pageSize|cursor|sortdir)/.test(query))
    expect((await house.api('GET', `${LIST}/summary?${query}`)).status).toBe(400);
});

describe('pages', () => {
  /** Every page from the first on by its Link headers; `between` happens after each. */
  async function walk(query: string, between: () => Promise<unknown> = () => Promise.resolve()): Promise<number[]> {
    const seen: number[] = [];
    let path: string | undefined = `${LIST}?${query}`;
    while (path !== undefined) {
      const answer = await house.api('GET', path);
      seen.push(...answer.json.map(({ submissionId }: Listed) => submissionId));
      path = /^<(\/[^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      if (path !== undefined) await between();
    }
    return seen;
  }
  const ids = (list: Listed[]) => list.map(({ submissionId }) => submissionId);

  test('lead to each other by Link headers, in both directions, and keep their filters', async () => {
    expect(await walk('pageSize=2')).toEqual(ids(everything));
    expect(await walk('pageSize=2&sortdir=ASC')).toEqual(ids(everything).toReversed());
    expect(await walk('pageSize=1&sortdir=DESC&sender=partner')).toEqual(
      ids(everything.filter(({ sender }) => sender === 'acme.partner')),
    );
  });

  test('have no Link when there is nothing more, also when the last one is full', async () => {
    expect((await house.api('GET', `${LIST}?pageSize=7`)).headers.get('link')).toBeNull();
    expect((await house.api('GET', `${LIST}?pageSize=6`)).headers.get('link')).not.toBeNull();
  });

  test('do not take another list’s cursor', async () => {
    const link = (await house.api('GET', `${LIST}?pageSize=1`)).headers.get('link') ?? '';
    const cursor = /cursor=([^>&]+)/.exec(link)?.[1] ?? '';
    expect((await house.api('GET', `${LIST}?cursor=${cursor}`)).status).toBe(200);
    for (const query of [
      `sortdir=asc&cursor=${cursor}`,
      `topic=x&cursor=${cursor}`,
      `cursor=${cursor}x`,
      `cursor=${cursor}.x`,
    ]) {
      expect([query, (await house.api('GET', `${LIST}?${query}`)).status]).toEqual([query, 400]);
    }
    const token = await house.tokenOf('zenith-ris');
    expect((await house.api('GET', `/api/waters/org/zenith/submissions?cursor=${cursor}`, { token })).status).toBe(400);
  });

  test('repeat nothing and miss nothing over submissions of the same microsecond, whatever comes meanwhile', async () => {
    await house.db
      .execute(sql`insert into submissions (organization, sender, source, http_status, principal, correlation_id,
        received_at, valid_item_count, overall_status, delivery_state, destinations)
      select 'acme', 'bulk', 'partner', 201, 'x', 'x', timestamptz '2026-01-01 00:00:00.123456Z' + (n / 50) * interval '1 microsecond', 1, 'Received', 'processing', '[]'
      from generate_series(0, 249) n`);
    for (const sortdir of ['asc', 'desc']) {
      const before = ids(await ask(`sender=bulk&sortdir=${sortdir}`));
      expect(before).toHaveLength(250);
      expect(await walk(`sender=bulk&sortdir=${sortdir}&pageSize=30`, () => house.send('acme', FINAL))).toEqual(before);
    }
  });
});
