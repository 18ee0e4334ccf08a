import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '#lib/http/operations';
import { openHouse, type ApiAnswer, type ApiRequest, type House } from '../support/open-house.ts';
import { itemDoors } from './item-doors.ts';
import { adminDoors, type Door } from './settings-doors.ts';
import {
  appointmentPath,
  FINAL,
  historyPath,
  pendingAppointment,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';

let house: House;
let id: string;
let reportGuid: string;
let submissionId: number;
let fileId: string;

beforeAll(async () => {
  house = await openHouse();
  id = await pendingAppointment(house, { patientName: 'CANARY, Patient' });
  reportGuid = (await submit(house, id, { ...FINAL, reportText: 'CANARY of acme' })).json.reportGuid;
  submissionId = (await house.api('GET', historyPath(reportGuid))).json.submissionId;
  const { json } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive');
  fileId = json[0].reportId;
});
afterAll(() => house.close());

const TAB = { tab: '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e90' };
const draftPath = (domain: string) => `${reportingPath(id, domain)}/draft`;

const domainDoors = (): Door[] => [
  { name: 'putAppointment', method: 'PUT', path: (domain) => appointmentPath(id, domain), body: { status: 'ARRIVED' } },
  { name: 'listPendingAppointments', method: 'GET', path: (domain) => reportingPath('pending', domain) },
  { name: 'getAppointment', method: 'GET', path: (domain) => reportingPath(id, domain) },
  { name: 'submitReport', method: 'POST', path: (domain) => reportPath(id, domain), body: FINAL },
  { name: 'getReport', method: 'GET', path: (domain) => reportPath(id, domain) },
  { name: 'getReportVersion', method: 'GET', path: (domain) => `${reportPath(id, domain)}/versions/1` },
  { name: 'listOtherPatients', method: 'GET', path: (domain) => `${reportingPath(id, domain)}/other-patients` },
  {
    name: 'withdrawReport',
    method: 'POST',
    path: (domain) => `${reportPath(id, domain)}/withdraw`,
    body: { reason: 'x' },
  },
  { name: 'previewReport', method: 'POST', path: (domain) => `${reportPath(id, domain)}/preview`, body: FINAL },
  { name: 'recallReport', method: 'POST', path: (domain) => `${reportPath(id, domain)}/recall` },
  { name: 'listPriors', method: 'GET', path: (domain) => `${reportingPath(id, domain)}/priors` },
  { name: 'listComments', method: 'GET', path: (domain) => `${reportingPath(id, domain)}/comments` },
  {
    name: 'addComment',
    method: 'POST',
    path: (domain) => `${reportingPath(id, domain)}/comments`,
    body: { commentText: 'x' },
  },
  { name: 'claimAppointment', method: 'POST', path: (domain) => `${reportingPath(id, domain)}/claim`, body: TAB },
  {
    name: 'releaseAppointment',
    method: 'POST',
    path: (domain) => `${reportingPath(id, domain)}/claim/release`,
    body: TAB,
  },
  { name: 'getDraft', method: 'GET', path: draftPath },
  { name: 'saveDraft', method: 'PUT', path: draftPath, body: { ...TAB, reportText: 'x' } },
  { name: 'discardDraft', method: 'POST', path: (domain) => `${draftPath(domain)}/discard` },
  {
    name: 'setAsideDraft',
    method: 'POST',
    path: (domain) => `${draftPath(domain)}/versions`,
    body: { reportText: 'x' },
  },
  { name: 'getDraftVersion', method: 'GET', path: (domain) => `${draftPath(domain)}/versions/${TAB.tab}` },
];
const organizationDoors = (): Door[] => [
  { name: 'listSubmissions', method: 'GET', path: (org) => `/api/waters/org/${org}/submissions` },
  { name: 'summarizeSubmissions', method: 'GET', path: (org) => `/api/waters/org/${org}/submissions/summary` },
  { name: 'breakDownSubmissions', method: 'GET', path: (org) => `/api/waters/org/${org}/submissions/breakdown` },
  { name: 'exportSubmissions', method: 'GET', path: (org) => `/api/waters/org/${org}/submissions/export` },
  { name: 'listDeliveries', method: 'GET', path: (org) => `/api/waters/org/${org}/deliveries` },
  { name: 'listUnmatchedItems', method: 'GET', path: (org) => `/api/waters/org/${org}/unmatched` },
];

/** Doors whose path names a submission, a file or a session, not a tenant: tested one by one, sessions in profile.test.ts. */
const BY_ID = [
  'getSubmissionHistory',
  'getSubmissionHistoryAlias',
  'getDeliveryContent',
  'getAttempt',
  'endOwnSession',
];
const ITEM_DOORS = itemDoors().map(({ name }) => name);

test('no door is forgotten: these tests know every operation whose path names a tenant or something of one', () => {
  const doors = [...domainDoors(), ...adminDoors(), ...organizationDoors()].map(({ name }) => name);
  const operations = OPERATIONS.filter(({ path }) => path.includes('{')).map((operation) => operation.id);
  expect([...doors, ...BY_ID, ...ITEM_DOORS].sort()).toEqual(operations.sort());
});

const DRAFTS = ['getDraft', 'getDraftVersion', 'listOtherPatients'];

const FOREIGN: [string, () => Promise<ApiRequest>][] = [
  ['another organization’s client', async () => ({ token: await house.tokenOf('zenith-ris') })],
  ['another organization’s clinician', async () => ({ cookie: await house.cookieOf('rad@zenith.test') })],
];

const state = async () =>
  (
    await house.db.execute(sql`select (select count(*) from report_versions) as versions,
    (select version from settings_version) as settings,
    (select json_agg(u order by u.id) from users u) as users,
    (select json_agg(m order by m.user_id, m.organization, m.role) from memberships m) as memberships,
    (select json_agg(c order by c.client_id) from clients c) as clients,
    (select count(*) from client_secrets) as secrets,
    (select json_agg(a order by a.id) from appointments a) as appointments`)
  ).rows[0];

/** What an answer says once the domain's name is taken out of it. */
const unnamed = ({ status, text }: ApiAnswer, domain: string) => [
  status,
  text.replaceAll(domain, '…').replaceAll(/"requestId":"[^"]*"/g, ''),
];

describe.each(FOREIGN)('%s', (_, credentials) => {
  test('is refused at every door of a domain alike, whether the domain exists or not, and changes nothing', async () => {
    const request = await credentials();
    const before = await state();
    for (const { name, method, path, body, headers } of [...domainDoors(), ...adminDoors()]) {
      const real = await house.api(method, path('acme'), { ...request, body, headers });
      const invented = await house.api(method, path('nobody'), { ...request, body, headers });
      expect([name, real.status, real.json.type]).toEqual([name, 403, 'urn:qubs:integrations:forbidden']);
      expect(unnamed(real, 'acme')).toEqual(unnamed(invented, 'nobody'));
      expect(real.text).not.toContain('CANARY');
    }
    expect(await state()).toEqual(before);
  });

  test('is refused at every list of an organization alike, whether it exists or not', async () => {
    const request = await credentials();
    for (const { name, method, path } of organizationDoors()) {
      for (const org of ['acme', 'nobody']) {
        const answer = await house.api(method, path(org), request);
        expect([name, org, answer.status, answer.json]).toEqual([name, org, 401, { error: 'Unauthorized' }]);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
      }
    }
  });

  test('finds a submission as little as one that does not exist', async () => {
    const request = await credentials();
    const invented = '01900000-0000-7000-8000-000000000000';
    for (const family of ['waters/report', 'report']) {
      for (const key of [reportGuid, submissionId, invented, 999_999]) {
        const answer = await house.api('GET', `/api/${family}/${key}/history`, request);
        expect([answer.status, answer.json]).toEqual([404, { error: `${key} is not a valid report` }]);
      }
    }
  });
});

test('another organization’s client finds a file as little as one that does not exist, and downloads nothing', async () => {
  const token = await house.tokenOf('zenith-ris');
  const answer = await house.api('GET', `/api/waters/report/${fileId}/content`, { token });
  expect([answer.status, answer.json]).toEqual([404, { error: `${fileId} is not a valid report` }]);
  const { json } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive');
  expect(json[0].state).toBe('ready');
});

test('an appointment identifier of one domain means nothing in another', async () => {
  const token = await house.tokenOf('zenith-ris');
  const other = await house.api('GET', reportPath(id, 'zenith'), { token });
  expect(other.status).toBe(404);
  expect(
    (await house.api('PUT', appointmentPath(id, 'zenith'), { token, body: { status: 'PENDING REPORTING' } })).status,
  ).toBe(201);
  const theirs = await house.api('POST', reportPath(id, 'zenith'), { token, body: { ...FINAL, reportText: 'theirs' } });
  expect(theirs.status).toBe(201);
  expect((await house.api('GET', reportPath(id))).json.reportText).toBe('CANARY of acme');
});

describe('within its own domain', () => {
  test('nobody but its administrators passes the doors of its settings, no client of any scope either', async () => {
    const before = await state();
    const callers: ApiRequest[] = [{ token: house.token }, { cookie: await house.cookieOf('rad@acme.test') }];
    for (const caller of callers) {
      for (const { name, method, path, body, headers } of adminDoors()) {
        const answer = await house.api(method, path('acme'), { ...caller, body, headers });
        expect([name, answer.status, answer.json.type]).toEqual([name, 403, 'urn:qubs:integrations:forbidden']);
      }
    }
    expect(await state()).toEqual(before);
  });

  test('a client without the scope of a door is refused there', async () => {
    const token = await house.tokenOf('acme-reader');
    for (const { name, method, path, body } of domainDoors()) {
      const answer = await house.api(method, path('acme'), { token, body });
      // Whoever reads appointments may comment on them (contract §1); drafts are for those who report.
      const isOpen = name === 'addComment' || (method === 'GET' && !DRAFTS.includes(name));
      expect([name, answer.status]).toEqual([name, isOpen ? (method === 'GET' ? 200 : 201) : 403]);
    }
    for (const { path } of organizationDoors()) {
      const answer = await house.api('GET', path('acme'), { token });
      expect([answer.status, answer.json]).toEqual([401, { error: 'Unauthorized' }]);
    }
    for (const path of [historyPath(reportGuid), `/api/waters/report/${fileId}/content`]) {
      const answer = await house.api('GET', path, { token });
      expect([answer.status, answer.json]).toEqual([401, { error: 'Unauthorized' }]);
    }
  });
});

test('a platform administrator reads every organization’s everything', async () => {
  const cookie = await house.cookieOf('root@readout.test');
  const reads = [...domainDoors(), ...adminDoors()].filter(({ method }) => method === 'GET');
  const doors = [...reads, ...organizationDoors()];
  // Drafts are no part of it: signing needs the clinician's role, and nobody's unsigned words are read by who cannot sign.
  for (const { name, path } of doors.filter((door) => !DRAFTS.includes(door.name))) {
    expect([name, (await house.api('GET', path('acme'), { cookie })).status]).toEqual([name, 200]);
  }
  expect((await house.api('GET', historyPath(reportGuid), { cookie })).status).toBe(200);
  const unknown = await house.api('PUT', appointmentPath('A1', 'nobody'), { cookie, body: { status: 'ARRIVED' } });
  expect(unknown.status).toBe(404);
});

test('a platform client acts in every domain', async () => {
  await house.db.execute(sql`update clients set domains = '{*}' where client_id = 'acme-other'`);
  const token = await house.tokenOf('acme-other');
  for (const { path } of organizationDoors())
    expect((await house.api('GET', path('zenith'), { token })).status).toBe(200);
  const answer = await house.api('PUT', appointmentPath('P1', 'zenith'), {
    token,
    body: { status: 'PENDING REPORTING' },
  });
  expect(answer.status).toBe(201);
});
