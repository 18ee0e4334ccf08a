import { randomUUID } from 'node:crypto';
import { appointmentPath, reportingPath } from '../http/partner.ts';
import { type ApiAnswer, type ApiRequest, type House, openHouse } from '../support/open-house.ts';

const SCOPES =
  'scopes: [reports:write, appointments:read, appointments:write, history:read], rateLimitPerMinute: 1000000';

/** Two organizations; Ada and Ben report in acme, Sol in both, Zoe in zenith; Sam is acme's admin. */
const SETTINGS = `
organizations:
  - name: acme
    timeZone: Australia/Melbourne
    finalHoldSeconds: 15
    clients: [{ clientId: acme-ris, clientSecret: correct horse battery, domains: [acme], ${SCOPES} }]
    users:
      - { email: ada@acme.test, name: Dr Ada Reid, password: Reading-room-1, roles: { acme: clinician }, providerNumber: "2448501H" }
      - { email: ben@acme.test, name: Dr Ben Oh, password: Reading-room-1, roles: { acme: clinician } }
      - { email: sam@acme.test, name: Sam Ng, password: Reading-room-1, roles: { acme: admin } }
      - { email: sol@readout.test, name: Dr Sol Lim, password: Reading-room-1, roles: { acme: clinician, zenith: clinician } }
    receivers:
      - { name: ehr, format: TEXT, transport: { type: "NULL" } }
      - { name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final)"] }
  - name: zenith
    timeZone: Europe/Vienna
    clients: [{ clientId: zenith-ris, clientSecret: correct horse battery, domains: [zenith], ${SCOPES} }]
    users:
      - { email: zoe@zenith.test, name: Dr Zoe Zell, password: Reading-room-1, roles: { zenith: clinician } }
`;

export type Person = 'ada' | 'ben' | 'sam' | 'sol' | 'zoe';

const EMAILS: Record<Person, string> = {
  ada: 'ada@acme.test',
  ben: 'ben@acme.test',
  sam: 'sam@acme.test',
  sol: 'sol@readout.test',
  zoe: 'zoe@zenith.test',
};

/** A house with people who report. */
export interface ReadingHouse extends House {
  as(person: Person, method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
  /** A new appointment in PENDING REPORTING; answers its identifier. */
  appointment(fields?: object, domain?: 'acme' | 'zenith'): Promise<string>;
  /** Claims an appointment in this tab. */
  claim(person: Person, id: string, body?: object): Promise<ApiAnswer>;
  /** Saves a draft made from `revision`. */
  save(person: Person, id: string, revision: number, body: object): Promise<ApiAnswer>;
}

/** One tab a person, unless a test is about more. */
export const TABS: Record<Person, string> = {
  ada: randomUUID(),
  ben: randomUUID(),
  sam: randomUUID(),
  sol: randomUUID(),
  zoe: randomUUID(),
};

export async function openReadingHouse(): Promise<ReadingHouse> {
  const house = await openHouse({ settings: SETTINGS });
  const cookies = new Map<Person, string>();
  for (const [person, email] of Object.entries(EMAILS)) cookies.set(person as Person, await house.cookieOf(email));
  const as: ReadingHouse['as'] = (person, method, path, request = {}) =>
    house.api(method, path, { token: null, cookie: cookies.get(person), ...request });
  return {
    ...house,
    as,
    async appointment(fields = {}, domain = 'acme') {
      const id = `R${randomUUID().slice(0, 8)}`;
      const token = await house.tokenOf(`${domain}-ris`);
      const body = { status: 'PENDING REPORTING', modality: 'CT', patientName: 'SAMPLE, Jane', ...fields };
      const answer = await house.api('PUT', appointmentPath(id, domain), { token, body });
      if (answer.status !== 201) throw new Error(`The appointment was answered ${answer.status}: ${answer.text}`);
      return id;
    },
    claim: (person, id, body = {}) =>
      as(person, 'POST', `${reportingPath(id)}/claim`, { body: { tab: TABS[person], ...body } }),
    save: (person, id, revision, body) =>
      as(person, 'PUT', `${reportingPath(id)}/draft`, {
        headers: { 'if-match': `"${revision}"` },
        body: { tab: TABS[person], ...body },
      }),
  };
}
