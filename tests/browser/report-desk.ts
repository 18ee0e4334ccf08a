import type { BrowserContext, Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { expect, open } from './portal.ts';
import { getToken } from './submit-reports.ts';

/** What tests of a report's page do: appointments of their own, the page, and what is stored of them. */

interface Portal {
  url: string;
  db: Database;
}

let made = 0;

const newId = (): string => `SIGN-${process.pid}-${(made += 1)}`;

/** A new appointment of acme that waits for its report, or a change of one; answers its identifier. */
export async function makeAppointment(
  { url }: Portal,
  fields: object = {},
  appointmentId: string = newId(),
): Promise<string> {
  const body = {
    status: 'PENDING REPORTING',
    modality: 'XR',
    studyDescription: 'XR right wrist',
    laterality: 'R',
    bodyPart: 'WRIST',
    patientId: `P-${appointmentId}`,
    patientName: 'RADIUS, Robin',
    patientDateOfBirth: '1980-05-03',
    patientSex: 'F',
    accessionNumber: `ACC-${appointmentId}`,
    ...fields,
  };
  await call(url, 'PUT', `/integrations/v1/acme/appointments/${appointmentId}`, body);
  return appointmentId;
}

/** What a partner's system does meanwhile. */
export const submitAsPartner = ({ url }: Portal, appointmentId: string, body: object): Promise<unknown> =>
  call(url, 'POST', reportPath(appointmentId), body);

export const readReport = async ({ url }: Portal, appointmentId: string) =>
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into what they expect
  (await call(url, 'GET', reportPath(appointmentId))) as any;

const reportPath = (appointmentId: string): string =>
  `/integrations/v1/acme/reporting/appointments/${appointmentId}/report`;

async function call(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const headers: Record<string, string> = { authorization: `Bearer ${await getToken(url, 'acme-ris')}` };
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Versions of the appointment's report. */
export async function countVersions({ db }: Portal, appointmentId: string): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::int as n from report_versions v join appointments a on a.id = v.appointment_key
    where a.appointment_id = ${appointmentId}`);
  return rows[0]?.n ?? 0;
}

/** For how long acme's finals are held. */
export async function holdFinals({ db }: Portal, seconds: number): Promise<void> {
  await db.execute(sql`update organizations set final_hold_seconds = ${seconds} where name = 'acme'`);
  await db.execute(sql`update settings_version set version = version + 1`);
}

/** Ends the hold of an appointment's report: its files are due. */
export const endHold = ({ db }: Portal, appointmentId: string): Promise<unknown> =>
  db.execute(sql`update deliveries set next_attempt_at = now() where state = 'queued' and not has_superseded
    and id in (select delivery_id from delivery_items where order_key = ${`acme/${appointmentId}`})`);

/** Opens the report and waits until it can be written. */
export async function openReport(page: Page, appointmentId: string): Promise<void> {
  await open(page, `/appointments/acme/${appointmentId}`);
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
}

export const words = (page: Page) => page.getByRole('textbox', { name: 'Report', exact: true });

/** Replaces the words by keyboard, and waits until the draft is saved. */
export async function write(page: Page, text: string): Promise<void> {
  await words(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
  await expect(page.getByTestId('save-state')).toContainText('Saved');
}

export const signDialog = (page: Page) => page.getByRole('dialog', { name: /^Sign (as|the)/ });
export const signature = (page: Page) => page.getByRole('region', { name: 'Signature' });

/** A second tab of the same browser. */
export const anotherTab = (context: BrowserContext): Promise<Page> => context.newPage();
