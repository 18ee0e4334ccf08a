import { test as base, type BrowserContext, expect, type Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { encode } from 'next-auth/jwt';
import { connectDatabase, type Database } from '#db/client';
import { choosePort } from '#db/embedded/choose-port';
import { newUuid } from '#lib/ids';
import { startServer, type StartedServer } from '../support/start-server.ts';
import { getToken } from './submit-reports.ts';

/** As tests/support/start-server.ts gives it to the server. */
const SECRET = 'a test session secret of more than thirty-two characters';
const CLIENT = 'clientSecret: correct horse battery, rateLimitPerMinute: 1000000';
const SCOPES = 'scopes: [reports:write, appointments:read, appointments:write, history:read]';

export const PASSWORD = 'Reading-room-1';

/** Ada and Ben report in acme, Sam is its admin; Zoe reports in zenith. */
const SETTINGS = `
organizations:
  - name: acme
    timeZone: Australia/Melbourne
    finalHoldSeconds: 0
    clients: [{ clientId: acme-ris, ${CLIENT}, domains: [acme], ${SCOPES} }]
    users:
      - { email: ada@acme.test, name: Dr Ada Reid, password: ${PASSWORD}, roles: { acme: clinician } }
      - { email: ben@acme.test, name: Dr Ben Oh, password: ${PASSWORD}, roles: { acme: clinician } }
      - { email: sam@acme.test, name: Sam Ng, password: ${PASSWORD}, roles: { acme: admin } }
    receivers: [{ name: ehr, format: TEXT, transport: { type: "NULL" } }]
  - name: zenith
    timeZone: Europe/Vienna
    clients: [{ clientId: zenith-ris, ${CLIENT}, domains: [zenith], ${SCOPES} }]
    users: [{ email: zoe@zenith.test, name: Dr Zoe Zell, password: ${PASSWORD}, roles: { zenith: clinician } }]
`;

/** By the page's clock: until it has asked again what became of its appointment. */
export const UNTIL_ASKED_MS = 21_000;

export type Person = 'ada' | 'ben' | 'sam';

const emailOf = (person: Person): string => `${person}@acme.test`;

/** A portal of one's own in which people report. */
export interface Room {
  url: string;
  db: Database;
  /** Signs a browser in without the page; answers the session's id. */
  signIn: (context: BrowserContext, person: Person) => Promise<string>;
  /** A new appointment in PENDING REPORTING, or a change of one; answers its identifier. */
  appointment: (fields?: object, id?: string, domain?: 'acme' | 'zenith') => Promise<string>;
  /** What the server keeps as a person's draft; null without one. */
  draftOf: (person: Person, id: string) => Promise<string | null>;
  /** Texts that were set aside, newest first. */
  versionsOf: (person: Person, id: string) => Promise<string[]>;
  /** Calls the API as a partner's client. */
  submit: (id: string, report: object) => Promise<void>;
  /** kill -9, and a new process on the same port and database. */
  kill: () => Promise<void>;
  restart: () => Promise<void>;
}

interface WorkerFixtures {
  room: Room;
}

export const test = base.extend<object, WorkerFixtures>({
  room: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the pattern
    async ({}, use) => {
      // While it is killed, no outgoing connection may take its port.
      const env = { PORT: String(await choosePort()) };
      const first = await startServer({ settings: SETTINGS, worker: 'off', env });
      const db = connectDatabase({ url: first.databaseUrl });
      const running = { server: first };
      await use(openRoom(first.url, db, running));
      await db.$client.end();
      if (running.server !== first) await running.server.stop();
      await first.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

function openRoom(url: string, db: Database, running: { server: StartedServer }): Room {
  const { databaseUrl } = running.server;
  const ask = async (person: Person, path: string) => {
    const [, cookie] = await openSession(db, emailOf(person));
    const headers = { cookie: `readout-session=${cookie}`, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${url}/integrations/v1/acme/reporting/appointments/${path}`, { headers });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as unknown;
  };
  const call = async (method: string, path: string, domain: string, body: object) => {
    const authorization = `Bearer ${await getToken(url, `${domain}-ris`)}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  };
  return {
    url,
    db,
    signIn: async (context, person) => {
      const [sessionId, value] = await openSession(db, emailOf(person));
      await context.addCookies([{ name: 'readout-session', value, url, httpOnly: true, sameSite: 'Lax' }]);
      return sessionId;
    },
    appointment: async (fields = {}, id = `R${newUuid().slice(-8)}`, domain = 'acme') => {
      const body = { status: 'PENDING REPORTING', modality: 'CT', patientName: 'SAMPLE, Jane', ...fields };
      await call('PUT', `/integrations/v1/${domain}/appointments/${id}`, domain, body);
      return id;
    },
    draftOf: async (person, id) => {
      const { draft } = (await ask(person, `${id}/draft`)) as { draft: { reportText: string } | null };
      return draft?.reportText ?? null;
    },
    versionsOf: async (person, id) => {
      const { versions } = (await ask(person, `${id}/draft`)) as { versions: { id: string }[] };
      const texts = versions.map((version) => ask(person, `${id}/draft/versions/${version.id}`));
      return (await Promise.all(texts)).map((version) => (version as { reportText: string }).reportText);
    },
    submit: (id, report) => call('POST', `/integrations/v1/acme/reporting/appointments/${id}/report`, 'acme', report),
    kill: async () => {
      const gone = new Promise((resolve) => running.server.process.once('exit', resolve));
      running.server.process.kill('SIGKILL');
      await gone;
    },
    restart: async () => {
      const env = { PORT: new URL(url).port };
      running.server = await startServer({ settings: SETTINGS, worker: 'off', databaseUrl, env });
    },
  };
}

async function openSession(db: Database, email: string): Promise<[id: string, cookie: string]> {
  const sessionId = newUuid();
  const { rows } = await db.execute<{ user_id: string }>(sql`
    insert into sessions (id, user_id, idle_limit_minutes, expires_at)
    select ${sessionId}::uuid, id, 30, now() + interval '12 hours' from users where email = ${email} returning user_id`);
  const userId = rows[0]?.user_id;
  if (!userId) throw new Error(`There is no user ${email}.`);
  return [sessionId, await encode({ token: { userId, sessionId }, secret: SECRET })];
}

/** Opens an appointment's report and waits until words can be written, or are known not to. */
export async function openReport(page: Page, room: Room, id: string, claimed = true): Promise<void> {
  await page.goto(`${room.url}/appointments/acme/${id}`);
  if (claimed) await expect(page.getByText('Claimed by you')).toBeVisible();
  await expect(words(page)).toHaveAttribute('aria-readonly', claimed ? 'false' : 'true');
}

/** The editor's text. */
export const words = (page: Page) => page.getByRole('textbox', { name: 'Report', exact: true });

/** What the page says loudly; Next has an alert of its own outside. */
export const alertOf = (page: Page) => page.getByRole('main').getByRole('alert');

/** Where the page says that the words are. */
export const saveState = (page: Page) => page.getByTestId('save-state');

export { expect };
