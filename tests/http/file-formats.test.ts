import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';
import { openHouse, type House } from '../support/open-house.ts';
import { historyPath, pendingAppointment, reportPath } from './partner.ts';

const SETTINGS = `organizations:
  - name: acme
    description: Acme Imaging
    timeZone: Australia/Melbourne
    finalHoldSeconds: 0
    clients:
      - { clientId: acme-ris, clientSecret: correct horse battery, domains: [acme], scopes: [reports:write, appointments:read, appointments:write, history:read, deliveries:read], rateLimitPerMinute: 1000000 }
    users:
      - { email: admin@acme.test, name: Sam Ng, password: a password of some length, roles: { acme: admin } }
    receivers:
      - { name: hl7, format: HL7, transport: { type: DOWNLOAD } }
      - { name: fhir, format: FHIR, transport: { type: DOWNLOAD } }
      - { name: pdf, format: PDF, transport: { type: DOWNLOAD } }
      - { name: text, format: TEXT, transport: { type: DOWNLOAD } }
`;

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: SETTINGS });
});
afterAll(() => house.close());

const REPORT = {
  reportStatus: 'final',
  reportText: 'FINDINGS: a | b\r\nIMPRESSION: normal\u0001',
  interpretingClinicianName: 'Dr Ada Reid',
  interpretingClinicianProviderNumber: '2448501H',
};

/** The newest file of each destination, by its service. */
async function filesByService(): Promise<Record<string, { reportId: string; fileName: string }>> {
  const { json } = await house.api('GET', '/api/waters/org/acme/deliveries?pageSize=500&sortdir=asc');
  return Object.fromEntries(json.map((file: { receiver: string }) => [file.receiver.replace('acme.', ''), file]));
}

async function fetchFile(reportId: string) {
  const answer = await house.api('GET', `/api/waters/report/${reportId}/content`);
  const headers = { authorization: `Bearer ${house.token}` };
  const again = await fetch(`${house.url}/api/waters/report/${reportId}/content`, { headers });
  return { ...answer, bytes: Buffer.from(await again.arrayBuffer()) };
}

describe('a destination that fetches', () => {
  let id: string;
  let files: Awaited<ReturnType<typeof filesByService>>;
  beforeAll(async () => {
    id = await pendingAppointment(house, {
      patientId: 'P1',
      patientName: 'SAMPLE, Jane',
      procedureCode: 'CTH',
      appointmentDate: '2026-11-20',
      startTime: '09:30:00',
    });
    const answer = await house.api('POST', reportPath(id), { body: REPORT });
    expect(answer.status).toBe(201);
    files = await filesByService();
  });

  test.each([
    ['hl7', 'hl7', 'application/hl7-v2; charset=utf-8'],
    ['fhir', 'fhir', 'application/fhir+json'],
    ['pdf', 'pdf', 'application/pdf'],
    ['text', 'txt', 'text/plain; charset=utf-8'],
  ])('in %s gets a file named .%s as %s', async (service, extension, contentType) => {
    const file = files[service];
    if (!file) throw new Error(`There is no file for ${service}.`);
    const { status, headers, bytes } = await fetchFile(file.reportId);
    expect([status, headers.get('content-type')]).toEqual([200, contentType]);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${file.fileName}"`);
    expect(file.fileName.endsWith(`.${extension}`)).toBe(true);
    expect(headers.get('result-status')).toBe('F');
    expect(bytes.length).toBeGreaterThan(30);
  });

  test('in HL7 and FHIR gets what our own door reads: number, exam, words, signer', async () => {
    const [hl7, fhir] = await Promise.all([files.hl7, files.fhir].map((file) => fetchFile(file?.reportId ?? '')));
    for (const reading of [readHl7Item(hl7?.bytes ?? Buffer.alloc(0)), readFhirItem(fhir?.bytes ?? Buffer.alloc(0))]) {
      if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
      const { report, exam, fillerNumber } = reading.item;
      expect(report?.reportText).toBe('FINDINGS: a | b\nIMPRESSION: normal\u0001');
      expect([report?.clinicianName, report?.resultStatus]).toEqual(['Dr Ada Reid', 'F']);
      expect([exam.procedureCode, exam.appointmentDate, exam.startTime]).toEqual(['CTH', '2026-11-20', '09:30:00']);
      expect([id, `acme/${id}`]).toContain(fillerNumber);
    }
    // The practice's clock: daylight saving time in Melbourne.
    expect(hl7?.text).toContain('|20261120093000+1100|');
    expect(fhir?.json.entry.at(-1).resource.effectiveDateTime).toBe('2026-11-20T09:30:00+11:00');
  });

  test('in PDF gets one, and history tells what it was fetched as', async () => {
    const { bytes } = await fetchFile(files.pdf?.reportId ?? '');
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { json } = await house.api('GET', reportPath(id));
    const told = (await house.api('GET', historyPath(json.reportGuid))).json;
    expect(told.destinations.map((one: { service: string; status: string }) => [one.service, one.status])).toEqual(
      ['fhir', 'hl7', 'pdf', 'text'].map((service) => [service, 'delivered']),
    );
  });

  test('is told of a withdrawal in every format', async () => {
    const { status } = await house.api('POST', `${reportPath(id)}/withdraw`, { body: { reason: 'Wrong side' } });
    expect(status).toBe(201);
    const withdrawn = await filesByService();
    for (const service of ['hl7', 'fhir', 'text']) {
      const { text, headers } = await fetchFile(withdrawn[service]?.reportId ?? '');
      expect(headers.get('result-status')).toBe('X');
      expect(text).toContain('Wrong side');
    }
    expect((await fetchFile(withdrawn.pdf?.reportId ?? '')).status).toBe(200);
  });
});
