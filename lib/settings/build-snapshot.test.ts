import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildSnapshot, type SettingsRows } from '#lib/settings/build-snapshot';
import { useLog } from '#lib/log';
import { receiverSettings } from '#lib/settings/receiver-contract';

beforeEach(() => void useLog('silent'));
afterEach(() => void useLog('info'));

function organization(name: string, sharesWith: string[] = []): SettingsRows['organizations'][number] {
  return {
    name,
    description: `The ${name}`,
    timeZone: 'Australia/Perth',
    jurisdiction: {},
    correctionWindowMinutes: 1440,
    finalHoldSeconds: 15,
    idleLockMinutes: 30,
    sessionHours: 12,
    slaMinutes: { STAT: 60, URGENT: 240, ROUTINE: 1440 },
    sharesWith,
    viewerUrl: null,
    sites: [],
    updatedAt: new Date(0),
  };
}

function receiver(fullName: string, settings: Record<string, unknown> = {}): SettingsRows['receivers'][number] {
  const [organization = '', name = ''] = fullName.split('.');
  return { organization, name, settings: { ...receiverSettings.parse({ transport: { type: 'NULL' } }), ...settings } };
}

const build = (
  receivers: SettingsRows['receivers'],
  organizations = [organization('acme', ['beta.shared']), organization('beta')],
) => buildSnapshot({ version: 1, organizations, senders: [], receivers });

test('an organization’s items may go to its own destinations and to those it shares with, no others', () => {
  const snapshot = build([receiver('beta.shared'), receiver('beta.private'), receiver('acme.ehr')]);
  expect(snapshot.destinationsFor('acme', 'radiology').map(({ name }) => name)).toEqual(['acme.ehr', 'beta.shared']);
  expect(snapshot.destinationsFor('beta', 'radiology').map(({ name }) => name)).toEqual([
    'beta.private',
    'beta.shared',
  ]);
  expect(snapshot.destinationsFor('nobody', 'radiology')).toEqual([]);
});

test('inactive destinations and those of another topic get nothing, but can be found', () => {
  const snapshot = build([
    receiver('acme.off', { customerStatus: 'inactive' }),
    receiver('acme.trial', { customerStatus: 'testing' }),
    receiver('acme.heart', { topic: 'cardiology' }),
  ]);
  expect(snapshot.destinationsFor('acme', 'radiology').map(({ name }) => name)).toEqual(['acme.trial']);
  expect(snapshot.destinationsFor('acme', 'cardiology').map(({ name }) => name)).toEqual(['acme.heart']);
  expect(snapshot.findDestination('acme.off')?.active).toBe(false);
});

test('a destination with an invalid stored filter gets nothing, and the others are not affected', () => {
  const snapshot = build([
    receiver('acme.broken', { routingFilter: ['matches(modality'] }),
    receiver('acme.unknown', { transport: { type: 'PIGEON' } }),
    receiver('acme.ehr', { routingFilter: ['matches(modality, CT)'] }),
  ]);
  expect(snapshot.destinations.map(({ name }) => name)).toEqual(['acme.ehr']);
  expect(snapshot.findDestination('acme.broken')).toBeUndefined();
});

test('filters arrive compiled under their type, and an absent time zone is the organization’s', () => {
  const snapshot = build([receiver('acme.ehr', { routingFilter: ['matches(modality, CT)'] })]);
  const destination = snapshot.findDestination('acme.ehr');
  expect(destination?.filters.ROUTING_FILTER.map(({ name, args }) => [name, args])).toEqual([
    ['matches', ['modality', 'CT']],
  ]);
  expect(destination?.filters.QUALITY_FILTER).toEqual([]);
  expect(destination?.settings.timing.timeZone).toBe('Australia/Perth');
});

test('what an older release stored is read with today’s defaults', () => {
  const snapshot = build([
    { organization: 'acme', name: 'old', settings: { transport: { type: 'MLLP', host: 'h', port: 1 } } },
  ]);
  expect(snapshot.findDestination('acme.old')?.settings).toMatchObject({
    format: 'HL7',
    retry: { schedule: expect.arrayContaining(['24h']) },
    transport: { tls: false, ackTimeoutSeconds: 30 },
  });
});
