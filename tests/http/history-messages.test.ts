import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type House, openHouse } from '../support/open-house.ts';
import { historyPath } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Stored {
  reportId: string;
  submissionId: number;
}

/** What differs between the submissions below, as columns. */
interface Columns {
  valid_item_count: number;
  overall_status: string;
  delivery_state?: string;
  error_count?: number;
  warning_count?: number;
  routed_at?: string | null;
}

/** A submission of three items, as the door for whole files stores it. */
async function store(columns: Columns): Promise<Stored> {
  const reportId = randomUUID();
  const row = {
    report_id: reportId,
    organization: 'acme',
    sender: 'default',
    topic: 'radiology',
    source: 'reportstream',
    action_name: 'receive',
    http_status: 201,
    external_name: 'friday.hl7',
    report_item_count: 3,
    principal: 'test',
    correlation_id: 'test',
    received_at: '2026-01-02T03:04:05.678Z',
    routed_at: '2026-01-02T03:04:06Z',
    destinations: [],
    delivery_state: 'not_delivering',
    error_count: 0,
    warning_count: 0,
    revision: 1,
    ...columns,
  };
  const names = sql.raw(Object.keys(row).join(', '));
  const { rows } = await house.db.execute<{ id: number }>(sql`insert into submissions (${names})
    select ${names} from jsonb_populate_record(null::submissions, ${JSON.stringify(row)}::jsonb) returning id`);
  return { reportId, submissionId: rows[0]?.id ?? 0 };
}

interface Message {
  level: 'error' | 'warning';
  scope: 'parameter' | 'report' | 'item';
  item_index?: number;
  tracking_id?: string;
  field?: string;
  error_code: string;
  message: string;
}

async function logMessages({ submissionId }: Stored, messages: Message[]): Promise<void> {
  const rows = messages.map((message) => ({ submission_id: submissionId, ...message }));
  await house.db.execute(sql`insert into submission_messages
      (submission_id, level, scope, item_index, tracking_id, field, error_code, message)
    select submission_id, level, scope, item_index, tracking_id, field, error_code, message
    from jsonb_populate_recordset(null::submission_messages, ${JSON.stringify(rows)}::jsonb)`);
}

const read = async (id: string | number) => {
  const answer = await house.api('GET', historyPath(id));
  expect(answer.status).toBe(200);
  return answer.json;
};

describe('stored errors and warnings', () => {
  const noId = { level: 'error', scope: 'item', error_code: 'INVALID_HL7_MSG_VALIDATION' } as const;
  const missing = { field: 'PID-3', message: 'The patient identifier is missing.' };
  const late = { level: 'warning', scope: 'item', error_code: 'UNKNOWN', message: 'The study is old.' } as const;
  const MESSAGES: Message[] = [
    { ...noId, ...missing, item_index: 3, tracking_id: 'M3' },
    { ...late, item_index: 2, tracking_id: 'M2' },
    { ...noId, ...missing, item_index: 1, tracking_id: 'M1' },
    { ...noId, message: 'OBR is missing.', item_index: 1, tracking_id: 'M1' },
    { level: 'error', scope: 'report', error_code: 'UNKNOWN', message: missing.message },
    { level: 'warning', scope: 'report', error_code: 'UNKNOWN', message: 'The file has no trailer.' },
    { ...late, item_index: 3, tracking_id: 'M3' },
    { ...late, item_index: 1, tracking_id: 'M1' },
  ];
  let told: Awaited<ReturnType<typeof read>>;
  beforeAll(async () => {
    const counts = { error_count: 4, warning_count: 4 };
    const stored = await store({ valid_item_count: 1, overall_status: 'Not Delivering', ...counts });
    await logMessages(stored, MESSAGES);
    await logMessages(await store({ valid_item_count: 3, overall_status: 'Not Delivering' }), [
      { ...late, message: 'Of another submission.' },
    ]);
    told = await read(stored.reportId);
  });

  test('are told once for each message and scope, the whole file’s first, with every item’s index and tracking id', () => {
    const item = { scope: 'item', errorCode: noId.error_code };
    expect(told.errors).toEqual([
      { scope: 'report', message: missing.message, errorCode: 'UNKNOWN' },
      { ...item, indices: [1], trackingIds: ['M1'], message: 'OBR is missing.' },
      { ...item, indices: [1, 3], trackingIds: ['M1', 'M3'], field: missing.field, message: missing.message },
    ]);
    expect(told.warnings).toEqual([
      { scope: 'report', message: 'The file has no trailer.', errorCode: 'UNKNOWN' },
      {
        scope: 'item',
        indices: [1, 2, 3],
        trackingIds: ['M1', 'M2', 'M3'],
        message: late.message,
        errorCode: 'UNKNOWN',
      },
    ]);
  });

  test('are counted before they are merged', () => {
    expect([told.errorCount, told.warningCount]).toEqual([4, 4]);
  });

  test('are the same by submissionId', async () => {
    expect(await read(told.submissionId)).toEqual(told);
  });
});

test('a submission whose every item is invalid has no id, and can be read by both of its ids all the same', async () => {
  const stored = await store({ valid_item_count: 0, overall_status: 'Not Delivering', error_count: 3 });
  for (const id of [stored.reportId, stored.submissionId]) {
    expect(await read(id)).toMatchObject({
      id: null,
      reportId: null,
      submissionId: stored.submissionId,
      overallStatus: 'Not Delivering',
      sender: 'acme.default',
      httpStatus: 201,
      reportItemCount: 3,
      destinations: [],
    });
  }
});

test('a submission that is not routed yet is Received, has its id and no destinations', async () => {
  const processing = { delivery_state: 'processing', routed_at: null };
  const stored = await store({ valid_item_count: 3, overall_status: 'Received', ...processing });
  expect(await read(stored.submissionId)).toMatchObject({
    id: stored.reportId,
    reportId: stored.reportId,
    overallStatus: 'Received',
    deliveryState: 'processing',
    timestamp: '2026-01-02T03:04:05.678Z',
    plannedCompletionAt: null,
    actualCompletionAt: null,
    externalName: 'friday.hl7',
    destinations: [],
    destinationCount: 0,
  });
});
