import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAnswer } from '../support/check-answer.ts';
import { openHouse, type House } from '../support/open-house.ts';
import { mutateSubmission } from './mutate-submission.ts';
import { reportPath } from './partner.ts';

const CASES = 10_000;
const AT_ONCE = 24;
/** Every so many accepted cases are read back over HTTP too; all of them are compared with what is stored. */
const READ_EVERY = 10;
/** Far above what a request takes on a slow machine: one that is slower hangs. */
const PATIENCE_MS = 20_000;

let house: House;

/** An appointment for each case: none can answer for another. */
beforeAll(async () => {
  house = await openHouse();
  await house.db.execute(sql`insert into appointments (domain, appointment_id, status, told_status, priority, due_at)
    select 'acme', 'M' || n, 'PENDING REPORTING', 'PENDING REPORTING', 'ROUTINE', now() from generate_series(1, ${CASES}) n`);
});
afterAll(() => house.close());

async function ask(method: string, path: string, headers: Record<string, string>, body?: Uint8Array) {
  const response = await fetch(`${house.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${house.token}`, ...headers },
    body: body as BodyInit | undefined,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const json = text === '' ? null : (JSON.parse(text) as Record<string, unknown>);
  checkAnswer(method, path, response.status, response.headers.get('content-type') ?? '', json);
  return { status: response.status, json };
}

/** What an accepted body says, read as plainly as can be. */
function meant(body: Uint8Array): Record<string, unknown> {
  const said = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)) as Record<
    string,
    unknown
  >;
  return {
    reportText: said.reportText,
    reportStatus: String(said.reportStatus).toLowerCase(),
    reportFormat: said.reportFormat ?? 'text/plain',
    interpretingClinicianName: said.interpretingClinicianName ?? null,
    interpretingClinicianProviderNumber: said.interpretingClinicianProviderNumber ?? null,
    interpretingClinicianEmail: said.interpretingClinicianEmail ?? null,
  };
}

/** Compares every stored report with what its request said. */
async function compareStored(): Promise<number> {
  let compared = 0;
  for (let from = 1; from <= CASES; from += 1000) {
    const { rows } = await house.db.execute(sql`
      select substr(a.appointment_id, 2)::int as number, v.report_text as "reportText", v.report_status as "reportStatus",
        v.report_format as "reportFormat", v.clinician_name as "interpretingClinicianName",
        v.clinician_provider_number as "interpretingClinicianProviderNumber", v.clinician_email as "interpretingClinicianEmail"
      from report_versions v join appointments a on a.id = v.appointment_key
      where substr(a.appointment_id, 2)::int between ${from} and ${from + 999}`);
    for (const { number, ...stored } of rows) {
      expect({ number, ...stored }).toEqual({ number, ...meant(mutateSubmission(Number(number)).body) });
    }
    compared += rows.length;
  }
  return compared;
}

/** Answers the case's status; throws with its number, so that it can be made again alone. */
async function tryCase(number: number): Promise<number> {
  const path = reportPath(`M${number}`);
  const { headers, body } = mutateSubmission(number);
  try {
    const answer = await ask('POST', path, headers, body);
    expect([201, 400, 409]).toContain(answer.status);
    if (answer.status === 201 && number % READ_EVERY === 0) {
      expect((await ask('GET', path, {})).json).toMatchObject(meant(body));
    }
    return answer.status;
  } catch (error) {
    throw new Error(
      `Case ${number} (${JSON.stringify(headers)}, ${Buffer.from(body).toString('base64').slice(0, 2000)})`,
      {
        cause: error,
      },
    );
  }
}

test('of 10,000 mutated submissions none fails or hangs, and what is accepted reads back exactly as it was sent', async () => {
  const statuses: number[] = [];
  let next = 1;
  const worker = async () => {
    while (next <= CASES) statuses.push(await tryCase(next++));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const accepted = statuses.filter((status) => status === 201).length;
  expect(statuses).toHaveLength(CASES);
  expect(accepted).toBeGreaterThan(CASES / 3);
  expect(statuses.length - accepted).toBeGreaterThan(CASES / 5);
  expect(await compareStored()).toBe(accepted);
}, 600_000);
