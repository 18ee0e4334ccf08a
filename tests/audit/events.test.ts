import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiAnswer, type House, openHouse } from '../support/open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const APPOINTMENT = '/integrations/v1/acme/appointments/A1';
const REPORTING = '/integrations/v1/acme/reporting/appointments/A1';
const CLIENT = 'client:acme-ris';

interface EventRow {
  principal: string;
  action: string;
  organization: string | null;
  entity: string;
  entityId: string;
  correlationId: string;
}

/** The answer of a request, and the audit events it left. */
async function audited(...request: Parameters<House['api']>): Promise<{ answer: ApiAnswer; events: EventRow[] }> {
  const { rows: last } = await house.db.execute<{ id: number }>(
    sql`select coalesce(max(id), 0) as id from audit_events`,
  );
  const answer = await house.api(...request);
  const { rows } = await house.db.execute<EventRow & Record<string, unknown>>(sql`
    select principal, action, organization, entity, entity_id as "entityId", correlation_id as "correlationId"
    from audit_events where id > ${last[0]?.id ?? 0} order by id`);
  return { answer, events: rows };
}

/** The only event of an answered request, which carries the answer's correlation id. */
function only({ answer, events }: { answer: ApiAnswer; events: EventRow[] }): Omit<EventRow, 'correlationId'> {
  expect(events).toHaveLength(1);
  const [{ correlationId, ...event } = {} as EventRow] = events;
  expect(correlationId).toBe(answer.headers.get('x-correlation-id'));
  return event;
}

const about = (action: string, entity: string, entityId: string, principal = CLIENT) => ({
  principal,
  action,
  organization: 'acme',
  entity,
  entityId,
});

const report = (text: string, status = 'final') => ({ body: { reportText: text, reportStatus: status } });

test('an appointment told, changed and read leaves one event each; told again without a change it leaves none', async () => {
  const told = { status: 'PENDING REPORTING', modality: 'CT', patientName: 'CANARY, Patient' };
  const put = (body: object) => audited('PUT', APPOINTMENT, { body });
  expect(only(await put(told))).toEqual(about('appointment.create', 'appointment', 'acme/A1'));
  expect((await put(told)).events).toEqual([]);
  expect(only(await put({ ...told, modality: 'MR' }))).toEqual(about('appointment.update', 'appointment', 'acme/A1'));
  expect(only(await audited('GET', REPORTING))).toEqual(about('appointment.read', 'appointment', 'acme/A1'));
});

test('every submission leaves one event, whoever submits; a replayed one leaves no second', async () => {
  const key = { headers: { 'idempotency-key': 'audit-1' } };
  const first = await audited('POST', `${REPORTING}/report`, { ...report('CANARY text.', 'preliminary'), ...key });
  expect(only(first)).toEqual(about('report.submit', 'report', first.answer.json.reportGuid));
  const again = await audited('POST', `${REPORTING}/report`, { ...report('CANARY text.', 'preliminary'), ...key });
  expect([again.answer.headers.get('idempotent-replayed'), again.events]).toEqual(['true', []]);

  const cookie = await house.cookieOf('rad@acme.test');
  const { rows } = await house.db.execute<{ id: string }>(sql`select id from users where email = 'rad@acme.test'`);
  const portal = await audited('POST', `${REPORTING}/report`, { ...report('CANARY final.'), cookie });
  expect(only(portal)).toEqual(about('report.submit', 'report', portal.answer.json.reportGuid, `user:${rows[0]?.id}`));
});

test('every read of a report leaves an event', async () => {
  for (let n = 0; n < 3; n += 1) {
    const read = await audited('GET', `${REPORTING}/report`);
    expect(only(read)).toEqual(about('report.read', 'report', read.answer.json.reportGuid));
  }
});

test('every download of a file leaves an event, the first and all later ones', async () => {
  const { json } = await house.api('POST', `${REPORTING}/report`, report('CANARY to fetch.'));
  const { rows } = await house.db.execute<{ report_id: string }>(sql`
    select d.report_id from deliveries d join delivery_items i on i.delivery_id = d.id
    join submissions s on s.id = i.submission_id
    where s.report_id = ${json.reportGuid} and d.destination = 'acme.archive'`);
  const file = rows[0]?.report_id ?? '';
  for (let n = 0; n < 2; n += 1) {
    const fetched = await audited('GET', `/api/waters/report/${file}/content`);
    expect(fetched.answer.text).toBe('CANARY to fetch.');
    expect(only(fetched)).toEqual(about('delivery.download', 'delivery', file));
  }
});

test('every explained history leaves an event, as it tells values of the patient; a plain one leaves none', async () => {
  const id = (await house.api('POST', `${REPORTING}/report`, report('CANARY to explain.'))).json.reportGuid;
  const plain = await audited('GET', `/api/waters/report/${id}/history`);
  expect([plain.answer.status, plain.events]).toEqual([200, []]);
  for (const path of [`waters/report/${id}`, `report/${plain.answer.json.submissionId}`]) {
    const explained = await audited('GET', `/api/${path}/history?explain=true`);
    expect(only(explained)).toEqual(about('submission.explain', 'submission', String(plain.answer.json.submissionId)));
  }
});

test('a withdrawal leaves an event', async () => {
  const withdrawn = await audited('POST', `${REPORTING}/report/withdraw`, { body: { reason: 'CANARY reason' } });
  expect(only(withdrawn)).toEqual(about('report.withdraw', 'report', withdrawn.answer.json.reportGuid));
});

test('what was refused is not said to have happened', async () => {
  const token = await house.tokenOf('zenith-ris');
  for (const [method, request] of [['POST', report('x')] as const, ['GET', {}] as const]) {
    const { answer, events } = await audited(method, `${REPORTING}/report`, { ...request, token });
    expect([answer.status, events]).toEqual([403, []]);
  }
  const unknown = await audited('POST', `${REPORTING}-unknown/report`, report('x'));
  expect([unknown.answer.status, unknown.events]).toEqual([404, []]);
  const foreign = await audited('GET', '/api/waters/report/1/history?explain=true', { token });
  expect([foreign.answer.status, foreign.events]).toEqual([404, []]);
});

test('events hold ids, never a name or a word of a report', async () => {
  const { rows } = await house.db.execute(sql`select 1 from audit_events e where e::text like '%CANARY%'`);
  expect(rows).toEqual([]);
});
