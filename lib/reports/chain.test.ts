import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { chainHash, recordSha256, type VersionRecord } from '#lib/reports/chain';

const record = (changes: Partial<VersionRecord> = {}): VersionRecord => ({
  domain: 'acme',
  appointmentId: 'A1',
  version: 1,
  reportGuid: '01900000-0000-7000-8000-000000000000',
  reportStatus: 'final',
  resultStatus: 'F',
  textSha256: Buffer.alloc(32, 1),
  reportFormat: 'text/plain',
  clinicianName: null,
  clinicianProviderNumber: null,
  clinicianEmail: null,
  reportedAtUtc: '2020-01-01T00:00:00Z',
  reason: null,
  source: 'partner',
  principal: 'client:acme-ris',
  snapshot: { patientName: 'DOE, Jane', modality: null },
  overrides: null,
  ...changes,
});

test('a change of any member changes the record’s hash', () => {
  const changes: Partial<VersionRecord>[] = [
    { domain: 'zenith' },
    { appointmentId: 'A2' },
    { version: 2 },
    { reportGuid: '01900000-0000-7000-8000-000000000001' },
    { reportStatus: 'preliminary' },
    { resultStatus: 'C' },
    { textSha256: Buffer.alloc(32, 2) },
    { reportFormat: 'html' },
    { clinicianName: '' },
    { clinicianProviderNumber: '' },
    { clinicianEmail: '' },
    { reportedAtUtc: '2020-01-01T00:00:00.0Z' },
    { reason: '' },
    { source: 'portal' },
    { principal: 'client:other' },
    { snapshot: { patientName: 'DOE, John', modality: null } },
    { snapshot: { patientName: 'DOE, Jane', modality: '' } },
    { snapshot: { patientName: 'DOE, Jane' } },
    { overrides: [{ rule: 'side-mismatch', reason: 'x' }] },
    { overrides: [{ rule: 'side-mismatch', reason: 'y' }] },
    { overrides: [{ rule: 'other-patient', reason: 'x' }] },
  ];
  const hashes = [{}, ...changes].map((change) => recordSha256(record(change)).toString('hex'));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('the order in which a snapshot’s members come back out of the database does not matter', () => {
  const other = record({ snapshot: { modality: null, patientName: 'DOE, Jane' } });
  expect(recordSha256(other)).toEqual(recordSha256(record()));
});

test('without an override the hash is what it was before there were any', () => {
  expect(recordSha256(record()).toString('hex')).toBe(
    '2ac815824877b72d790bdb754a34c470270f1abbfb18073db80aa2f084b86f73',
  );
  expect(recordSha256(record({ overrides: [] }))).toEqual(recordSha256(record()));
});

test('a chain hash covers the one before, the record and the time', () => {
  const sha256 = (...parts: (Buffer | string)[]) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };
  const one = recordSha256(record());
  const first = chainHash(null, one, '1577836800000000');
  expect(first).toEqual(sha256(one, '1577836800000000'));
  expect(chainHash(first, one, '1577836800000001')).toEqual(sha256(first, one, '1577836800000001'));
});
