import { randomUUID } from 'node:crypto';
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { useSecretKey } from '#lib/encryption';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import { signInTo } from './portal.ts';

/** What a test wants to say of an appointment; the rest is invented. Minutes count from now. */
export interface RoomAppointment {
  patientName?: string;
  patientId?: string | null;
  priority?: 'STAT' | 'URGENT' | 'ROUTINE';
  modality?: string;
  studyDescription?: string;
  laterality?: string | null;
  site?: string;
  referrer?: string;
  clinicalInfo?: string | null;
  accessionNumber?: string | null;
  dueInMinutes?: number;
  receivedMinutesAgo?: number;
}

/** An organization of one test's own, in which Wren and Moss report, and Fern is admin. */
export interface ReadingRoom {
  domain: string;
  wren: string;
  moss: string;
  fern: string;
  /** New appointments in PENDING REPORTING, the first due first unless told; answers their ids. */
  add: (...appointments: RoomAppointment[]) => Promise<string[]>;
  /** So many at once, `R00000` …, named `PATIENT, 00000` …, each due a minute after the one before. */
  fill: (count: number) => Promise<void>;
}

let rooms = 0;

/** Opens a room; `viewerUrl` as the settings hold it. */
export async function openRoom(db: Database, viewerUrl?: string): Promise<ReadingRoom> {
  useSecretKey('a test secret key of more than thirty-two characters');
  const domain = `room${process.pid}-${(rooms += 1)}`;
  const people = ['wren', 'moss', 'fern'].map((name) => ({
    email: `${name}@${domain}.test`,
    name: { wren: 'Dr Wren Able', moss: 'Dr Moss Bold', fern: 'Fern Desk' }[name],
    roles: { [domain]: name === 'fern' ? 'admin' : 'clinician' },
  }));
  const organization = { name: domain, description: `Room ${domain}`, timeZone: 'Australia/Melbourne', viewerUrl };
  const text = JSON.stringify({ organizations: [{ ...organization, users: people }] });
  const parsed = parseSettings(text, {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings({ db, correlationId: 'reading-room', at: null }, parsed.settings);
  const [wren = '', moss = '', fern = ''] = people.map(({ email }) => email);
  return {
    domain,
    wren,
    moss,
    fern,
    add: async (...appointments) => {
      const ids: string[] = [];
      for (const appointment of appointments) ids.push(await add(db, domain, appointment, ids.length));
      return ids;
    },
    fill: async (count) => {
      await db.execute(sql`
        insert into appointments (domain, appointment_id, status, told_status, scheduled_site, patient_id, patient_name,
          patient_date_of_birth, patient_sex, modality, study_description, accession_number, priority, due_at)
        select ${domain}, 'R' || to_char(n, 'FM00000'), 'PENDING REPORTING', 'PENDING REPORTING', 'North', 'P' || n,
          'PATIENT, ' || to_char(n, 'FM00000'), '1980-01-31', 'F', 'CT', 'CT head without contrast', 'ACC' || n, 'ROUTINE',
          now() + make_interval(days => 1, mins => n)
        from generate_series(0, ${count - 1}::int) n`);
      await db.execute(sql`analyze appointments`);
    },
  };
}

async function add(db: Database, domain: string, told: RoomAppointment, order: number): Promise<string> {
  const id = `A${randomUUID().slice(0, 8)}`;
  const {
    patientName = 'SAMPLE, Ada',
    priority = 'ROUTINE',
    modality = 'CT',
    site = 'North',
    referrer = 'Dr Lee',
  } = told;
  const { studyDescription = 'CT head without contrast', laterality = null, clinicalInfo = 'Headache.' } = told;
  const { patientId = `P-${id}`, accessionNumber = `ACC-${id}` } = told;
  const { dueInMinutes = 60 + order, receivedMinutesAgo = 30 } = told;
  await db.execute(sql`
    insert into appointments (domain, appointment_id, status, told_status, scheduled_site, patient_id, patient_name,
      patient_date_of_birth, patient_sex, modality, study_description, laterality, accession_number, clinical_info,
      priority, referrer_name, due_at, created_at)
    values (${domain}, ${id}, 'PENDING REPORTING', 'PENDING REPORTING', ${site}, ${patientId}, ${patientName}, '1960-05-04',
      'F', ${modality}, ${studyDescription}, ${laterality}, ${accessionNumber}, ${clinicalInfo}, ${priority}, ${referrer},
      now() + make_interval(mins => ${dueInMinutes}), now() - make_interval(mins => ${receivedMinutesAgo}))`);
  return id;
}

/** A row by its patient's name. */
export const rowOf = (page: Page, patient: string) => page.getByRole('row').filter({ hasText: patient });

export const preview = (page: Page) => page.getByRole('complementary', { name: 'Preview' });

/** The patients in the rows that are on the page, from above. */
export const patientsOf = (page: Page) => page.locator('[role="row"] [data-open]').allTextContents();

/** Another person's browser, signed in, on the worklist. */
export async function openColleague(
  browser: Browser,
  db: Database,
  url: string,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'en-AU',
    timezoneId: 'Australia/Melbourne',
    ...options,
  });
  await signInTo(context, db, url, email);
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('grid')).toBeVisible();
  return page;
}
