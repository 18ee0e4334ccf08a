import { sql, type SQL } from 'drizzle-orm';
import type { ApiAnswer, ApiRequest, House } from '../support/open-house.ts';

/** What a practice's systems do over HTTP, in the words of the contract. */

let made = 0;

export const FINAL = { reportText: 'Lungs are clear.', reportStatus: 'final' };
export const PRELIMINARY = { reportText: 'Lungs look clear.', reportStatus: 'preliminary' };

export const appointmentPath = (id: string, domain = 'acme'): string =>
  `/integrations/v1/${domain}/appointments/${encodeURIComponent(id)}`;

export const reportingPath = (id: string, domain = 'acme'): string =>
  `/integrations/v1/${domain}/reporting/appointments/${encodeURIComponent(id)}`;

export const reportPath = (id: string, domain = 'acme'): string => `${reportingPath(id, domain)}/report`;

export const historyPath = (id: string | number): string => `/api/waters/report/${id}/history`;

/** A new appointment in PENDING REPORTING, with whatever else it should have; answers its identifier. */
export async function pendingAppointment(house: House, fields: object = {}, domain = 'acme'): Promise<string> {
  const id = `A${(made += 1)}`;
  const token = domain === 'acme' ? house.token : await house.tokenOf(`${domain}-ris`);
  const body = { status: 'PENDING REPORTING', modality: 'CT', ...fields };
  const answer = await house.api('PUT', appointmentPath(id, domain), { token, body });
  if (answer.status !== 201) throw new Error(`The appointment was answered ${answer.status}: ${answer.text}`);
  return id;
}

export const submit = (house: House, id: string, body: unknown, request: ApiRequest = {}): Promise<ApiAnswer> =>
  house.api('POST', reportPath(id), { body, ...request });

/** A new appointment with these submissions one after another; answers its identifier and the last one's answer. */
export async function reported(house: House, ...bodies: object[]): Promise<{ id: string; answer: ApiAnswer }> {
  const id = await pendingAppointment(house);
  let answer: ApiAnswer | undefined;
  for (const body of bodies) {
    answer = await submit(house, id, body);
    if (answer.status !== 201) throw new Error(`The report was answered ${answer.status}: ${answer.text}`);
  }
  if (!answer) throw new Error('There was no report to submit.');
  return { id, answer };
}

/** Rows of a query on the house's database. */
export async function rowsOf<Row extends Record<string, unknown>>(house: House, query: SQL): Promise<Row[]> {
  return (await house.db.execute(query)).rows as Row[];
}

/** How many versions the appointment's report has. */
export async function countVersions(house: House, id: string): Promise<number> {
  const rows = await rowsOf<{ n: number }>(
    house,
    sql`select count(*)::int as n from report_versions v join appointments a on a.id = v.appointment_key
      where a.appointment_id = ${id}`,
  );
  return rows[0]?.n ?? 0;
}

/** Does something inside one minute of the database's clock: once more when the minute ended meanwhile. */
export async function withinOneMinute<Result>(house: House, work: () => Promise<Result>): Promise<Result> {
  const minute = async () =>
    (await rowsOf<{ minute: string }>(house, sql`select date_trunc('minute', now())::text as minute`))[0]?.minute;
  for (;;) {
    const before = await minute();
    const result = await work();
    if ((await minute()) === before) return result;
  }
}
