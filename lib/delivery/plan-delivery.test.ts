import { expect, test } from 'vitest';
import { planDelivery } from '#lib/delivery/plan-delivery';
import { buildSnapshot } from '#lib/settings/build-snapshot';
import { receiverSettings } from '#lib/settings/receiver-contract';

const NOW = new Date('2026-07-01T10:20:30.400Z');

const ACME = {
  name: 'acme',
  description: 'Acme',
  timeZone: 'Australia/Melbourne',
  jurisdiction: {},
  correctionWindowMinutes: 1440,
  finalHoldSeconds: 15,
  idleLockMinutes: 30,
  sessionHours: 12,
  slaMinutes: { STAT: 60, URGENT: 240, ROUTINE: 1440 },
  sharesWith: [],
  viewerUrl: null,
  sites: [],
  updatedAt: NOW,
};

function plan(settings: Record<string, unknown>, holdSeconds = 0) {
  const receiver = { organization: 'acme', name: 'ehr', settings: receiverSettings.parse(settings) };
  const snapshot = buildSnapshot({ version: 1, organizations: [ACME], senders: [], receivers: [receiver] });
  const destination = snapshot.findDestination('acme.ehr');
  if (!destination) throw new Error('The destination is not valid.');
  return planDelivery(destination, 'c0ffee', NOW, holdSeconds);
}

const NOWHERE = { transport: { type: 'NULL' } };
const MERGE = { operation: 'MERGE', numberPerDay: 24, initialTime: '00:00' };

test('an unbatched file is due at once, or when its hold has passed', () => {
  expect(plan(NOWHERE).nextAttemptAt).toEqual(NOW);
  expect(plan(NOWHERE, 15).nextAttemptAt).toEqual(new Date('2026-07-01T10:20:45.400Z'));
});

test('a batched file is due at the first slot after its hold', () => {
  expect(plan({ ...NOWHERE, timing: MERGE }).nextAttemptAt).toEqual(new Date('2026-07-01T11:00:00Z'));
  expect(plan({ ...NOWHERE, timing: MERGE }, 3600).nextAttemptAt).toEqual(new Date('2026-07-01T12:00:00Z'));
});

test('slots are on the destination’s clock, which is its organization’s unless it has its own', () => {
  const daily = { operation: 'MERGE', numberPerDay: 1, initialTime: '21:00' };
  expect(plan({ ...NOWHERE, timing: daily }).nextAttemptAt).toEqual(new Date('2026-07-01T11:00:00Z'));
  const there = { ...daily, timeZone: 'America/New_York' };
  expect(plan({ ...NOWHERE, timing: there }).nextAttemptAt).toEqual(new Date('2026-07-02T01:00:00Z'));
});

test('a file to fetch is ready, every other waits for a worker', () => {
  expect(plan({ transport: { type: 'DOWNLOAD' }, format: 'TEXT' }).state).toBe('ready');
  expect(plan(NOWHERE).state).toBe('queued');
  expect(plan({ transport: { type: 'MLLP', host: 'pacs.test', port: 2575 } }).state).toBe('queued');
});

test('a file is named {receiver}-{reportId}-{yyyyMMddHHmmss}.{format} and stays for 30 days', () => {
  const { fileName, expiresAt } = plan({ ...NOWHERE, format: 'FHIR' }, 60);
  expect(fileName).toBe('acme.ehr-c0ffee-20260701102030.fhir');
  expect(expiresAt).toEqual(new Date('2026-07-31T10:20:30.400Z'));
  const names = ['HL7', 'TEXT', 'PDF'].map((format) =>
    plan({ ...NOWHERE, format })
      .fileName.split('.')
      .at(-1),
  );
  expect(names).toEqual(['hl7', 'txt', 'pdf']);
});
